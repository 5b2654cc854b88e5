package parity

// Report is the result of [Compare]. The first of Hosts is the native run, which the others are compared with.
type Report struct {
	Spec    [][2]string `json:"-"` // the names and values of the spec
	Hosts   []Row       `json:"hosts"`
	Pairs   []Pair      `json:"pairs"`
	Missing []Missing   `json:"missing,omitempty"`
}

// Verdict returns the worst verdict of all pairs: "different", "not whole" or "same". It returns "nothing" without pairs.
func (r Report) Verdict() string {
	if len(r.Pairs) == 0 {
		return "nothing"
	}
	worst := same
	for _, p := range r.Pairs {
		if p.Verdict == different || worst == same {
			worst = p.Verdict
		}
	}
	return worst
}

// Row is a run on one host.
type Row struct {
	Name      string `json:"name"` // the host and, if it has one, the placement
	Host      string `json:"host"`
	What      string `json:"what"`
	Placement string `json:"placement,omitempty"`
	Clock     string `json:"clock"`
	Figures
}

// Missing is a host that was left out, and why.
type Missing struct {
	Host string `json:"host"`
	Why  string `json:"why"`
}

// Pair is the comparison of two rows.
type Pair struct {
	A          string      `json:"a"` // the names of the two rows
	B          string      `json:"b"`
	Rules      string      `json:"rules"` // "exact", "real time" or "lines"
	Verdict    string      `json:"verdict"`
	Checks     []Check     `json:"checks"`
	Divergence *Divergence `json:"divergence,omitempty"` // the first one
	More       int         `json:"more,omitempty"`       // how many others there are
}

// The verdicts, as [compare.Verdict] has them.
const (
	same      = "same"
	different = "different"
	notWhole  = "not whole"
)

// Check is one thing that was compared. If Says is empty, it is a time, and A and B are nanoseconds.
type Check struct {
	What string `json:"what"`
	Must bool   `json:"must"`
	Same bool   `json:"same"`
	A    int64  `json:"a,omitempty"`
	B    int64  `json:"b,omitempty"`
	Says string `json:"says,omitempty"`
}

// Divergence is a difference between two runs where they must match.
type Divergence struct {
	Where string `json:"where,omitempty"` // thread, loop and task; empty for the run as a whole
	What  string `json:"what"`
	A     Side   `json:"a"`
	B     Side   `json:"b"`
}

// Side is what one of the runs did, with the entries before and after.
type Side struct {
	Host    string  `json:"host"`
	Entries []Entry `json:"moments"`
}

// Entry is an event of a trace or a line of output.
type Entry struct {
	Number int    `json:"number"`
	Text   string `json:"text"`
	Here   bool   `json:"here,omitempty"` // whether this is the one that differs
}
