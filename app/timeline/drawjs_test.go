package timeline

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTheScriptKnowsTheSameOperationsAndTones compares the names and numbers of displaylist.go with those of draw.js.
func TestTheScriptKnowsTheSameOperationsAndTones(t *testing.T) {
	source, err := os.ReadFile("../../web/assets/draw.js")
	require.NoError(t, err)
	script := string(source)

	var operations []string
	for i, name := range constants(t, "OpRect") {
		operations = append(operations, snake(name[len("Op"):])+" = "+strconv.Itoa(i+1))
	}
	first := strings.Index(script, "const RECT = ")
	require.Positive(t, first)
	block, _, _ := strings.Cut(script[first+len("const "):], ";")
	assert.Equal(t, operations, strings.Split(strings.Join(strings.Fields(block), " "), ", "))

	block = script[strings.Index(script, "const TONES = "):]
	block, _, _ = strings.Cut(block, ";")
	var tones []string
	for _, name := range regexp.MustCompile(`"(--\w+)"`).FindAllStringSubmatch(block, -1) {
		tones = append(tones, "var("+name[1]+")")
	}
	assert.Equal(t, themed.Tones, tones)
	names := constants(t, "toneBackground")
	for i, name := range names[:len(names)-1] { // the last one begins the colors of the loops
		want := strings.ToLower(name[len("tone"):])
		if want == "background" {
			want = "bg"
		}
		assert.Equal(t, "var(--"+want+")", tones[i])
	}
	assert.Equal(t, "var(--l0)", tones[int(toneLoop0)])
}

// constants returns the names in the block of constants of displaylist.go that begins with the given one.
func constants(t *testing.T, first string) (names []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "displaylist.go", nil, 0)
	require.NoError(t, err)
	for _, d := range file.Decls {
		block, ok := d.(*ast.GenDecl)
		if !ok || block.Tok != token.CONST || block.Specs[0].(*ast.ValueSpec).Names[0].Name != first {
			continue
		}
		for _, s := range block.Specs {
			names = append(names, s.(*ast.ValueSpec).Names[0].Name)
		}
	}
	require.NotEmpty(t, names)
	return names
}

// snake returns a name in camel case with underscores and in capitals: CancelRequested is CANCEL_REQUESTED.
func snake(name string) string {
	return strings.ToUpper(regexp.MustCompile(`([a-z])([A-Z])`).ReplaceAllString(name, "${1}_${2}"))
}
