package engine_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"loopyard/engine"
)

// virtual gives a config in virtual time, so that the examples are over at once and print the same every time.
func virtual() engine.Config {
	return engine.Config{Name: "loop", Thread: engine.NewThread(engine.ThreadConfig{Clock: &engine.VirtualClock{}})}
}

// A coroutine is a function that takes a Co. Calling another with one's own Co is awaiting it.
func ExampleRun() {
	greet := func(co *engine.Co, name string) error {
		fmt.Println("hello", name)
		return co.Sleep(time.Second)
	}
	n, err := engine.Run(virtual(), func(co *engine.Co) (int, error) {
		if err := greet(co, "first"); err != nil {
			return 0, err
		}
		return 42, greet(co, "second")
	})
	fmt.Println(n, err)
	// Output:
	// hello first
	// hello second
	// 42 <nil>
}

// A runner keeps one loop for many runs, so that what runs next may depend on what the last run returned.
func ExampleWith() {
	engine.With(virtual(), func(r *engine.Runner) error {
		for again := true; again; {
			left, err := engine.RunIn(r, func(co *engine.Co) (time.Duration, error) {
				return 3*time.Second - time.Duration(co.Loop().Time()), co.Sleep(time.Second)
			})
			if err != nil {
				return err
			}
			fmt.Println("left:", left)
			again = left > time.Second
		}
		return nil
	})
	// Output:
	// left: 3s
	// left: 2s
	// left: 1s
}

// Tasks take turns: each runs until it awaits.
func ExampleCreateTask() {
	engine.Run(virtual(), func(co *engine.Co) (any, error) {
		say := func(word string, every time.Duration) engine.Coroutine[any] {
			return func(co *engine.Co) (any, error) {
				for range 2 {
					co.Sleep(every)
					fmt.Println(word)
				}
				return nil, nil
			}
		}
		tick := engine.CreateTask(co, "tick", say("tick", 2*time.Second))
		tock := engine.CreateTask(co, "tock", say("tock", 3*time.Second))
		return engine.Gather(co, tick, tock)
	})
	// Output:
	// tick
	// tock
	// tick
	// tock
}

func ExampleGather() {
	square := func(n int) engine.Coroutine[int] {
		return func(co *engine.Co) (int, error) { return n * n, co.Sleep(time.Duration(n)) }
	}
	all, err := engine.Run(virtual(), func(co *engine.Co) ([]int, error) {
		return engine.Gather(co, engine.CreateTask(co, "", square(3)), engine.CreateTask(co, "", square(2)))
	})
	fmt.Println(all, err)
	// Output: [9 4] <nil>
}

// A task without a result is made with Go, and Proc makes a coroutine without one for the other functions.
func ExampleGo() {
	engine.Run(virtual(), engine.Proc(func(co *engine.Co) error {
		work := engine.Go(co, "work", func(co *engine.Co) error { return co.Sleep(time.Second) })
		_, err := work.Await(co)
		fmt.Println(err, time.Duration(co.Loop().Time()))
		return err
	}))
	// Output: <nil> 1s
}

func ExampleTimeout() {
	engine.Run(virtual(), func(co *engine.Co) (any, error) {
		err := engine.Timeout(co, time.Second, func(*engine.TimeoutScope) error { return co.Sleep(time.Hour) })
		fmt.Println(err, errors.Is(err, engine.ErrTimeout), time.Duration(co.Loop().Time()))
		return nil, nil
	})
	// Output: timed out true 1s
}

// A group's tasks end together: when one fails, the others are canceled.
func ExampleGroup() {
	engine.Run(virtual(), func(co *engine.Co) (any, error) {
		err := engine.Group(co, func(g *engine.TaskGroup) error {
			engine.GroupTask(g, co, "good", func(co *engine.Co) (any, error) {
				err := co.Sleep(time.Hour)
				fmt.Println("good:", err)
				return nil, err
			})
			engine.GroupTask(g, co, "bad", func(co *engine.Co) (any, error) {
				return nil, errors.Join(co.Sleep(time.Second), errors.New("no"))
			})
			return nil
		})
		fmt.Println(err)
		return nil, nil
	})
	// Output:
	// good: canceled
	// unhandled errors in a TaskGroup (1 sub-exception): no
}

func ExampleShield() {
	engine.Run(virtual(), func(co *engine.Co) (any, error) {
		work := engine.CreateTask(co, "work", func(co *engine.Co) (string, error) { return "done", co.Sleep(time.Minute) })
		_, err := engine.WaitFor(co, engine.Shield(work), time.Second)
		fmt.Println(err, work.Done())
		v, _ := work.Await(co)
		fmt.Println(v)
		return nil, nil
	})
	// Output:
	// timed out false
	// done
}

func ExampleQueue() {
	engine.Run(virtual(), func(co *engine.Co) (any, error) {
		q := engine.NewQueue[int](1)
		engine.CreateTask(co, "producer", func(co *engine.Co) (any, error) {
			for i := range 3 {
				q.Put(co, i)
				fmt.Println("put", i)
			}
			q.Shutdown(false)
			return nil, nil
		})
		for {
			i, err := q.Get(co)
			if err != nil {
				fmt.Println(err)
				return nil, nil
			}
			fmt.Println("got", i)
		}
	})
	// Output:
	// put 0
	// got 0
	// put 1
	// got 1
	// put 2
	// got 2
	// queue shut down
}

func ExampleLock() {
	engine.Run(virtual(), func(co *engine.Co) (any, error) {
		var lock engine.Lock
		use := func(name string) *engine.Task[any] {
			return engine.CreateTask(co, name, func(co *engine.Co) (any, error) {
				return nil, lock.With(co, func() error {
					fmt.Println(name, "at", time.Duration(co.Loop().Time()))
					return co.Sleep(time.Second)
				})
			})
		}
		return engine.Gather(co, use("a"), use("b"), use("c"))
	})
	// Output:
	// a at 0s
	// b at 1s
	// c at 2s
}

func ExampleVar() {
	user := engine.NewVar("user", "nobody")
	engine.Run(virtual(), func(co *engine.Co) (any, error) {
		reset := user.Set(co, "ada")
		child := engine.CreateTask(co, "", func(co *engine.Co) (string, error) {
			seen := user.Get(co)
			user.Set(co, "child")
			return seen, nil
		})
		seen, _ := child.Await(co)
		fmt.Println(seen, user.Get(co))
		reset()
		fmt.Println(user.Get(co))
		return nil, nil
	})
	// Output:
	// ada ada
	// nobody
}

// A deadlock can be known in virtual time, and names who waits.
func ExampleDeadlockError() {
	_, err := engine.Run(virtual(), func(co *engine.Co) (any, error) {
		return engine.NewFuture[any](co.Loop()).Await(co)
	})
	fmt.Println(err)
	// Output: deadlock: loop has nothing to run and nothing to wait for; waiting: main (awaits a future)
}

// A loop of another thread is reached by what is thread-safe.
func ExampleRunCoroutineThreadsafe() {
	loops := make(chan *engine.Loop)
	stop := make(chan struct{})
	thread := engine.StartThread("other", func(t *engine.Thread) error {
		_, err := engine.Run(engine.Config{Thread: t}, func(co *engine.Co) (any, error) {
			loops <- co.Loop()
			return engine.RunInExecutor(co.Loop(), func() (any, error) { <-stop; return nil, nil }).Await(co)
		})
		return err
	})
	f, err := engine.RunCoroutineThreadsafe(<-loops, "double", func(co *engine.Co) (int, error) {
		return 2 * 21, co.Sleep(time.Millisecond)
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Wait(context.Background()))
	close(stop)
	fmt.Println(thread.Join())
	// Output:
	// 42 <nil>
	// <nil>
}
