package api

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/files"
	"duban/store"
	"duban/store/storetest"
)

// scanner is a ClamAV daemon that finds a virus in whatever says so; stop ends
// it.
func scanner(t *testing.T) (address string, stop func()) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			b := make([]byte, 4096) // what these tests send comes in one piece behind the command
			said := "stream: OK\x00"
			for all := ""; !strings.HasSuffix(all, "\x00\x00\x00\x00"); {
				n, err := conn.Read(b)
				if all += string(b[:n]); err != nil {
					break
				}
				if strings.Contains(all, "virus") {
					said = "stream: Test.Virus FOUND\x00"
				}
			}
			_, _ = io.WriteString(conn, said)
			_ = conn.Close()
		}
	}()
	return l.Addr().String(), func() { require.NoError(t, l.Close()) }
}

func TestAttach_HasFilesLookedAtFirst(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, keeper, _ := withFiles(t, s)
		address, stop := scanner(t)
		keeper.Clamd = &files.Clamd{Address: address, Wait: 5 * time.Second}
		require.Equal(t, 201, w.handIn("cadre", "key-00000001", "好.txt", "寻常").Status)
		p := w.handIn("cadre", "key-00000002", "坏.txt", "a virus").problem()
		require.Equal(t, "file-virus", p.Code)
		require.Equal(t, 422, p.Status)
		require.Equal(t, "文件中发现病毒（Test.Virus），没有保存。请先杀毒，再重新上传", p.Detail)
		entries, err := s.Audit(t.Context(), store.AuditQuery{Result: "file-virus", Limit: 5})
		require.NoError(t, err)
		require.Len(t, entries, 1, "what was found stands in the audit")
		stop()
		a := w.handIn("cadre", "key-00000003", "好.txt", "寻常的")
		require.Equal(t, "files-away", a.problem().Code)
		require.Equal(t, 503, a.Status)
		require.Equal(t, "5", a.Header.Get("Retry-After"))
		keeper.Clamd.Lenient = true
		require.Equal(t, 201, w.handIn("cadre", "key-00000003", "好.txt", "寻常的").Status, "sent again with the same key")
	})
}
