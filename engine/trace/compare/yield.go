package compare

// breath pauses a long piece of work now and then. A nil breath never does.
type breath struct {
	pause func()
	n     int
}

// Breathing is how many steps of a comparison are taken between two pauses; see [Rules].
const YieldEvery = 1024

// take counts one step.
func (b *breath) take() {
	if b == nil || b.pause == nil {
		return
	}
	if b.n++; b.n == YieldEvery {
		b.n = 0
		b.pause()
	}
}
