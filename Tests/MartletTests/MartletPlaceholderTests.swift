import Testing

@Suite struct MartletPlaceholderTests {}
