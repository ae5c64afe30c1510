import Testing

@Suite struct MartletLoopPlaceholderTests {}
