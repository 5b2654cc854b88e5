"""asyncio.Barrier."""

import asyncio


def _barred(p, b, *names):
    async def wait(name):
        try:
            place = await b.wait()
        except asyncio.BrokenBarrierError as error:
            if name:
                p.log(name, error)
            raise
        if name:
            p.log(name, "at", place)
        return place

    return [asyncio.create_task(wait(name)) for name in names]


async def a_barrier_lets_go_when_all_have_come_and_gives_each_a_place(p):
    b = asyncio.Barrier(3)
    all = _barred(p, b, "a", "b")
    await asyncio.sleep(0)
    p.log("waiting", b.n_waiting)
    all += _barred(p, b, "c")
    await asyncio.gather(*all)
    p.log("waiting", b.n_waiting)


async def a_barrier_of_one_stops_nobody(p):
    b = asyncio.Barrier(1)
    count = p.turns()
    for _ in range(2):
        p.log("main at", await b.wait(), "turns", count())


async def a_barrier_can_be_used_again(p):
    b = asyncio.Barrier(2)
    for name in ("first", "second"):
        p.log(name, sorted(await asyncio.gather(*_barred(p, b, "", ""))))
    p.log("broken", b.broken)


async def who_comes_while_the_others_leave_waits_for_the_next_round(p):
    b = asyncio.Barrier(2)
    [first] = _barred(p, b, "a")
    await asyncio.sleep(0)
    second = _barred(p, b, "b")
    [late] = _barred(p, b, "c")
    await first
    await p.turn(5)
    p.log("waiting", b.n_waiting)
    p.log("c is done:", late.done())
    late.cancel()


def a_barrier_without_parties_is_refused(p):
    try:
        asyncio.Barrier(0)
    except ValueError:
        p.log("refused")


async def a_canceled_task_leaves_its_place(p):
    b = asyncio.Barrier(3)
    all = _barred(p, b, "", "")
    await asyncio.sleep(0)
    p.log("waiting", b.n_waiting)
    all[0].cancel()
    await p.turn(2)
    p.log("waiting", b.n_waiting)
    all = all[1:] + _barred(p, b, "")
    await asyncio.sleep(0)
    p.log("waiting", b.n_waiting)
    p.log(sorted(await asyncio.gather(*all, *_barred(p, b, ""))))


async def an_abort_sends_away_who_waits_and_who_comes(p):
    b = asyncio.Barrier(3)
    all = _barred(p, b, "a", "b")
    await asyncio.sleep(0)
    await b.abort()
    await asyncio.gather(*all, return_exceptions=True)
    p.log("broken", b.broken)
    p.log(await p.result(b.wait()))
    p.log("waiting", b.n_waiting)


async def a_reset_sends_away_who_waits_and_the_barrier_is_as_new(p):
    b = asyncio.Barrier(2)
    [a] = _barred(p, b, "a")
    await asyncio.sleep(0)
    await b.reset()
    await p.result(a)
    p.log("broken", b.broken)
    p.log(sorted(await asyncio.gather(*_barred(p, b, "", ""))))


async def a_reset_mends_what_an_abort_broke(p):
    b = asyncio.Barrier(1)
    await b.abort()
    p.log("broken", b.broken)
    await b.reset()
    p.log("broken", b.broken)
    p.log("main at", await b.wait())
