package web_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/web/webtest"
)

// filesIn returns the content of every file below dir.
func filesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = string(content)
		return err
	}))
	return files
}

func TestExportWritesWhatTheHandlerServes(t *testing.T) {
	site := webtest.Site(t, "/loops/")
	dir := filepath.Join(t.TempDir(), "a", "dist")
	require.NoError(t, site.Export(dir))

	files := filesIn(t, dir)
	assert.Contains(t, files, ".nojekyll")
	assert.Equal(t, files["404.html"], bodyOf(t, site.Handler(), "/loops/nothing"))
	for _, name := range []string{"index.html", "app.js", "app-worker.js", "app.css", "manifest.webmanifest", "robots.txt", "web/app.wasm",
		"web/worker.wasm", "web/wasm_exec.js", "web/icon.svg"} {
		require.Contains(t, files, name)
		path := "/loops/" + name
		if name == "index.html" {
			path = "/loops/"
		}
		assert.True(t, files[name] == bodyOf(t, site.Handler(), path), name)
	}
	for name := range files {
		assert.NotRegexp(t, `\.(br|gz|stamp)$`, name, "a plain file server would offer it as a file")
	}

	// A web server may be another user.
	info, err := os.Stat(dir)
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o755), info.Mode().Perm())
}

func TestExportReplacesAnEarlierOne(t *testing.T) {
	dir := t.TempDir() // exists and is empty
	require.NoError(t, webtest.Site(t, "/").Export(dir))
	require.NoError(t, os.Remove(filepath.Join(dir, "app.js")))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "robots.txt"), []byte("edited"), 0o644))
	site := webtest.Site(t, "/loops/")
	require.NoError(t, site.Export(dir))
	assert.Equal(t, filesIn(t, dir)["app.js"], bodyOf(t, site.Handler(), "/loops/app.js"))

	left, err := os.ReadDir(filepath.Dir(dir))
	require.NoError(t, err)
	assert.Len(t, left, 1, "nothing temporary stays")
}

func TestExportRefusesWhatItWouldDestroy(t *testing.T) {
	site := webtest.Site(t, "/")

	foreign := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(foreign, "thesis.txt"), []byte("years"), 0o644))
	err := site.Export(foreign)
	require.ErrorContains(t, err, "not made by an export")
	assert.Equal(t, map[string]string{"thesis.txt": "years"}, filesIn(t, foreign))

	extended := t.TempDir()
	require.NoError(t, site.Export(extended))
	require.NoError(t, os.WriteFile(filepath.Join(extended, "CNAME"), []byte("example.org"), 0o644))
	before := filesIn(t, extended)
	require.ErrorContains(t, site.Export(extended), "CNAME")
	assert.Equal(t, before, filesIn(t, extended))

	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o644))
	require.Error(t, site.Export(file))
}

func TestExportFollowsALinkToADirectory(t *testing.T) {
	root := t.TempDir()
	real, link := filepath.Join(root, "real"), filepath.Join(root, "link")
	require.NoError(t, os.Mkdir(real, 0o755))
	require.NoError(t, os.Symlink(real, link))
	require.NoError(t, webtest.Site(t, "/").Export(link))
	assert.Contains(t, filesIn(t, real), "index.html")
	info, err := os.Lstat(link)
	require.NoError(t, err)
	assert.NotZero(t, info.Mode()&fs.ModeSymlink, "the link is still one")
}
