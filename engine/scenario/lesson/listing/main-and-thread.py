"""Two event loops at once: one in a new thread, one in the main thread."""

import asyncio
import threading
$work import time


$part say


$part compute


async def main_coroutine(name):
    say(f"{name} coroutine running...")
    loop = asyncio.get_running_loop()
    say(f"{name}: {id(loop)} - {loop}")
    $work compute(STEPS)
    await asyncio.sleep($sleep)
    say(f"{name} done")


# The new thread calls asyncio.run, so the loop is made there and is that thread's own.
thread = threading.Thread(target=asyncio.run, args=(main_coroutine("Loop1"),))
thread.start()

# Meanwhile this thread, the main one, runs a loop as well.
asyncio.run(main_coroutine("Loop2"))
thread.join()
