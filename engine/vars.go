package engine

// Var is a context variable: each task has its own value of it, which it begins with as its creator had it, and
// callbacks have the default. Make one with [NewVar], as a package's variable; any thread may use it.
type Var[T any] struct {
	name   string
	preset T
}

// NewVar makes a variable. preset is its value where none was set.
func NewVar[T any](name string, preset T) *Var[T] { return &Var[T]{name, preset} }

// Name is the variable's name.
func (v *Var[T]) Name() string { return v.name }

// Get gives the task's value.
func (v *Var[T]) Get(co *Co) T {
	for s := co.vars(); s != nil; s = s.next {
		if s.key == v {
			return s.value.(T)
		}
	}
	return v.preset
}

// Set changes the task's value, and that of tasks it creates from now on. The returned function puts back what
// was there before.
func (v *Var[T]) Set(co *Co, value T) (reset func()) {
	before := v.Get(co)
	co.more().vars = co.vars().with(v, value)
	return func() { co.more().vars = co.vars().with(v, before) }
}

// varSet is an immutable list of values, the newest first, so that handing it to a new task is handing a pointer.
type varSet struct {
	key   any
	value any
	next  *varSet
}

// with puts a value in front, without the one it replaces.
func (s *varSet) with(key, value any) *varSet { return &varSet{key, value, s.without(key)} }

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
