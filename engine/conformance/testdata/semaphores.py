"""asyncio.Semaphore and asyncio.BoundedSemaphore."""

import asyncio


def _permitted(p, s, name):
    async def take():
        await s.acquire()
        p.log(name)

    return asyncio.create_task(take())


async def permits_are_taken_without_a_turn_while_there_are_any(p):
    s = asyncio.Semaphore(2)
    count = p.turns()
    for _ in range(2):
        await s.acquire()
        p.log("ok turns", count())
        p.log("locked", s.locked())


async def permits_are_given_first_come_first_served(p):
    s = asyncio.Semaphore(0)
    all = [_permitted(p, s, name) for name in "abc"]
    await asyncio.sleep(0)
    for t in all:
        s.release()
        await t


async def a_released_permit_is_its_first_waiters_whoever_comes_between(p):
    s = asyncio.Semaphore(0)
    a = _permitted(p, s, "a")
    await asyncio.sleep(0)
    s.release()
    p.log("locked", s.locked())
    count = p.turns()
    asyncio.get_running_loop().call_soon(s.release)
    await s.acquire()
    p.log("main waited", count())


async def a_semaphore_without_a_permit_waits_for_a_release(p):
    s = asyncio.Semaphore(0)
    a = _permitted(p, s, "a")
    await p.turn(3)
    p.log("is done:", a.done())
    s.release()
    await a
    p.log("locked", s.locked())


def a_negative_number_of_permits_is_refused(p):
    p.log(p.caught(asyncio.Semaphore, -1))


async def a_semaphore_may_be_given_more_permits_than_it_began_with(p):
    s = asyncio.Semaphore(0)
    s.release()
    s.release()
    await s.acquire()
    p.log("ok")
    p.log(s.release())
    p.log("locked", s.locked())


async def a_bounded_one_may_not(p):
    s = asyncio.BoundedSemaphore(1)
    p.log(p.caught(s.release))
    await s.acquire()
    p.log("ok")
    p.log(s.release())


async def a_canceled_waiter_loses_no_permit(p):
    s = asyncio.Semaphore(0)
    a, b = _permitted(p, s, "a"), _permitted(p, s, "b")
    await asyncio.sleep(0)
    a.cancel()
    await asyncio.sleep(0)
    p.log("a", p.caught(a.result))
    s.release()
    await b


async def a_waiter_that_is_canceled_with_its_permit_gives_it_to_the_next(p):
    s = asyncio.Semaphore(0)
    a, b = _permitted(p, s, "a"), _permitted(p, s, "b")
    await asyncio.sleep(0)
    s.release()
    a.cancel()
    await b
    p.log("a", p.caught(a.result))
    p.log("locked", s.locked())


async def a_waiter_that_is_canceled_with_its_permit_alone_gives_it_back(p):
    s = asyncio.Semaphore(0)
    a = _permitted(p, s, "a")
    await asyncio.sleep(0)
    s.release()
    a.cancel()
    p.log("a", await p.result(a))
    p.log("locked", s.locked())


async def two_releases_in_a_turn_wake_two(p):
    s = asyncio.Semaphore(0)
    a, b, c = (_permitted(p, s, name) for name in "abc")
    await asyncio.sleep(0)
    s.release()
    s.release()
    await b
    await p.turn(3)
    p.log("c is done:", c.done())
    c.cancel()


async def a_permit_to_spare_waits_for_who_was_woken_before(p):
    s = asyncio.Semaphore(0)
    a = _permitted(p, s, "a")
    await asyncio.sleep(0)
    s.release()
    s.release()
    p.log("locked", s.locked())
    count = p.turns()
    await s.acquire()
    p.log("main waited", count())
    p.log("locked", s.locked())


async def the_block_of_a_semaphore_releases_it_whichever_way_it_ends(p):
    s = asyncio.Semaphore(1)

    async def fails():
        async with s:
            raise Bad

    p.log(await p.result(fails()))
    p.log("locked", s.locked())
