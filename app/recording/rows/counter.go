package rows

import "sort"

// Counter is a number over time, such as the length of a ready queue. The zero value was zero all along.
type Counter struct {
	counts list[count]
	levels [][]int32 // levels[k][i] is the most of counts [i*stride^(k+1), (i+1)*stride^(k+1)) that are there
}

type count struct {
	at int64
	n  int32
}

// Now is the number at the end.
func (c *Counter) Last() int32 {
	if c.counts.n == 0 {
		return 0
	}
	return c.counts.last().n
}

// Most is the largest number ever.
func (c *Counter) Max() int32 { return c.most(0, c.counts.n) }

// add changes the number at a moment that is not before the change before.
func (c *Counter) add(at int64, by int32) {
	if by == 0 {
		return
	}
	n := c.counts.n
	value := count{at, c.Last() + by}
	if n > 0 {
		value.at = max(at, c.counts.last().at)
	}
	c.counts.add(value)
	for k, size := 0, stride; ; k, size = k+1, size*stride {
		if k == len(c.levels) {
			if n < size { // not worth a level yet
				return
			}
			c.levels = append(c.levels, []int32{c.most(0, size)})
		}
		level := c.levels[k]
		if i := n / size; i == len(level) {
			c.levels[k] = append(level, value.n)
		} else {
			level[i] = max(level[i], value.n)
		}
	}
}

// most is the largest of the counts from one number up to another.
func (c *Counter) most(from, to int) (most int32) {
	for from < to {
		k, size := -1, 1
		for k+1 < len(c.levels) && from%(size*stride) == 0 && from+size*stride <= to {
			k, size = k+1, size*stride
		}
		if k < 0 {
			most = max(most, c.counts.at(from).n)
		} else {
			most = max(most, c.levels[k][from/size])
		}
		from += size
	}
	return most
}

// At is the number at a moment.
func (c *Counter) At(at int64) int32 {
	if i := c.after(0, at); i > 0 {
		return c.counts.at(i - 1).n
	}
	return 0
}

// Peak is one column of a counter.
type CounterColumn struct{ Max, Last int32 }

// Sweep fills the columns with what the number was from a moment on, width nanoseconds each.
func (c *Counter) Columns(from int64, width float64, peaks []CounterColumn) {
	i, last := c.after(0, from-1), int32(0)
	if i > 0 {
		last = c.counts.at(i - 1).n
	}
	for p := range peaks {
		until := from + int64(width*float64(p+1))
		if p == len(peaks)-1 {
			until++
		}
		end := c.after(i, until-1)
		peaks[p] = CounterColumn{Max: max(last, c.most(i, end))}
		if end > i {
			last = c.counts.at(end - 1).n
		}
		peaks[p].Last, i = last, end
	}
}

// after is the first count later than a moment, at or after the one at from. Mostly it is near.
func (c *Counter) after(from int, at int64) int {
	step := 1
	for from+step <= c.counts.n && c.counts.at(from+step-1).at <= at {
		from += step
		step *= 2
	}
	end := min(from+step, c.counts.n)
	return from + sort.Search(end-from, func(i int) bool { return c.counts.at(from+i).at > at })
}
