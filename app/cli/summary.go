package cli

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"loopyard/engine/trace"
	"loopyard/engine/trace/stats"
)

// maxRows is how many loops are listed one by one. A run can have a million loops.
const maxRows = 100

// summary is a sink that writes the statistics of a run when it has ended.
type summary struct {
	stats.Collector
	w      io.Writer
	header trace.Header
}

// Begin keeps the header, which describes the run.
func (s *summary) Begin(h trace.Header) error {
	s.header = h
	return s.Collector.Begin(h)
}

// End writes everything, in one Write.
func (s *summary) End(t trace.Trailer) error {
	if err := s.Collector.End(t); err != nil {
		return err
	}
	sum := s.Summary()
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n%s time, %s, engine %s\n\n", specLine(s.header.Spec), s.header.Clock, s.header.Host, s.header.Engine)

	table := tabwriter.NewWriter(&b, 0, 0, 3, ' ', 0)
	fmt.Fprintf(table, "wall\t%s\n", nanos(sum.Wall))
	fmt.Fprintf(table, "busy\t%s\n", nanos(sum.Busy))
	fmt.Fprintf(table, "switches\t%d\n", sum.Steps)
	fmt.Fprintf(table, "busy at once\t%d at most, %.2f on average\n", sum.MostAtOnce, sum.Parallelism)
	fmt.Fprintf(table, "events\t%d, %d of them dropped\n", t.Events, t.Dropped)
	fmt.Fprintf(table, "digest\t%x\n", t.Digest)
	if t.Error != "" {
		fmt.Fprintf(table, "error\t%s\n", t.Error)
	}
	table.Flush()

	fmt.Fprintln(&b)
	table = tabwriter.NewWriter(&b, 0, 0, 3, ' ', 0)
	fmt.Fprintln(table, "loop\tthread\tbusy\tswitches\tlag p50\tlag p99\tlag max")
	// The loops are in the order of their threads. On real threads the order in which they are made differs from run to run.
	loops := slices.SortedFunc(slices.Values(sum.Loops), func(a, b stats.LoopSummary) int {
		return cmp.Or(cmp.Compare(a.Thread, b.Thread), cmp.Compare(a.ID, b.ID))
	})
	for _, l := range loops[:min(len(loops), maxRows)] {
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%s\t%s\t%s\n", l.Name, l.ThreadName, nanos(l.Busy), l.Steps, nanos(l.LagP50), nanos(l.LagP99), nanos(l.LagMax))
	}
	if more := len(loops) - maxRows; more > 0 {
		fmt.Fprintf(table, "%d more\t\t\t\t\t\t\n", more)
	}
	fmt.Fprintf(table, "total\t\t%s\t%d\t%s\t%s\t%s\n", nanos(sum.Busy), sum.Steps, nanos(sum.LagP50), nanos(sum.LagP99), nanos(sum.LagMax))
	table.Flush()

	_, err := s.w.Write(b.Bytes())
	return err
}

func specLine(pairs [][2]string) string {
	var words []string
	for _, p := range pairs {
		if p[0] == "scenario" {
			words = append(words, p[1])
			continue
		}
		words = append(words, p[0]+"="+p[1])
	}
	return strings.Join(words, " ")
}

// nanos returns a duration in nanoseconds as text, rounded to four significant digits or fewer: 1.234ms.
func nanos(n int64) string {
	d := time.Duration(n)
	for unit := time.Second; unit >= 10; unit /= 10 {
		if d >= unit {
			return d.Round(unit / 1000).String()
		}
	}
	return d.String()
}
