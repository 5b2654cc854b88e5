package replay

import "loopyard/engine/trace"

// column has one event id for each event of a log. Like the events it is kept in pieces, so that appending never moves
// what is there.
type column struct {
	chunks [][]trace.EventID
	n      int
}

func (c *column) add(v trace.EventID) {
	if c.n&(logChunk-1) == 0 {
		c.chunks = append(c.chunks, make([]trace.EventID, 0, logChunk))
	}
	last := &c.chunks[len(c.chunks)-1]
	*last = append(*last, v)
	c.n++
}

// get gives the value of an event; zero for no event.
func (c *column) get(id trace.EventID) trace.EventID {
	if id == 0 || int(id) > c.n {
		return 0
	}
	return c.chunks[(id-1)>>logChunkBits][(id-1)&(logChunk-1)]
}

func (c *column) set(id, v trace.EventID) { c.chunks[(id-1)>>logChunkBits][(id-1)&(logChunk-1)] = v }
