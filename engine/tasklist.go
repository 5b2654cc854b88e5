package engine

import "strconv"

// taskList is a loop's unfinished tasks in the order they were created, linked through them so that a million
// cost nothing more.
type taskList struct{ first, last *Co }

func (t *taskList) add(co *Co) {
	co.before = t.last
	if t.last == nil {
		t.first = co
	} else {
		t.last.after = co
	}
	t.last = co
}

func (t *taskList) remove(co *Co) {
	if co.before == nil {
		t.first = co.after
	} else {
		co.before.after = co.after
	}
	if co.after == nil {
		t.last = co.before
	} else {
		co.after.before = co.before
	}
	co.before, co.after = nil, nil
}

// waiting describes the unfinished tasks, a few of them in full.
func (t *taskList) waiting() []string {
	const most = 10
	var all []string
	more := 0
	for co := t.first; co != nil; co = co.after {
		if len(all) == most {
			more++
			continue
		}
		all = append(all, co.Name()+" ("+co.waitsFor()+")")
	}
	if more > 0 {
		all = append(all, "and "+strconv.Itoa(more)+" more")
	}
	return all
}

func (co *Co) waitsFor() string {
	switch {
	case co.state != Waiting:
		return co.state.String()
	case co.awaits == nil:
		return "sleeping"
	}
	if other, ok := co.awaits.(*Co); ok {
		return "awaits " + other.Name()
	}
	return "awaits a future"
}
