package spec

// Type is the kind of value that a name takes.
type Type uint8

// The types. Links and flags spell every value as text; the form in JSON depends on the type.
const (
	Word     Type = iota // an id, or one of a few words: a string
	Count                // a whole number: a number
	Duration             // a duration as [time.ParseDuration] reads it: a string
	Bool                 // true or false: a boolean
)

// TypeOf returns the type of the values of a name. Names that are not in [Names] have words.
func TypeOf(name string) Type {
	var r Run
	switch {
	case name == "seed", name == "cores", r.count(name) != nil:
		return Count
	case name == "gil":
		return Bool
	case r.duration(name) != nil:
		return Duration
	}
	return Word
}
