extension CommandCall {
    /// Keeps arguments of the command that runs out of the slow log and from monitors.
    package mutating func hide(_ arguments: Range<Int>) {
        hiddenArguments.append(arguments)
    }

    /// Whether the argument at `index` is not to be shown.
    func isHidden(_ index: Int) -> Bool {
        hiddenArguments.contains { $0.contains(index) }
    }
}
