"""A Runner: each result decides what to run next. Needs Python 3.11."""

import asyncio
$work import time


$part compute


visits = 0


async def first():
    """Greet, and return whether to be run again: yes, but only once."""
    global visits
    visits += 1
    print("Hello from first coro", flush=True)
    $work compute(STEPS)
    await asyncio.sleep($sleep)
    return visits < 2


async def second():
    print("Hello from second coro", flush=True)
    $work compute(STEPS)
    await asyncio.sleep($sleep)


with asyncio.Runner() as runner:
    # Between two runs the loop is at rest, and plain code like this decides.
    again = True
    while again:
        again = runner.run(first())
    runner.run(second())
