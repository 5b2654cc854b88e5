"""Many tasks that wait for one thing."""

import asyncio

SIZE = 600
SERVED = SIZE - SIZE // 3


async def _crowd(p, wait, release):
    served, canceled = [], 0

    async def one(n):
        nonlocal canceled
        try:
            await wait()
            served.append(n)
        except asyncio.CancelledError:
            canceled += 1
            raise

    all = [asyncio.create_task(one(n)) for n in range(SIZE)]
    await asyncio.sleep(0)
    for n in range(SIZE - 1, -1, -3):
        all[n].cancel()
    await release()
    await asyncio.gather(*all, return_exceptions=True)
    p.log(f"{len(served)} served, {canceled} canceled")
    return served


async def a_crowd_waits_for_an_event(p):
    e = asyncio.Event()

    async def release():
        e.set()

    served = await _crowd(p, e.wait, release)
    p.log("in order", served == sorted(served))


async def a_crowd_waits_for_a_lock(p):
    k = asyncio.Lock()
    await k.acquire()

    async def take():
        async with k:
            pass

    async def release():
        k.release()

    served = await _crowd(p, take, release)
    p.log("in order", served == sorted(served))


async def a_crowd_waits_for_permits(p):
    s = asyncio.Semaphore(0)

    async def release():
        for _ in range(SERVED):
            s.release()

    served = await _crowd(p, s.acquire, release)
    p.log("in order", served == sorted(served))
    p.log("locked", s.locked())


async def a_crowd_waits_for_a_condition(p):
    c = asyncio.Condition()

    async def wait():
        async with c:
            await c.wait()

    async def release():
        async with c:
            c.notify_all()

    served = await _crowd(p, wait, release)
    p.log("in order", served == sorted(served))
    p.log("locked", c.locked())


async def a_crowd_waits_for_values(p):
    q = asyncio.Queue()

    async def release():
        for n in range(SERVED):
            q.put_nowait(n)

    served = await _crowd(p, q.get, release)
    p.log("in order", served == sorted(served))
    p.log("left", q.qsize())


async def a_crowd_waits_for_room_in_a_queue(p):
    q = asyncio.Queue(1)
    q.put_nowait(0)

    async def release():
        for _ in range(SERVED):
            await q.get()

    served = await _crowd(p, lambda: q.put(1), release)
    p.log("in order", served == sorted(served))
    p.log("left", q.qsize())


async def a_crowd_waits_at_a_barrier_and_the_canceled_leave_their_places_to_others(p):
    b = asyncio.Barrier(SIZE + 1)

    async def release():
        await p.turn(2)
        p.log("waiting", b.n_waiting)
        late = [asyncio.create_task(b.wait()) for _ in range(SIZE - SERVED)]
        await asyncio.sleep(0)
        p.log("waiting", b.n_waiting)
        await b.wait()
        p.log("late", len(await asyncio.gather(*late)))

    await _crowd(p, b.wait, release)
    p.log("waiting", b.n_waiting)


async def a_crowd_waits_for_one_task(p):
    f = asyncio.get_running_loop().create_future()

    async def release():
        f.set_result(1)

    served = await _crowd(p, lambda: asyncio.wait([f]), release)
    p.log("in order", served == sorted(served))


async def a_group_among_many_cancels_its_own_tasks_only(p):
    canceled = 0

    async def mine():
        nonlocal canceled
        try:
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError:
            canceled += 1
            raise

    async def other():
        await asyncio.get_running_loop().create_future()

    async with asyncio.TaskGroup() as outer:
        others = [outer.create_task(other()) for _ in range(100)]
        try:
            async with asyncio.TaskGroup() as g:
                for _ in others:
                    g.create_task(mine())
                await asyncio.sleep(0)
                raise Bad
        except BaseExceptionGroup as error:
            p.log(error)
        p.log("canceled", canceled)
        p.log("others", not any(t.done() for t in others))
        for t in others:
            t.cancel()
