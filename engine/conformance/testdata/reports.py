"""What a loop tells its exception handler, and what it finds in debug mode."""

import asyncio
import gc
import logging
import re
import threading
import time
import warnings


def _fail(*_):
    raise Bad


async def a_callback_that_fails_is_reported_and_the_others_run(p):
    loop = asyncio.get_running_loop()
    loop.call_soon(p.log, "a")
    loop.call_soon(_fail)
    loop.call_soon(p.log, "b")
    await asyncio.sleep(0)
    p.log("main")


async def a_timer_that_fails_is_reported(p):
    asyncio.get_running_loop().call_later(0.001, _fail)
    await asyncio.sleep(0.003)
    p.log("main")


async def a_done_callback_that_fails_is_reported_and_the_others_are_told(p):
    f = asyncio.get_running_loop().create_future()
    f.add_done_callback(_fail)
    f.add_done_callback(p.logs("told"))
    f.set_result(None)
    await asyncio.sleep(0)
    p.log("main")


async def a_failure_of_the_handler_is_swallowed_and_the_loop_goes_on(p):
    def handler(loop, context):
        p.log("handler")
        raise RuntimeError("worse")

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    loop.call_soon(_fail)
    loop.call_soon(p.log, "b")
    await asyncio.sleep(0)
    p.log("main")


async def _fails():
    raise Bad


async def an_error_of_a_task_that_nobody_awaits_is_reported(p):
    t = asyncio.create_task(_fails())
    await p.turn(2)
    p.log("main ends")


async def an_error_that_was_asked_for_or_awaited_is_not_reported(p):
    asked, awaited = asyncio.create_task(_fails()), asyncio.create_task(_fails())
    await p.turn(2)
    p.log(asked.exception())
    p.log(await p.result(awaited))
    p.log("main ends")


def a_task_that_is_pending_when_its_loop_closes_is_reported(p):
    async def waits():
        await asyncio.get_running_loop().create_future()

    loop = asyncio.new_event_loop()
    p.report(loop)
    t = loop.create_task(waits())
    loop.stop()
    loop.run_forever()
    p.log("closing")
    loop.close()
    del t
    gc.collect()


def a_coroutine_that_is_never_awaited_is_reported_in_debug_mode(p):
    async def never():
        pass

    async def awaited():
        return "main ends"

    async def main():
        coro = never()
        p.log(await awaited())

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        asyncio.run(main(), debug=True)
        gc.collect()
    for warning in caught:
        if "never awaited" in str(warning.message):
            # it names the function with where it is defined, and in debug mode where it was called
            words = str(warning.message).splitlines()[0]
            p.log("report:", re.sub(r"'.*\.", "'", words), None)


def a_step_that_takes_long_is_reported_in_debug_mode(p):
    slow = False

    class Handler(logging.Handler):
        def emit(self, record):
            nonlocal slow
            slow = slow or record.getMessage().startswith("Executing")

    async def blocks():
        time.sleep(0.025)

    async def main():
        asyncio.get_running_loop().slow_callback_duration = 0.02
        await asyncio.create_task(blocks())

    handler = Handler()
    logging.disable(logging.NOTSET)
    logging.getLogger("asyncio").addHandler(handler)
    logging.getLogger("asyncio").propagate = False
    asyncio.run(main(), debug=True)
    logging.disable(logging.CRITICAL)
    logging.getLogger("asyncio").removeHandler(handler)
    p.log("slow", slow)


def debug_mode_refuses_another_threads_calls(p):
    async def main():
        loop = asyncio.get_running_loop()

        def there():
            p.log(p.caught(loop.call_soon, print))
            p.log(p.caught(loop.call_later, 3600, print))
            loop.call_soon_threadsafe(bool)
            p.log("ok")

        thread = threading.Thread(target=there)
        thread.start()
        thread.join()

    asyncio.run(main(), debug=True)


def debug_mode_lets_a_coroutine_use_another_loop_of_its_thread(p):
    other = asyncio.new_event_loop()
    other.set_debug(True)

    async def main():
        other.call_soon(p.log, "called")

    asyncio.run(main(), debug=True)
    other.stop()
    other.run_forever()
    other.close()


def a_loop_says_whether_it_is_in_debug_mode(p):
    async def main():
        p.log(re.search(r"running=.*debug=\w+", repr(asyncio.get_running_loop())).group())

    asyncio.run(main(), debug=True)
