"""asyncio.Condition."""

import asyncio


def _conditioned(p, c, name, locked=False):
    async def wait():
        async with c:
            try:
                await c.wait()
                how = "ok"
            except asyncio.CancelledError:
                how = "canceled"
                raise
            finally:
                p.log(f"{name} {how}" + (f", locked {str(c.locked()).lower()}" if locked else ""))

    return asyncio.create_task(wait())


async def _notify(c, n):
    async with c:
        c.notify(n)


async def a_notification_wakes_who_has_waited_longest(p):
    c = asyncio.Condition()
    a, b = _conditioned(p, c, "a"), _conditioned(p, c, "b")
    await asyncio.sleep(0)
    await _notify(c, 1)
    p.log("notified")
    await a
    p.log("again")
    await _notify(c, 1)
    await b


async def a_notification_of_two_wakes_two(p):
    c = asyncio.Condition()
    a, b, last = (_conditioned(p, c, name) for name in "abc")
    await asyncio.sleep(0)
    await _notify(c, 2)
    await b
    await p.turn(3)
    p.log("c is done:", last.done())
    await _notify(c, 5)
    await last


async def who_is_notified_goes_on_when_it_has_the_lock(p):
    c = asyncio.Condition()
    a = _conditioned(p, c, "a", locked=True)
    await asyncio.sleep(0)
    await c.acquire()
    c.notify(1)
    p.log("notified")
    await p.turn(3)
    p.log("still held")
    c.release()
    await a


async def notifying_all_wakes_all_one_after_the_other(p):
    c = asyncio.Condition()
    all = [_conditioned(p, c, name) for name in "abc"]
    await asyncio.sleep(0)
    async with c:
        c.notify_all()
    await asyncio.gather(*all)
    p.log("locked", c.locked())


async def notifying_and_waiting_need_the_lock(p):
    c = asyncio.Condition()
    p.log(await p.result(c.wait()))
    p.log(p.caught(c.notify))
    p.log(p.caught(c.notify_all))


async def waiting_for_something_asks_again_after_each_notification(p):
    c = asyncio.Condition()
    n = 0

    def holds():
        p.log("asked", n >= 2)
        return n >= 2

    async def wait():
        async with c:
            await c.wait_for(holds)

    t = asyncio.create_task(wait())
    await asyncio.sleep(0)
    for _ in range(2):
        n += 1
        await _notify(c, 1)
        await p.turn(3)
    p.log(await t)


async def a_canceled_waiter_has_the_lock_again_before_it_goes_on(p):
    c = asyncio.Condition()
    a = _conditioned(p, c, "a", locked=True)
    await asyncio.sleep(0)
    await c.acquire()
    a.cancel()
    await p.turn(3)
    p.log("canceled while held")
    c.release()
    await p.result(a)
    p.log("locked", c.locked())


async def a_waiter_that_is_canceled_again_while_it_takes_the_lock_keeps_at_it(p):
    c = asyncio.Condition()
    a = _conditioned(p, c, "a")
    await asyncio.sleep(0)
    await c.acquire()
    for _ in range(3):
        a.cancel()
        await p.turn(2)
    c.release()
    await p.result(a)
    p.log("locked", c.locked())


async def a_waiter_that_is_canceled_after_its_notification_passes_it_on(p):
    c = asyncio.Condition()
    a, b = _conditioned(p, c, "a"), _conditioned(p, c, "b")
    await asyncio.sleep(0)
    await _notify(c, 1)
    a.cancel()
    await b


async def a_waiter_that_is_canceled_while_it_takes_the_lock_after_its_notification_passes_it_on(p):
    c = asyncio.Condition()
    a, b = _conditioned(p, c, "a"), _conditioned(p, c, "b")
    await asyncio.sleep(0)
    await c.acquire()
    c.notify(1)
    await p.turn(2)
    a.cancel()
    await asyncio.sleep(0)
    c.release()
    await b


async def a_condition_may_be_on_a_lock_that_others_use(p):
    k = asyncio.Lock()
    c = asyncio.Condition(k)
    a = _conditioned(p, c, "a")
    await asyncio.sleep(0)
    await k.acquire()
    p.log("locked", c.locked())
    c.notify(1)
    k.release()
    await a


def a_condition_belongs_to_the_first_loop_that_waits_for_it(p):
    c = asyncio.Condition()

    async def one():
        a = _conditioned(p, c, "a")
        await asyncio.sleep(0)
        a.cancel()
        await p.result(a)

    async def other():
        await c.acquire()
        p.log(await p.result(c.wait()))
        p.log("locked", c.locked())

    asyncio.run(one())
    asyncio.run(other())
