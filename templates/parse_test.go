package templates

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLoad_ReadsEveryKind(t *testing.T) {
	list, err := Load()
	require.NoError(t, err)
	require.Len(t, list, len(Kinds))
	for i, kind := range Kinds {
		require.Equal(t, kind, list[i].Kind)
	}
}
