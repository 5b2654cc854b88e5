package engine

// Var is a context variable. Each task has its own value, which is at first the value of the task that created it. Make
// one with [NewVar], usually as a package variable. Any thread may use it.
type Var[T any] struct {
	name   string
	preset T
}

// NewVar returns a variable whose value is preset in each task that has not set it.
func NewVar[T any](name string, preset T) *Var[T] { return &Var[T]{name, preset} }

// Name returns the name of the variable.
func (v *Var[T]) Name() string { return v.name }

// Get returns the value that the variable has in the task co.
func (v *Var[T]) Get(co *Co) T {
	for s := co.vars(); s != nil; s = s.next {
		if s.key == v {
			v, _ := s.value.(T) // a nil of an interface type has no type to assert
			return v
		}
	}
	return v.preset
}

// Set sets the value that the variable has in the task co. Tasks that co creates from now on begin with it. The returned
// function restores the value from before.
func (v *Var[T]) Set(co *Co, value T) (reset func()) {
	before := v.Get(co)
	co.more().vars = co.vars().with(v, value)
	return func() { co.more().vars = co.vars().with(v, before) }
}

// varSet is an immutable list of variables and their values, the newest first. A new task shares its creator's list, so
// that copying the variables costs a pointer.
type varSet struct {
	key   any
	value any
	next  *varSet
}

// with returns the list with a value in front that replaces the key's old one.
func (s *varSet) with(key, value any) *varSet { return &varSet{key, value, s.without(key)} }

// without returns the list without the key. It shares the part behind the key.
func (s *varSet) without(key any) *varSet {
	switch {
	case s == nil:
		return nil
	case s.key == key:
		return s.next
	}
	rest := s.next.without(key)
	if rest == s.next {
		return s
	}
	return &varSet{s.key, s.value, rest}
}

func (co *Co) vars() *varSet {
	if co.extra == nil {
		return nil
	}
	return co.extra.vars
}
