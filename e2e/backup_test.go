package e2e_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/files"
	"duban/store"
)

// TestBackup_HoldsTheEvidenceWhereverItIsKept backs up an installation whose
// evidence lies outside of its data folder.
func TestBackup_HoldsTheEvidenceWhereverItIsKept(t *testing.T) {
	p := place{engine: store.SQLite, dir: t.TempDir()}
	elsewhere, again := t.TempDir(), t.TempDir()
	w := settle(t, p, "", 1)
	s := p.open(t)
	disk, err := files.OpenDisk(elsewhere, time.Now)
	require.NoError(t, err)
	keeper, err := files.NewKeeper(disk, filepath.Join(elsewhere, "partial"), calendar.Zone)
	require.NoError(t, err)
	kept, err := keeper.Take(t.Context(), "说明.txt", strings.NewReader("已完成"), 1<<20)
	require.NoError(t, err)
	a := store.Attachment{ID: store.NewID(), Name: kept.Name, Type: kept.Type, Size: kept.Size, Sum: kept.Sum, Sent: kept.Sent,
		UploadedBy: w.users["cadre0"], CreatedAt: time.Now(), TouchedAt: time.Now()}
	require.NoError(t, s.Write(t.Context(), func(tx *store.Tx) error { return store.CreateAttachment(tx, &a) }))
	require.NoError(t, s.Close())
	require.NoError(t, disk.Close())

	run := func(args ...string) (string, error) {
		out, err := exec.CommandContext(t.Context(), duban, args...).CombinedOutput()
		return string(out), err
	}
	to := filepath.Join(t.TempDir(), "backup")
	out, err := run("backup", "--data", p.dir, "--files", elsewhere, to)
	require.NoError(t, err, out)
	require.Contains(t, out, "evidence: 1 files copied")
	out, err = run("restore", "--data", filepath.Join(t.TempDir(), "new"), "--files", again, to)
	require.NoError(t, err, out)
	content, err := os.ReadFile(filepath.Join(again, kept.Sum[:2], kept.Sum[2:4], kept.Sum))
	require.NoError(t, err)
	require.Equal(t, "已完成", string(content))

	out, err = run("backup", "--data", p.dir, filepath.Join(t.TempDir(), "backup"))
	require.Error(t, err, "the folder is not the one that the program uses")
	require.Contains(t, out, kept.Sum)
}
