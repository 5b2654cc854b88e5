"""A wrapper coroutine: one event loop, one way in, the rest awaited."""

import asyncio
$work import time


$part compute


$part words


async def greet(word):
    print(f"Hello from {word} coro", flush=True)
    $work compute(STEPS)
    await asyncio.sleep($sleep)


async def main():
    # An awaited coroutine runs to its end before the next line does.
    $each await greet(word)


asyncio.run(main())
