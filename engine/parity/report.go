package parity

// Report is what a comparison of hosts found. The first of Hosts is the native one, which the others are compared with.
type Report struct {
	Spec    [][2]string `json:"-"` // what was run, name and value
	Hosts   []Row       `json:"hosts"`
	Pairs   []Pair      `json:"pairs"`
	Missing []Missing   `json:"missing,omitempty"`
}

// Verdict is the worst of all pairs: "different", "not whole" or "same"; "nothing" if there is none.
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

// Row is what one host is and how its run went.
type Row struct {
	Name      string `json:"name"` // the host, and the placement where it has one
	Host      string `json:"host"`
	What      string `json:"what"`
	Placement string `json:"placement,omitempty"`
	Clock     string `json:"clock"`
	Figures
}

// Missing is a host that was left out.
type Missing struct {
	Host string `json:"host"`
	Why  string `json:"why"`
}

// Pair is two rows compared: what must match and does or does not, and what may differ and by how much.
type Pair struct {
	A          string      `json:"a"` // the names of the rows
	B          string      `json:"b"`
	Rules      string      `json:"rules"` // exact, real time or lines
	Verdict    string      `json:"verdict"`
	Checks     []Check     `json:"checks"`
	Divergence *Divergence `json:"divergence,omitempty"` // the first
	More       int         `json:"more,omitempty"`       // divergences after it
}

// The verdicts, as trace.Verdict spells them.
const (
	same      = "same"
	different = "different"
	notWhole  = "not whole"
)

// Check is one thing that was compared. One without words in Says is a time, of A and B nanoseconds on either side.
type Check struct {
	What string `json:"what"`
	Must bool   `json:"must"`
	Same bool   `json:"same"`
	A    int64  `json:"a,omitempty"`
	B    int64  `json:"b,omitempty"`
	Says string `json:"says,omitempty"`
}

// Divergence is a place where two runs differ that must not.
type Divergence struct {
	Where string `json:"where,omitempty"` // thread, loop and task; empty: the run as a whole
	What  string `json:"what"`
	A     Side   `json:"a"`
	B     Side   `json:"b"`
}

// Side is what one of the runs did there, with what was before and after.
type Side struct {
	Host    string   `json:"host"`
	Moments []Moment `json:"moments"`
}

// Moment is an event of a trace or a line of output, by its number.
type Moment struct {
	Number int    `json:"number"`
	Text   string `json:"text"`
	Here   bool   `json:"here,omitempty"` // this is the one that differs
}
