package trace

// Strings is the text table of a run: Strings[t-1] is the string of Text t. The zero value is empty.
type Strings []string

// Get returns the string of t, and the empty string if t is unknown.
func (s Strings) Get(t Text) string {
	if t == 0 || int(t) > len(s) {
		return ""
	}
	return s[t-1]
}

// maxInterned bounds the memory for finding a text again. A text beyond it gets a new number each time it is used.
// That is as reproducible as the others, since it depends on the events alone.
const maxInterned = 1 << 16

// An Interner gives texts their numbers, in the order of their first use. A [Recorder] uses one; a reader of a format
// in which each event has its own text uses one to get the same numbers again. The zero value has seen no text.
type Interner struct {
	known map[string]Text
	last  Text
}

// Intern returns the number of a text. fresh reports that the text is new: it is the next one in the strings of the run.
func (i *Interner) Intern(text string) (n Text, fresh bool) {
	if text == "" {
		return 0, false
	}
	if n, ok := i.known[text]; ok {
		return n, false
	}
	if i.known == nil {
		i.known = map[string]Text{}
	}
	i.last++
	if len(i.known) < maxInterned {
		i.known[text] = i.last
	}
	return i.last, true
}
