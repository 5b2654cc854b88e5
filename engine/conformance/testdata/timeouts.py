"""asyncio.timeout, timeout_at and wait_for."""

import asyncio


def _future():
    return asyncio.get_running_loop().create_future()


def _task(value=None, error=None):
    async def just():
        if error:
            raise error
        return value

    return asyncio.create_task(just())


async def _overslept(p, *words):
    try:
        await asyncio.sleep(3600)
    except asyncio.CancelledError as error:
        p.log(*words, error)
        raise


async def a_body_that_takes_too_long_is_canceled_and_the_error_is_a_timeout(p):
    async def scope():
        async with asyncio.timeout(0.002):
            await _overslept(p, "body:")

    p.log(await p.result(scope()))
    p.log("counts", asyncio.current_task().cancelling())


async def a_body_that_ends_in_time_is_left_alone(p):
    async with asyncio.timeout(0.002):
        p.log("body")
    p.log("ok")
    p.log("later", await asyncio.sleep(0.004))


async def a_timeout_of_nothing_ends_the_first_wait(p):
    async def scope():
        async with asyncio.timeout(0):
            p.log("begins")
            await _overslept(p, "body:")

    p.log(await p.result(scope()))


async def a_timeout_of_the_past_lets_one_turn_pass(p):
    async with asyncio.timeout(-1):
        p.log("body:", None)
    p.log("ok")

    async def scope():
        async with asyncio.timeout(-1):
            p.log("body:", None)
            try:
                await _future()
            except asyncio.CancelledError as error:
                p.log("next:", error)
                raise

    p.log(await p.result(scope()))


async def no_limit_is_no_timeout(p):
    async with asyncio.timeout(None) as kept:
        await asyncio.sleep(0.001)
    p.log("ok")
    p.log("never", kept.when() is None)
    p.log("expired", kept.expired())


async def a_moment_of_the_loops_clock_is_a_limit_too(p):
    async def scope():
        async with asyncio.timeout_at(asyncio.get_running_loop().time() + 0.002):
            await _overslept(p, "body:")

    p.log(await p.result(scope()))


async def an_error_of_the_body_is_its_own_in_time_and_after(p):
    async def in_time():
        async with asyncio.timeout(3600):
            raise Bad

    async def after():
        async with asyncio.timeout(0.002):
            try:
                await asyncio.sleep(3600)
            finally:
                raise Bad

    p.log(await p.result(in_time()))
    p.log(await p.result(after()))
    p.log("counts", asyncio.current_task().cancelling())


async def a_body_that_handles_the_cancellation_has_no_timeout(p):
    async with asyncio.timeout(0.002) as kept:
        await p.result(_overslept(p, "body:"))
    p.log("ok")
    p.log("expired", kept.expired())
    p.log("counts", asyncio.current_task().cancelling())


async def of_two_scopes_the_inner_one_that_expires_is_the_one_that_ends(p):
    async with asyncio.timeout(3600) as outer:
        try:
            async with asyncio.timeout(0.002) as inner:
                await asyncio.sleep(3600)
        except TimeoutError as error:
            p.log("inner:", error)
    p.log("outer:", None)
    p.log("expired", inner.expired(), outer.expired())


async def of_two_scopes_the_outer_one_that_expires_ends_both(p):
    try:
        async with asyncio.timeout(0.002) as outer:
            try:
                async with asyncio.timeout(3600) as inner:
                    await asyncio.sleep(3600)
            except asyncio.CancelledError as error:
                p.log("inner:", error)
                raise
    except TimeoutError as error:
        p.log("outer:", error)
    p.log("expired", inner.expired(), outer.expired())


async def of_two_scopes_with_one_deadline_the_outer_one_has_the_timeout(p):
    when = asyncio.get_running_loop().time() + 0.002
    try:
        async with asyncio.timeout_at(when):
            try:
                async with asyncio.timeout_at(when):
                    await asyncio.sleep(3600)
            except asyncio.CancelledError as error:
                p.log("inner:", error)
                raise
    except TimeoutError as error:
        p.log("outer:", error)
    p.log("counts", asyncio.current_task().cancelling())


async def a_foreign_request_is_never_taken_for_a_timeout(p):
    async def task():
        try:
            async with asyncio.timeout(3600) as kept:
                await asyncio.sleep(3600)
        except asyncio.CancelledError as error:
            p.log("scope:", error)
        p.log("expired", kept.expired())
        p.log("counts", asyncio.current_task().cancelling())

    t = asyncio.create_task(task())
    await asyncio.sleep(0)
    t.cancel()
    await t


async def a_foreign_request_beside_an_expired_scope_stays_a_request(p):
    async def task():
        try:
            async with asyncio.timeout(0) as kept:
                asyncio.current_task().cancel()
                await _future()
        except asyncio.CancelledError as error:
            p.log("scope:", error)
        p.log("expired", kept.expired())
        p.log("counts", asyncio.current_task().cancelling())

    await asyncio.create_task(task())


async def a_scope_that_begins_with_a_request_of_before_still_has_its_timeout(p):
    async def task():
        p.log("first:", await p.result(_future()))
        try:
            async with asyncio.timeout(0.001):
                await asyncio.sleep(3600)
        except TimeoutError as error:
            p.log(error)
        p.log("counts", asyncio.current_task().cancelling())

    t = asyncio.create_task(task())
    await asyncio.sleep(0)
    t.cancel()
    await t


async def a_scope_can_be_moved(p):
    async def scope():
        async with asyncio.timeout(0.002) as s:
            later = s.when() + 0.05
            s.reschedule(later)
            p.log("moved", s.when() == later)
            p.log("slept", await asyncio.sleep(0.004))
            await _overslept(p, "body:")

    p.log(await p.result(scope()))


async def a_scope_that_is_over_can_not_be_moved(p):
    async with asyncio.timeout(3600) as kept:
        pass
    p.log(p.caught(kept.reschedule, 0))
    try:
        async with asyncio.timeout(0) as kept:
            try:
                await _future()
            finally:
                p.log(p.caught(kept.reschedule, 0))
    except TimeoutError:
        p.log(p.caught(kept.reschedule, 0))


async def waiting_for_a_task_gives_its_result_or_its_error(p):
    p.log(await asyncio.wait_for(_task(7), 3600))
    p.log(await p.result(asyncio.wait_for(_task(error=Bad()), 3600)))


async def waiting_for_a_task_takes_the_turns_of_awaiting_it(p):
    t = _task(7)
    count = p.turns()
    p.log(await asyncio.wait_for(t, 3600), "turns", count())
    p.log(await asyncio.wait_for(t, 3600), "turns", count())


async def a_task_that_is_waited_for_too_long_is_canceled_and_ends_before_the_wait_does(p):
    async def task():
        try:
            await _overslept(p, "task:")
        finally:
            await p.turn(3)
            p.log("task cleaned up")

    t = asyncio.create_task(task())
    p.log(await p.result(asyncio.wait_for(t, 0.002)))
    p.log("canceled", t.cancelled())


async def a_task_that_handles_it_gives_its_result_all_the_same(p):
    async def task():
        await p.result(_overslept(p, "task:"))
        return 7

    p.log(await asyncio.wait_for(task(), 0.002))


async def a_task_that_fails_instead_gives_its_error(p):
    async def task():
        try:
            await _overslept(p, "task:")
        finally:
            raise Bad

    p.log(await p.result(asyncio.wait_for(task(), 0.002)))


async def waiting_no_time_for_what_is_not_done_is_a_timeout_and_it_never_begins(p):
    async def task():
        p.log("never")

    t = asyncio.create_task(task())
    p.log(await p.result(asyncio.wait_for(t, 0)))
    p.log("canceled", t.cancelled())
    done = _future()
    done.set_result(7)
    p.log(await asyncio.wait_for(done, -1))


async def waiting_no_time_takes_four_turns(p):
    async def waits():
        await _future()

    t = asyncio.create_task(waits())
    await asyncio.sleep(0)
    count = p.turns()
    p.log(await p.result(asyncio.wait_for(t, 0)), "turns", count())


async def a_foreign_request_while_waiting_is_not_a_timeout_and_cancels_the_task(p):
    t = asyncio.create_task(_overslept(p, "task:"))

    async def waits():
        p.log("waiter:", await p.result(asyncio.wait_for(t, 3600)))
        p.log("counts", asyncio.current_task().cancelling())

    w = asyncio.create_task(waits())
    await p.turn(2)
    w.cancel()
    await w


async def a_foreign_request_while_a_task_of_no_time_ends_is_not_a_timeout(p):
    async def task():
        try:
            await _overslept(p, "task:")
        finally:
            await p.turn(4)
            p.log("task ends")

    t = asyncio.create_task(task())
    await asyncio.sleep(0)

    async def waits():
        p.log("waiter:", await p.result(asyncio.wait_for(t, 0)))

    w = asyncio.create_task(waits())
    await p.turn(2)
    w.cancel()
    await w
    await p.result(t)


async def a_shielded_task_survives_the_timeout(p):
    f = _future()

    async def waits():
        return await f

    t = asyncio.create_task(waits())
    p.log(await p.result(asyncio.wait_for(asyncio.shield(t), 0.002)))
    p.log("is done:", t.done())
    f.set_result(7)
    p.log(await t)


async def a_result_that_comes_with_the_foreign_request_is_kept_for_who_asks_again(p):
    f = _future()

    async def waits():
        p.log("waiter:", await p.result(asyncio.wait_for(f, 3600)))

    w = asyncio.create_task(waits())
    await asyncio.sleep(0)
    f.set_result(7)
    w.cancel()
    await w
    p.log(f.result())
