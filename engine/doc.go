// Package engine is asyncio in Go: event loops that run coroutines one step at a time, in the same order as Python's
// asyncio and with the same terms.
//
// # For readers who know asyncio
//
//	asyncio                          here
//	asyncio.run(main())              Run(Config{}, main)
//	asyncio.Runner                   Runner, RunIn, With
//	async def f(): …                 func f(co *Co) (T, error)
//	await f()                        f(co)
//	await task, await future         task.Await(co), future.Await(co)
//	asyncio.create_task(f())         CreateTask(co, name, f)
//	asyncio.sleep(1), sleep(0)       co.Sleep(time.Second), co.Yield()
//	gather, gather(return_exceptions=True)   Gather, GatherAll
//	wait, as_completed, wait_for     Wait, AsCompleted, WaitFor
//	timeout(), timeout_at()          Timeout, TimeoutAt
//	shield, TaskGroup                Shield, Group and GroupTask
//	task.cancel(), uncancel()        task.Cancel, task.Uncancel
//	CancelledError                   ErrCanceled
//	Lock, Event, Condition, …        Lock, Event, Condition, Semaphore, Barrier, Queue
//	contextvars.ContextVar           Var
//	loop.call_soon, call_later       Loop.CallSoon, CallLater, CallAt
//	call_soon_threadsafe             Loop.CallSoonThreadsafe
//	run_coroutine_threadsafe         RunCoroutineThreadsafe
//	wrap_future                      WrapFuture
//	run_in_executor, to_thread       RunInExecutor
//	threading.Thread(target=…)       StartThread
//	a coroutine without a result     Go, Proc
//	a coroutine object               NewCall
//
// # Rules
//
// A function may suspend if its first parameter is a *Co. It then suspends its whole task: a coroutine has a stack of
// its own, so any function that it calls may suspend in turn.
//
// A loop belongs to one thread. Only that thread may use the loop, its tasks and its futures; other threads use
// [Loop.CallSoonThreadsafe] and [RunCoroutineThreadsafe]. With Config.Debug a call by another thread that would change
// the loop panics with a [*WrongThreadError] that names both threads: one that makes, cancels or suspends a task, queues
// a callback, or completes a future. Calls that only read, and a lock or queue for which no task waits, are not checked.
// Without Debug, as in asyncio, nothing is.
//
// Callbacks and steps run in the order in which they became ready. Those that become ready during a tick run in the
// next one. Of two timers with the same deadline, the one that was set first fires first.
//
// A coroutine that panics fails its task with a [*PanicError]. The panic of a callback is reported. In both cases the
// loop goes on. Running out of stack or memory ends the process, as in any Go program. So does a call of
// runtime.LockOSThread or UnlockOSThread whose effect lasts across a wait, or between two runs of a loop: the runtime
// resumes a coroutine only with the locks that its thread had when the coroutine was made.
//
// # Differences from asyncio, and why
//
//   - Errors are returned. A wait that was canceled returns [ErrCanceled]. A coroutine that returns it, or an error that
//     wraps it, ends canceled.
//   - Timers with the same deadline run in the order in which they were set. asyncio does not define their order.
//   - A sleep's timer resumes the task directly. In asyncio it sets a future, which resumes the task one tick later.
//   - Calling a coroutine function runs it. There is a coroutine object only if one is made with [NewCall]. Go cannot
//     detect that a function value is never called, so only a Call can be reported as never awaited.
//   - A failure that was not retrieved is reported when the loop closes, since Go does not say when an object is no
//     longer used. A loop records at most 1024 of them.
//   - A task that has not ended when its loop closes is unwound at once: its wait fails and its deferred calls run.
//   - There is a virtual clock. On it a deadlock can be detected: nothing is ready, no timer is set, and no other thread
//     can post.
//   - runtime.Goexit in a coroutine fails its task with [ErrGoexit]. The goroutine of the coroutine stays suspended for
//     good, since Go would otherwise end the loop's goroutine too.
//   - Callbacks do not have context variables; tasks do.
//   - The end of a Wait for nothing comes at once, since it is what an empty slice of tasks means. asyncio refuses it.
//   - AsCompleted yields the task or future that is done, as asyncio's asynchronous iterator does since 3.13.
//   - A queue belongs to one loop whatever is waited for, and a condition belongs to the loop of its lock. asyncio finds
//     only some of the uses from another loop.
//   - A wait for a [Condition] that is canceled wakes another task only if it had been notified. CPython wakes one in any
//     case since 3.13, and none before.
//   - A callback of a future cannot be removed: Go cannot compare functions. [Gather] returns results and not a future,
//     so a gathering is canceled by canceling the task that waits for it.
//   - A coroutine that wraps the cancellation of its own task ends canceled, since Go programs add context to errors in
//     this way. asyncio would take it for a failure. An error that joins a cancellation with others is a failure.
//   - A report that nothing handles goes to log/slog, or to the trace if there is one.
//   - Closing a loop runs the deferred calls of its tasks. In asyncio the garbage collector does, at some time later.
//
// Not included: transports, protocols, streams, subprocesses, file descriptors and signal handlers, because Go has its
// own; asynchronous generators and iterators, because a Go function ranges over channels and iterators; policies and an
// implicit current loop, because functions that need a loop take one; and eager tasks.
package engine
