"""The life of a future: how it is completed and who is told."""

import asyncio


def _future():
    return asyncio.get_running_loop().create_future()


async def a_future_wakes_who_awaits_it_in_the_order_they_came(p):
    f = _future()

    async def waits(name):
        p.log(name, await f)

    tasks = [asyncio.create_task(waits(name)) for name in "abc"]
    await asyncio.sleep(0)
    f.set_result(7)
    p.log("set")
    await asyncio.gather(*tasks)


async def a_waiter_runs_one_turn_after_the_result_was_set(p):
    f = _future()

    def completes():
        count = p.turns()
        f.add_done_callback(lambda _: p.log("turns", count()))
        f.set_result(None)

    asyncio.get_running_loop().call_soon(completes)
    await f
    await asyncio.sleep(0)


async def a_future_is_completed_once(p):
    f = _future()
    p.log(f.set_result(7))
    p.log(p.caught(f.set_result, 8))
    p.log(p.caught(f.set_exception, Bad()))
    p.log(f.cancel())
    p.log(f.result())


async def a_canceled_future_takes_no_result(p):
    f = _future()
    p.log(f.cancel())
    p.log(p.caught(f.set_result, 7))
    p.log(f.cancel())
    p.log("canceled", f.cancelled())
    p.log(p.caught(f.result))


async def a_pending_future_has_no_result_and_no_error(p):
    f = _future()
    p.log(p.caught(f.result))
    p.log(p.caught(f.exception))
    p.log("done", f.done())
    p.log("canceled", f.cancelled())


async def an_error_is_raised_in_who_awaits(p):
    f = _future()
    asyncio.get_running_loop().call_soon(f.set_exception, Bad())
    p.log(await p.result(f))
    p.log(f.exception())


async def callbacks_run_in_the_order_they_were_added_in_the_next_turn(p):
    f = _future()
    for name in "abc":
        f.add_done_callback(p.logs(name))
    f.set_result(None)
    p.log("set")
    await asyncio.sleep(0)


async def callbacks_are_told_of_a_cancellation(p):
    f = _future()
    f.add_done_callback(lambda f: p.log("told", f.cancelled()))
    f.cancel()
    p.log("canceled")
    await asyncio.sleep(0)


async def a_callback_may_add_a_callback_which_runs_a_turn_later(p):
    f = _future()

    def first(_):
        p.log("first")
        f.add_done_callback(p.logs("third"))

    f.add_done_callback(first)
    f.add_done_callback(p.logs("second"))
    f.set_result(None)
    await p.turn(2)


async def the_cancellation_of_a_future_reaches_every_one_who_awaits_it(p):
    f = _future()

    async def waits(name):
        p.log(name, await p.result(f))

    a, b = asyncio.create_task(waits("a")), asyncio.create_task(waits("b"))
    await asyncio.sleep(0)
    f.cancel()
    await p.turn(2)
    p.log("counts", a.cancelling(), b.cancelling())


async def a_futures_cancellation_has_its_message(p):
    f = _future()
    asyncio.get_running_loop().call_soon(f.cancel, "enough")
    p.log(await p.result(f))
    p.log(p.caught(f.result))


async def a_waiter_that_is_canceled_cancels_the_future_and_the_other_waiters_with_it(p):
    f = _future()

    async def waits(name):
        try:
            await f
        except asyncio.CancelledError as error:
            p.log(f"{name}:", error)
            raise

    a, b = asyncio.create_task(waits("a")), asyncio.create_task(waits("b"))
    await asyncio.sleep(0)
    a.cancel()
    await p.turn(2)
    p.log("future", f.cancelled())


async def an_error_that_nobody_retrieved_is_reported(p):
    kept = _future()  # until main has ended: the engine reports when the loop is closed
    kept.set_exception(Bad())
    p.log("main ends")


async def an_error_that_was_retrieved_is_not_reported(p):
    asked, awaited = _future(), _future()
    asked.set_exception(Bad())
    awaited.set_exception(Bad())
    p.log(asked.exception())
    p.log(await p.result(awaited))
    p.log("main ends")
