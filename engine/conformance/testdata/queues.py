"""asyncio.Queue, LifoQueue and PriorityQueue."""

import asyncio


def _getters(p, q, *names):
    async def get(name):
        try:
            p.log(name, "got", await q.get())
        except (Exception, asyncio.CancelledError) as error:
            p.log(name, error)
            raise

    return [asyncio.create_task(get(name)) for name in names]


def _putters(p, q, *names):
    async def put(name):
        try:
            await q.put(name)
            p.log(name, "put")
        except (Exception, asyncio.CancelledError) as error:
            p.log(name, error)
            raise

    return [asyncio.create_task(put(name)) for name in names]


async def a_queue_gives_what_came_first(p):
    q = asyncio.Queue()
    count = p.turns()
    p.log(await q.put("a"), "turns", count())
    p.log(await q.put("b"), "turns", count())
    p.log(await q.get(), "turns", count())
    p.log(await q.get(), "turns", count())
    p.log("size", q.qsize())


def _order(p, q, values):
    for v in values:
        q.put_nowait(v)
    for _ in values:
        p.log(q.get_nowait())


async def a_stack_gives_what_came_last(p):
    _order(p, asyncio.LifoQueue(), "abc")


async def a_priority_queue_gives_the_least(p):
    _order(p, asyncio.PriorityQueue(), [3, 1, 5, 2])


async def what_can_not_be_done_at_once_is_refused(p):
    q = asyncio.Queue(1)
    p.log(p.caught(q.get_nowait))
    p.log("full", q.full())
    p.log(q.put_nowait("a"))
    p.log("full", q.full())
    p.log(p.caught(q.put_nowait, "b"))
    p.log(q.get_nowait())


async def who_waits_for_a_value_is_served_first_come_first_served(p):
    q = asyncio.Queue()
    all = _getters(p, q, "a", "b", "c")
    await asyncio.sleep(0)
    for v in range(3):
        q.put_nowait(v + 1)
    p.log("put")
    await asyncio.gather(*all)


async def who_waits_for_room_is_served_first_come_first_served(p):
    q = asyncio.Queue(1)
    q.put_nowait(0)
    all = _putters(p, q, "a", "b")
    await asyncio.sleep(0)
    for _ in range(3):
        p.log("got", await q.get())
        await p.turn(2)


async def a_value_may_be_taken_by_who_comes_before_the_one_it_woke(p):
    q = asyncio.Queue()
    [a] = _getters(p, q, "a")
    await asyncio.sleep(0)
    q.put_nowait(1)
    p.log("main got", q.get_nowait())
    await p.turn(3)
    p.log("a is done:", a.done())
    q.put_nowait(2)
    await a


async def a_producer_and_a_consumer_take_turns_at_a_queue_of_one(p):
    q = asyncio.Queue(1)

    async def produce():
        for v in range(1, 4):
            await q.put(v)
            p.log("put", v)

    async def consume():
        for _ in range(3):
            p.log("got", await q.get())

    await asyncio.gather(produce(), consume())


async def a_canceled_taker_swallows_no_value(p):
    q = asyncio.Queue()
    a, b = _getters(p, q, "a", "b")
    await asyncio.sleep(0)
    a.cancel()
    await asyncio.sleep(0)
    q.put_nowait(1)
    await b


async def a_taker_that_is_canceled_once_it_was_served_wakes_the_next(p):
    q = asyncio.Queue()
    a, b = _getters(p, q, "a", "b")
    await asyncio.sleep(0)
    q.put_nowait(1)
    a.cancel()
    await b
    p.log("size", q.qsize())


async def a_value_whose_only_taker_is_canceled_stays(p):
    q = asyncio.Queue()
    [a] = _getters(p, q, "a")
    await asyncio.sleep(0)
    q.put_nowait(1)
    a.cancel()
    await p.result(a)
    p.log("size", q.qsize())
    p.log(q.get_nowait())


async def a_giver_that_is_canceled_adds_nothing_and_leaves_its_room_to_the_next(p):
    q = asyncio.Queue(1)
    q.put_nowait(0)
    a, b = _putters(p, q, "a", "b")
    await asyncio.sleep(0)
    p.log("got", q.get_nowait())
    a.cancel()
    await b
    p.log("got", q.get_nowait())
    p.log("size", q.qsize())


async def joining_waits_until_all_that_was_put_is_done(p):
    q = asyncio.Queue()
    q.put_nowait(1)
    q.put_nowait(2)

    async def join():
        p.log("joins")
        await q.join()
        p.log("joined")

    joiner = asyncio.create_task(join())
    await asyncio.sleep(0)
    for _ in range(2):
        p.log("done", q.get_nowait())
        q.task_done()
        await asyncio.sleep(0)
    await joiner


async def joining_a_queue_that_nobody_used_takes_no_turn(p):
    count = p.turns()
    p.log(await asyncio.Queue().join(), "turns", count())


async def more_can_not_be_done_than_was_put(p):
    q = asyncio.Queue()
    p.log(p.caught(q.task_done))
    q.put_nowait(1)
    p.log(q.task_done())
    p.log(p.caught(q.task_done))


async def a_queue_knows_how_much_it_may_hold(p):
    q, unlimited = asyncio.Queue(2), asyncio.Queue()
    q.put_nowait(1)
    q.put_nowait(2)
    unlimited.put_nowait(1)
    for each in q, unlimited:
        p.log(f"{each.qsize()} of {each.maxsize}, full {str(each.full()).lower()}")


def a_queue_belongs_to_the_first_loop_that_waits_for_it(p):
    q = asyncio.Queue()

    async def one():
        [a] = _getters(p, q, "a")
        await asyncio.sleep(0)
        a.cancel()
        await p.result(a)

    async def other():
        p.log(await p.result(q.get()))
        q.put_nowait(1)
        p.log(await q.get())

    asyncio.run(one())
    asyncio.run(other())


def a_queue_whose_get_waits_in_one_loop_refuses_a_put_that_waits_in_another(p):
    q = asyncio.Queue(1)

    async def one():
        [a] = _getters(p, q, "a")
        await asyncio.sleep(0)
        a.cancel()
        await p.result(a)

    async def other():
        q.put_nowait(1)
        p.log("put:", await p.result(q.put(2)))
        p.log(await q.get())

    asyncio.run(one())
    asyncio.run(other())


async def a_queue_that_is_shut_down_gives_what_it_has_and_takes_no_more(p):
    q = asyncio.Queue()
    q.put_nowait(1)
    q.shutdown()
    p.log(p.caught(q.put_nowait, 2))
    p.log(await p.result(q.put(2)))
    p.log(await q.get())
    p.log(await p.result(q.get()))
    p.log(p.caught(q.get_nowait))


async def a_shut_down_sends_away_who_waits(p):
    empty, full = asyncio.Queue(), asyncio.Queue(1)
    full.put_nowait(0)
    all = _getters(p, empty, "a", "b") + _putters(p, full, "c")
    await asyncio.sleep(0)
    empty.shutdown()
    full.shutdown()
    await asyncio.gather(*all, return_exceptions=True)


async def _join(p, q):
    p.log("joined", await q.join())


async def an_immediate_shut_down_throws_away_what_is_there_and_ends_the_joining(p):
    q = asyncio.Queue()
    q.put_nowait(1)
    q.put_nowait(2)
    joiner = asyncio.create_task(_join(p, q))
    await asyncio.sleep(0)
    q.shutdown(immediate=True)
    await joiner
    p.log("size", q.qsize())
    p.log(p.caught(q.get_nowait))


async def an_immediate_shut_down_does_not_end_the_joining_of_what_is_being_dealt_with(p):
    q = asyncio.Queue()
    q.put_nowait(1)
    q.put_nowait(2)
    q.get_nowait()
    joiner = asyncio.create_task(_join(p, q))
    await asyncio.sleep(0)
    q.shutdown(immediate=True)
    await p.turn(2)
    p.log("is done:", joiner.done())
    q.task_done()
    await joiner
