import CLibuv

/// A handle of libuv's that is called before the loop may block.
@safe struct PrepareHandle {
    private let prepare: UnsafeMutablePointer<uv_prepare_t>

    /// Makes the handle. The loop closes it before it goes away, so that `owner` need not be kept.
    init(on loop: LoopHandle) {
        unsafe prepare = .allocate(capacity: 1)
        _ = unsafe uv_prepare_init(loop.loop, prepare)
        unsafe prepare.pointee.data = nil
    }

    /// Makes `owner` the one that is told.
    func setOwner(_ owner: LoopOwner) {
        unsafe prepare.pointee.data = Unmanaged.passUnretained(owner).toOpaque()
    }

    func setActive(_ isActive: Bool) {
        if isActive {
            unsafe uv_prepare_start(prepare, uvWillBlock)
        } else {
            unsafe uv_prepare_stop(prepare)
        }
    }

    /// Closes the handle, which must not be used any more.
    func close() {
        unsafe uvClose(prepare)
    }
}
