package templates

import (
	"slices"
	"strconv"

	"duban/plan"
)

// The kinds of goal.
const (
	ParkExpansion     = "park-expansion"     // 园区扩建
	FarmRestructuring = "farm-restructuring" // 农业结构调整
	TownManagement    = "town-management"    // 城镇管理
	SafetyCheck       = "safety-check"       // 安全检查
	General           = "general"            // 一般
)

// Kinds lists every kind once, in the order of display.
var Kinds = []string{ParkExpansion, FarmRestructuring, TownManagement, SafetyCheck, General}

// Text is a text in both languages.
type Text struct {
	ZH string `yaml:"zh" json:"zh"`
	EN string `yaml:"en" json:"en"`
}

// In returns the text in a language: English for "en", else Chinese.
func (t Text) In(lang string) string {
	if lang == "en" {
		return t.EN
	}
	return t.ZH
}

// SourceKind says how binding a source is.
type SourceKind string

// The kinds of source.
const (
	Law      SourceKind = "law"      // a statute or regulation, with its article
	Rule     SourceKind = "rule"     // a document of a ministry or department
	Practice SourceKind = "practice" // what many places do; every place may differ
)

// Source says where a number comes from.
type Source struct {
	Kind SourceKind `yaml:"kind" json:"kind"`
	ZH   string     `yaml:"zh" json:"zh"`
	EN   string     `yaml:"en" json:"en"`
}

// Template is one version of one kind of goal.
type Template struct {
	Kind        string     `yaml:"kind" json:"kind"`
	Version     int        `yaml:"version" json:"version"`
	Title       Text       `yaml:"title" json:"title"`
	Description Text       `yaml:"description" json:"description"`
	Basis       []Text     `yaml:"basis" json:"basis"`                           // laws and rules that the process follows
	Words       Words      `yaml:"words,omitempty" json:"words"`                 // what speaks for this kind in a report
	Figures     []Figure   `yaml:"figures,omitempty" json:"figures,omitempty"`   // asked when the template is applied
	Numbers     []Number   `yaml:"numbers" json:"numbers"`                       // every number of the template
	Branches    []Branch   `yaml:"branches,omitempty" json:"branches,omitempty"` // by figures
	Parts       []Part     `yaml:"parts,omitempty" json:"parts,omitempty"`       // may be left out
	Roles       []Role     `yaml:"roles" json:"roles"`                           // beside those of the goal's line
	Approvals   []Approval `yaml:"approvals" json:"approvals"`                   // stages that steps name
	Weights     Source     `yaml:"weights" json:"weights"`                       // where the weights of the steps come from
	Steps       []Step     `yaml:"steps" json:"steps"`
	Added       []Group    `yaml:"added,omitempty" json:"added,omitempty"` // steps that a running goal gets along the way
	Settings    Settings   `yaml:"settings" json:"settings"`
	Ladder      Ladder     `yaml:"ladder" json:"ladder"`
}

// ID is the name by which a goal remembers its template: "general@1".
func (t Template) ID() string { return t.Kind + "@" + strconv.Itoa(t.Version) }

// Words are the words that speak for a kind. A strong word is enough by
// itself; weak ones only add up.
type Words struct {
	Strong []string `yaml:"strong,omitempty" json:"strong,omitempty"`
	Weak   []string `yaml:"weak,omitempty" json:"weak,omitempty"`
}

// Figure is something that must be known to choose among branches, or how
// much is to be reached: a quantity with its unit, or one of some words.
type Figure struct {
	Key      string   `yaml:"key" json:"key"`
	Title    Text     `yaml:"title" json:"title"`
	Unit     string   `yaml:"unit,omitempty" json:"unit,omitempty"`
	Words    []Choice `yaml:"words,omitempty" json:"words,omitempty"`       // set: the figure is one of these
	Required bool     `yaml:"required,omitempty" json:"required,omitempty"` // when the template is applied
	Running  bool     `yaml:"running,omitempty" json:"running,omitempty"`   // only handed in with submissions
}

// Choice is one of the words of a figure.
type Choice struct {
	Key   string `yaml:"key" json:"key"`
	Title Text   `yaml:"title" json:"title"`
}

// Branch is a way that the process takes when one of the alternatives holds:
// those are tried in order, and an alternative holds when all its conditions do.
type Branch struct {
	Key    string        `yaml:"key" json:"key"`
	Title  Text          `yaml:"title" json:"title"`
	Any    [][]Condition `yaml:"any" json:"any"`
	Source Source        `yaml:"source" json:"source"`
}

// Condition compares a figure with one of the template's numbers, or with a
// word.
type Condition struct {
	Figure string `yaml:"figure" json:"figure"`
	Op     string `yaml:"op" json:"op"` // ">", ">=", "<", "<=", "=", "!="; words: "=", "!="
	Number string `yaml:"number,omitempty" json:"number,omitempty"`
	Word   string `yaml:"word,omitempty" json:"word,omitempty"`
}

// Part is a group of steps that a goal may do without. Unless it is chosen,
// it is taken when one of its words stands in the goal; when no part's word
// does, those by default are taken.
type Part struct {
	Key     string   `yaml:"key" json:"key"`
	Title   Text     `yaml:"title" json:"title"`
	Words   []string `yaml:"words,omitempty" json:"words,omitempty"`
	Default bool     `yaml:"default" json:"default"`
}

// Role is somebody the process needs. The roles lead, head, supervisor, leader
// and principal are always there: the goal's lead post and its line.
type Role struct {
	Key     string `yaml:"key" json:"key"`
	Title   Text   `yaml:"title" json:"title"`
	Instead string `yaml:"instead" json:"instead"` // who stands in where a place has no such post
}

// The roles that every template has.
const (
	RoleLead       = "lead"       // 牵头单位承办岗位
	RoleHead       = "head"       // 牵头单位负责人
	RoleSupervisor = "supervisor" // 督查员
	RoleLeader     = "leader"     // 分管领导
	RolePrincipal  = "principal"  // 主要领导
)

var lineRoles = []Role{
	{Key: RoleLead, Title: Text{"牵头单位承办岗位", "Lead unit's officer"}},
	{Key: RoleHead, Title: Text{"牵头单位负责人", "Head of the lead unit"}},
	{Key: RoleSupervisor, Title: Text{"督查员", "Supervision officer"}},
	{Key: RoleLeader, Title: Text{"分管领导", "Leader in charge"}},
	{Key: RolePrincipal, Title: Text{"主要领导", "Principal leader"}},
}

// AllRoles lists the roles of a template: those of the line first.
func (t Template) AllRoles() []Role { return append(slices.Clone(lineRoles), t.Roles...) }

// Approval is a stage of approval that steps name by its key.
type Approval struct {
	Key      string        `yaml:"key" json:"key"`
	Name     Text          `yaml:"name" json:"name"`
	Rule     plan.Rule     `yaml:"rule" json:"rule"`
	Ratio    string        `yaml:"ratio,omitempty" json:"ratio,omitempty"` // a number in per cent
	OnReject plan.OnReject `yaml:"on_reject,omitempty" json:"on_reject,omitempty"`
	Signers  []string      `yaml:"signers" json:"signers"`                   // roles
	Branch   string        `yaml:"branch,omitempty" json:"branch,omitempty"` // only on this branch
	Unless   string        `yaml:"unless,omitempty" json:"unless,omitempty"` // not on this one
	When     *Condition    `yaml:"when,omitempty" json:"when,omitempty"`     // a figure handed in with the submission
}

// Group is a list of steps that a running goal is given when something comes
// up, such as a hazard that an inspection finds.
type Group struct {
	Key   string `yaml:"key" json:"key"`
	Title Text   `yaml:"title" json:"title"`
	Steps []Step `yaml:"steps" json:"steps"`
}

// Group returns the group with that key, or nil.
func (t *Template) Group(key string) *Group {
	for i := range t.Added {
		if t.Added[i].Key == key {
			return &t.Added[i]
		}
	}
	return nil
}
