"""Context variables: contextvars.ContextVar in tasks."""

import asyncio
import contextvars


def _variable():
    return contextvars.ContextVar("v", default="none")


async def a_variable_has_its_preset_value_until_it_is_set_and_the_former_one_when_that_is_taken_back(p):
    v = _variable()
    p.log(v.get())
    one = v.set("one")
    p.log(v.get())
    two = v.set("two")
    p.log(v.get())
    v.reset(two)
    p.log(v.get())
    v.reset(one)
    p.log(v.get())


async def setting_one_variable_leaves_the_others(p):
    v, w = _variable(), _variable()
    v.set(1)
    w.set(2)
    back = v.set(3)
    p.log(v.get(), w.get())
    v.reset(back)
    p.log(v.get(), w.get())


async def a_task_begins_with_its_creators_values_and_keeps_its_own(p):
    v = _variable()
    v.set("one")

    async def task():
        p.log("task", v.get())
        v.set("two")
        await asyncio.sleep(0)
        p.log("task", v.get())

    await asyncio.create_task(task())
    p.log("main", v.get())


async def what_the_creator_sets_later_is_not_the_tasks(p):
    v = _variable()
    v.set("one")

    async def task():
        p.log("task", v.get())

    t = asyncio.create_task(task())
    v.set("two")
    p.log("main", v.get())
    await t


async def a_coroutine_that_is_called_shares_its_callers_values(p):
    v = _variable()
    v.set("one")

    async def called():
        p.log("called", v.get())
        v.set("two")

    await called()
    p.log("main", v.get())


async def tasks_side_by_side_have_values_of_their_own(p):
    v = _variable()

    async def task(name):
        v.set(name)
        await asyncio.sleep(0)
        p.log(name, v.get())

    await asyncio.gather(task("a"), task("b"))
    p.log("main", v.get())


async def the_tasks_of_a_group_begin_with_its_values(p):
    v = _variable()
    v.set("one")

    async def task():
        p.log("task", v.get())

    async with asyncio.TaskGroup() as g:
        g.create_task(task())


async def _look(p, v, name):
    p.log(name, v.get())
    v.set("one")


def a_runner_keeps_the_values_of_main_from_run_to_run(p):
    v = _variable()
    with asyncio.Runner() as runner:
        for name in ("first", "second"):
            runner.run(_look(p, v, name))


def each_run_by_itself_begins_with_the_preset_values(p):
    v = _variable()
    for name in ("first", "second"):
        asyncio.run(_look(p, v, name))
