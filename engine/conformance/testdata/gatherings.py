"""asyncio.gather."""

import asyncio


def _future():
    return asyncio.get_running_loop().create_future()


def _task(value=None, error=None):
    async def just():
        if error:
            raise error
        return value

    return asyncio.create_task(just())


async def results_stand_in_the_order_of_the_names_not_of_the_ends(p):
    async def after(name, turns, v):
        await p.turn(turns)
        p.log(name, "ends")
        return v

    p.log(await asyncio.gather(after("a", 3, 1), after("b", 1, 2)))


async def gathering_tasks_that_end_at_once_takes_two_turns_more(p):
    a, b = _task(1), _task(2)
    count = p.turns()
    p.log(await asyncio.gather(a, b), "turns", count())


async def gathering_what_is_done_takes_no_turn(p):
    a, b, bad = _task(1), _task(2), _task(error=Bad())
    await asyncio.sleep(0)
    count = p.turns()
    p.log(await asyncio.gather(a, b), "turns", count())
    p.log(await p.result(asyncio.gather(a, bad)), "turns", count())


async def what_is_done_counts_before_what_is_not(p):
    bad = _task(error=Bad())
    await asyncio.sleep(0)

    async def ends_late():
        await p.turn(2)
        p.log("late ends")

    late = asyncio.create_task(ends_late())
    count = p.turns()
    p.log(await p.result(asyncio.gather(late, bad)), "turns", count())
    await late


async def gathering_nothing_gives_nothing_at_once(p):
    count = p.turns()
    p.log(await asyncio.gather(), "turns", count())


async def gathering_one_twice_gives_it_twice(p):
    async def task():
        p.log("runs")
        return 7

    t = asyncio.create_task(task())
    p.log(await asyncio.gather(t, t))


async def the_first_error_ends_it_and_the_others_run_on(p):
    async def ends_well():
        await p.turn(4)
        p.log("good ends")
        return 1

    async def fails():
        await asyncio.sleep(0)
        raise Bad

    good, bad = asyncio.create_task(ends_well()), asyncio.create_task(fails())
    p.log(await p.result(asyncio.gather(good, bad)))
    p.log("good is done:", good.done())
    p.log(await good)


async def a_later_error_goes_nowhere_and_is_not_reported(p):
    async def fails(turns):
        await p.turn(turns)
        raise Bad

    p.log(await p.result(asyncio.gather(fails(1), fails(3))))
    await p.turn(5)
    p.log("main ends")


async def a_canceled_one_counts_as_an_error_and_who_gathers_goes_on(p):
    async def waits():
        await _future()

    a, b = asyncio.create_task(waits()), asyncio.create_task(p.turn(9))
    asyncio.get_running_loop().call_soon(a.cancel)
    p.log(await p.result(asyncio.gather(a, b)))
    p.log("other is done:", b.done())
    p.log("counts", asyncio.current_task().cancelling())
    await b


async def gathering_all_gives_the_errors_among_the_results(p):
    canceled = asyncio.create_task(p.turn())
    canceled.cancel()
    p.log(await asyncio.gather(_task(1), _task(error=Bad()), canceled, _task(2), return_exceptions=True))


async def _canceled(p, **options):
    async def waits(name, turns):
        try:
            await _future()
        except asyncio.CancelledError as error:
            p.log(f"{name}:", error)
            if turns:
                await p.turn(turns)
                p.log(name, "ends")
            raise

    a, b = asyncio.create_task(waits("a", 0)), asyncio.create_task(waits("b", 4))

    async def gathers():
        try:
            await asyncio.gather(a, b, **options)
        except asyncio.CancelledError as error:
            p.log("gathered:", error)

    t = asyncio.create_task(gathers())
    await p.turn(2)
    t.cancel()
    await t
    await p.result(b)


async def canceling_who_gathers_cancels_all_and_its_wait_ends_with_the_first(p):
    await _canceled(p)


async def canceling_who_gathers_all_waits_for_each_to_end(p):
    await _canceled(p, return_exceptions=True)


async def a_gathering_whose_tasks_all_survive_the_request_ends_canceled_all_the_same(p):
    async def survives():
        await p.result(_future())
        p.log("a goes on")
        return 1

    a = asyncio.create_task(survives())

    async def gathers():
        p.log("gathered:", await p.result(asyncio.gather(a)))

    t = asyncio.create_task(gathers())
    await p.turn(2)
    t.cancel()
    await t
    p.log("a", a.result())


async def a_request_that_finds_every_task_done_cancels_who_gathers(p):
    async def task():
        await p.turn(2)
        p.log("a ends")
        asyncio.get_running_loop().call_soon(t.cancel)

    a = asyncio.create_task(task())

    async def gathers():
        p.log("gathered:", await p.result(asyncio.gather(a)))

    t = asyncio.create_task(gathers())
    await t


async def futures_can_be_gathered_with_tasks(p):
    f = _future()

    async def task():
        f.set_result(1)
        return 2

    p.log(await asyncio.gather(f, asyncio.create_task(task())))


async def gathering_another_loops_future_is_refused(p):
    other = asyncio.new_event_loop()
    mine, foreign = _future(), other.create_future()

    async def refuse(*all):
        try:
            await asyncio.gather(*all)
        except (RuntimeError, ValueError):
            p.log("refused")

    await refuse(foreign)
    await refuse(mine, foreign)
    p.log("goes on")
    other.close()


async def a_gathering_in_a_gathering_passes_a_cancellation_down(p):
    async def waits(name):
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError as error:
            p.log(f"{name}:", error)
            raise

    a, b = asyncio.create_task(waits("a")), asyncio.create_task(waits("b"))

    async def gathers(*all):
        return await asyncio.gather(*all)

    inner = asyncio.create_task(gathers(a))
    outer = asyncio.create_task(gathers(inner, b))
    await p.turn(3)
    outer.cancel("enough")
    p.log(await p.result(outer))
