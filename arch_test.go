package duban_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// rooms are the top folders of the house. Imports run one way:
// calendar ← plan ← store ← activities ← workflows ← {worker, api} ← cmd.
var rooms = map[string]struct {
	imports []string // other rooms it may import; nil = none
	any     bool     // may import every room that is not a program
	plain   bool     // beside those, only the standard library,
	except  []string // and these libraries
	reason  string
}{
	"calendar": {plain: true, reason: "working days are pure arithmetic, proven by tables without anything running"},
	"plan":     {plain: true, imports: []string{"calendar"}, reason: "rules are plain functions: no Temporal, HTTP or SQL decides for them"},
	"assess":   {plain: true, imports: []string{"calendar"}, reason: "a score must be recomputable from facts and dates alone"},
	"report": {plain: true, imports: []string{"calendar"}, except: []string{"golang.org/x/text/encoding"},
		reason: "reading a text needs nothing but the text, and the encodings that texts come in"},
	"files": {plain: true, except: []string{"github.com/gabriel-vasile/mimetype", "github.com/minio/minio-go/v7", "golang.org/x/image"},
		reason: "what a file is can be judged without knowing who sent it or what it is for"},
	"sheet": {plain: true, imports: []string{"calendar"}, except: []string{"github.com/xuri/excelize/v2"},
		reason: "what stands in a sheet can be told without knowing what its columns mean"},
	"templates":  {imports: []string{"calendar", "plan"}, reason: "a template is a goal not yet filled in; it knows the rules and nothing that runs"},
	"store":      {imports: []string{"calendar", "plan", "assess", "report", "templates"}, reason: "the record knows the nouns, not who writes or reads them"},
	"activities": {imports: []string{"calendar", "plan", "assess", "templates", "notify", "store"}, reason: "the one writer of running goals must not know the workflows that call it"},
	"workflows":  {imports: []string{"calendar", "plan", "assess", "templates", "store", "activities"}, reason: "a workflow decides by the rules and acts through activities; it knows nobody who calls it"},
	"worker":     {imports: []string{"calendar", "plan", "assess", "templates", "notify", "store", "activities", "workflows"}, reason: "the only place that registers workflows and activities"},
	"api": {imports: []string{"calendar", "plan", "assess", "report", "templates", "files", "sheet", "notify", "store", "workflows", "web"},
		reason: "the API sends commands to workflows and reads the store; with activities it would be a second writer of running goals"},
	"notify": {plain: true, except: []string{"github.com/wneessen/go-mail"},
		reason: "sending is sending: who is told what is decided elsewhere"},
	"metrics":  {imports: []string{"store"}, reason: "operators' figures come from the record, like every other read"},
	"embedded": {reason: "a Temporal server knows nothing of goals, and could be replaced by a cluster"},
	"web":      {reason: "the page talks to the API like any other client"},
	"cmd":      {any: true, reason: "the program wires everything; nothing may import it"},
	"bench":    {any: true, reason: "a program that measures the program; nothing may import it"},
	"e2e":      {any: true, reason: "tests of the whole program; nothing may import it"},
	"scripts":  {any: true, reason: "helpers of scripts; nothing may import it"},
	"":         {any: true, reason: "tests of the house itself"},
}

// programs are the rooms that nobody imports.
var programs = []string{"cmd", "bench", "e2e", "scripts", ""}

// libraries may be imported in the named rooms only.
var libraries = []struct {
	path   string
	rooms  []string
	tests  bool // the rule holds for tests too
	reason string
}{
	{"go.temporal.io/server", []string{"embedded"}, true, "five minutes of compiling, and a server that must stay exchangeable for a cluster"},
	{"gorm.io", []string{"store", "activities"}, false, "SQL is written in store, and by the one writer of running goals"},
	{"github.com/gin-gonic/gin", []string{"api"}, false, "HTTP is spoken in one place"},
	{"github.com/xuri/excelize/v2", []string{"sheet"}, false, "every workbook is read within limits, and written so that no text is a formula"},
	{"go.temporal.io/sdk/worker", []string{"worker", "cmd", "bench"}, false, "what runs is registered in one place, and started by the program"},
}

// forbidden may not be imported in a room, though its neighbours may.
var forbidden = []struct {
	room   string
	paths  []string
	reason string
}{
	{"workflows", []string{"net/http", "os", "os/exec", "database/sql", "math/rand", "crypto/rand"}, "a replay must give the same answer on another machine, next year"},
	{"store", []string{"go.temporal.io", "net/http"}, "reads work when Temporal is down, and the record knows no transport"},
	{"api", []string{"database/sql"}, "queries are in store, where both engines are tested"},
}

type listedPackage struct {
	ImportPath   string
	Doc          string
	Standard     bool
	GoFiles      []string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

func (p listedPackage) room() string { return roomOf(p.ImportPath) }

func (p listedPackage) withTests() []string {
	return slices.Concat(p.Imports, p.TestImports, p.XTestImports)
}

func roomOf(path string) string {
	room, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(path, "duban"), "/"), "/")
	return room
}

func isOurs(path string) bool { return path == "duban" || strings.HasPrefix(path, "duban/") }

// isStandard: the paths of the standard library have no dot in their first element.
func isStandard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && !isOurs(path)
}

func isUnder(path, prefix string) bool { return path == prefix || strings.HasPrefix(path, prefix+"/") }

// ourPackages asks the go command. A package that does not compile yet is still listed.
func ourPackages(t *testing.T) []listedPackage {
	t.Helper()
	var stderr bytes.Buffer
	list := exec.CommandContext(t.Context(), "go", "list", "-e",
		"-json=ImportPath,Doc,Standard,GoFiles,Imports,TestImports,XTestImports", "./...")
	list.Stderr = &stderr
	out, err := list.Output()
	require.NoError(t, err, stderr.String())
	var packages []listedPackage
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listedPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

func TestImports_RunOneWay(t *testing.T) {
	for _, p := range ourPackages(t) {
		room, known := rooms[p.room()]
		if !known {
			t.Errorf("%s is in a folder without a rule: give %q one in rooms", p.ImportPath, p.room())
			continue
		}
		for _, path := range p.Imports {
			other := roomOf(path)
			switch {
			case isOurs(path) && other == p.room():
			case isOurs(path) && slices.Contains(programs, other):
				t.Errorf("%s imports %s: %s", p.ImportPath, path, rooms[other].reason)
			case isOurs(path) && !room.any && !slices.Contains(room.imports, other),
				!isOurs(path) && room.plain && !isStandard(path) && !slices.ContainsFunc(room.except, func(e string) bool { return isUnder(path, e) }):
				t.Errorf("%s may not import %s: %s", p.ImportPath, path, room.reason)
			}
		}
	}
}

func TestImports_KeepLibrariesInTheirRooms(t *testing.T) {
	for _, p := range ourPackages(t) {
		for _, library := range libraries {
			imports := p.Imports
			if library.tests {
				imports = p.withTests()
			}
			for _, path := range imports {
				if isUnder(path, library.path) && !slices.Contains(library.rooms, p.room()) {
					t.Errorf("%s may not import %s: %s", p.ImportPath, path, library.reason)
				}
			}
		}
		for _, rule := range forbidden {
			for _, path := range p.Imports {
				if rule.room == p.room() && slices.ContainsFunc(rule.paths, func(prefix string) bool { return isUnder(path, prefix) }) {
					t.Errorf("%s may not import %s: %s", p.ImportPath, path, rule.reason)
				}
			}
		}
	}
}

func TestPackages_SayWhatTheyAre(t *testing.T) {
	for _, p := range ourPackages(t) {
		if len(p.GoFiles) > 0 && p.Doc == "" {
			t.Errorf("%s has no package comment: say what it is and what it must not know", p.ImportPath)
		}
	}
}

// longFiles may have more lines than a file should, for a reason.
var longFiles = map[string]string{}

const (
	mostLines     = 400 // beyond it, a file is about two nouns
	mostTestLines = 800 // tables of cases are long and plain
)

func TestFiles_AreAboutOneNoun(t *testing.T) {
	isTest := regexp.MustCompile(`(_test\.go|\.(test|spec)\.tsx?)$`)
	isGenerated := regexp.MustCompile(`\.gen\.(go|ts)$|/schema\.d\.ts$`)
	sources(t, func(path string, text []byte) {
		if !slices.Contains([]string{".go", ".ts", ".tsx"}, filepath.Ext(path)) || isGenerated.MatchString(path) || longFiles[path] != "" {
			return
		}
		most := mostLines
		if isTest.MatchString(path) {
			most = mostTestLines
		}
		if lines := bytes.Count(text, []byte("\n")); lines > most {
			t.Errorf("%s has %d lines, over %d: split it by noun, or give a reason in longFiles", path, lines, most)
		}
	})
	for path := range longFiles {
		require.FileExists(t, path, "longFiles names a file that is gone")
	}
}

func TestTexts_SpeakOfTheProjectAlone(t *testing.T) {
	// Tests and CI may look for material beside the clone, and do without it.
	mayLook := regexp.MustCompile(`(^\.ci/|_test\.go$|\.(test|spec)\.tsx?$)`)
	outside := regexp.MustCompile(`\.\./shared|/work/(main|shared)|/root/`)
	sources(t, func(path string, text []byte) {
		if found := outside.Find(text); found != nil && !mayLook.MatchString(path) {
			t.Errorf("%s mentions %q, which no user of the project has", path, found)
		}
	})
}

// sources calls visit with every text file of the project that is not built, downloaded or data.
func sources(t *testing.T, visit func(path string, text []byte)) {
	t.Helper()
	skipped := []string{".git", "node_modules", "bin", "dist", ".duban", "data", "testdata", "test-results"}
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if slices.Contains(skipped, entry.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		if !entry.Type().IsRegular() || entry.Name() == ".git" { // of a worktree, a file
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if !bytes.Contains(text, []byte{0}) {
			visit(filepath.ToSlash(path), text)
		}
		return nil
	})
	require.NoError(t, err)
}
