package store

import (
	"cmp"
	"context"
	"time"

	"duban/calendar"
	"duban/plan"
)

// UnitKind says what a unit is.
type UnitKind string

// The kinds of unit.
const (
	UnitLeadership UnitKind = "leadership" // 领导班子
	UnitOffice     UnitKind = "office"     // 内设机构
	UnitStation    UnitKind = "station"    // 站所
	UnitVillage    UnitKind = "village"    // 村(社区)
	UnitEnterprise UnitKind = "enterprise" // 企业
	UnitOther      UnitKind = "other"
)

// Unit 单位 is an office, station, village or enterprise that work is given to.
type Unit struct {
	ID        string    `json:"id" gorm:"primaryKey"`
	Code      string    `json:"code"` // unique, case-sensitive
	Name      string    `json:"name"`
	Kind      UnitKind  `json:"kind"`
	ParentID  string    `json:"parent_id,omitempty" gorm:"serializer:ref"`
	Sort      int       `json:"sort"` // order among siblings
	Active    bool      `json:"active"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// Units returns every unit, in the order in which people list them.
func (s *Store) Units(ctx context.Context) ([]Unit, error) {
	var units []Unit
	return units, s.Read(ctx).Order("sort, code").Find(&units).Error
}

// Unit returns one unit, or gorm.ErrRecordNotFound.
func (s *Store) Unit(ctx context.Context, id string) (Unit, error) {
	var u Unit
	return u, s.Read(ctx).Where("id = ?", id).Take(&u).Error
}

// UnitUse is what hangs on a unit.
type UnitUse struct {
	Units   []Unit   // in use below it
	Holders []Holder // of its posts, today or later
	Goals   int64    // that it leads and that are not finished
}

// UnitUse tells what hangs on a unit on a day.
func (s *Store) UnitUse(ctx context.Context, id string, today calendar.Date) (UnitUse, error) {
	var use UnitUse
	if err := s.Read(ctx).Where("parent_id = ? AND active = ?", id, true).Order("sort, code").Find(&use.Units).Error; err != nil {
		return use, err
	}
	own := s.Read(ctx).Model(&Post{}).Select("id").Where("unit_id = ?", id)
	err := s.Read(ctx).Where("post_id IN (?) AND (to_on = '' OR to_on >= ?)", own, today.String()).Order("post_id, from_on").Find(&use.Holders).Error
	if err != nil {
		return use, err
	}
	return use, s.Read(ctx).Model(&GoalRow{}).Where("lead_unit = ? AND status IN (?)", id, []plan.GoalStatus{plan.GoalRunning, plan.GoalSuspended}).
		Count(&use.Goals).Error
}

// sameName refuses a second active unit of a name below the same parent: by
// their names nobody could tell them apart.
func sameName(tx *Tx, u *Unit) error {
	var named []Unit
	if err := tx.Where("name = ? AND active = ? AND id <> ?", u.Name, true, u.ID).Find(&named).Error; err != nil {
		return err
	}
	for _, o := range named {
		if u.Active && o.Name == u.Name && o.ParentID == u.ParentID {
			return problem("/name", CodeTaken, "value", u.Name)
		}
	}
	return nil
}

// CreateUnit adds u; its times, and its id unless it has one, are set here.
func CreateUnit(tx *Tx, u *Unit) error {
	u.ID = cmp.Or(u.ID, NewID())
	if err := wantUnit(tx, "/parent_id", u.ParentID); err != nil {
		return err
	}
	if err := sameName(tx, u); err != nil {
		return err
	}
	return duplicateAs(tx.Create(u).Error, "/code", u.Code)
}

// UpdateUnit stores every field of u but its id and creation. It refuses a
// parent that lies below the unit.
func UpdateUnit(tx *Tx, u *Unit) error {
	if err := wantUnit(tx, "/parent_id", u.ParentID); err != nil {
		return err
	}
	if err := refuseLoop(tx, u); err != nil {
		return err
	}
	if err := sameName(tx, u); err != nil {
		return err
	}
	return duplicateAs(replace(tx, u, u.ID), "/code", u.Code)
}

// refuseLoop walks up from the parent; meeting u itself is a loop.
func refuseLoop(tx *Tx, u *Unit) error {
	seen := map[string]bool{}
	for id := u.ParentID; id != "" && !seen[id]; {
		if id == u.ID {
			return problem("/parent_id", CodeUnitLoop)
		}
		seen[id] = true
		var parent Unit
		if err := tx.Where("id = ?", id).Take(&parent).Error; err != nil {
			return err
		}
		id = parent.ParentID
	}
	return nil
}

// DeleteUnit removes a unit that nothing refers to; otherwise it refuses with
// CodeInUse, and the unit can be made inactive instead.
func DeleteUnit(tx *Tx, id string) error {
	return remove(tx, &Unit{}, id)
}

// wantUnit refuses an id that names no active unit; "" passes.
func wantUnit(tx *Tx, pointer, id string) error {
	if id == "" {
		return nil
	}
	var n int64
	if err := tx.Model(&Unit{}).Where("id = ? AND active = ?", id, true).Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		return problem(pointer, CodeUnknownUnit, "value", id)
	}
	return nil
}
