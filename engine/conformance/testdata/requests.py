"""How often a task was asked to end, what takes that back, and with what message."""

import asyncio


def _future():
    return asyncio.get_running_loop().create_future()


async def _waits():
    await _future()


async def requests_are_counted_and_taken_back_one_at_a_time(p):
    t = asyncio.create_task(_waits())
    await asyncio.sleep(0)
    p.log(t.cancelling())
    for _ in range(2):
        t.cancel()
        p.log(t.cancelling())
    for _ in range(3):
        p.log(t.uncancel(), t.cancelling())
    p.log(await p.result(t))


async def taking_every_request_back_drops_one_that_was_not_delivered(p):
    async def task():
        me = asyncio.current_task()
        me.cancel()
        p.log(me.cancelling())
        p.log(me.uncancel())
        p.log("next:", await p.result(asyncio.sleep(0)))

    await asyncio.create_task(task())


async def a_wait_that_was_canceled_stays_so_when_the_request_is_taken_back(p):
    async def taken(name, waits):
        async def task():
            p.log(f"{name}:", await p.result(waits), asyncio.current_task().cancelling())

        t = asyncio.create_task(task())
        await asyncio.sleep(0)
        t.cancel()
        t.uncancel()
        await t

    await taken("sleeper", asyncio.sleep(3600))
    await taken("waiter", _future())


async def taking_one_of_two_requests_back_drops_none(p):
    async def task():
        me = asyncio.current_task()
        me.cancel()
        me.cancel()
        p.log(me.uncancel())
        p.log("next:", await p.result(asyncio.sleep(0)))

    await asyncio.create_task(task())


async def the_message_arrives_where_the_task_waits_and_where_it_is_awaited(p):
    async def task():
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError as error:
            p.log("task:", error)
            raise

    t = asyncio.create_task(task())
    await asyncio.sleep(0)
    t.cancel("enough")
    p.log("main:", await p.result(t))


async def the_message_of_a_task_that_never_ran_arrives(p):
    t = asyncio.create_task(_waits())
    t.cancel("enough")
    p.log("main:", await p.result(t))


async def the_message_goes_through_what_is_awaited(p):
    async def task():
        try:
            await _future()
        except asyncio.CancelledError as error:
            p.log("inner:", error)
            raise

    async def waits():
        await inner

    inner = asyncio.create_task(task())
    outer = asyncio.create_task(waits())
    await p.turn(2)
    outer.cancel("enough")
    p.log("outer:", await p.result(outer))


async def the_first_message_counts_once_what_is_awaited_was_canceled(p):
    async def twice(name, waits):
        async def task():
            p.log(f"{name}:", await p.result(waits))

        t = asyncio.create_task(task())
        await asyncio.sleep(0)
        t.cancel("one")
        t.cancel("two")
        await t

    await twice("sleeper", asyncio.sleep(3600))
    await twice("waiter", _future())


async def the_last_message_counts_before_that(p):
    async def yields():
        p.log("yielding:", await p.result(asyncio.sleep(0)))

    t = asyncio.create_task(yields())
    await asyncio.sleep(0)
    t.cancel("one")
    t.cancel("two")
    await t
    t = asyncio.create_task(_waits())
    t.cancel("one")
    t.cancel("two")
    p.log("new:", await p.result(t))


async def a_message_is_not_kept_for_a_later_request(p):
    async def task():
        p.log("first:", await p.result(asyncio.sleep(0)))
        p.log("second:", await p.result(asyncio.sleep(0)))

    t = asyncio.create_task(task())
    await asyncio.sleep(0)
    t.cancel("one")
    await asyncio.sleep(0)
    t.cancel()
    await t
