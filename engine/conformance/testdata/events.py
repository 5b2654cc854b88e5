"""asyncio.Event."""

import asyncio


def _waiters(p, e, *names):
    async def wait(name):
        try:
            await e.wait()
            p.log(name, "ok")
        except asyncio.CancelledError as error:
            p.log(name, error)
            raise

    return [asyncio.create_task(wait(name)) for name in names]


async def an_event_that_has_happened_lets_pass_without_a_turn(p):
    e = asyncio.Event()
    p.log("set", e.is_set())
    e.set()
    p.log("set", e.is_set())
    count = p.turns()
    await e.wait()
    p.log("ok turns", count())


async def an_event_wakes_all_who_wait_in_the_order_they_came(p):
    e = asyncio.Event()
    all = _waiters(p, e, "a", "b", "c")
    await asyncio.sleep(0)
    e.set()
    p.log("set")
    await asyncio.gather(*all)


async def who_was_woken_passes_though_the_event_was_taken_back(p):
    e = asyncio.Event()
    [a] = _waiters(p, e, "a")
    await asyncio.sleep(0)
    e.set()
    e.clear()
    p.log("set", e.is_set())
    [b] = _waiters(p, e, "b")
    await a
    await p.turn(3)
    p.log("b is done:", b.done())
    b.cancel()


async def setting_an_event_twice_wakes_nobody_twice(p):
    e = asyncio.Event()
    [a] = _waiters(p, e, "a")
    await asyncio.sleep(0)
    e.set()
    e.set()
    await a
    p.log(e.is_set())


async def a_canceled_waiter_leaves_the_others_waiting(p):
    e = asyncio.Event()
    a, b = _waiters(p, e, "a", "b")
    await asyncio.sleep(0)
    a.cancel()
    await asyncio.sleep(0)
    e.set()
    await b


async def a_waiter_that_is_woken_and_canceled_in_one_turn_is_canceled(p):
    e = asyncio.Event()
    [a] = _waiters(p, e, "a")
    await asyncio.sleep(0)
    e.set()
    a.cancel()
    await p.result(a)


def an_event_belongs_to_the_first_loop_that_waits_for_it(p):
    e = asyncio.Event()

    async def one():
        [a] = _waiters(p, e, "a")
        await asyncio.sleep(0)
        a.cancel()
        await p.result(a)

    async def other():
        p.log(await p.result(e.wait()))

    asyncio.run(one())
    asyncio.run(other())
