package model

// part is what every part of the model embeds: a count of its changes. A part's state is changed by its own methods
// only, and each of them that changes something calls changed. So a component that is given a part and the part's
// Changes is drawn again exactly when something that it shows may differ.
type part struct {
	frames  Frames
	changes uint
}

// Frames asks the browser for frames. A frame calls [Model.Frame] and draws what has changed.
type Frames interface {
	// RequestFrame asks for one more frame, soon. Several requests before it make one frame.
	RequestFrame()
}

// Changes returns how many times the part has changed.
func (p *part) Changes() uint { return p.changes }

// changed notes that the part's state is not what it was.
func (p *part) changed() {
	p.changes++
	p.frames.RequestFrame()
}

// Rev returns the sum of the changes of some parts. Since counts only grow, two sums over the same parts are equal only
// if none of the parts has changed between them.
func Rev(parts ...interface{ Changes() uint }) (sum uint) {
	for _, p := range parts {
		sum += p.Changes()
	}
	return sum
}
