import Testing

@Suite struct ConformancePlaceholderTests {}
