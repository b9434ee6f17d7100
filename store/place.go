package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"duban/plan"
)

// PlaceKind says what sort of place it is.
type PlaceKind string

// The kinds of place.
const (
	PlaceFactory PlaceKind = "factory" // 工厂企业
	PlaceMine    PlaceKind = "mine"    // 矿山、采石场
	PlaceSchool  PlaceKind = "school"  // 学校、幼儿园
	PlaceRoad    PlaceKind = "road"    // 道路
	PlaceForest  PlaceKind = "forest"  // 林区
	PlaceSite    PlaceKind = "site"    // 建筑工地
	PlaceShop    PlaceKind = "shop"    // 商户、食堂
	PlaceOther   PlaceKind = "other"
)

// PlaceKinds lists every kind once, in the order of display.
var PlaceKinds = []PlaceKind{PlaceFactory, PlaceMine, PlaceSchool, PlaceRoad, PlaceForest, PlaceSite, PlaceShop, PlaceOther}

// Place 检查对象 is somewhere that is inspected, and who answers for it.
type Place struct {
	ID          string    `json:"id" gorm:"primaryKey"`
	Code        string    `json:"code"` // unique, case-sensitive
	Name        string    `json:"name"`
	Kind        PlaceKind `json:"kind"`
	UnitID      string    `json:"unit_id"` // the village or office that it belongs to
	Address     string    `json:"address,omitempty"`
	Person      string    `json:"person,omitempty"` // responsible, by name
	Phone       string    `json:"phone,omitempty"`
	Responsible plan.Ref  `json:"responsible,omitempty"` // their post or account, when they have one
	Active      bool      `json:"active"`
	CreatedAt   time.Time `json:"created_at"`
	UpdatedAt   time.Time `json:"updated_at"`
}

// PlaceQuery limits a list of places; empty fields do not limit.
type PlaceQuery struct {
	Text   string // part of the code, name or address
	Kind   PlaceKind
	UnitID string
	Active *bool
}

// Places lists places by their codes.
func (s *Store) Places(ctx context.Context, query PlaceQuery, page Page) ([]Place, string, error) {
	q := s.Read(ctx).Order("code").Limit(page.Size + 1)
	if query.Text != "" {
		like := "%" + likeEscape(query.Text) + "%"
		q = q.Where("(code LIKE ? ESCAPE '!' OR name LIKE ? ESCAPE '!' OR address LIKE ? ESCAPE '!')", like, like, like)
	}
	if query.Kind != "" {
		q = q.Where("kind = ?", query.Kind)
	}
	if query.UnitID != "" {
		q = q.Where("unit_id = ?", query.UnitID)
	}
	if query.Active != nil {
		q = q.Where("active = ?", *query.Active)
	}
	if len(page.After) == 1 {
		q = q.Where("code > ?", page.After[0])
	}
	places := []Place{}
	if err := q.Find(&places).Error; err != nil {
		return nil, "", err
	}
	if len(places) <= page.Size {
		return places, "", nil
	}
	places = places[:page.Size]
	return places, Cursor(places[page.Size-1].Code), nil
}

// Place returns one place, or gorm.ErrRecordNotFound.
func (s *Store) Place(ctx context.Context, id string) (Place, error) {
	var p Place
	return p, s.Read(ctx).Where("id = ?", id).Take(&p).Error
}

// PlacesOf returns those of the places that are there, by id.
func (s *Store) PlacesOf(ctx context.Context, ids []string) (map[string]Place, error) {
	var list []Place
	err := s.Read(ctx).Where("id IN ?", ids).Find(&list).Error
	places := make(map[string]Place, len(list))
	for _, p := range list {
		places[p.ID] = p
	}
	return places, err
}

// CreatePlace adds p; its times, and its id unless it has one, are set here.
func CreatePlace(tx *Tx, p *Place) error {
	p.ID = cmp.Or(p.ID, NewID())
	if err := p.check(tx); err != nil {
		return err
	}
	return duplicateAs(tx.Create(p).Error, "/code", p.Code)
}

// UpdatePlace stores every field of p but its id and creation.
func UpdatePlace(tx *Tx, p *Place) error {
	if err := p.check(tx); err != nil {
		return err
	}
	return duplicateAs(replace(tx, p, p.ID), "/code", p.Code)
}

// check refuses a kind, unit, post or account that is not there.
func (p *Place) check(tx *Tx) error {
	if !slices.Contains(PlaceKinds, p.Kind) {
		return problem("/kind", plan.CodeUnknown, "value", string(p.Kind))
	}
	if p.UnitID == "" {
		return problem("/unit_id", plan.CodeRequired)
	}
	if err := wantUnit(tx, "/unit_id", p.UnitID); err != nil {
		return err
	}
	switch {
	case p.Responsible == "":
		return nil
	case p.Responsible.Post() != "":
		return wantPost(tx, "/responsible", p.Responsible.Post())
	case p.Responsible.User() != "":
		return wantUser(tx, "/responsible", p.Responsible.User())
	}
	return problem("/responsible", plan.CodeUnknown, "value", string(p.Responsible))
}

// DeletePlace removes a place where nothing was ever inspected or found;
// otherwise it refuses with CodeInUse, and the place can be made inactive
// instead.
func DeletePlace(tx *Tx, id string) error {
	var n int64
	if err := tx.Model(&PlaceEventRow{}).Where("place_id = ?", id).Limit(1).Count(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		return refusal(CodeInUse)
	}
	return remove(tx, &Place{}, id)
}
