"""How tasks begin, take turns, wait for one another and end."""

import asyncio


async def _just(value=None, error=None):
    if error:
        raise error
    return value


async def a_task_begins_in_the_next_turn(p):
    async def task():
        p.log("begins")

    t = asyncio.create_task(task())
    p.log("created")
    await asyncio.sleep(0)
    p.log("main")


async def tasks_take_turns_in_the_order_they_were_created(p):
    async def task(name):
        for i in range(2):
            p.log(name, i)
            await asyncio.sleep(0)

    await asyncio.gather(*[asyncio.create_task(task(name)) for name in "abc"])


async def callbacks_and_tasks_share_one_queue(p):
    loop = asyncio.get_running_loop()

    async def task():
        p.log("task")
        loop.call_soon(p.log, "call 3")

    loop.call_soon(p.log, "call 1")
    t = asyncio.create_task(task())
    loop.call_soon(p.log, "call 2")
    await asyncio.sleep(0)
    p.log("main")
    await asyncio.sleep(0)


async def a_sleep_of_nothing_or_less_takes_one_turn(p):
    count = p.turns()
    await asyncio.sleep(0)
    p.log("turns", count())
    await asyncio.sleep(-1)
    p.log("turns", count())


async def calling_a_coroutine_takes_no_turn(p):
    count = p.turns()
    p.log(await _just(7), "turns", count())


async def who_awaits_a_task_runs_in_the_turn_after_its_end(p):
    t = asyncio.create_task(_just(7))
    count = p.turns()
    p.log(await t, "turns", count())


async def awaiting_what_is_done_takes_no_turn(p):
    good, bad = asyncio.create_task(_just(7)), asyncio.create_task(_just(error=Bad()))
    await asyncio.sleep(0)
    count = p.turns()
    p.log(await good, "turns", count())
    p.log(await p.result(bad), "turns", count())


async def a_chain_of_tasks_ends_a_turn_a_task(p):
    count = p.turns()

    async def chain(n):
        if n < 3:
            await asyncio.create_task(chain(n + 1))
        p.log(n, "ends", count())

    await asyncio.create_task(chain(1))
    p.log("main", count())


async def an_error_goes_to_every_one_who_awaits_the_task(p):
    async def fails():
        await asyncio.sleep(0)
        raise Bad

    bad = asyncio.create_task(fails())

    async def waits(name):
        p.log(f"{name}:", await p.result(bad))

    keep = [asyncio.create_task(waits(name)) for name in "ab"]
    await p.turn()
    p.log("main:", await p.result(bad))


async def who_awaits_a_task_is_woken_in_the_order_of_waiting_callbacks_among_them(p):
    f = asyncio.get_running_loop().create_future()

    async def waits_for(future, name=None):
        await future
        if name:
            p.log(name)

    t = asyncio.create_task(waits_for(f))
    t.add_done_callback(p.logs("call 1"))
    a = asyncio.create_task(waits_for(t, "a"))
    await asyncio.sleep(0)
    t.add_done_callback(p.logs("call 2"))
    b = asyncio.create_task(waits_for(t, "b"))
    await asyncio.sleep(0)
    f.set_result(None)
    await b


async def a_callback_that_is_added_when_the_task_is_done_runs_in_the_next_turn(p):
    t = asyncio.create_task(_just())
    await t
    t.add_done_callback(p.logs("told"))
    p.log("added")
    await asyncio.sleep(0)


async def a_task_that_awaits_itself_fails(p):
    async def awaits_itself():
        return await me

    me = asyncio.create_task(awaits_itself())
    error = await p.result(me)
    p.log("refused", str(error).startswith("Task cannot await on itself"))


async def awaiting_another_loops_future_is_refused_and_the_task_goes_on(p):
    other = asyncio.new_event_loop()
    p.log(await p.result(other.create_future()))
    p.log("goes on")
    other.close()


async def a_task_has_no_result_before_its_end(p):
    t = asyncio.create_task(_just(7))
    p.log("done", t.done())
    p.log(p.caught(t.result))
    p.log(p.caught(t.exception))
    await t
    p.log("done", t.done())
    p.log(t.result())


async def a_task_has_the_name_that_it_was_given(p):
    t = asyncio.create_task(_just(), name="alice")
    p.log(t.get_name())
    await t


async def sleepers_wake_by_their_time(p):
    async def sleeper(name, delay):
        await asyncio.sleep(delay)
        p.log(name)

    await asyncio.gather(sleeper("three", 0.06), sleeper("one", 0.001), sleeper("two", 0.03))


async def each_task_sees_itself_as_the_current_one(p):
    async def look(name):
        me = asyncio.current_task()
        p.log(name, me.get_name() == name)
        await asyncio.sleep(0)
        p.log(name, asyncio.current_task() is me)

    await asyncio.gather(*[asyncio.create_task(look(name), name=name) for name in "ab"])


async def a_task_may_make_tasks_which_begin_a_turn_after_it(p):
    async def inner():
        p.log("inner")

    async def outer():
        p.log("outer")
        asyncio.create_task(inner())

    t = asyncio.create_task(outer())
    await asyncio.sleep(0)
    p.log("main 1")
    await asyncio.sleep(0)
    p.log("main 2")


async def a_task_that_is_made_by_a_callback_begins_in_the_next_turn(p):
    loop = asyncio.get_running_loop()

    async def task():
        p.log("task")

    def callback():
        p.log("callback")
        loop.create_task(task())

    loop.call_soon(callback)
    await asyncio.sleep(0)
    p.log("main 1")
    await asyncio.sleep(0)
    p.log("main 2")
