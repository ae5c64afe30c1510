import CLibuv

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A handle of libuv's that waits for a signal.
@safe struct SignalHandle {
    private let memory: UnsafeMutablePointer<uv_signal_t>

    init(on loop: LoopHandle, for signal: Signal) throws(UVError) {
        try loop.checkIsOpen()
        let memory = UnsafeMutablePointer<uv_signal_t>.allocate(capacity: 1)
        var code = unsafe uv_signal_init(loop.loop, memory)
        guard code == 0 else {
            unsafe memory.deallocate()
            throw UVError(code: code)
        }
        unsafe memory.pointee.data = nil
        unsafe self.memory = memory
        code = unsafe uv_signal_start(memory, uvDidSignal, signal.rawValue)
        guard code == 0 else {
            close()
            throw UVError(code: code)
        }
    }

    /// Makes `owner` the one that is told; it is kept alive until libuv has closed the handle.
    func setOwner(_ owner: HandleOwner) {
        unsafe memory.pointee.data = Unmanaged.passRetained(owner).toOpaque()
    }

    /// Closes the handle, which must not be used any more.
    func close() {
        unsafe uvCloseOwned(memory)
    }
}

extension SignalHandle {
    /// Makes the process ignore `signal`.
    static func ignore(_ signal: Signal) {
        setDisposition(signal.rawValue, SIG_IGN)
    }
}

/// The C function, whose name an argument's would hide.
private func setDisposition(_ number: Int32, _ action: (@convention(c) (Int32) -> Void)?) {
    _ = signal(number, action)
}
