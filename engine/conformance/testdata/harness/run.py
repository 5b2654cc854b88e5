"""Runs the twins that are asked for, in one process, and prints their logs.

On standard input: {class: [name, ...]} with the folder of the classes' files as the only argument.
On standard output: {"version": [3, 13], "names": {class: [every name]}, "logs": {class: {name: [line, ...]}}}.
"""

import asyncio
import faulthandler
import gc
import importlib.util
import inspect
import json
import logging
import pathlib
import re
import sys
import threading
import warnings


class Program:
    """What a twin works with: the log that it writes."""

    def __init__(self):
        self.words = []
        self.lock = threading.Lock()

    def log(self, *words):
        """Add a line of words, errors spelled as in Go."""
        with self.lock:
            self.words.append(" ".join(spell(w) for w in words))

    def logs(self, *words):
        """A callback that logs."""
        return lambda *_: self.log(*words)

    def run(self, main, **options):
        """Run a coroutine in a loop of its own, which reports to the log."""
        with asyncio.Runner(**options) as runner:
            self.report(runner.get_loop())
            return runner.run(main)

    def report(self, loop):
        """Have what the loop reports logged."""
        loop.set_exception_handler(
            lambda _, context: self.log("report:", plain(context["message"]), context.get("exception"))
        )

    async def result(self, awaitable):
        """What awaiting gives, an error too."""
        try:
            return await awaitable
        except (Exception, asyncio.CancelledError) as error:
            return error

    def turns(self):
        """Count the turns of the running loop from now on."""
        loop, count, most = asyncio.get_running_loop(), 0, 40

        def turn():
            nonlocal count
            count += 1
            if count < most:
                loop.call_soon(turn)

        loop.call_soon(turn)
        return lambda: count

    async def turn(self, times=1):
        """Let the loop have turns; a cancellation is not minded."""
        for _ in range(times):
            try:
                await asyncio.sleep(0)
            except asyncio.CancelledError:
                pass

    def caught(self, call, *arguments, **named):
        """What a call raises, or gives."""
        try:
            return call(*arguments, **named)
        except (Exception, asyncio.CancelledError) as error:
            return error


class Bad(Exception):
    """The error of the twins that fail."""

    def __str__(self):
        return "bad"


SPELLED = [
    (TimeoutError, "timeout"),
    (asyncio.TimeoutError, "timeout"),
    (asyncio.InvalidStateError, "invalid state"),
    (asyncio.QueueEmpty, "queue empty"),
    (asyncio.QueueFull, "queue full"),
    (asyncio.BrokenBarrierError, "barrier broken"),
]
if hasattr(asyncio, "QueueShutDown"):
    SPELLED.append((asyncio.QueueShutDown, "queue shut down"))


def spell(v):
    match v:
        case None:
            return "ok"
        case True | False:
            return str(v).lower()
        case list() | tuple():
            return "[" + " ".join(spell(w) for w in v) + "]"
        case BaseExceptionGroup():
            return "group " + spell(v.exceptions)
        case asyncio.CancelledError():
            return f"canceled: {v.args[0]}" if any(v.args) else "canceled"
        case BaseException():
            for error, word in SPELLED:
                if isinstance(v, error):
                    return word
            if "attached to a different loop" in str(v) or "bound to a different event loop" in str(v):
                return "other loop"
            return plain(str(v))
    return str(v)


def plain(message):
    """A message without the objects that it describes, most of them in angle brackets."""
    if message.startswith("Exception in callback"):
        return "Exception in callback"
    while "<" in message:
        shorter = re.sub(r" ?<[^<>]*>\)*", "", message)
        if shorter == message:
            break
        message = shorter
    return message.rstrip(":")


def run(function):
    faulthandler.dump_traceback_later(10, exit=True)  # one that hangs shows where
    program = Program()
    try:
        if inspect.iscoroutinefunction(function):
            with asyncio.Runner() as runner:
                program.report(runner.get_loop())
                runner.run(function(program))
        else:
            function(program)
    except (Exception, asyncio.CancelledError) as error:
        program.log("run:", error)
    gc.collect()
    return program.words


def main():
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    wanted = json.load(sys.stdin)
    answer = {"version": sys.version_info[:2], "names": {}, "logs": {}}
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        module.Bad = Bad
        spec.loader.exec_module(module)
        functions = {
            name: f
            for name, f in inspect.getmembers(module, inspect.isfunction)
            if f.__module__ == path.stem and not name.startswith("_")
        }
        answer["names"][path.stem] = sorted(functions)
        asked = wanted.get(path.stem, [])
        answer["logs"][path.stem] = {name: run(functions[name]) for name in asked if name in functions}
    json.dump(answer, sys.stdout)


main()
