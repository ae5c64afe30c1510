import CLibuv

/// A timer of libuv's. Its owner closes it before it goes away.
@safe struct TimerHandle {
    private let timer: UnsafeMutablePointer<uv_timer_t>

    init(on loop: LoopHandle) throws(UVError) {
        try loop.checkIsOpen()
        unsafe timer = .allocate(capacity: 1)
        _ = unsafe uv_timer_init(loop.loop, timer)
        unsafe timer.pointee.data = nil
    }

    /// Makes `owner` the one that is told.
    func setOwner(_ owner: HandleOwner) {
        unsafe timer.pointee.data = Unmanaged.passUnretained(owner).toOpaque()
    }

    func start(after delay: Int, repeating: Int) {
        unsafe uv_timer_start(timer, uvDidPassTime, UInt64(delay), UInt64(repeating))
    }

    func stop() {
        unsafe uv_timer_stop(timer)
    }

    var isActive: Bool {
        unsafe UnsafeMutableRawPointer(timer).withMemoryRebound(to: uv_handle_t.self, capacity: 1) {
            unsafe uv_is_active($0) != 0
        }
    }

    /// Closes the handle, which must not be used any more.
    func close() {
        unsafe uvClose(timer)
    }
}
