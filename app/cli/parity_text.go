package cli

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"text/tabwriter"

	"loopyard/engine/parity"
)

// writeParity writes a report as text, in one Write.
func writeParity(w io.Writer, r parity.Report) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n\n", specLine(r.Spec))
	writeHosts(&b, r)
	for _, pair := range r.Pairs {
		writePair(&b, pair)
	}
	fmt.Fprintf(&b, "\n%s\n", conclusion(r))
	_, err := w.Write(b.Bytes())
	return err
}

func conclusion(r parity.Report) string {
	switch r.Verdict() {
	case "same":
		return "Everything that must match does."
	case "different":
		return "Something that must match differs."
	case "nothing":
		return "Nothing could be compared."
	}
	return "Everything that could be compared is the same."
}

func writeHosts(w io.Writer, r parity.Report) {
	table := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	fmt.Fprintln(table, "host\ttime\twall\tbusy\tlag p50\tlag p99\tlag max\tevents\tdigest")
	for _, h := range r.Hosts {
		busy, events, digest := "", "", ""
		if h.Digest != "" {
			busy, events, digest = nanos(h.Busy), strconv.FormatUint(h.Events, 10), h.Digest[:12]
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", h.Name, h.Clock, nanos(h.Wall), busy, nanos(h.LagP50), nanos(h.LagP99), nanos(h.LagMax), events, digest)
	}
	table.Flush()
	for i, h := range r.Hosts {
		if first := slices.IndexFunc(r.Hosts, func(o parity.Row) bool { return o.Host == h.Host }); first == i {
			fmt.Fprintf(w, "%s: %s\n", h.Host, h.What)
		}
	}
	for _, h := range r.Hosts {
		if h.Error != "" {
			fmt.Fprintf(w, "%s ended with: %s\n", h.Name, h.Error)
		}
	}
	for _, m := range r.Missing {
		fmt.Fprintf(w, "%s is not compared: %s\n", m.Host, m.Why)
	}
}

func writePair(w io.Writer, p parity.Pair) {
	fmt.Fprintf(w, "\n%s against %s: %s\n", p.B, p.A, p.Verdict)
	table := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	for _, c := range p.Checks {
		must, finding := "may differ", cmp.Or(c.Says, times(c))
		if c.Must {
			must, finding = "must match", finding+", the same"
			if !c.Same {
				finding = "different: " + c.Says
			}
		}
		fmt.Fprintf(table, "  %s\t%s\t%s\n", must, c.What, finding)
	}
	table.Flush()
	if p.Divergence != nil {
		writeDivergence(w, p)
	}
}

// times returns two times and by how much they differ.
func times(c parity.Check) string {
	s := nanos(c.B) + " for " + nanos(c.A)
	if c.A > 0 {
		s += fmt.Sprintf(", %+.1f%%", 100*float64(c.B-c.A)/float64(c.A))
	}
	return s
}

func writeDivergence(w io.Writer, p parity.Pair) {
	d := p.Divergence
	which := "first difference"
	if p.More > 0 {
		which = fmt.Sprintf("first of %d differences", p.More+1)
	}
	fmt.Fprintf(w, "\n  The %s, in %s: %s\n", which, cmp.Or(d.Where, "the run as a whole"), d.What)
	if len(d.A.Entries)+len(d.B.Entries) == 0 {
		return // the difference is about the runs as a whole
	}
	for _, side := range []parity.Side{d.A, d.B} {
		fmt.Fprintf(w, "  %s:\n", side.Host)
		if len(side.Entries) == 0 {
			fmt.Fprintln(w, "      nothing")
		}
		for _, m := range side.Entries {
			mark := ' '
			if m.Here {
				mark = '>'
			}
			fmt.Fprintf(w, "  %c %6d  %s\n", mark, m.Number, m.Text)
		}
	}
}
