package conformance

var waits, shields, locks, events, conditions, semaphores, barriers, queues, timeouts, groups, variables, threads, reports []behavior
