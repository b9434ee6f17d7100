package api

import (
	"archive/zip"
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/activities"
	"duban/calendar"
	"duban/files"
	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

// withFiles lets a town keep evidence, in a folder that is returned.
func withFiles(t *testing.T, s *store.Store) (*town, *files.Keeper, string) {
	t.Helper()
	folder := t.TempDir()
	var w *town
	disk, err := files.OpenDisk(folder, func() time.Time { return w.now })
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, disk.Close()) })
	keeper, err := files.NewKeeper(disk, filepath.Join(folder, "partial"), calendar.Zone)
	require.NoError(t, err)
	w = newTown(t, s, func(d *Deps) { d.Files = keeper })
	return w, keeper, folder
}

// handIn uploads a file as somebody under a key.
func (w *town) handIn(as, key, name, content string) answer {
	w.t.Helper()
	return w.ask(as, http.MethodPost, "/api/v1/attachments?filename="+url.QueryEscape(name), content, func(r *http.Request) {
		r.Header.Set("Content-Type", "application/octet-stream")
		r.Header.Set("Idempotency-Key", key)
	})
}

func smallPhoto(t *testing.T) string {
	var b bytes.Buffer
	require.NoError(t, jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 640, 480)), nil))
	return b.String()
}

// attachmentOf makes the row of a matrix: handed in by the user, or by
// somebody else and named nowhere.
func attachmentOf(own bool) func(*town, store.User) (string, any) {
	return func(w *town, user store.User) (string, any) {
		a := store.Attachment{ID: store.NewID(), Name: "a.txt", Type: "text/plain", UploadedBy: w.owner(own, user).ID, TouchedAt: w.now}
		w.write(func(tx *store.Tx) error { return store.CreateAttachment(tx, &a) })
		return a.ID, nil
	}
}

func TestAttach_GivesOneIdToOneKeyAndContent(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, _, _ := withFiles(t, s)
		first := w.handIn("cadre", "key-00000001", "../现场.txt", "完成 12 亩")
		require.Equal(t, http.StatusCreated, first.Status, "%s", first.Body)
		require.Equal(t, "现场.txt", first.get("name"))
		again := w.handIn("cadre", "key-00000001", "现场.txt", "完成 12 亩")
		require.Equal(t, first.get("id"), again.get("id"))

		other := w.handIn("cadre", "key-00000001", "现场.txt", "完成 13 亩")
		require.Equal(t, string(plan.CodeKeyReused), other.problem().Code)
		theirs := w.handIn("other", "key-00000001", "现场.txt", "完成 12 亩")
		require.NotEqual(t, first.get("id"), theirs.get("id"), "a key is its caller's")

		file := w.ask("cadre", http.MethodGet, "/api/v1/attachments/"+first.get("id"), nil)
		require.Equal(t, "完成 12 亩", string(file.Body))
		require.Equal(t, "application/octet-stream", file.Header.Get("Content-Type"))
		require.Equal(t, "nosniff", file.Header.Get("X-Content-Type-Options"))
		require.Equal(t, "attachment; filename*=utf-8''%E7%8E%B0%E5%9C%BA.txt", file.Header.Get("Content-Disposition"))
		require.Equal(t, http.StatusNotFound, w.ask("cadre", http.MethodGet, "/api/v1/attachments/"+first.get("id")+"/thumbnail", nil).Status)
	})
}

func TestAttach_RefusesBadFilesAndSaysWhy(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, _, folder := withFiles(t, s)
		w.write(func(tx *store.Tx) error {
			return store.PutSetting(tx, store.AttachmentMegabytes.Key(), []byte("1"), w.users["supervisor"].ID)
		})
		var packed bytes.Buffer
		z := zip.NewWriter(&packed)
		_, err := z.Create("[Content_Types].xml")
		require.NoError(t, err)
		require.NoError(t, z.Close())
		for _, c := range []struct {
			name, content string
			status        int
			code          files.Code
		}{
			{"a.txt", "", 422, files.CodeEmpty},
			{"a.txt", strings.Repeat("a", 1<<20+1), 413, files.CodeTooLarge},
			{"a.svg", "<svg><script>alert(1)</script></svg>", 415, files.CodeExtension},
			{"a.jpg", "<svg><script>alert(1)</script></svg>", 415, files.CodeContent},
			{"a.docx", packed.String(), 415, files.CodeContent},
			{"../..", "a", 422, files.CodeName},
			{"a.jpg", smallPhoto(t)[:300], 422, files.CodeBroken},
		} {
			a := w.handIn("cadre", store.NewID(), c.name, c.content)
			require.Equal(t, c.status, a.Status, "%s: %s", c.name, a.Body)
			require.Equal(t, string(c.code), a.problem().Code, c.name)
		}
		left, err := filepath.Glob(filepath.Join(folder, "*", "*"))
		require.NoError(t, err)
		require.Empty(t, left, "nothing is kept of what is refused")
	})
}

func TestAttach_ThumbnailsPhotosAndFlagsOldOnes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, _, _ := withFiles(t, s)
		a := w.handIn("cadre", store.NewID(), "a.jpg", photoTaken(t, "2026:03:01 10:30:00"))
		require.Equal(t, "2026-03-01T02:30:00Z", a.get("taken_at"))
		require.NotContains(t, string(a.Body), "flagged", "three days are allowed")
		a = w.handIn("cadre", store.NewID(), "a.jpg", photoTaken(t, "2026:02:27 09:00:00"))
		require.Equal(t, "true", a.get("flagged"))

		small := w.ask("cadre", http.MethodGet, "/api/v1/attachments/"+a.get("id")+"/thumbnail", nil)
		require.Equal(t, "image/jpeg", small.Header.Get("Content-Type"))
		require.Equal(t, `inline; filename=a.jpg`, small.Header.Get("Content-Disposition"))
		config, err := jpeg.DecodeConfig(bytes.NewReader(small.Body))
		require.NoError(t, err)
		require.Equal(t, []int{320, 240}, []int{config.Width, config.Height})
	})
}

// photoTaken is a photo that tells when it was taken, in the zone of the town.
func photoTaken(t *testing.T, at string) string {
	photo := smallPhoto(t)
	block := "MM\x00*\x00\x00\x00\x08" + "\x00\x01\x87\x69\x00\x04\x00\x00\x00\x01\x00\x00\x00\x1a\x00\x00\x00\x00" +
		"\x00\x01\x90\x03\x00\x02\x00\x00\x00\x14\x00\x00\x00\x2c\x00\x00\x00\x00" + at + "\x00"
	return photo[:2] + "\xff\xe1\x00" + string(rune(len(block)+8)) + "Exif\x00\x00" + block + photo[2:]
}

func TestSubmitStep_RefusesUnknownAndForeignEvidence(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, _, _ := withFiles(t, s)
		goal, _ := goalOf(true)(w, w.users["cadre"])
		mine := w.handIn("cadre", store.NewID(), "我的.txt", "我的").get("id")
		foreign := w.handIn("other", store.NewID(), "他的.txt", "他的").get("id")
		submit := func(ids ...string) answer {
			var evidence []map[string]string
			for _, id := range ids {
				evidence = append(evidence, map[string]string{"name": "照片", "file": id})
			}
			return w.ask("cadre", http.MethodPost, "/api/v1/goals/"+goal+"/steps/s1/submit",
				map[string]any{"content": map[string]any{"note": "完成", "evidence": evidence}})
		}
		for _, id := range []string{"nothing", foreign} {
			a := submit(mine, id)
			require.Equal(t, http.StatusUnprocessableEntity, a.Status, "%s", a.Body)
			p := a.problem()
			require.Equal(t, "/content/evidence/1/file", p.Errors[0].Pointer)
			require.Equal(t, string(store.CodeUnknownAttachment), p.Errors[0].Code)
		}
		uses, err := s.AttachmentUses(context.Background(), mine)
		require.NoError(t, err)
		require.Empty(t, uses, "one that is refused claims none")

		require.NotEqual(t, http.StatusUnprocessableEntity, submit(mine).Status)
		list := w.ask("cadre", http.MethodGet, "/api/v1/goals/"+goal+"/attachments", nil)
		require.Contains(t, string(list.Body), mine)
		// Those who see the goal see its evidence now, and nobody else.
		for as, status := range map[string]int{"cadre": 200, "leader": 200, "supervisor": 200, "other": 404, "system-admin": 404, "": 401} {
			require.Equal(t, status, w.ask(as, http.MethodGet, "/api/v1/attachments/"+mine, nil).Status, as)
		}
		require.Equal(t, 404, w.ask("leader", http.MethodGet, "/api/v1/attachments/"+foreign, nil).Status, "named by no step")
	})
}

func TestSweepEvidence_ForgetsWhatNoRecordNames(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, keeper, folder := withFiles(t, s)
		ctx := context.Background()
		goal, _ := goalOf(true)(w, w.users["cadre"])
		ids := map[string]string{}
		for _, name := range []string{"recorded", "claimed", "orphan"} {
			ids[name] = w.handIn("cadre", store.NewID(), name+".txt", name).get("id")
		}
		for _, name := range []string{"recorded", "claimed"} {
			w.write(func(tx *store.Tx) error {
				return store.ClaimAttachment(tx, ids[name], w.users["cadre"].ID, goal, "s1", "/x", w.now)
			})
		}
		record(w, goal, plan.Evidence{Name: "照片", File: ids["recorded"]})
		sweep := func(after time.Duration) (int, int) {
			rows, contents, err := SweepEvidence(ctx, s, keeper, w.now.Add(after))
			require.NoError(t, err)
			return rows, contents
		}
		rows, contents := sweep(EvidenceGrace)
		require.Equal(t, [2]int{}, [2]int{rows, contents}, "within the grace")
		rows, contents = sweep(EvidenceGrace + time.Minute)
		require.Equal(t, [2]int{2, 2}, [2]int{rows, contents}, "never handed in, or never recorded")
		require.Equal(t, http.StatusOK, w.ask("cadre", http.MethodGet, "/api/v1/attachments/"+ids["recorded"], nil).Status)
		require.Equal(t, http.StatusNotFound, w.ask("cadre", http.MethodGet, "/api/v1/attachments/"+ids["orphan"], nil).Status)
		left, err := filepath.Glob(filepath.Join(folder, "??", "??", "*"))
		require.NoError(t, err)
		require.Len(t, left, 1)
		text, err := os.ReadFile(left[0])
		require.NoError(t, err)
		require.Equal(t, "recorded", string(text))
		rows, contents = sweep(1000 * EvidenceGrace)
		require.Zero(t, rows+contents, "what the record names stays")
	})
}

// record has the cadre hand in the only step of a goal, as its workflow would
// record it.
func record(w *town, goal string, evidence ...plan.Evidence) {
	w.t.Helper()
	ctx := context.Background()
	actor, err := w.store.Actor(ctx, w.users["cadre"], w.now)
	require.NoError(w.t, err)
	head := func() plan.Header {
		return plan.Header{ID: store.NewID(), Fingerprint: "f", Actor: actor, Step: "s1"}
	}
	for _, c := range []plan.Command{plan.AcceptStep{Header: head()}, plan.SubmitStep{Header: head(), Content: plan.Submission{Note: "完成", Evidence: evidence}}} {
		g, err := w.store.Goal(ctx, goal)
		require.NoError(w.t, err)
		change, err := plan.Decide(g, c, w.now, calendar.Default())
		require.NoError(w.t, err)
		a := activities.Activities{Store: w.store}
		_, err = a.Record(ctx, change)
		require.NoError(w.t, err)
	}
}
