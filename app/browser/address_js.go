package browser

import "syscall/js"

// address is the part of the page's address after #. Browsers limit how often a page may change it, so changes wait a
// little, and the last one is written.
type address struct {
	next    string
	waiting bool
}

// addressDelay is how long they wait, in milliseconds.
const addressDelay = 150

func fragment() string { return js.Global().Get("location").Get("hash").String() }

func (b *browser) SetFragment(fragment string, fresh bool) {
	if fresh {
		b.address.next = ""
		js.Global().Get("history").Call("pushState", nil, "", "#"+fragment)
		return
	}
	b.address.next = fragment
	if !b.address.waiting {
		b.address.waiting = true
		b.after(addressDelay, func() {
			b.address.waiting = false
			b.address.write()
		})
	}
}

// write writes the change that waits.
func (a *address) write() {
	if a.next != "" && fragment() != "#"+a.next {
		js.Global().Get("history").Call("replaceState", nil, "", "#"+a.next)
	}
	a.next = ""
}
