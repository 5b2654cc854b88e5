// Package engine is asyncio in Go: event loops that run coroutines one step at a time, in the order that Python's
// asyncio gives them, with asyncio's words.
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
//	run_in_executor, to_thread       RunInExecutor
//	threading.Thread(target=…)       StartThread
//	a coroutine object               NewCall
//
// # The rules
//
// A function may suspend exactly when its first parameter is a *Co. It suspends its whole task: a coroutine has a
// stack of its own, so that any function it calls may suspend in turn.
//
// A loop belongs to one thread. Only that thread may use it, its tasks and its futures; other threads have
// [Loop.CallSoonThreadsafe] and [RunCoroutineThreadsafe]. With Config.Debug a loop finds any other use and refuses
// it with a [*WrongThreadError] that names both threads; without Debug, as in asyncio, nobody looks.
//
// Callbacks and steps run in the order they became ready, those that became ready during a tick in the next one.
// Of two timers with one deadline, the one that was set first fires first.
//
// A coroutine that panics fails its task with a [*PanicError]; a callback that panics is reported; the loop goes
// on. What ends the process in Go still does: running out of stack or memory.
//
// # What differs from asyncio, and why
//
//   - Errors are returned. A wait that was canceled returns [ErrCanceled]; a coroutine that returns it, or an
//     error that wraps it, ends canceled.
//   - Timers with one deadline run in the order they were set. asyncio leaves that open.
//   - A sleep's timer resumes the task itself, where asyncio's sets a future that resumes it a turn later.
//   - Calling a coroutine function runs it; there is no coroutine object unless one asks for it with [NewCall].
//     Go can not see a function value that is never called, so only a Call can be reported as never awaited.
//   - A failure that nobody retrieves is reported when the loop closes: Go has no moment at which an object is
//     known to be gone. At most 1024 are kept.
//   - A task that has not ended when its loop closes is unwound at once: its waits fail and its deferred calls run.
//   - A virtual clock, and with it the deadlock that can be known: nothing ready, no timer, nobody outside.
//   - runtime.Goexit in a coroutine fails its task with [ErrGoexit]; its goroutine stays parked for good, since Go
//     would end the loop with it.
//   - Callbacks see no context variables; tasks do.
//
// Left out: transports, protocols, streams, subprocesses, file descriptors and signal handlers of one's own (Go has
// its own for all of these), asynchronous generators and iterators (a Go function ranges over channels and
// iterators), policies and the implicit current loop (what needs a loop takes one), eager tasks.
package engine
