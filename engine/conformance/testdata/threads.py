"""What crosses from one thread to another: call_soon_threadsafe, run_coroutine_threadsafe, executors."""

import asyncio
import queue
import threading
import time


async def _just(value=None, error=None):
    if error:
        raise error
    return value


def _start(target):
    thread = threading.Thread(target=target)
    thread.start()
    return thread


async def what_another_thread_posts_runs_in_its_order(p):
    loop = asyncio.get_running_loop()
    done = loop.create_future()

    def posts():
        for n in (1, 2, 3):
            loop.call_soon_threadsafe(p.log, n)
        loop.call_soon_threadsafe(done.set_result, None)

    other = _start(posts)
    await done
    p.log("main")
    other.join()


async def a_post_wakes_a_loop_that_waits(p):
    loop = asyncio.get_running_loop()
    done = loop.create_future()

    def posted():
        p.log("posted")
        done.set_result(None)

    def posts():
        time.sleep(0.002)
        loop.call_soon_threadsafe(posted)

    p.log("waits")
    other = _start(posts)
    await done
    p.log("main")
    other.join()


async def a_post_of_the_loops_own_thread_runs_in_the_next_turn(p):
    asyncio.get_running_loop().call_soon_threadsafe(p.log, "posted")
    p.log("main")
    await p.turn(2)
    p.log("again")


async def a_post_of_the_loops_own_thread_is_enough_to_wake_it(p):
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    loop.call_soon_threadsafe(f.set_result, 7)
    p.log(await f)


def a_post_to_a_loop_between_two_runs_waits_for_the_next(p):
    with asyncio.Runner() as runner:
        runner.run(_just())
        loop = runner.get_loop()

        def posts():
            loop.call_soon_threadsafe(p.log, "posted")
            p.log("posting", None)

        _start(posts).join()
        p.log("second run")
        runner.run(asyncio.sleep(0.001))


def a_closed_loop_refuses_another_threads_posts(p):
    loop = asyncio.new_event_loop()
    loop.close()
    _start(lambda: p.log(p.caught(loop.call_soon_threadsafe, print))).join()


def each_thread_may_run_a_loop(p):
    loops = []

    async def there():
        loops.append(asyncio.get_running_loop())
        p.log("other", loops[-1].is_running())

    async def here():
        loops.append(asyncio.get_running_loop())
        _start(lambda: asyncio.run(there())).join()
        p.log("main", loops[0].is_running())

    asyncio.run(here())
    p.log("same", loops[0] is loops[1])


async def _with_sender(p, make):
    here = asyncio.get_running_loop()
    over = here.create_future()

    async def there():
        loop = asyncio.get_running_loop()

        async def sends():
            coro = make(lambda: loop.call_soon_threadsafe(t.cancel))
            return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(coro, here))

        t = asyncio.create_task(sends())
        how = await p.result(t)
        here.call_soon_threadsafe(over.set_result, how)

    other = _start(lambda: asyncio.run(there()))
    how = await over
    await p.turn(4)
    p.log("there:", how)
    other.join()


async def a_coroutine_that_another_thread_sends_runs_here_and_is_awaited_there(p):
    here = asyncio.get_running_loop()

    async def sent(cancel_there):
        p.log("coroutine on main", asyncio.get_running_loop() is here)
        await asyncio.sleep(0)
        return 7

    await _with_sender(p, sent)


async def its_error_is_raised_there(p):
    await _with_sender(p, lambda cancel_there: _just(error=Bad()))


async def who_awaits_it_there_and_is_canceled_cancels_it_here(p):
    async def sent(cancel_there):
        cancel_there()
        try:
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError as error:
            p.log("coroutine:", error)
            raise

    await _with_sender(p, sent)


def a_closed_loop_takes_no_coroutine_of_another_thread(p):
    loop = asyncio.new_event_loop()
    loop.close()
    coro = _just()
    _start(lambda: p.log(p.caught(asyncio.run_coroutine_threadsafe, coro, loop))).join()
    coro.close()


def _fail():
    raise Bad


async def a_call_in_the_executor_gives_its_result_or_its_error(p):
    loop = asyncio.get_running_loop()
    p.log(await loop.run_in_executor(None, lambda: 7))
    p.log(await p.result(loop.run_in_executor(None, _fail)))


async def the_loop_goes_on_while_the_executor_works(p):
    onward = threading.Event()

    def call():
        onward.wait()
        p.log("call ends")
        return 7

    f = asyncio.get_running_loop().run_in_executor(None, call)
    await p.turn(3)
    p.log("loop goes on")
    onward.set()
    p.log(await f)


async def calls_in_the_executor_run_side_by_side(p):
    there = threading.Barrier(2)

    def meet(v):
        there.wait()
        return v

    p.log(await asyncio.gather(asyncio.to_thread(meet, 1), asyncio.to_thread(meet, 2)))


def a_call_that_nobody_waits_for_any_more_ends_all_the_same(p):
    async def main():
        begun, onward = threading.Event(), threading.Event()

        def call():
            begun.set()
            onward.wait()
            p.log("call ends")

        f = asyncio.get_running_loop().run_in_executor(None, call)
        begun.wait()
        f.cancel()
        p.log(await p.result(f))
        onward.set()

    asyncio.run(main())
    p.log("over")


async def a_call_may_ask_the_loop_and_wait_for_its_answer(p):
    loop, answer = asyncio.get_running_loop(), queue.Queue()

    def answers():
        p.log("asked")
        answer.put(7)

    def call():
        loop.call_soon_threadsafe(answers)
        return answer.get()

    p.log("answer", await loop.run_in_executor(None, call))


async def what_is_due_does_not_wait_for_a_call_that_waits_for_it(p):
    loop, due = asyncio.get_running_loop(), threading.Event()

    def call():
        due.wait()
        p.log("call ends")

    def is_due():
        p.log("due")
        due.set()

    f = loop.run_in_executor(None, call)
    loop.call_later(0, is_due)
    p.log(await f)


async def a_call_may_wait_for_a_thread_that_it_asks(p):
    here = asyncio.get_running_loop()
    there, answer = here.create_future(), queue.Queue()

    async def other():
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        here.call_soon_threadsafe(there.set_result, (loop, lambda: loop.call_soon_threadsafe(stop.set)))
        await stop.wait()

    thread = _start(lambda: asyncio.run(other()))
    loop, stop = await there

    def answers():
        p.log("other asked")
        answer.put(7)

    def call():
        loop.call_soon_threadsafe(answers)
        return answer.get()

    p.log("answer", await here.run_in_executor(None, call))
    stop()
    thread.join()


def a_call_that_is_canceled_before_it_began_does_not_run_and_no_close_waits_for_it(p):
    async def main():
        loop, begun, onward = asyncio.get_running_loop(), threading.Event(), threading.Event()

        def call():
            begun.set()
            p.log("first runs")
            onward.wait()

        first = loop.run_in_executor(None, call)
        begun.wait()
        busy = [loop.run_in_executor(None, onward.wait) for _ in range(100)]
        later = [loop.run_in_executor(None, p.logs("later runs")) for _ in range(10)]
        p.log("later ones canceled", all([f.cancel() for f in later]))
        await asyncio.sleep(0)
        onward.set()
        await first
        await asyncio.gather(*busy)

    asyncio.run(main())
    p.log("over")


def a_run_ends_when_the_executors_calls_have(p):
    async def main():
        ended = threading.Event()

        def call():
            ended.wait()
            p.log("call ends")

        asyncio.get_running_loop().run_in_executor(None, call)
        p.log("main ends")
        ended.set()

    asyncio.run(main())
    p.log("over")
