"""An event loop in every thread, all of them running at once."""

import asyncio
import threading
$work import time


$part say


$part compute


async def main_coroutine(name):
    say(f"{name} coroutine running...")
    loop = asyncio.get_running_loop()
    say(f"{name}: {id(loop)} - {loop}")
    for _ in range($iterations):
        say(f"{name}: running...")
        $work compute(STEPS)
        await asyncio.sleep($sleep)
    say(f"{name} done")


# A thread for each loop. The main thread runs none: it starts the others and waits.
threads = [
    threading.Thread(target=asyncio.run, args=(main_coroutine(f"Loop{k}"),))
    for k in range($loops)
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
