// Package chunks has a list for millions of items that are appended one by one while others read it.
package chunks

const (
	sizeBits = 12
	// Size is the number of items in each chunk but the last.
	Size = 1 << sizeBits
	// first is the room that the first chunk begins with, since most lists are short.
	first = 8
)

// A List grows at its end. It is a slice of chunks, so that appending never copies what is there, but for the items of
// a list that is shorter than one chunk: to copy a million items takes longer than a frame of a picture. The zero value is
// empty.
type List[T any] struct {
	chunks [][]T
	n      int
}

// Len returns the number of items.
func (l *List[T]) Len() int { return l.n }

// Append adds an item at the end.
func (l *List[T]) Append(v T) {
	k := l.n >> sizeBits
	if k == len(l.chunks) {
		room := Size
		if k == 0 {
			room = first
		}
		l.chunks = append(l.chunks, make([]T, 0, room))
	}
	l.chunks[k] = append(l.chunks[k], v)
	l.n++
}

// At returns a pointer to the item at i, counted from 0. It panics if there is none. The pointer is valid until the next
// Append.
func (l *List[T]) At(i int) *T { return &l.chunks[i>>sizeBits][i&(Size-1)] }

// Last returns a pointer to the last item. It panics if there is none. The pointer is valid until the next Append.
func (l *List[T]) Last() *T { return l.At(l.n - 1) }

// From returns the items from i to the end of its chunk, so that a loop over many items looks for a chunk once for each
// chunk and not once for each item. The slice must not be changed or appended to.
func (l *List[T]) From(i int) []T {
	if i >= l.n {
		return nil
	}
	return l.chunks[i>>sizeBits][i&(Size-1):]
}
