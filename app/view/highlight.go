package view

import "strings"

// token is a piece of a listing with one style. Class is empty for plain text.
type token struct{ Class, Text string }

var (
	pythonWords = set("and as async await break class def else False finally for from if import in is None not or pass return True try while with")
	goWords     = set("break case chan const continue default defer else false for func go if import interface map nil package range return select struct switch true type var")
)

func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(words) {
		all[w] = true
	}
	return all
}

// highlight splits a listing into comments, strings, keywords and the rest. It knows as much of Python and Go as the
// project's listings need.
func highlight(text string, words map[string]bool) []token {
	var all []token
	add := func(class, s string) {
		if n := len(all); n > 0 && all[n-1].Class == class {
			all[n-1].Text += s
		} else if s != "" {
			all = append(all, token{class, s})
		}
	}
	for text != "" {
		class, n := "", 1
		switch c := text[0]; {
		case c == '#' || strings.HasPrefix(text, "//"):
			class, n = "k-comment", lineEnd(text)
		case c == '"' || c == '\'' || c == '`':
			class, n = "k-text", quoteEnd(text)
		case letter(c):
			for n < len(text) && (letter(text[n]) || text[n] >= '0' && text[n] <= '9') {
				n++
			}
			if words[text[:n]] {
				class = "k-word"
			}
		case c >= 0x80:
			for n < len(text) && text[n] >= 0x80 {
				n++
			}
		}
		add(class, text[:n])
		text = text[n:]
	}
	return all
}

func letter(c byte) bool { return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func lineEnd(text string) int {
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		return i
	}
	return len(text)
}

// quoteEnd returns the length of the quoted text that text begins with. It ends at the end of the line at the latest.
func quoteEnd(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case text[0]:
			return i + 1
		case '\n':
			if text[0] != '`' {
				return i
			}
		}
	}
	return len(text)
}
