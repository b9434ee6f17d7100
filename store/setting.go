package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm/clause"
)

// SettingDef says what a setting means and which values it takes. Places
// differ: a number that a law does not fix is a setting with the default of
// practice.
type SettingDef struct {
	Key     string          `json:"key"`
	Zh      string          `json:"zh"` // meaning
	En      string          `json:"en"`
	Default json.RawMessage `json:"default"`
	Want    string          `json:"want"`           // the values it takes, e.g. "8..64"
	Unit    string          `json:"unit,omitempty"` // what a number counts: "day", "workday", "minute"
	Source  *SettingSource  `json:"source,omitempty"`

	check func(json.RawMessage) error
}

// SettingSource says where a default comes from, and so how freely it may be
// changed.
type SettingSource struct {
	Kind string `json:"kind"` // "law", "rule" or "practice"
	Zh   string `json:"zh"`
	En   string `json:"en"`
}

// Setting is a typed name of a setting.
type Setting[T any] struct{ def *SettingDef }

// settings holds every definition, in the order of the program's text.
var settings []*SettingDef

// DefineSetting adds a setting to the registry; call it from a package-level
// variable. want describes the values that check lets pass. It panics when
// the key is defined twice or the default does not pass.
func DefineSetting[T any](key string, value T, want string, check func(T) error, zh, en string) Setting[T] {
	raw, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Sprintf("setting %s: %v", key, err))
	}
	d := &SettingDef{Key: key, Zh: zh, En: en, Default: raw, Want: want}
	d.check = func(raw json.RawMessage) error {
		v, err := decodeSetting[T](raw)
		if err != nil || check == nil {
			return err
		}
		return check(v)
	}
	if err := d.check(raw); err != nil {
		panic(fmt.Sprintf("setting %s: its default: %v", key, err))
	}
	if slices.ContainsFunc(settings, func(o *SettingDef) bool { return o.Key == key }) {
		panic("setting " + key + " is defined twice")
	}
	settings = append(settings, d)
	return Setting[T]{d}
}

// NumberSetting defines a whole number between two bounds, both included.
func NumberSetting(key string, value, least, most int, zh, en string) Setting[int] {
	return DefineSetting(key, value, fmt.Sprintf("%d..%d", least, most), func(n int) error {
		if n < least || n > most {
			return fmt.Errorf("%d is not in %d..%d", n, least, most)
		}
		return nil
	}, zh, en)
}

// ChoiceSetting defines a text that is one of a few.
func ChoiceSetting(key, value string, choices []string, zh, en string) Setting[string] {
	want := strings.Join(choices, " | ")
	return DefineSetting(key, value, want, func(s string) error {
		if !slices.Contains(choices, s) {
			return fmt.Errorf("%q is none of %s", s, want)
		}
		return nil
	}, zh, en)
}

// TextSetting defines a text of at most so many characters.
func TextSetting(key, value string, most int, zh, en string) Setting[string] {
	return DefineSetting(key, value, fmt.Sprintf("text, at most %d characters", most), func(s string) error {
		if utf8.RuneCountInString(s) > most {
			return fmt.Errorf("longer than %d characters", most)
		}
		return nil
	}, zh, en)
}

func decodeSetting[T any](raw json.RawMessage) (T, error) {
	var v T
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	return v, d.Decode(&v)
}

// From says what the number counts, "" for nothing, and where its default
// comes from.
func (x Setting[T]) From(unit string, source SettingSource) Setting[T] {
	x.def.Unit, x.def.Source = unit, &source
	return x
}

// practiceOf is a source that binds nobody.
func practiceOf(zh, en string) SettingSource { return SettingSource{Kind: "practice", Zh: zh, En: en} }

// Key returns the setting's name.
func (x Setting[T]) Key() string { return x.def.Key }

// In returns the value among those read from the database, else the default.
// A stored value that no longer passes is the default too.
func (x Setting[T]) In(v SettingValues) T {
	raw, stored := v[x.def.Key]
	if !stored || x.def.check(raw) != nil {
		raw = x.def.Default
	}
	value, err := decodeSetting[T](raw)
	if err != nil {
		panic(fmt.Sprintf("setting %s: %v", x.def.Key, err)) // check passed it
	}
	return value
}

// SettingValues are the stored values, by key.
type SettingValues map[string]json.RawMessage

// SettingRow is one stored value. Settings without a row have their default.
type SettingRow struct {
	Key       string `gorm:"primaryKey"`
	Value     string // JSON
	UpdatedBy string
	UpdatedAt time.Time
}

// TableName names the table.
func (SettingRow) TableName() string { return "settings" }

// SettingState is a setting with its value in force.
type SettingState struct {
	SettingDef
	Value     json.RawMessage `json:"value"`
	UpdatedBy string          `json:"updated_by,omitempty"`
	UpdatedAt *time.Time      `json:"updated_at,omitempty"` // nil: the default is in force
}

// Settings reads every stored value at once.
func (s *Store) Settings(ctx context.Context) (SettingValues, error) {
	var rows []SettingRow
	if err := s.Read(ctx).Find(&rows).Error; err != nil {
		return nil, err
	}
	v := make(SettingValues, len(rows))
	for _, r := range rows {
		v[r.Key] = json.RawMessage(r.Value)
	}
	return v, nil
}

// SettingStates returns every defined setting with its value in force, by key.
func (s *Store) SettingStates(ctx context.Context) ([]SettingState, error) {
	var rows []SettingRow
	if err := s.Read(ctx).Find(&rows).Error; err != nil {
		return nil, err
	}
	states := make([]SettingState, 0, len(settings))
	for _, d := range settings {
		state := SettingState{SettingDef: *d, Value: d.Default}
		i := slices.IndexFunc(rows, func(r SettingRow) bool { return r.Key == d.Key })
		if i >= 0 && d.check(json.RawMessage(rows[i].Value)) == nil {
			state.Value = json.RawMessage(rows[i].Value)
			state.UpdatedBy, state.UpdatedAt = rows[i].UpdatedBy, &rows[i].UpdatedAt
		}
		states = append(states, state)
	}
	slices.SortFunc(states, func(a, b SettingState) int { return strings.Compare(a.Key, b.Key) })
	return states, nil
}

// PutSetting stores a value. It refuses a key that is not defined and a value
// that the setting does not take.
func PutSetting(tx *Tx, key string, value json.RawMessage, by string) error {
	i := slices.IndexFunc(settings, func(d *SettingDef) bool { return d.Key == key })
	if i < 0 {
		return refusal(CodeUnknownSetting, "key", key)
	}
	if err := settings[i].check(value); err != nil {
		return problem("/value", CodeSettingValue, "key", key, "want", settings[i].Want)
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, value); err != nil {
		return problem("/value", CodeSettingValue, "key", key, "want", settings[i].Want)
	}
	row := SettingRow{Key: key, Value: compact.String(), UpdatedBy: by}
	return tx.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "key"}},
		DoUpdates: clause.AssignmentColumns([]string{"value", "updated_by", "updated_at"}),
	}).Create(&row).Error
}

// ResetSetting puts the default back in force.
func ResetSetting(tx *Tx, key string) error {
	if !slices.ContainsFunc(settings, func(d *SettingDef) bool { return d.Key == key }) {
		return refusal(CodeUnknownSetting, "key", key)
	}
	return tx.Where(&SettingRow{Key: key}).Delete(&SettingRow{}).Error
}
