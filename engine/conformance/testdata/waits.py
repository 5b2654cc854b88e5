"""asyncio.wait and asyncio.as_completed."""

import asyncio


def _future():
    return asyncio.get_running_loop().create_future()


def _task(value):
    async def just():
        return value

    return asyncio.create_task(just())


def _after(p, name, turns, error=None):
    async def after():
        await p.turn(turns)
        p.log(name, "ends")
        if error:
            raise error
        return name

    return asyncio.create_task(after(), name=name)


async def _wait(p, *all, **options):
    done, pending = await asyncio.wait(all, **options)
    p.log("done", sorted(t.get_name() for t in done), "pending", sorted(t.get_name() for t in pending))


def _named(value, name):
    async def just():
        return value

    return asyncio.create_task(just(), name=name)


async def a_wait_with_no_time_left_lets_two_turns_pass(p):
    a, b = _after(p, "a", 3), _named(None, "b")
    for timeout in 0, -1, 0:
        count = p.turns()
        done, pending = await asyncio.wait([a, b], timeout=timeout)
        names = [sorted(t.get_name() for t in tasks) for tasks in (done, pending)]
        p.log("done", names[0], "pending", names[1], "turns", count())


async def one_that_is_named_twice_is_waited_for_once(p):
    a, b, c = _after(p, "a", 1), _after(p, "b", 3), _after(p, "c", 5)
    await _wait(p, a, a)
    await _wait(p, c, b, c, b, return_when=asyncio.FIRST_COMPLETED)
    await c


async def one_that_is_done_and_named_twice_is_taken_once(p):
    a = _named(1, "a")
    await asyncio.sleep(0)
    await _wait(p, a, a, a)
    for t in asyncio.as_completed([a, a]):
        p.log("got", await t)


async def one_that_is_named_twice_is_taken_once_as_it_is_completed(p):
    a, b = _after(p, "a", 5), _after(p, "b", 1)
    for t in asyncio.as_completed([a, b, a, b]):
        p.log("got", await t)


async def waiting_for_all_tells_who_is_done(p):
    await _wait(p, _after(p, "a", 1), _after(p, "b", 2))


async def waiting_for_tasks_that_end_at_once_takes_two_turns_more(p):
    a, b = _task(1), _task(2)
    count = p.turns()
    await asyncio.wait([a, b])
    p.log("turns", count())


async def waiting_for_what_is_done_takes_two_turns(p):
    a, b = _task(1), _task(2)
    await asyncio.sleep(0)
    count = p.turns()
    await asyncio.wait([a, b])
    p.log("turns", count())


async def waiting_for_the_first_tells_who_is_left(p):
    a, b = _after(p, "a", 5), _after(p, "b", 1)
    await _wait(p, a, b, return_when=asyncio.FIRST_COMPLETED)
    await a


async def two_that_end_in_one_turn_are_both_done(p):
    a, b, c = _after(p, "a", 1), _after(p, "b", 1), _after(p, "c", 9)
    await _wait(p, a, b, c, return_when=asyncio.FIRST_COMPLETED)
    await c


async def waiting_for_the_first_error_passes_results_over(p):
    a, b, c = _after(p, "a", 1), _after(p, "b", 3, Bad()), _after(p, "c", 9)
    await _wait(p, a, b, c, return_when=asyncio.FIRST_EXCEPTION)
    b.exception()
    await c


async def a_cancellation_is_not_the_error_that_is_waited_for(p):
    async def waits():
        await _future()

    a, b = asyncio.create_task(waits(), name="a"), _after(p, "b", 6)
    asyncio.get_running_loop().call_soon(a.cancel)
    await _wait(p, a, b, return_when=asyncio.FIRST_EXCEPTION)


async def waiting_raises_no_errors(p):
    a = _after(p, "a", 1, Bad())
    await _wait(p, a)
    p.log(a.exception())


async def a_wait_may_take_only_so_long_and_cancels_nothing(p):
    f = _future()

    async def waits():
        return await f

    a, b = _after(p, "a", 1), asyncio.create_task(waits(), name="b")
    await p.turn(2)
    await _wait(p, a, b, timeout=0.002)
    f.set_result(7)
    p.log("b:", await b)


async def a_wait_that_ends_in_time_leaves_no_timer(p):
    await _wait(p, _after(p, "a", 1), timeout=3600)
    await asyncio.sleep(0.001)
    p.log("over")


async def canceling_who_waits_cancels_nobody_else(p):
    a = _after(p, "a", 6)

    async def waits():
        p.log("waiter:", await p.result(asyncio.wait([a])))

    t = asyncio.create_task(waits())
    await p.turn(2)
    t.cancel()
    await t
    p.log("a is done:", a.done())
    await a


async def _take(p, *all):
    for next in asyncio.as_completed(all):
        p.log("got", await p.result(next))


async def results_come_as_they_are_completed(p):
    await _take(p, _after(p, "a", 9), _after(p, "b", 1), _after(p, "c", 5))


async def errors_come_as_they_are_completed_among_the_results(p):
    await _take(p, _after(p, "a", 5), _after(p, "b", 1, Bad()))


async def the_results_of_what_is_done_at_once_come_in_turns_of_their_own(p):
    a, b = _task(1), _task(2)
    count = p.turns()
    # as_completed keeps a set of them: which of the two is first is open
    results = iter([1, 2])
    for next_one in asyncio.as_completed([a, b]):
        await next_one
        p.log("got", next(results), "turns", count())


async def canceling_who_takes_them_as_they_are_completed_cancels_nobody_else(p):
    a = _after(p, "a", 6)

    async def takes():
        for next in asyncio.as_completed([a]):
            p.log("taker:", await p.result(next))

    t = asyncio.create_task(takes())
    await p.turn(2)
    t.cancel()
    await t
    p.log("a is done:", a.done())
    await a


async def a_timeout_around_it_ends_the_taking(p):
    a, never = _after(p, "a", 1), _future()

    async def takes():
        async with asyncio.timeout(0.04):
            for next in asyncio.as_completed([a, never]):
                p.log("got", await next)

    p.log(await p.result(takes()))
