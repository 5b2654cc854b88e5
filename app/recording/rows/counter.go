package rows

import (
	"sort"

	"loopyard/engine/trace/chunks"
)

// Counter is a number over time, such as the length of a ready queue. The zero value has been zero all the time.
type Counter struct {
	values chunks.List[value]
	maxima [][]int32 // maxima[k][i] is the maximum of the values from i*stride^(k+1) up to (i+1)*stride^(k+1)
}

// value is what the number was from a time on.
type value struct {
	at int64
	n  int32
}

// Last returns the latest value.
func (c *Counter) Last() int32 {
	if c.values.Len() == 0 {
		return 0
	}
	return c.values.Last().n
}

// Max returns the largest value.
func (c *Counter) Max() int32 { return c.most(0, c.values.Len()) }

// add adds to the number at a time, or at the time of the last change if that is later. Each value is entered into one
// maximum on each level.
func (c *Counter) add(at int64, by int32) {
	if by == 0 {
		return
	}
	n := c.values.Len()
	next := value{at, c.Last() + by}
	if n > 0 {
		next.at = max(at, c.values.Last().at)
	}
	c.values.Append(next)
	for k, size := 0, stride; ; k, size = k+1, size*stride {
		if k == len(c.maxima) {
			if n < size { // there are too few values for another level
				return
			}
			c.maxima = append(c.maxima, []int32{c.most(0, size)})
		}
		level := c.maxima[k]
		if i := n / size; i == len(level) {
			c.maxima[k] = append(level, next.n)
		} else {
			level[i] = max(level[i], next.n)
		}
	}
}

// most returns the largest of the values from one index up to another. It takes the largest blocks that fit: on the way
// up to a multiple of their size they grow, and towards the end they shrink again.
func (c *Counter) most(from, to int) (most int32) {
	for from < to {
		k, size := -1, 1
		for k+1 < len(c.maxima) && from%(size*stride) == 0 && from+size*stride <= to {
			k, size = k+1, size*stride
		}
		if k < 0 {
			most = max(most, c.values.At(from).n)
		} else {
			most = max(most, c.maxima[k][from/size])
		}
		from += size
	}
	return most
}

// At returns the number at a time.
func (c *Counter) At(at int64) int32 {
	if i := c.after(0, at); i > 0 {
		return c.values.At(i - 1).n
	}
	return 0
}

// CounterColumn is the largest and the last value of a counter in a column of pixels.
type CounterColumn struct{ Max, Last int32 }

// Columns fills peaks with the columns from a time on, each width nanoseconds wide.
func (c *Counter) Columns(from int64, width float64, peaks []CounterColumn) {
	i, last := c.after(0, from-1), int32(0)
	if i > 0 {
		last = c.values.At(i - 1).n
	}
	for p := range peaks {
		until := from + int64(width*float64(p+1))
		if p == len(peaks)-1 {
			until++ // what happens at the very end belongs to the last column
		}
		end := c.after(i, until-1)
		peaks[p] = CounterColumn{Max: max(last, c.most(i, end))}
		if end > i {
			last = c.values.At(end - 1).n
		}
		peaks[p].Last, i = last, end
	}
}

// after returns the index of the first value later than a time, at or after the index from. It looks near from first, in
// steps that double, since the next column usually ends near the last one.
func (c *Counter) after(from int, at int64) int {
	n, step := c.values.Len(), 1
	for from+step <= n && c.values.At(from+step-1).at <= at {
		from += step
		step *= 2
	}
	end := min(from+step, n)
	return from + sort.Search(end-from, func(i int) bool { return c.values.At(from+i).at > at })
}
