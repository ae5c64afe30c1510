package struct PendingFrees { package init() {} }
