"""A fresh event loop for each coroutine."""

import asyncio
$work import time


$part compute


$part words


async def greet(word):
    print(f"Hello from {word} coro", flush=True)
    $work compute(STEPS)
    await asyncio.sleep($sleep)


# Every call makes a loop, runs one coroutine to its end, and closes the loop.
$each asyncio.run(greet(word))
