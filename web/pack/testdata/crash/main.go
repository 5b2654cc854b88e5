// Command crash uses what a program's memory holds: maps, numbers as text, the garbage collector, and the names in the
// trace of a panic. Its test compares what it prints before and after it was made slim.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

func main() {
	defer func() {
		fmt.Println("recovered:", recover())
		for line := range strings.Lines(string(debug.Stack())) {
			if strings.Contains(line, "main.") || strings.Contains(line, ".go:") || strings.Contains(line, "?:") {
				line, _, _ = strings.Cut(line, "(0x")
				fmt.Println(strings.TrimSpace(strings.SplitN(line, " +0x", 2)[0]))
			}
		}
	}()
	fmt.Println(work(1000))
	crash(nil)
}

func work(n int) (int, float64, string) {
	words := map[string][]byte{}
	for i := range n {
		words[fmt.Sprint(i)] = make([]byte, 10_000)
		if i%100 == 0 {
			runtime.GC()
		}
	}
	return len(words), 1.5 * float64(n), fmt.Sprintf("%v %q %T", words["7"][:3], "text\n", words)
}

//go:noinline
func crash(p *int) {
	*p = 1
}
