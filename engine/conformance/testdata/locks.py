"""asyncio.Lock."""

import asyncio


def _takers(p, k, *names):
    async def take(name):
        async with k:
            p.log(name)

    return [asyncio.create_task(take(name)) for name in names]


async def _acquire(p, k, name):
    try:
        await k.acquire()
    except asyncio.CancelledError as error:
        p.log(f"{name}:", error)
        raise


async def a_free_lock_is_taken_without_a_turn(p):
    k = asyncio.Lock()
    p.log("locked", k.locked())
    count = p.turns()
    await k.acquire()
    p.log("ok turns", count())
    p.log("locked", k.locked())
    p.log(k.release())
    p.log("locked", k.locked())


async def a_lock_is_given_first_come_first_served(p):
    k = asyncio.Lock()
    await k.acquire()
    all = _takers(p, k, "a", "b", "c")
    await p.turn(2)
    p.log("main")
    k.release()
    await asyncio.gather(*all)


async def a_lock_that_was_released_is_its_first_waiters_whoever_comes_between(p):
    k = asyncio.Lock()
    await k.acquire()
    all = _takers(p, k, "a")
    await asyncio.sleep(0)
    k.release()
    p.log("main waits")
    await k.acquire()
    p.log("main: ok")
    k.release()


async def a_lock_changes_hands_in_one_turn(p):
    k = asyncio.Lock()
    await k.acquire()

    async def take(name):
        async with k:
            p.log(name, "turns", count())

    all = [asyncio.create_task(take(name)) for name in "abc"]
    await asyncio.sleep(0)
    count = p.turns()
    await asyncio.sleep(0)
    k.release()
    await asyncio.gather(*all)


async def a_lock_that_nobody_holds_can_not_be_released(p):
    k = asyncio.Lock()
    p.log(p.caught(k.release))
    await k.acquire()
    p.log("ok")
    p.log(k.release())
    p.log(p.caught(k.release))


async def anybody_may_release_a_lock(p):
    k = asyncio.Lock()
    await k.acquire()

    async def release():
        p.log(k.release())

    await asyncio.create_task(release())
    p.log("locked", k.locked())


async def a_canceled_waiter_is_passed_over(p):
    k = asyncio.Lock()
    await k.acquire()
    a = asyncio.create_task(_acquire(p, k, "a"))
    [b] = _takers(p, k, "b")
    await asyncio.sleep(0)
    a.cancel()
    await asyncio.sleep(0)
    k.release()
    await b
    p.log("locked", k.locked())


async def a_waiter_that_is_canceled_once_it_was_its_turn_passes_it_on(p):
    k = asyncio.Lock()
    await k.acquire()
    a = asyncio.create_task(_acquire(p, k, "a"))
    [b] = _takers(p, k, "b")
    await asyncio.sleep(0)
    k.release()
    a.cancel()
    await b
    p.log("locked", k.locked())


async def a_lock_whose_only_waiter_is_canceled_in_its_turn_is_free(p):
    k = asyncio.Lock()
    await k.acquire()
    a = asyncio.create_task(k.acquire())
    await asyncio.sleep(0)
    k.release()
    a.cancel()
    p.log(await p.result(a))
    p.log("locked", k.locked())
    count = p.turns()
    await k.acquire()
    p.log("ok turns", count())


async def a_waiter_canceled_before_the_release_leaves_the_lock_to_who_comes(p):
    k = asyncio.Lock()
    await k.acquire()
    a = asyncio.create_task(_acquire(p, k, "a"))
    await asyncio.sleep(0)
    a.cancel()
    k.release()
    count = p.turns()
    await k.acquire()
    p.log("ok turns", count())
    await p.result(a)


async def the_block_of_a_lock_releases_it_whichever_way_it_ends(p):
    k = asyncio.Lock()

    async def fails():
        async with k:
            raise Bad

    async def waits():
        async with k:
            await asyncio.get_running_loop().create_future()

    p.log(await p.result(fails()))
    p.log("locked", k.locked())
    t = asyncio.create_task(waits())
    await asyncio.sleep(0)
    t.cancel()
    p.log(await p.result(t))
    p.log("locked", k.locked())


def a_lock_belongs_to_the_first_loop_that_has_to_wait_for_it(p):
    k, free = asyncio.Lock(), asyncio.Lock()

    async def contend():
        t = asyncio.create_task(k.acquire())
        await asyncio.sleep(0)
        t.cancel()
        return await p.result(t)

    async def one():
        await k.acquire()
        await contend()
        await free.acquire()
        free.release()
        p.log("one loop")

    async def other():
        p.log("other loop:", await contend())
        await free.acquire()
        p.log("a free one: ok")

    asyncio.run(one())
    asyncio.run(other())
