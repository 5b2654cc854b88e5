package model_test

import (
	"html"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/model"
	"loopyard/app/model/modeltest"
)

func TestAnEmbeddedPageCanBeReadAndRunButNotChanged(t *testing.T) {
	f := modeltest.NewBrowser()
	m := model.New(f)
	m.Open("#s=runner&sleep=2s&embed=1&fixed=1&theme=dark")
	assert.Equal(t, model.ThemeDark, f.Theme)
	assert.True(t, m.Address.Mode().Embed)

	m.Type("sleep", "9s")
	assert.Equal(t, "2s", m.Form.Text("sleep"))
	fragment, ok := m.Address.Fragment()
	require.True(t, ok)
	assert.Equal(t, "v=1&s=runner&coroutines=2&sleep=2s&work=0s&at=virtual&seed=1&embed=1&fixed=1&theme=dark", fragment)
	assert.Equal(t, "v=1&s=runner&coroutines=2&sleep=2s&work=0s&at=virtual&seed=1&theme=dark", m.Address.Whole())

	m.Open("#s=runner")
	assert.Equal(t, model.ThemeAuto, f.Theme)
	assert.False(t, m.Address.Mode().Embed)
	m.Type("sleep", "9s")
	assert.Equal(t, "9s", m.Form.Text("sleep"))
}

func TestASnippetShowsWhatIsShared(t *testing.T) {
	f := modeltest.NewBrowser()
	m := model.New(f)
	m.Open("#s=runner&sleep=2s")
	m.Share.Start()
	m.Share.OnCopied(model.CopiedLink, "https://yard.example/loops/#v=1&s=runner&sleep=2s")
	m.Share.SetFixed(true)
	m.Share.SetTheme(model.ThemeLight)
	m.Share.CopySnippet()

	found := regexp.MustCompile(`^<iframe src="([^"]+)" title="Loopyard: [^"]+" `).FindStringSubmatch(f.Copied[len(f.Copied)-1])
	require.NotNil(t, found, f.Copied)
	address := html.UnescapeString(found[1])
	assert.Equal(t, "https://yard.example/loops/#v=1&s=runner&coroutines=2&sleep=2s&work=0s&at=virtual&seed=1&embed=1&fixed=1&theme=light", address)
}

func TestTheStageIsLeftAsItWasEntered(t *testing.T) {
	f := modeltest.NewBrowser()
	m := model.New(f)
	m.Panels.SetFullScreen(true)
	assert.True(t, f.FullScreen)
	assert.True(t, m.Panels.FullScreen())
	m.Panels.SetFullScreen(false)
	assert.False(t, f.FullScreen)
	assert.False(t, m.Panels.FullScreen())
}

func TestTheSharePanelSaysWhetherTheLinkWasCopied(t *testing.T) {
	m := model.New(modeltest.NewBrowser())
	m.Share.Start()
	m.Share.OnCopied(model.CopiedLink, "https://yard.example/#s=runner")
	assert.Equal(t, "Copied.", m.Share.Says())
	m.Share.OnCopiedShown() // of the button's words
	assert.Equal(t, "Copied.", m.Share.Says())

	m.Share.Start()
	m.Share.OnCopyError(model.CopiedLink, "http://yard.example/#s=runner")
	assert.Contains(t, m.Share.Says(), "Select and copy it")
}
