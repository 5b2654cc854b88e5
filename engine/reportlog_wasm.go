package engine

// log writes a report to the standard error. Package log/slog would make the worker's download much larger.
func (l *Loop) log(r Report) {
	text := r.Message
	for _, more := range []string{r.Task, r.Callback} {
		if more != "" {
			text += ": " + more
		}
	}
	if r.Err != nil {
		text += ": " + r.Err.Error()
	}
	println(text)
}
