"""Run the listing on stdin unchanged, measure it, and print the measurements as JSON on stderr.

The time begins when the listing starts its first thread or makes its first Runner. Importing modules and measuring the
speed of the machine comes before that and is not part of the run.
"""

import asyncio
import json
import signal
import sys
import threading
import time

if sys.version_info < (3, 11):
    sys.exit("python3 is older than 3.11")

# The program that started this process stops it. An interrupt from the keyboard is meant for that program.
signal.signal(signal.SIGINT, signal.SIG_IGN)

began = None
lags = []


def begins(owner, name):
    """Make the time begin when a method is called."""
    original = getattr(owner, name)

    def method(*args, **kwargs):
        global began
        if began is None:
            began = time.perf_counter_ns()
        return original(*args, **kwargs)

    setattr(owner, name, method)


begins(threading.Thread, "start")
begins(asyncio.Runner, "__init__")

plain_sleep = asyncio.sleep


async def sleep(delay, result=None):
    """Sleep, and record how late the sleep ended."""
    due = time.perf_counter_ns() + delay * 1e9
    await plain_sleep(delay)
    if delay > 0:
        lags.append(round(time.perf_counter_ns() - due))
    return result


asyncio.sleep = sleep


def percentile(values, p):
    """Return the smallest value that p percent of the sorted values do not exceed."""
    return max(0, values[max(0, -(-len(values) * p // 100) - 1)]) if values else 0


exec(compile(sys.stdin.read(), "listing", "exec"), {"__name__": "__main__"})
wall = time.perf_counter_ns() - began
lags.sort()
gil = getattr(sys, "_is_gil_enabled", lambda: True)()
version = sys.implementation.name + " " + ".".join(map(str, sys.version_info[:3]))
figures = {"wall": wall, "lagP50": percentile(lags, 50), "lagP99": percentile(lags, 99), "lagMax": percentile(lags, 100)}
print(json.dumps({"what": version if gil else version + " without its GIL", "figures": figures}), file=sys.stderr)
