"""asyncio.TaskGroup."""

import asyncio


def _future():
    return asyncio.get_running_loop().create_future()


async def _just(value=None):
    return value


def _member(p, g, name, turns, error=None):
    async def member():
        if turns < 0:
            try:
                await _future()
            except asyncio.CancelledError as canceled:
                p.log(f"{name}:", canceled)
                raise
        await p.turn(turns)
        if name:
            p.log(name, "ends")
        if error:
            raise error

    return g.create_task(member())


async def a_group_ends_when_its_tasks_have(p):
    async with asyncio.TaskGroup() as g:
        _member(p, g, "a", 1)
        _member(p, g, "b", 2)
        p.log("body ends")
    p.log("group:", None)


async def a_group_of_no_tasks_takes_no_turn(p):
    count = p.turns()
    async with asyncio.TaskGroup():
        pass
    p.log("ok turns", count())


async def a_group_of_tasks_that_end_at_once_takes_two_turns_more(p):
    async with asyncio.TaskGroup() as g:
        g.create_task(_just())
        g.create_task(_just())
        count = p.turns()
    p.log("ok turns", count())


async def the_tasks_of_a_group_give_their_results(p):
    async with asyncio.TaskGroup() as g:
        t = g.create_task(_just(7))
    p.log(t.result())


async def a_task_that_fails_cancels_the_others_and_the_body(p):
    async def group():
        async with asyncio.TaskGroup() as g:
            _member(p, g, "a", -1)
            _member(p, g, "", 1, Bad())
            try:
                await _future()
            except asyncio.CancelledError as error:
                p.log("body:", error)
                raise

    p.log(await p.result(group()))
    p.log("counts", asyncio.current_task().cancelling())
    p.log("goes on", await asyncio.sleep(0))


async def a_task_that_fails_after_the_body_has_ended_leaves_no_request_behind(p):
    async def group():
        async with asyncio.TaskGroup() as g:
            _member(p, g, "a", -1)
            _member(p, g, "", 2, Bad())

    p.log(await p.result(group()))
    p.log("goes on", await asyncio.sleep(0))


async def and_takes_the_count_of_requests_back(p):
    async def group():
        async with asyncio.TaskGroup() as g:
            _member(p, g, "", 2, Bad())

    p.log(await p.result(group()))
    p.log("counts", asyncio.current_task().cancelling())


async def a_body_that_fails_cancels_the_tasks(p):
    async def group():
        async with asyncio.TaskGroup() as g:
            _member(p, g, "a", -1)
            await asyncio.sleep(0)
            raise Bad

    p.log(await p.result(group()))
    p.log("counts", asyncio.current_task().cancelling())


async def errors_are_gathered_in_the_order_they_came(p):
    async def second():
        try:
            await _future()
        finally:
            raise ValueError("second")

    async def group():
        async with asyncio.TaskGroup() as g:
            _member(p, g, "", 1, ValueError("first"))
            g.create_task(second())
            await p.result(_future())
            await p.turn(3)
            raise ValueError("third")

    p.log(await p.result(group()))


async def a_task_that_is_canceled_alone_is_no_error(p):
    async with asyncio.TaskGroup() as g:
        a = _member(p, g, "a", -1)
        _member(p, g, "b", 4)
        await asyncio.sleep(0)
        a.cancel()
    p.log("ok")


async def a_request_to_who_is_in_the_body_cancels_the_tasks(p):
    async def task():
        try:
            async with asyncio.TaskGroup() as g:
                _member(p, g, "a", -1)
                try:
                    await _future()
                except asyncio.CancelledError as error:
                    p.log("body:", error)
                    raise
        except asyncio.CancelledError as error:
            p.log("group:", error)
            p.log("counts", asyncio.current_task().cancelling())

    t = asyncio.create_task(task())
    await p.turn(2)
    t.cancel()
    await t


async def a_request_to_who_waits_for_the_tasks_cancels_them(p):
    async def task():
        try:
            async with asyncio.TaskGroup() as g:
                _member(p, g, "a", -1)
        except asyncio.CancelledError as error:
            p.log("group:", error)
            p.log("counts", asyncio.current_task().cancelling())

    t = asyncio.create_task(task())
    await p.turn(3)
    t.cancel()
    await t


async def a_group_waits_for_tasks_that_take_long_to_end_however_often_it_is_asked(p):
    async def a():
        try:
            await _future()
        except asyncio.CancelledError as error:
            p.log("a:", error)
            await p.turn(6)
            p.log("a ends")
            raise

    async def task():
        try:
            async with asyncio.TaskGroup() as g:
                g.create_task(a())
        except asyncio.CancelledError as error:
            p.log("group:", error)

    t = asyncio.create_task(task())
    await p.turn(3)
    t.cancel()
    for _ in range(2):
        await p.turn(2)
        p.log("asked")
        t.cancel()
    await t


async def an_error_and_a_foreign_request_at_once_give_the_error_and_the_request_again(p):
    async def group():
        async with asyncio.TaskGroup() as g:
            _member(p, g, "", 1, Bad())
            await _future()

    async def task():
        p.log(await p.result(group()))
        p.log("counts", asyncio.current_task().cancelling())
        p.log("next:", await p.result(asyncio.sleep(0)))

    t = asyncio.create_task(task())
    await p.turn(3)
    t.cancel()
    await t


async def a_body_that_gives_a_cancellation_of_its_own_ends_so(p):
    async def group():
        async with asyncio.TaskGroup() as g:
            _member(p, g, "a", -1)
            await asyncio.sleep(0)
            raise asyncio.CancelledError

    p.log("group:", await p.result(group()))
    p.log("counts", asyncio.current_task().cancelling())


async def tasks_may_add_tasks_while_the_group_waits(p):
    async def outer(g):
        await p.turn(2)
        p.log("outer")
        _member(p, g, "inner", 2)

    async with asyncio.TaskGroup() as g:
        g.create_task(outer(g))
    p.log("ok")


def _refused(p, g):
    coro = _just()
    p.log(p.caught(g.create_task, coro))
    coro.close()


async def a_group_that_has_ended_takes_no_task(p):
    async with asyncio.TaskGroup() as g:
        pass
    _refused(p, g)


async def a_group_that_is_being_canceled_takes_no_task(p):
    async def group():
        async with asyncio.TaskGroup() as g:
            _member(p, g, "", 1, Bad())
            try:
                await _future()
            finally:
                _refused(p, g)

    p.log(await p.result(group()))


async def an_error_of_a_group_in_a_group_comes_wrapped_twice(p):
    async def group():
        async with asyncio.TaskGroup() as g:
            _member(p, g, "a", -1)
            async with asyncio.TaskGroup() as inner:
                _member(p, inner, "", 1, Bad())
                await _future()

    p.log(await p.result(group()))
    p.log("counts", asyncio.current_task().cancelling())


async def an_error_outside_cancels_the_group_in_it(p):
    async def group():
        async with asyncio.TaskGroup() as g:
            _member(p, g, "", 3, Bad())
            async with asyncio.TaskGroup() as inner:
                _member(p, inner, "inner", -1)

    p.log(await p.result(group()))
    p.log("counts", asyncio.current_task().cancelling())


async def a_timeout_around_a_group_ends_its_tasks(p):
    async def group():
        async with asyncio.timeout(0.002):
            async with asyncio.TaskGroup() as g:
                _member(p, g, "a", -1)

    p.log(await p.result(group()))
    p.log("counts", asyncio.current_task().cancelling())


async def a_timeout_in_the_body_is_the_bodys_error(p):
    async def group():
        async with asyncio.TaskGroup() as g:
            _member(p, g, "a", -1)
            async with asyncio.timeout(0.002):
                await asyncio.sleep(3600)

    p.log(await p.result(group()))
