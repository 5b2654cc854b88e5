package model_test

import (
	"html"
	"loopyard/app/model"
	"loopyard/app/model/modeltest"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAnEmbeddedPageCanBeReadAndRunButNotChanged(t *testing.T) {
	f := modeltest.NewFake()
	y := model.New(f)
	y.Open("#s=runner&sleep=2s&embed=1&fixed=1&theme=dark")
	assert.Equal(t, model.ThemeDark, f.Themed)
	assert.Equal(t, "yard embed", y.Class())

	y.Type("sleep", "9s")
	assert.Equal(t, "2s", y.Form.Text("sleep"))
	fragment, ok := y.Fragment()
	require.True(t, ok)
	assert.Equal(t, "v=1&s=runner&coroutines=2&sleep=2s&work=0s&at=virtual&seed=1&embed=1&fixed=1&theme=dark", fragment)
	assert.Equal(t, "v=1&s=runner&coroutines=2&sleep=2s&work=0s&at=virtual&seed=1&theme=dark", y.Whole())

	y.Open("#s=runner")
	assert.Equal(t, model.ThemeAuto, f.Themed)
	assert.Equal(t, "yard", y.Class())
	y.Type("sleep", "9s")
	assert.Equal(t, "9s", y.Form.Text("sleep"))
}

func TestASnippetShowsWhatIsShared(t *testing.T) {
	f := modeltest.NewFake()
	y := model.New(f)
	y.Open("#s=runner&sleep=2s")
	y.ShareLink()
	y.Copied(model.CopyLink, "https://yard.example/loops/#v=1&s=runner&sleep=2s")
	y.View.Embed = model.Mode{Fixed: true, Theme: model.ThemeLight}
	y.CopySnippet()

	found := regexp.MustCompile(`^<iframe src="([^"]+)" title="Loopyard: [^"]+" `).FindStringSubmatch(f.Copied[len(f.Copied)-1])
	require.NotNil(t, found, f.Copied)
	address := html.UnescapeString(found[1])
	assert.Equal(t, "https://yard.example/loops/#v=1&s=runner&coroutines=2&sleep=2s&work=0s&at=virtual&seed=1&embed=1&fixed=1&theme=light", address)
}

func TestTheStageIsLeftAsItWasEntered(t *testing.T) {
	f := modeltest.NewFake()
	y := model.New(f)
	y.SetStage(true)
	assert.True(t, f.Staged)
	assert.Equal(t, "yard room", y.Class())
	y.SetStage(false)
	assert.False(t, f.Staged)
	assert.Equal(t, "yard", y.Class())
}

func TestTheSharePanelSaysWhetherTheLinkWasCopied(t *testing.T) {
	y := model.New(modeltest.NewFake())
	y.ShareLink()
	y.Copied(model.CopyLink, "https://yard.example/#s=runner")
	assert.Equal(t, "Copied.", y.ShareSaid())
	y.CopiedEnough() // of the button's words
	assert.Equal(t, "Copied.", y.ShareSaid())

	y.ShareLink()
	y.CannotCopy(model.CopyLink, "http://yard.example/#s=runner")
	assert.Contains(t, y.ShareSaid(), "Select and copy it")
}
