"""asyncio.shield."""

import asyncio


def _future():
    return asyncio.get_running_loop().create_future()


def _task(value=None, error=None):
    async def just():
        if error:
            raise error
        return value

    return asyncio.create_task(just())


def _after(p, name, turns, value=None, error=None):
    async def after():
        await p.turn(turns)
        p.log(name, "ends")
        return value

    return asyncio.create_task(after())


async def a_shield_gives_the_result_one_turn_later_than_the_task(p):
    t = _task(7)
    count = p.turns()
    p.log(await asyncio.shield(t), "turns", count())


async def a_shield_of_what_is_done_takes_no_turn(p):
    t = _task(7)
    await asyncio.sleep(0)
    count = p.turns()
    p.log(await asyncio.shield(t), "turns", count())


async def a_shield_gives_the_error(p):
    p.log(await p.result(asyncio.shield(_task(error=Bad()))))


async def _outer(p, inner, turns=2):
    async def waits():
        p.log("outer:", await p.result(asyncio.shield(inner)))

    outer = asyncio.create_task(waits())
    await p.turn(turns)
    outer.cancel()
    await outer


async def a_task_behind_a_shield_survives_the_request_and_who_waits_for_it_does_not(p):
    inner = _after(p, "inner", 5, 7)
    await _outer(p, inner)
    p.log(await inner)


async def canceling_the_task_cancels_the_shield(p):
    async def waits():
        await _future()

    inner = asyncio.create_task(waits())
    asyncio.get_running_loop().call_soon(inner.cancel)
    p.log(await p.result(asyncio.shield(inner)))
    p.log("counts", asyncio.current_task().cancelling())


async def a_shield_that_is_canceled_itself_leaves_the_task_alone(p):
    inner = _future()
    outer = asyncio.shield(inner)
    p.log(outer.cancel())
    await asyncio.sleep(0)
    p.log("shield", outer.cancelled())
    p.log("inner", inner.cancelled())
    inner.set_result(7)
    p.log(inner.result())


async def an_error_behind_a_canceled_shield_is_reported_if_nobody_hears_of_it(p):
    async def fails():
        await p.turn(5)
        raise Bad

    inner = asyncio.create_task(fails())
    await _outer(p, inner)
    await p.turn(6)
    p.log("main ends")


async def an_error_that_reached_a_shield_is_the_shields_to_be_heard_of(p):
    shield = asyncio.shield(_task(error=Bad()))
    await p.turn(3)
    p.log("main ends")


async def a_gathering_behind_a_shield_survives(p):
    async def gathers():
        return await asyncio.gather(a, b)

    a, b = _after(p, "a", 5, "a"), _after(p, "b", 6, "b")
    all = asyncio.create_task(gathers())
    await _outer(p, all, 3)
    p.log(await all)


async def a_shield_among_what_is_gathered_keeps_its_task_from_the_request(p):
    async def is_open():
        try:
            await _future()
        except asyncio.CancelledError as error:
            p.log("open:", error)
            raise

    async def gathers():
        p.log("gathered:", await p.result(asyncio.gather(asyncio.shield(kept), open)))

    kept, open = _after(p, "kept", 5, "kept"), asyncio.create_task(is_open())
    outer = asyncio.create_task(gathers())
    await p.turn(2)
    outer.cancel()
    await outer
    p.log(await kept)
