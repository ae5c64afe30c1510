#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A value that one thread at a time can look at.
///
/// It works as `Synchronization.Mutex` does, by the system's mutex: that is quicker on Linux, and
/// the thread sanitizer sees it. Public, as only such code is inlined into other modules.
@safe @frozen public struct Locked<Value: ~Copyable>: ~Copyable, @unchecked Sendable {
    @usableFromInline let mutex: UnsafeMutablePointer<pthread_mutex_t>
    @usableFromInline let value: UnsafeMutablePointer<Value>

    /// Makes a lock around a value, which it alone holds from now on.
    @inlinable public init(_ initial: consuming sending Value) {
        unsafe mutex = .allocate(capacity: 1)
        _ = unsafe pthread_mutex_init(mutex, nil)
        unsafe value = .allocate(capacity: 1)
        unsafe value.initialize(to: initial)
    }

    @inlinable deinit {
        unsafe value.deinitialize(count: 1)
        unsafe value.deallocate()
        _ = unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
    }

    /// Returns what `body` returns, which has the value for itself.
    @inlinable @inline(__always) public borrowing func withLock<Result: ~Copyable, Failure>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        _ = unsafe pthread_mutex_lock(mutex)
        defer { _ = unsafe pthread_mutex_unlock(mutex) }
        return try unsafe body(&value.pointee)
    }

    /// Returns what `body` returns, which has the value for itself. It is not checked that `body`
    /// keeps no part of the value: for one that shows it to a closure of its caller's.
    @inlinable @inline(__always)
    public borrowing func withLockUnchecked<Result: ~Copyable, Failure>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        _ = unsafe pthread_mutex_lock(mutex)
        defer { _ = unsafe pthread_mutex_unlock(mutex) }
        return try unsafe body(&value.pointee)
    }

    /// Lets other threads have the value while `body` runs: called in the middle of a `withLock`, whose
    /// value must be as others may find it.
    @inlinable public borrowing func withoutLock(_ body: () -> Void) {
        _ = unsafe pthread_mutex_unlock(mutex)
        body()
        _ = unsafe pthread_mutex_lock(mutex)
    }

    /// Calls `body` with the value in the middle of a `withLock` that can't hand it on.
    @inlinable public borrowing func withHeldLock(_ body: (inout Value) -> Void) {
        unsafe body(&value.pointee)
    }

    /// Returns what `body` returns; nil, without waiting, if another thread has the value.
    @inlinable @inline(__always)
    public borrowing func withLockIfAvailable<Result: ~Copyable, Failure>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result? {
        guard unsafe pthread_mutex_trylock(mutex) == 0 else { return nil }
        defer { _ = unsafe pthread_mutex_unlock(mutex) }
        return try unsafe body(&value.pointee)
    }
}
