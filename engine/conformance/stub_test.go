package conformance

var locks, events, conditions, semaphores, barriers, queues, timeouts, groups, variables, threads, reports []behavior
