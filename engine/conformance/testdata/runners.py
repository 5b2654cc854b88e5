"""asyncio.run and asyncio.Runner."""

import asyncio


async def _just(value=None, error=None):
    if error:
        raise error
    return value


def run_gives_what_main_returned(p):
    async def main():
        p.log("main")
        return 7

    p.log(asyncio.run(main()))


def run_gives_the_error_of_main(p):
    p.log(p.caught(asyncio.run, _just(error=Bad())))


def run_gives_the_cancellation_of_a_main_that_cancels_itself(p):
    async def main():
        asyncio.current_task().cancel()
        await asyncio.sleep(0)

    p.log(p.caught(asyncio.run, main()))


def each_run_has_a_loop_of_its_own_closed_at_the_end(p):
    loops = []

    async def main():
        loops.append(asyncio.get_running_loop())

    asyncio.run(main())
    asyncio.run(main())

    async def look():
        p.log("running", asyncio.get_running_loop().is_running())

    asyncio.run(look())
    p.log("closed", loops[0].is_closed())
    p.log("same", loops[0] is loops[1])


def a_runner_keeps_its_loop_from_run_to_run(p):
    async def loop():
        return asyncio.get_running_loop()

    with asyncio.Runner() as runner:
        first, second = runner.run(loop()), runner.run(loop())
        p.log("same", first is second is runner.get_loop())


def a_runner_goes_on_after_a_run_that_failed(p):
    with asyncio.Runner() as runner:
        p.log(p.caught(runner.run, _just(error=Bad())))
        p.log(p.caught(runner.run, _just("fine")))


def a_closed_runner_refuses_to_run_and_to_give_its_loop(p):
    runner = asyncio.Runner()
    runner.run(_just())
    runner.close()
    p.log(p.caught(runner.run, _just()))
    p.log(p.caught(runner.get_loop))


def closing_a_runner_twice_does_nothing_nor_closing_an_unused_one(p):
    runner = asyncio.Runner()
    runner.run(_just())
    p.log(runner.close())
    p.log(runner.close())
    p.log(asyncio.Runner().close())


def a_runner_is_closed_whichever_way_its_block_ends(p):
    try:
        with asyncio.Runner() as runner:
            kept = runner
            raise Bad
    except Bad as error:
        p.log(error)
    p.log(p.caught(kept.run, _just()))


async def run_inside_a_running_loop_is_refused(p):
    p.log(p.caught(asyncio.run, _just()))
    p.log("goes on")


def a_runner_inside_a_running_loop_is_refused_its_own_or_anothers(p):
    with asyncio.Runner() as runner:

        async def main():
            p.log(p.caught(runner.run, _just()))
            other = asyncio.Runner()
            p.log(p.caught(other.run, _just()))
            other.close()

        runner.run(main())


def what_main_leaves_behind_is_canceled_at_the_end(p):
    async def left():
        p.log("left begins")
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError as error:
            p.log("left:", error)
            await asyncio.sleep(0.001)
            p.log("left cleans up")
            raise

    async def main():
        global _task
        _task = asyncio.create_task(left())
        await asyncio.sleep(0)
        p.log("main ends")

    asyncio.run(main())
    p.log("run is over")


def what_main_leaves_behind_waits_between_two_runs(p):
    async def left():
        for n in ("one", "two", "three"):
            p.log(n)
            await asyncio.sleep(0)
        try:
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError as error:
            p.log("left:", error)
            raise

    async def first():
        global _task
        _task = asyncio.create_task(left())

    with asyncio.Runner() as runner:
        p.log("first run")
        runner.run(first())
        p.log("second run")
        runner.run(p.turn(3))
        p.log("closing")


def what_happens_between_two_runs_counts_in_the_next(p):
    async def first():
        f = asyncio.get_running_loop().create_future()

        async def a():
            p.log("a:", await f)

        async def b():
            try:
                await asyncio.get_running_loop().create_future()
            except asyncio.CancelledError as error:
                p.log("b:", error)
                raise

        tasks = asyncio.create_task(a()), asyncio.create_task(b())
        await asyncio.sleep(0)
        return f, tasks

    async def second():
        p.log("second run")

    with asyncio.Runner() as runner:
        f, (a, b) = runner.run(first())
        f.set_result(7)
        b.cancel()
        runner.get_loop().call_soon(p.log, "call")
        runner.run(second())


async def an_error_of_what_is_canceled_at_the_end_is_reported(p):
    async def left():
        try:
            await asyncio.sleep(3600)
        finally:
            raise Bad

    global _task
    _task = asyncio.create_task(left())
    await asyncio.sleep(0)


async def a_task_that_was_made_in_the_last_step_still_has_its_first_one(p):
    async def late():
        p.log("late begins")
        try:
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError as error:
            p.log("late:", error)
            raise

    global _task
    _task = asyncio.create_task(late())
    p.log("main")


def what_was_ready_before_the_stop_runs(p):
    loop = asyncio.new_event_loop()

    async def main():
        def soon():
            p.log("soon")
            loop.call_soon(p.logs("never"))

        loop.call_soon(soon)
        p.log("main")

    task = loop.create_task(main())
    task.add_done_callback(p.logs("done"))
    loop.run_until_complete(task)
    p.log("over")
    loop.close()
