package trace

type differences struct {
	found []Difference
	most  int
	more  int
}

func figuresOf(l *Log) Figures {
	var s Stats
	s.Batch(Batch{First: 1, Strings: l.texts})
	for _, e := range l.Events(1) {
		s.add(e)
	}
	s.End(l.Trailer)
	t := l.Trailer
	return Figures{s.Summary(), t.Events, t.Dropped, t.Digest, t.Error, l.Whole()}
}
func elsewise(a, b *Log) (int, int)                                  { return 0, 0 }
func compareDeeds(a, b *Log, r Rules, c *Comparison, d *differences) {}
func compareEvents(a, b *Log, d *differences)                        {}
func verdict(a, b *Log, r Rules, different bool) Verdict             { return NoVerdict }
