package trace

// Progress says how much has happened so far, past the limit of a recorder as well. The zero value is the beginning.
type Progress struct {
	Events         uint64
	Created, Ended uint64 // tasks that were created, and tasks that are done, failed or canceled
}

// note counts an event.
func (p *Progress) note(e *Event) {
	p.Events++
	if e.Kind.Begins() == TaskLife {
		p.Created++
	}
	if e.Kind.Ends() == TaskLife {
		p.Ended++
	}
}

// OnProgress makes the recorder call f about every thousand events, on the thread that records them. It must be called
// before the first event. f should return quickly, and must not record anything.
func (r *Recorder) OnProgress(f func(Progress)) { r.onProgress = f }

// OnBacklog makes the recorder call f when some hundred thousand events wait to be taken, on the thread that records
// them. It must be called before the first event. f may call Take, and must not record anything.
func (r *Recorder) OnBacklog(f func()) { r.onBacklog = f }
