package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWithoutSlimAProgramStaysAsGoLinkedIt(t *testing.T) {
	whole := buildCrash(t)
	assert.Contains(t, prints(t, whole), "main.go:", "it has its line tables")

	built, err := build(options{slim: true}, "wasip1", "", []string{"./testdata/crash"}, os.Stderr)
	require.NoError(t, err)
	assert.NotContains(t, prints(t, built[0]), "main.go:")
}

func TestAProgramThatSlimDoesNotKnowIsPackedAsItIsWithAWarning(t *testing.T) {
	whole := ofAnotherGo(buildCrash(t))
	var stderr bytes.Buffer
	assert.Equal(t, whole, slimOrWhole("./testdata/crash", whole, &stderr))
	assert.Contains(t, stderr.String(), "warning: ./testdata/crash stays as Go linked it")
	assert.Contains(t, stderr.String(), errNoTable.Error())
}
