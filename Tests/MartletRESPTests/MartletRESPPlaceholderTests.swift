import Testing

@Suite struct MartletRESPPlaceholderTests {}
