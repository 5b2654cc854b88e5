package scenario

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var gatherOrGroup = Scenario{
	ID:     "gather-or-group",
	Params: []spec.Param{spec.Variant("gather", "gather-all", "group"), spec.Sleep.With(int64(200 * time.Millisecond))},
	Main: func(t Thread, _ int) error {
		_, err := engine.Run(t.Config(loopName(1)), func(co *engine.Co) (any, error) {
			switch t.Spec().Variant {
			case "gather":
				return nil, gatherThree(t, co)
			case "gather-all":
				return nil, gatherAllThree(t, co)
			}
			return nil, groupThree(t, co)
		})
		return err
	},
}

// trio are the names of the three tasks that run at the same time.
var trio = [...]string{"quick", "unlucky", "slow"}

// member is one of the trio. The first one ends after one sleep, the second fails after two, and the third ends after four.
func member(t Thread, k int) engine.Coroutine[any] {
	return func(co *engine.Co) (any, error) {
		if err := co.Sleep(t.Spec().Sleep << k); err != nil {
			t.Print(trio[k] + " canceled")
			return nil, err
		}
		if trio[k] == "unlucky" {
			return nil, errBadLuck
		}
		t.Print(trio[k] + " done")
		return nil, nil
	}
}

func createTrio(t Thread, co *engine.Co) (all []*engine.Task[any]) {
	for k, name := range trio {
		all = append(all, engine.CreateTask(co, name, member(t, k)))
	}
	return all
}

func gatherThree(t Thread, co *engine.Co) error {
	all := createTrio(t, co)
	_, err := engine.Gather(co, all...)
	if !errors.Is(err, errBadLuck) {
		return err
	}
	t.Print("gather gives: " + err.Error())
	_, err = all[2].Await(co) // it is still running
	return err
}

func gatherAllThree(t Thread, co *engine.Co) error {
	ends, err := engine.GatherAll(co, createTrio(t, co)...)
	failed := 0
	for _, end := range ends {
		if end.Err != nil {
			failed++
		}
	}
	t.Print("gather gives: " + strconv.Itoa(len(ends)) + " ends, " + strconv.Itoa(failed) + " failed")
	return err
}

func groupThree(t Thread, co *engine.Co) error {
	err := engine.Group(co, func(g *engine.TaskGroup) error {
		for k, name := range trio {
			if _, err := engine.GroupTask(g, co, name, member(t, k)); err != nil {
				return err
			}
		}
		return nil
	})
	if !errors.Is(err, errBadLuck) {
		return err
	}
	words, _, _ := strings.Cut(err.Error(), ":") // the rest lists the failures
	t.Print("the group gives: " + words)
	return nil
}
