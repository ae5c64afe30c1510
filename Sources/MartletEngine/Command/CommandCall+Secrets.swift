extension CommandCall {
    /// Keeps arguments of the command that runs out of the slow log and from monitors.
    package mutating func hide(_ arguments: Range<Int>) {
        hiddenArguments.append(arguments)
    }

    /// Whether all arguments of the command that runs are hidden, its name left out.
    package var hidesArguments: Bool {
        get { hiddenArguments.contains { $0.contains(1) } }
        set { hiddenArguments = newValue ? [1..<Int.max] : [] }
    }

    /// Whether the argument at `index` is not to be shown.
    func isHidden(_ index: Int) -> Bool {
        hiddenArguments.contains { $0.contains(index) }
    }
}
