package assess

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Sample is whom the panel verifies: some by lot, and those whose scorers are
// far apart.
type Sample struct {
	Seed   string  `json:"seed"`
	Lot    []Ref   `json:"lot"`              // by lot, in order of the subjects
	Spread []Ref   `json:"spread,omitempty"` // beside the lot: scorers differ by more than the indicator allows
	Checks []Check `json:"checks,omitempty"`
}

// Check is what the panel found about one subject.
type Check struct {
	Subject Ref       `json:"subject"`
	OK      bool      `json:"ok"`
	Note    string    `json:"note,omitempty"`
	By      Person    `json:"by"`
	At      time.Time `json:"at"`
}

// All lists everybody in the sample.
func (s *Sample) All() []Ref { return append(slices.Clone(s.Lot), s.Spread...) }

// open lists those not verified yet.
func (s *Sample) open() []Ref {
	return slices.DeleteFunc(s.All(), func(r Ref) bool {
		return slices.ContainsFunc(s.Checks, func(c Check) bool { return c.Subject == r })
	})
}

// Draw picks n subjects by lot: those whose hash behind the seed comes first.
// Anybody can draw again and find the same. The picked come back in the order
// of the subjects.
func Draw(seed string, subjects []Ref, n int) []Ref {
	hash := func(r Ref) string {
		sum := sha256.Sum256([]byte(seed + "|" + string(r)))
		return hex.EncodeToString(sum[:])
	}
	order := slices.Clone(subjects)
	slices.SortFunc(order, func(a, b Ref) int { return strings.Compare(hash(a), hash(b)) })
	order = order[:min(max(n, 0), len(order))]
	return slices.DeleteFunc(slices.Clone(subjects), func(r Ref) bool { return !slices.Contains(order, r) })
}

// draw makes the sample of a course. The seed is the hash of everything that
// was scored, so nobody chooses it and everybody can check it.
func (c *Course) draw() (Sample, error) {
	text, err := json.Marshal(c.Evaluations)
	if err != nil {
		return Sample{}, err
	}
	sum := sha256.Sum256([]byte(c.ID + "|" + c.Facts.Digest + "|" + string(text)))
	s := Sample{Seed: hex.EncodeToString(sum[:])}
	subjects := make([]Ref, len(c.Cycle.Assessed))
	for i := range c.Cycle.Assessed {
		subjects[i] = c.Cycle.Assessed[i].Subject
	}
	n, _ := Quota{Percent: c.Cycle.Settings.Sample, Rounding: Up}.Of(len(subjects))
	s.Lot = Draw(s.Seed, subjects, n)
	for i := range c.Cycle.Assessed {
		if a := &c.Cycle.Assessed[i]; !slices.Contains(s.Lot, a.Subject) && c.apartScores(a) {
			s.Spread = append(s.Spread, a.Subject)
		}
	}
	return s, nil
}

// apartScores tells whether scorers of one indicator differ by more than its
// Spread.
func (c *Course) apartScores(a *Assessed) bool {
	for _, j := range c.Cycle.judged(a) {
		if j.ind.Spread == 0 {
			continue
		}
		var points []Points
		for _, s := range j.ind.Scorers {
			if e := c.Evaluation(a.Subject, j.sheet, j.ind.Key, s.Who); e != nil {
				points = append(points, e.Points)
			}
		}
		if len(points) > 1 && slices.Max(points)-slices.Min(points) > j.ind.Spread {
			return true
		}
	}
	return false
}

// VerifySample says what the panel found about one subject of the sample. What
// is not right is put right in the same command: facts corrected, one scorer's
// points, or points that stand instead of all scorers'. A panel member who scored the subject
// does not verify it.
type VerifySample struct {
	Header
	OK          bool         `json:"ok"`
	Corrections []Correction `json:"corrections,omitempty"`
	Scores      []Given      `json:"scores,omitempty"`
}

// Name is the command's wire name.
func (VerifySample) Name() Name { return NameVerifySample }

func (c VerifySample) permit(t *turn) error {
	if err := t.in(PhasePanel); err != nil {
		return err
	}
	if err := t.subject(); err != nil {
		return err
	}
	if err := t.as(t.course.Cycle.Line.Panel...); err != nil {
		return err
	}
	if !slices.Contains(t.course.Sample.All(), t.a.Subject) {
		return refuse(CodeNotSampled, "subject", string(t.a.Subject))
	}
	for _, x := range t.course.Sample.Checks {
		if x.Subject == t.a.Subject {
			return refuse(CodeChecked, "by", x.By.Name)
		}
	}
	if err := t.apart(t.a); err != nil {
		return err
	}
	return t.fresh(t.a, t.course.scorersOf(t.a.Subject))
}

func (c VerifySample) decide(t *turn) error {
	if !c.OK || len(c.Corrections)+len(c.Scores) > 0 {
		if err := t.reason(); err != nil {
			return err
		}
	}
	d, err := t.amend(c.Corrections, c.Scores)
	if err != nil {
		return err
	}
	d.Check = &Check{Subject: t.a.Subject, OK: c.OK, Note: t.head.Reason, By: t.by, At: t.now}
	t.emit(Event{Type: SampleVerified, Subject: t.a.Subject, Reason: t.head.Reason, Detail: d})
	t.verified()
	return nil
}

// verified asks for the count when the panel has nothing left to verify.
func (t *turn) verified() {
	if len(t.course.Sample.open()) == 0 {
		t.emit(Event{Type: Wanted, Detail: Detail{Want: WantTally}})
	}
}

// amend checks facts and points that are put right about the subject.
func (t *turn) amend(corrections []Correction, scores []Given) (Detail, error) {
	var d Detail
	for i, x := range corrections {
		x, err := t.correction(x, at("/corrections", i))
		if err != nil {
			return d, err
		}
		for _, of := range x.subjects() {
			if !t.course.concerns(of, t.a.Subject) {
				return d, invalid(at("/corrections", i), CodeConflict, "with", "subject")
			}
		}
		d.Corrections = append(d.Corrections, x)
	}
	if len(scores) == 0 {
		return d, nil
	}
	if err := t.items(scores, "/scores"); err != nil {
		return d, err
	}
	for i, g := range scores {
		if err := t.unconcerned(t.a, t.judges(g)); err != nil {
			return d, err
		}
		was := t.course.Evaluation(t.a.Subject, g.Sheet, g.Indicator, g.Scorer)
		switch {
		case was != nil:
			d.Before = append(d.Before, *was)
		case g.Scorer != "":
			return d, invalid(at("/scores", i)+"/scorer", CodeDangling, "value", string(g.Scorer))
		}
		if g.Scorer != "" && t.course.Evaluation(t.a.Subject, g.Sheet, g.Indicator, "") != nil {
			return d, invalid(at("/scores", i)+"/scorer", CodeConflict, "with", "scores")
		}
		x := Amendment{By: t.by, Reason: t.head.Reason, At: t.now, Case: t.head.Case, Seq: t.seq}
		d.Evaluations = append(d.Evaluations, t.course.amended(t.a.Subject, g, x))
	}
	return d, nil
}

// amended is what a score becomes by an amendment. One scorer's stays theirs,
// with what they said of it.
func (c *Course) amended(subject Ref, g Given, x Amendment) Evaluation {
	e := Evaluation{Subject: subject, Sheet: g.Sheet, Indicator: g.Indicator, Remark: g.Remark, Evidence: slices.Clone(g.Evidence), By: x.By, At: x.At}
	if was := c.Evaluation(subject, g.Sheet, g.Indicator, g.Scorer); was != nil {
		before := was.Points
		x.Before, e.Amended = &before, slices.Clone(was.Amended)
		if g.Scorer != "" {
			e.Scorer, e.By, e.At, e.Remark, e.Evidence = g.Scorer, was.By, was.At, was.Remark, was.Evidence
		}
	}
	x.After = g.Points
	e.Points, e.Seq, e.Amended = g.Points, x.Seq, append(e.Amended, x)
	return e
}

// signer is who put the score where it stands: who amended it last, or gave it.
func (e Evaluation) signer() Person {
	if n := len(e.Amended); n > 0 {
		return e.Amended[n-1].By
	}
	return e.By
}
