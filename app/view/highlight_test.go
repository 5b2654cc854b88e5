package view

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/model"
	"loopyard/engine/scenario"
)

func TestListingsAreTakenApartWithoutALoss(t *testing.T) {
	m := model.New(model.NoBrowser{})
	for _, id := range (scenario.Catalog{}).IDs() {
		m.Open("#s=" + id)
		for _, python := range []bool{true, false} {
			m.Code.Choose(python)
			m.Code.Update()
			text, words := m.Code.Listing().Text, goWords
			if python {
				words = pythonWords
			}
			require.NotEmpty(t, text)
			var b, byLine strings.Builder
			classes := map[string]int{}
			for _, k := range highlight(text, words) {
				b.WriteString(k.Text)
				classes[k.Class]++
			}
			assert.Equal(t, text, b.String())
			assert.Positive(t, classes["k-word"])
			assert.Positive(t, classes["k-text"])
			for line := range strings.Lines(text) { // the page takes each line apart by itself
				for _, k := range highlight(line, words) {
					byLine.WriteString(k.Text)
					classes[k.Class]--
				}
			}
			assert.Equal(t, text, byLine.String())
			assert.Zero(t, classes["k-text"]+classes["k-comment"], "nothing goes over the end of a line")
		}
	}
	assert.Equal(t, []token{{"k-text", `"a\"b"`}, {"", " x "}, {"k-comment", "// ü"}}, highlight(`"a\"b" x // ü`, goWords))
	assert.Equal(t, []token{{"k-text", `"open`}, {"", "\nx"}}, highlight("\"open\nx", goWords))
}
