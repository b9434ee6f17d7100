package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"
)

// seal returns the canonical text of an event and its hash: the hash covers
// the previous event's hash and the text, so that no event can be changed,
// left out or put in without breaking every hash behind it. The first event's
// prev is "".
func seal(prev string, event any) (body, hash string, err error) {
	text, err := json.Marshal(event)
	if err != nil {
		return "", "", fmt.Errorf("seal event: %w", err)
	}
	return string(text), Link(prev, string(text)), nil
}

// Link is the hash of one event's canonical text behind a previous hash.
func Link(prev, body string) string {
	sum := sha256.Sum256([]byte(prev + "\n" + body))
	return hex.EncodeToString(sum[:])
}

// Broken says where the chain of events of a goal or course does not hold.
type Broken struct {
	ID  string
	Seq int64
	N   int
	Why string
}

// link is what chains an event to the one before it.
type link struct {
	seq              int64
	n                int
	prev, hash, body string
}

// chain is how the events E of an N are kept: in rows R, which lead to the N
// in its row H and in those beside it.
type chain[N, E any, H headRow, R eventRow[E]] struct {
	noun  string // in messages
	key   string // the column of R that holds the id of the N
	adopt func(N, E) N
	// stray names the first table whose rows are not those that the events
	// lead to, columns and texts; "" when all are.
	stray func(db *gorm.DB, head H, rebuilt N) (table string, err error)
}

type headRow interface {
	head() (seq int64, hash string)
}

type eventRow[E any] interface {
	link() link
	says(E) bool // tells whether the columns are those of the sealed text
}

// errWentOn: the noun was written to while it was looked at.
var errWentOn = errors.New("it went on meanwhile")

// verify walks the chain of one N and reports the first break.
func verify[N, E any, H headRow, R eventRow[E]](db *gorm.DB, id string, c chain[N, E, H, R]) (*Broken, error) {
	for {
		if broken, err := c.look(db, id); !errors.Is(err, errWentOn) {
			return broken, err
		}
	}
}

func (c chain[N, E, H, R]) look(db *gorm.DB, id string) (*Broken, error) {
	var head, now H
	var rows []R
	if err := db.Where("id = ?", id).Take(&head).Error; err != nil {
		return nil, err
	}
	seq, hash := head.head()
	// A live one may go on meanwhile: what is judged ends where the head was read.
	if err := db.Where(c.key+" = ? AND seq <= ?", id, seq).Order("seq, n").Find(&rows).Error; err != nil {
		return nil, err
	}
	rebuilt, last, broken := c.walk(id, rows)
	if broken != nil {
		return broken, nil
	}
	if hash != last.hash || seq != last.seq {
		return &Broken{ID: id, Seq: seq, Why: "the " + c.noun + " does not end with its last event"}, nil
	}
	table, err := c.stray(db, head, rebuilt)
	if err != nil || table == "" {
		return nil, err
	}
	if err := db.Select("seq").Where("id = ?", id).Take(&now).Error; err != nil {
		return nil, err
	}
	if later, _ := now.head(); later != seq {
		return nil, errWentOn
	}
	return &Broken{ID: id, Seq: seq, Why: "table " + table + " does not hold what the events lead to"}, nil
}

// walk checks events one by one and returns what they lead to, with the last.
func (c chain[N, E, H, R]) walk(id string, rows []R) (rebuilt N, last link, broken *Broken) {
	for _, row := range rows {
		at := row.link()
		seq, n := last.seq+1, 0
		if last.hash != "" && at.seq == last.seq {
			seq, n = last.seq, last.n+1
		}
		why := ""
		var e E
		switch err := json.Unmarshal([]byte(at.body), &e); {
		case err != nil:
			why = "the sealed text is not an event"
		case at.seq != seq || at.n != n:
			why = "an event is missing before it"
		case at.prev != last.hash || at.hash != Link(last.hash, at.body):
			why = "the hash does not fit"
		case !row.says(e):
			why = "the columns say something else than the sealed text"
		}
		if why != "" {
			return rebuilt, last, &Broken{ID: id, Seq: at.seq, N: at.n, Why: why}
		}
		rebuilt = c.adopt(rebuilt, e)
		last = at
	}
	return rebuilt, last, nil
}

// sameRows compares rows in any order.
func sameRows[R any](a, b []R) bool {
	return slices.Equal(rowTexts(a), rowTexts(b))
}

func rowTexts[R any](rows []R) []string {
	texts := make([]string, len(rows))
	for i, row := range rows {
		text, _ := json.Marshal(row) // plain data: it always marshals
		texts[i] = string(text)
	}
	slices.Sort(texts)
	return texts
}
