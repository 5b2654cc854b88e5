package chrome

import (
	"encoding/hex"
	"encoding/json"
	"strconv"

	"loopyard/engine/trace"
)

// buffer spells trace events. All are of process 1.
type buffer struct {
	b     []byte
	begun bool // an event stands there
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func hexOf(digest [32]byte) string { return hex.EncodeToString(digest[:]) }

func (b *buffer) raw(s string) { b.b = append(b.b, s...) }

// event begins an event with what all have.
func (b *buffer) event(ph string, tid int) {
	if b.begun {
		b.b = append(b.b, ',')
	}
	b.begun = true
	b.raw("\n{\"ph\":\"" + ph + `","pid":1,"tid":`)
	b.b = strconv.AppendInt(b.b, int64(tid), 10)
}

// time adds a time in microseconds with all three decimals.
func (b *buffer) time(key string, ns int64) {
	ns = max(ns, 0)
	b.raw(`,"` + key + `":`)
	b.b = strconv.AppendInt(b.b, ns/1000, 10)
	rest := ns % 1000
	b.b = append(b.b, '.', byte('0'+rest/100), byte('0'+rest/10%10), byte('0'+rest%10))
}

func (b *buffer) name(cat, name string) {
	b.raw(`,"cat":"` + cat + `","name":`)
	b.quote(name)
}

func (b *buffer) quote(s string) {
	quoted, _ := json.Marshal(s) // a string is always spelled
	b.b = append(b.b, quoted...)
}

// args adds arguments that are spelled already, and ends the event.
func (b *buffer) args(args string) {
	if args != "" {
		b.raw(`,"args":{` + args + "}")
	}
	b.b = append(b.b, '}')
}

func argEvent(id trace.EventID) string { return `"event":` + itoa(int64(id)) }

func (b *buffer) meta(name string, tid int, says string) {
	b.event("M", tid)
	b.raw(`,"name":"` + name + `","args":{"name":`)
	b.quote(says)
	b.raw("}}")
}

func (b *buffer) sortIndex(tid int, index int64) {
	b.event("M", tid)
	b.raw(`,"name":"thread_sort_index","args":{"sort_index":` + itoa(index) + "}}")
}

func (b *buffer) slice(tid int, s slice) {
	b.event("X", tid)
	b.time("ts", s.at)
	b.time("dur", s.took)
	cat := "hold"
	args := argEvent(s.id)
	if s.why != 0 {
		cat = "step"
		args += `,"why":"` + s.why.String() + `"`
	}
	if s.end != "" {
		args += `,"outcome":"` + s.end + `"`
	}
	if s.cut {
		args += `,"cut":true`
	}
	b.name(cat, s.name)
	b.args(args)
}

// async is one end of a span that is known by its class and a number.
func (b *buffer) async(ph byte, class string, number trace.EventID, name string, at int64, args string) {
	b.event(string(ph), 0)
	b.time("ts", at)
	b.raw(`,"id":"` + class + itoa(int64(number)) + `"`)
	b.name(class, name)
	b.args(args)
}

func (b *buffer) asyncTask(ph byte, l trace.LoopID, t trace.TaskID, name string, at int64, args string) {
	b.event(string(ph), 0)
	b.time("ts", at)
	b.raw(`,"id":"task` + itoa(int64(l)) + "." + itoa(int64(t)) + `"`)
	b.name("task", name)
	b.args(args)
}

// arrow leads from one slice into another. The event that ends it is its number.
func (b *buffer) arrow(id trace.EventID, why string, from, to place) {
	b.event("s", from.tid)
	b.time("ts", min(from.at, to.at))
	b.raw(`,"id":` + itoa(int64(id)))
	b.name("wake", why)
	b.args("")
	b.event("f", to.tid)
	b.time("ts", to.at)
	b.raw(`,"bp":"e","id":` + itoa(int64(id)))
	b.name("wake", why)
	b.args("")
}

func (b *buffer) counter(name string, id trace.LoopID, at int64, depth int) {
	b.event("C", 0)
	b.time("ts", at)
	b.raw(`,"id":"` + itoa(int64(id)) + `"`)
	b.name("queue", name+" ready")
	b.args(`"ready":` + itoa(int64(depth)))
}

// instant is a moment on a track, or of the whole trace if scope is g.
func (b *buffer) instant(scope byte, cat, name string, tid int, at int64, id trace.EventID) {
	b.event("i", tid)
	b.time("ts", at)
	b.raw(`,"s":"` + string(scope) + `"`)
	b.name(cat, name)
	b.args(argEvent(id))
}
