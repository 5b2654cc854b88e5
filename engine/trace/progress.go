package trace

// Progress is how much has happened so far, past a recorder's limit too. The zero value is nothing.
type Progress struct {
	Events         uint64
	Created, Ended uint64 // tasks created, and those that are done, failed or canceled
}

// note takes an event.
func (p *Progress) note(e *Event) {
	p.Events++
	switch e.Kind {
	case TaskCreated:
		p.Created++
	case TaskDone, TaskFailed, TaskCanceled:
		p.Ended++
	}
}

// Watch makes f be called with how far the run is, every thousand events or so, on whatever thread records them. It is to
// be called before the first one; f is to be quick and must not record anything.
func (r *Recorder) OnProgress(f func(Progress)) { r.onProgress = f }

// WhenMany makes f be called, by whoever records, when some hundred thousand events wait to be taken. It is to be called
// before the first event; f may take them and must not record anything.
func (r *Recorder) OnBacklog(f func()) { r.onBacklog = f }
