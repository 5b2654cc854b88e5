"""Who is asked to end, when it learns of it, and what it may do about it."""

import asyncio


def _future():
    return asyncio.get_running_loop().create_future()


async def _waits():
    await _future()


async def _just(value=None):
    return value


async def a_task_that_is_canceled_before_its_first_step_never_runs(p):
    async def task():
        p.log("never")

    t = asyncio.create_task(task())
    p.log(t.cancel())
    p.log("main:", await p.result(t))
    p.log("canceled", t.cancelled())


async def a_sleeper_learns_of_it_in_the_next_turn(p):
    async def sleeper():
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError as error:
            p.log("sleeper:", error)
            raise

    t = asyncio.create_task(sleeper())
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_soon(p.log, "turn")
    t.cancel()
    p.log("asked")
    await asyncio.sleep(0)
    p.log(t.cancelled())


async def a_task_between_two_turns_learns_of_it_in_its_turn(p):
    async def first():
        p.log("a 1")
        try:
            await asyncio.sleep(0)
        except asyncio.CancelledError as error:
            p.log("a:", error)
            raise

    async def second():
        p.log("b cancels a")
        a.cancel()

    a = asyncio.create_task(first())
    await asyncio.create_task(second())
    await p.result(a)
    p.log(a.cancelled())


async def what_a_canceled_task_awaits_is_canceled_and_the_task_after_it(p):
    async def waits(name, awaitable):
        try:
            await awaitable
        except asyncio.CancelledError as error:
            p.log(f"{name}:", error)
            raise

    inner = asyncio.create_task(waits("inner", _future()))
    outer = asyncio.create_task(waits("outer", inner))
    await p.turn(2)
    outer.cancel()
    await p.result(outer)
    p.log(inner.cancelled(), outer.cancelled())


async def a_canceled_task_waits_for_the_one_that_it_awaits_to_end(p):
    async def cleans_up():
        try:
            await _future()
        finally:
            p.log("inner cleans up")
            await p.turn(3)
            p.log("inner ends")

    async def waits():
        try:
            await inner
        except asyncio.CancelledError as error:
            p.log("outer:", error)
            raise

    inner = asyncio.create_task(cleans_up())
    outer = asyncio.create_task(waits())
    await p.turn(2)
    outer.cancel()
    await p.turn(2)
    p.log("outer is done:", outer.done())
    await p.result(outer)


async def who_awaits_a_canceled_task_is_not_canceled_itself(p):
    t = asyncio.create_task(_waits())
    await asyncio.sleep(0)
    t.cancel()
    p.log("main:", await p.result(t))
    await asyncio.sleep(0)
    p.log("goes on", asyncio.current_task().cancelling())


async def a_task_that_cancels_itself_learns_of_it_where_it_waits_next(p):
    async def task():
        me = asyncio.current_task()
        me.cancel()
        p.log("asked", me.cancelling())
        p.log("works on")
        p.log("waits")
        await _future()

    p.log(await p.result(asyncio.create_task(task())))


async def what_is_done_does_not_count_as_waiting(p):
    f = _future()
    f.set_result(7)

    async def task():
        asyncio.current_task().cancel()
        p.log(await f)
        try:
            await asyncio.sleep(0)
        except asyncio.CancelledError as error:
            p.log("then:", error)
            raise

    await p.result(asyncio.create_task(task()))


async def a_task_that_is_asked_in_its_last_step_ends_canceled(p):
    async def task():
        await asyncio.sleep(0)
        asyncio.current_task().cancel()
        p.log("last step")
        return 7

    t = asyncio.create_task(task())
    p.log("main:", await p.result(t))
    p.log(t.cancelled())


async def a_task_that_is_asked_in_its_last_step_and_fails_has_failed(p):
    async def task():
        asyncio.current_task().cancel()
        raise Bad

    t = asyncio.create_task(task())
    p.log("main:", await p.result(t))
    p.log(t.cancelled())


async def a_task_may_handle_it_and_give_a_result(p):
    async def task():
        p.log("task:", await p.result(_future()))
        return 7

    t = asyncio.create_task(task())
    await asyncio.sleep(0)
    t.cancel()
    p.log("main:", await p.result(t))
    p.log(t.cancelled(), t.cancelling())


async def a_task_that_went_on_can_be_canceled_again(p):
    async def task():
        p.log("first:", await p.result(_future()))
        try:
            await _future()
        except asyncio.CancelledError as error:
            p.log("second:", error)
            raise

    t = asyncio.create_task(task())
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.sleep(0)
    t.cancel()
    await p.result(t)
    p.log(t.cancelled(), t.cancelling())


async def two_requests_before_a_turn_are_delivered_as_one(p):
    async def task():
        p.log("first:", await p.result(_future()))
        p.log("second:", await p.result(asyncio.sleep(0)))

    t = asyncio.create_task(task())
    await asyncio.sleep(0)
    p.log(t.cancel(), t.cancel(), t.cancelling())
    await t


async def a_task_that_handles_it_and_waits_on_is_awaited_by_who_canceled_it(p):
    async def handles():
        p.log("inner:", await p.result(_future()))
        await p.turn(2)
        return 7

    async def waits():
        v = await p.result(inner)
        p.log("outer:", v)
        return v

    inner = asyncio.create_task(handles())
    outer = asyncio.create_task(waits())
    await p.turn(2)
    outer.cancel()
    p.log(await p.result(outer))


async def a_task_may_fail_instead(p):
    async def task():
        try:
            await _future()
        finally:
            raise Bad

    t = asyncio.create_task(task())
    await asyncio.sleep(0)
    t.cancel()
    p.log("main:", await p.result(t))
    p.log(t.cancelled())


async def a_task_that_gives_the_error_of_a_cancellation_itself_ends_canceled(p):
    async def task():
        await asyncio.sleep(0)
        raise asyncio.CancelledError

    t = asyncio.create_task(task())
    p.log("main:", await p.result(t))
    p.log(t.cancelled(), t.cancelling())


async def what_is_done_can_not_be_canceled(p):
    t = asyncio.create_task(_just(7))
    await t
    p.log(t.cancel(), t.cancelling())
    p.log(t.result())


async def _beaten(p, complete):
    f = _future()

    async def task():
        try:
            await f
        except (Bad, asyncio.CancelledError) as error:
            p.log("task:", error)
            raise

    t = asyncio.create_task(task())
    await asyncio.sleep(0)
    complete(f)
    t.cancel()
    await p.result(t)
    p.log("future", p.caught(f.result))


async def a_request_beats_the_result_that_came_in_the_same_turn(p):
    await _beaten(p, lambda f: f.set_result(7))


async def a_request_beats_the_error_that_came_in_the_same_turn(p):
    await _beaten(p, lambda f: f.set_exception(Bad()))


async def a_result_that_comes_after_the_request_is_refused(p):
    f = _future()

    async def task():
        try:
            await f
        except asyncio.CancelledError as error:
            p.log("task:", error)
            raise

    t = asyncio.create_task(task())
    await asyncio.sleep(0)
    p.log(t.cancel())
    p.log(p.caught(f.set_result, 7))
    await p.result(t)


async def a_canceled_task_cleans_up_before_it_ends(p):
    async def task():
        try:
            await _future()
        finally:
            p.log("cleaning")
            await asyncio.sleep(0.001)
            p.log("cleaned")

    t = asyncio.create_task(task())
    await asyncio.sleep(0)
    t.cancel()
    p.log("main:", await p.result(t))


async def a_task_that_fails_after_a_request_unheard_is_reported(p):
    async def task():
        try:
            await _future()
        finally:
            raise Bad

    t = asyncio.create_task(task())
    await asyncio.sleep(0)
    t.cancel()
    await p.turn(2)
    p.log("main ends")


async def asking_a_task_that_has_failed_to_end_silences_its_error(p):
    async def task():
        raise Bad

    t = asyncio.create_task(task())
    await p.turn(2)
    p.log(t.cancel())
    p.log("main ends")
