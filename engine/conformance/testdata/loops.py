"""The loop's own calls: call_soon and its kin, running, stopping and closing."""

import asyncio
import re


async def callbacks_run_in_the_order_they_were_queued(p):
    for name in "abc":
        asyncio.get_running_loop().call_soon(p.log, name)
    await asyncio.sleep(0)
    p.log("main")


async def what_a_callback_queues_runs_a_turn_later(p):
    loop = asyncio.get_running_loop()

    def a():
        p.log("a")
        loop.call_soon(p.log, "a again")

    loop.call_soon(a)
    loop.call_soon(p.log, "b")
    await asyncio.sleep(0)
    p.log("main")
    await asyncio.sleep(0)


async def timers_run_by_their_time_in_whatever_order_they_were_set(p):
    loop = asyncio.get_running_loop()
    now = loop.time()
    loop.call_at(now + 0.003, p.log, "three")
    loop.call_at(now + 0.001, p.log, "one")
    loop.call_at(now + 0.002, p.log, "two")
    await asyncio.sleep(0.004)


async def a_timer_of_the_past_joins_behind_what_is_ready(p):
    loop = asyncio.get_running_loop()

    def soon():
        p.log("soon")
        loop.call_soon(p.log, "after")

    loop.call_later(-1, p.log, "late")
    loop.call_soon(soon)
    await p.turn(3)


async def timers_of_the_past_run_by_their_time_too(p):
    loop = asyncio.get_running_loop()
    loop.call_later(0, p.log, 0)
    for n in -1, -3, -2:
        loop.call_later(n, p.log, n)
    loop.call_at(float("-inf"), p.log, "beginning")
    await asyncio.sleep(0.001)


AGES = 2**63 / 1e9


async def a_sleep_of_ages_is_never_over_and_can_be_canceled(p):
    t = asyncio.create_task(asyncio.sleep(AGES))
    await asyncio.sleep(0.002)
    again = asyncio.create_task(asyncio.sleep(AGES))
    await asyncio.sleep(0.002)
    if not t.done() and not again.done():
        p.log("others go on")
    t.cancel()
    again.cancel()
    await p.result(again)
    p.log(await p.result(t))


async def a_limit_of_ages_is_no_limit(p):
    async def soon():
        await asyncio.sleep(0.001)
        return 1

    async with asyncio.timeout(AGES):
        p.log(await asyncio.sleep(0.001))
    p.log(None if await asyncio.wait_for(soon(), AGES) else None)
    done, _ = await asyncio.wait([asyncio.create_task(soon())], timeout=AGES)
    p.log([t.result() for t in done])


async def a_timer_is_never_early(p):
    loop = asyncio.get_running_loop()
    when = loop.time() + 0.002
    done = loop.create_future()
    # CPython's own allowance: it runs what is due within a tick of the clock.
    allowed = loop._clock_resolution
    loop.call_at(when, lambda: done.set_result(loop.time() + allowed < when))
    p.log("early", await done)


async def a_canceled_callback_does_not_run(p):
    loop = asyncio.get_running_loop()
    soon, late = loop.call_soon(p.log, "soon"), loop.call_later(0.001, p.log, "late")
    ran = loop.call_soon(p.log, "ran")
    soon.cancel()
    late.cancel()
    late.cancel()
    await asyncio.sleep(0.003)
    p.log(soon.cancelled(), late.cancelled(), ran.cancelled())


async def a_callback_may_cancel_one_that_is_ready_in_the_same_turn(p):
    loop = asyncio.get_running_loop()

    def a():
        p.log("a")
        b.cancel()

    loop.call_soon(a)
    b = loop.call_soon(p.log, "b")
    loop.call_soon(p.log, "c")
    await asyncio.sleep(0)


async def a_callback_belongs_to_no_task(p):
    me = asyncio.current_task()
    p.log("task", me is not None)
    asyncio.get_running_loop().call_soon(lambda: p.log("callback", asyncio.current_task() is not None))
    await asyncio.sleep(0)
    p.log("again", asyncio.current_task() is me)


async def all_tasks_are_those_that_have_not_ended(p):
    async def just():
        pass

    p.log(len(asyncio.all_tasks()))
    a, b = asyncio.create_task(just()), asyncio.create_task(just())
    p.log(len(asyncio.all_tasks()))
    await a
    await b
    p.log(len(asyncio.all_tasks()))


def a_stop_before_the_run_lets_it_have_one_turn(p):
    loop = asyncio.new_event_loop()

    def a():
        p.log("a")
        loop.call_soon(p.log, "b")

    loop.call_soon(a)
    for _ in range(2):
        loop.stop()
        loop.run_forever()
        p.log("stopped")
    loop.close()


def a_stop_lets_the_turn_end(p):
    loop = asyncio.new_event_loop()

    def c():
        p.log("c")
        loop.stop()

    def stops():
        p.log("stops")
        loop.stop()
        loop.call_soon(c)

    loop.call_soon(p.log, "a")
    loop.call_soon(stops)
    loop.call_soon(p.log, "b")
    loop.run_forever()
    p.log("stopped")
    loop.run_forever()
    loop.close()


def a_run_until_complete_of_what_is_complete_has_one_turn(p):
    loop = asyncio.new_event_loop()
    future = loop.create_future()
    future.set_result(7)
    loop.call_soon(p.log, "soon")
    p.log(loop.run_until_complete(future))
    loop.close()


def a_run_until_complete_that_is_stopped_says_so(p):
    loop = asyncio.new_event_loop()
    future = loop.create_future()
    loop.call_soon(loop.stop)
    p.log(p.caught(loop.run_until_complete, future))
    loop.call_soon(future.set_result, 7)
    p.log(loop.run_until_complete(future))
    loop.close()


def a_run_until_complete_of_another_loops_future_is_refused(p):
    loop, other = asyncio.new_event_loop(), asyncio.new_event_loop()

    async def main():
        await other.create_future()

    p.log(p.caught(loop.run_until_complete, main()))
    loop.close()
    other.close()


async def a_running_loop_refuses_to_run_and_to_close_and_another_loop_to_run(p):
    loop = asyncio.get_running_loop()
    p.log(p.caught(loop.run_until_complete, loop.create_future()))
    p.log(p.caught(loop.close))
    other = asyncio.new_event_loop()
    p.log(p.caught(other.run_until_complete, other.create_future()))
    other.close()
    p.log("goes on")


def a_closed_loop_refuses_everything(p):
    loop = asyncio.new_event_loop()
    future = loop.create_future()
    loop.close()
    p.log(p.caught(loop.close))
    p.log(p.caught(loop.call_soon, print))
    p.log(p.caught(loop.call_later, 0, print))
    p.log(p.caught(loop.call_at, 0, print))
    p.log(p.caught(loop.call_soon_threadsafe, print))
    p.log(p.caught(loop.run_forever))
    p.log(p.caught(loop.run_until_complete, future))


def a_closed_loop_takes_no_task_no_call_for_its_executor_and_no_callback_of_a_future_that_is_done(p):
    async def just():
        pass

    loop = asyncio.new_event_loop()
    future = loop.create_future()
    future.set_result(None)
    loop.close()
    coro = just()
    p.log(p.caught(loop.create_task, coro))
    coro.close()
    p.log(p.caught(loop.run_in_executor, None, print))
    p.log(p.caught(future.add_done_callback, print))


def what_is_queued_when_a_loop_closes_is_dropped(p):
    loop = asyncio.new_event_loop()
    loop.call_soon(p.log, "never")
    loop.call_later(0, p.log, "never")
    loop.close()
    p.log("closed")


def a_loop_describes_itself(p):
    loop = asyncio.new_event_loop()

    def describe():
        p.log(re.sub(r"<\w*EventLoop (.*)>", r"EventLoop \1", repr(loop)))

    def stop():
        describe()
        loop.stop()

    describe()
    loop.call_soon(stop)
    loop.run_forever()
    loop.close()
    describe()
