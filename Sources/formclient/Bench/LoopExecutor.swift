import NIOCore

/// Runs tasks on the thread of a connection's event loop.
///
/// Between a worker and its connection no thread has to be woken, which is most of what a call
/// costs a client. Nothing that runs here may block.
final class LoopExecutor: TaskExecutor {
    let loop: any EventLoop

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedTaskExecutor()
        loop.execute { job.runSynchronously(on: executor) }
    }
}
