package plan

import "strconv"

// Bilingual is a text in Chinese and, where somebody wrote it, in English.
type Bilingual struct {
	ZH string `json:"zh" yaml:"zh"`
	EN string `json:"en" yaml:"en"`
}

// In returns the text in a language: English for "en" if there is any, else
// Chinese.
func (b Bilingual) In(lang string) string {
	if lang == "en" && b.EN != "" {
		return b.EN
	}
	return b.ZH
}

// Checklist 检查表 is one version of what is looked at in places of one kind. A
// version never changes: work refers to the one it was done with, by its ID.
type Checklist struct {
	Key     string          `json:"key" yaml:"key"`
	Version int             `json:"version" yaml:"version"`
	Place   string          `json:"place" yaml:"place"` // the kind of place it is for
	Title   Bilingual       `json:"title" yaml:"title"`
	Items   []ChecklistItem `json:"items" yaml:"items"`
}

// ChecklistItem is one line of a checklist.
type ChecklistItem struct {
	Key    string      `json:"key" yaml:"key"` // kept from version to version: hazards are recognised by it
	Title  Bilingual   `json:"title" yaml:"title"`
	Basis  Bilingual   `json:"basis" yaml:"basis"`                       // law and article, standard, or practice
	Source BasisKind   `json:"source" yaml:"source"`                     // how binding the basis is
	Level  HazardLevel `json:"level" yaml:"level"`                       // of the hazard when it fails, unless the inspector says otherwise
	Photo  Need        `json:"photo,omitempty" yaml:"photo,omitempty"`   // a photo must be taken
	Figure string      `json:"figure,omitempty" yaml:"figure,omitempty"` // a number must be read, in this unit
	Remark Need        `json:"remark,omitempty" yaml:"remark,omitempty"` // something must be written
}

// BasisKind says how binding the basis of an item is.
type BasisKind string

// The kinds of basis.
const (
	BasisLaw      BasisKind = "law"      // a statute or regulation
	BasisRule     BasisKind = "rule"     // a document of a ministry, or a standard
	BasisPractice BasisKind = "practice" // what many places do
)

// Need says when an item asks for something; empty: never.
type Need string

// When an item asks for a photo or a remark.
const (
	NeedAlways Need = "always"
	NeedOnFail Need = "fail"
)

// asks tells whether a need is there for an outcome.
func (n Need) asks(o ItemOutcome) bool {
	return n == NeedAlways && o != NotApplicable || n == NeedOnFail && o == ItemFails
}

// ID is the name by which work refers to the version: "school@1".
func (l Checklist) ID() string { return l.Key + "@" + strconv.Itoa(l.Version) }

// Item returns the item with that key, or nil.
func (l *Checklist) Item(key string) *ChecklistItem {
	for i := range l.Items {
		if l.Items[i].Key == key {
			return &l.Items[i]
		}
	}
	return nil
}

// Problems lists everything that is wrong with a checklist, with JSON pointers
// into it.
func (l *Checklist) Problems() []Problem {
	var v validation
	v.key("/key", l.Key)
	v.key("/place", l.Place)
	if l.Version < 1 {
		v.outside("/version", "1", "")
	}
	v.bilingual("/title", l.Title)
	switch {
	case len(l.Items) == 0:
		v.add("/items", CodeRequired)
	case len(l.Items) > MaxItems:
		v.add("/items", CodeTooMany, "max", itoa(MaxItems))
		return v
	}
	seen := map[string]bool{}
	for i := range l.Items {
		at, item := "/items/"+itoa(i), &l.Items[i]
		if seen[item.Key] {
			v.add(at+"/key", CodeDuplicate)
		}
		seen[item.Key] = true
		v.item(at, item)
	}
	return v
}

func (v *validation) item(at string, item *ChecklistItem) {
	v.key(at+"/key", item.Key)
	v.bilingual(at+"/title", item.Title)
	v.bilingual(at+"/basis", item.Basis)
	v.text(at+"/figure", item.Figure, 20, false)
	v.oneOf(at+"/source", string(item.Source), string(BasisLaw), string(BasisRule), string(BasisPractice))
	v.oneOf(at+"/level", string(item.Level), string(GeneralHazard), string(MajorHazard))
	v.oneOf(at+"/photo", string(item.Photo), "", string(NeedAlways), string(NeedOnFail))
	v.oneOf(at+"/remark", string(item.Remark), "", string(NeedAlways), string(NeedOnFail))
}

func (v *validation) bilingual(at string, b Bilingual) {
	v.text(at+"/zh", b.ZH, MaxTitle, true)
	v.text(at+"/en", b.EN, MaxTitle, false)
}

// key checks a name that stands in addresses and in other names.
func (v *validation) key(at, key string) {
	for _, r := range key {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			v.add(at, CodeUnknown, "value", key)
			return
		}
	}
	v.text(at, key, 40, true)
}

func (v *validation) oneOf(at, value string, known ...string) {
	for _, k := range known {
		if value == k {
			return
		}
	}
	v.add(at, CodeUnknown, "value", value)
}
