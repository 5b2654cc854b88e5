package page

import (
	"html"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAnEmbeddedPageCanBeReadAndRunButNotChanged(t *testing.T) {
	f := newFake()
	y := NewYard(f)
	y.Open("#s=runner&sleep=2s&embed=1&fixed=1&theme=dark")
	assert.Equal(t, ThemeDark, f.themed)
	assert.Equal(t, "yard embed", y.class())

	y.Type("sleep", "9s")
	assert.Equal(t, "2s", y.Form.Text("sleep"))
	fragment, ok := y.Fragment()
	require.True(t, ok)
	assert.Equal(t, "v=1&s=runner&coroutines=2&sleep=2s&work=0s&at=virtual&seed=1&embed=1&fixed=1&theme=dark", fragment)
	assert.Equal(t, "v=1&s=runner&coroutines=2&sleep=2s&work=0s&at=virtual&seed=1&theme=dark", y.whole())

	y.Open("#s=runner")
	assert.Equal(t, ThemeAuto, f.themed)
	assert.Equal(t, "yard", y.class())
	y.Type("sleep", "9s")
	assert.Equal(t, "9s", y.Form.Text("sleep"))
}

func TestASnippetShowsWhatIsShared(t *testing.T) {
	f := newFake()
	y := NewYard(f)
	y.Open("#s=runner&sleep=2s")
	y.ShareLink()
	y.Copied(CopyLink, "https://yard.example/loops/#v=1&s=runner&sleep=2s")
	y.View.Embed = Mode{Fixed: true, Theme: ThemeLight}
	y.CopySnippet()

	found := regexp.MustCompile(`^<iframe src="([^"]+)" title="Loopyard: [^"]+" `).FindStringSubmatch(f.copied[len(f.copied)-1])
	require.NotNil(t, found, f.copied)
	address := html.UnescapeString(found[1])
	assert.Equal(t, "https://yard.example/loops/#v=1&s=runner&coroutines=2&sleep=2s&work=0s&at=virtual&seed=1&embed=1&fixed=1&theme=light", address)
}

func TestTheStageIsLeftAsItWasEntered(t *testing.T) {
	f := newFake()
	y := NewYard(f)
	y.SetStage(true)
	assert.True(t, f.staged)
	assert.Equal(t, "yard room", y.class())
	y.SetStage(false)
	assert.False(t, f.staged)
	assert.Equal(t, "yard", y.class())
}

func TestTheSharePanelSaysWhetherTheLinkWasCopied(t *testing.T) {
	y := NewYard(newFake())
	y.ShareLink()
	y.Copied(CopyLink, "https://yard.example/#s=runner")
	assert.Equal(t, "Copied.", y.ShareSaid())
	y.CopiedEnough() // of the button's words
	assert.Equal(t, "Copied.", y.ShareSaid())

	y.ShareLink()
	y.CannotCopy(CopyLink, "http://yard.example/#s=runner")
	assert.Contains(t, y.ShareSaid(), "Select and copy it")
}
