"""A Runner: one event loop, kept from one run to the next. Needs Python 3.11."""

import asyncio
$work import time


$part compute


$part words


async def greet(word):
    print(f"Hello from {word} coro", flush=True)
    $work compute(STEPS)
    await asyncio.sleep($sleep)


def with_form():
    # The runner makes its loop in the first run, and closes it where the block ends.
    with asyncio.Runner() as runner:
        $each runner.run(greet(word))


def step_by_step():
    # The same in single steps: create, run, run, close.
    runner = asyncio.Runner()
    try:
        $each runner.run(greet(word))
    finally:
        runner.close()


with_form()  # step_by_step() prints the same lines
