package rows

// list grows at its end and never moves what it holds: to copy a million changes takes longer than a frame. The zero
// value is empty.
type list[T any] struct {
	chunks [][]T // each listChunk long but the last
	n      int
}

const (
	listBits  = 12
	listChunk = 1 << listBits
)

// add takes the next one.
func (l *list[T]) add(v T) {
	k := l.n >> listBits
	if k == len(l.chunks) {
		room := listChunk
		if k == 0 {
			room = 8 // most lists are short
		}
		l.chunks = append(l.chunks, make([]T, 0, room))
	}
	l.chunks[k] = append(l.chunks[k], v)
	l.n++
}

// at is where one of them is, from 0.
func (l *list[T]) at(i int) *T { return &l.chunks[i>>listBits][i&(listChunk-1)] }

// last is where the last one is. There must be one.
func (l *list[T]) last() *T { return l.at(l.n - 1) }
