package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"duban/calendar"
	"duban/plan"
)

// UserStatus says whether an account may sign in.
type UserStatus string

// The statuses of an account.
const (
	UserActive UserStatus = "active"
	UserLocked UserStatus = "locked" // by an administrator, until unlocked
	UserLeft   UserStatus = "left"   // for good; past acts keep the name
)

// StaffType decides which set of grades an assessment uses.
type StaffType string

// The types of staff.
const (
	CivilServant    StaffType = "civil-servant"    // 公务员
	PublicInstitute StaffType = "public-institute" // 事业编
	VillageCadre    StaffType = "village-cadre"    // 村干部
	ContractStaff   StaffType = "contract"         // 编外
	OtherStaff      StaffType = "other"
)

// User is one person's account. Unique, case-sensitive user names; nobody
// shares one.
type User struct {
	ID           string        `json:"id" gorm:"primaryKey"`
	Username     string        `json:"username"`
	Name         string        `json:"name"`
	PasswordHash string        `json:"-"`
	MustChange   bool          `json:"must_change_password"` // signed in with a one-time password: may only change it
	PasswordAt   time.Time     `json:"password_at"`          // when the password was set
	Roles        []plan.Role   `json:"roles" gorm:"serializer:json"`
	UnitID       string        `json:"unit_id,omitempty" gorm:"serializer:ref"` // main unit
	StaffType    StaffType     `json:"staff_type"`
	Phone        string        `json:"phone,omitempty"`
	Email        string        `json:"email,omitempty"`
	Locale       string        `json:"locale"` // zh-CN or en
	Status       UserStatus    `json:"status"`
	LeftOn       calendar.Date `json:"left_on,omitzero" gorm:"serializer:date"`
	LastSignIn   *time.Time    `json:"last_sign_in,omitempty"`
	SecondFactor bool          `json:"second_factor"`               // signs in with a code as well
	TOTPSecret   string        `json:"-" gorm:"column:totp_secret"` // of the second factor, in force or waiting to be confirmed
	TOTPStep     int64         `json:"-" gorm:"column:totp_step"`   // period of the last code used: none is used twice
	CreatedAt    time.Time     `json:"created_at"`
	UpdatedAt    time.Time     `json:"updated_at"`
}

// Is tells whether the account has one of the roles.
func (u User) Is(roles ...plan.Role) bool {
	return slices.ContainsFunc(u.Roles, func(r plan.Role) bool { return slices.Contains(roles, r) })
}

// User returns one account, or gorm.ErrRecordNotFound.
func (s *Store) User(ctx context.Context, id string) (User, error) {
	var u User
	return u, s.Read(ctx).Where("id = ?", id).Take(&u).Error
}

// UserNamed returns the account of a user name, or gorm.ErrRecordNotFound.
func (s *Store) UserNamed(ctx context.Context, username string) (User, error) {
	var u User
	return u, s.Read(ctx).Where("username = ?", username).Take(&u).Error
}

// UserQuery limits a list of accounts; empty fields do not limit.
type UserQuery struct {
	Text   string // part of the name or user name
	UnitID string
	Role   plan.Role
	Status UserStatus
	After  string // id of the last account of the page before
	Limit  int
}

// Users returns accounts in the order of their making.
func (s *Store) Users(ctx context.Context, q UserQuery) ([]User, error) {
	db := s.Read(ctx).Order("created_at, id").Limit(q.Limit)
	if q.Text != "" {
		text := strings.ToLower(q.Text)
		db = db.Where("(INSTR(LOWER(name), ?) > 0 OR INSTR(LOWER(username), ?) > 0)", text, text)
	}
	if q.UnitID != "" {
		db = db.Where("unit_id = ?", q.UnitID)
	}
	if q.Role != "" {
		db = db.Where("INSTR(roles, ?) > 0", `"`+string(q.Role)+`"`)
	}
	if q.Status != "" {
		db = db.Where("status = ?", q.Status)
	}
	if q.After != "" {
		db = db.Where("(created_at, id) > (SELECT created_at, id FROM users WHERE id = ?)", q.After)
	}
	var users []User
	return users, db.Find(&users).Error
}

// CreateUser adds u; its times, and its id unless it has one, are set here. Everything else, the
// password's hash included, is the caller's.
func CreateUser(tx *Tx, u *User) error {
	u.ID = cmp.Or(u.ID, NewID())
	if u.Locale == "" {
		u.Locale = "zh-CN"
	}
	if u.Status == "" {
		u.Status = UserActive
	}
	if u.StaffType == "" {
		u.StaffType = OtherStaff
	}
	if u.Roles == nil {
		u.Roles = []plan.Role{}
	}
	if err := CheckRoles(u.Roles); err != nil {
		return err
	}
	if err := wantUnit(tx, "/unit_id", u.UnitID); err != nil {
		return err
	}
	return duplicateAs(tx.Create(u).Error, "/username", u.Username)
}

// UpdateUser stores every field of u but its id and creation.
func UpdateUser(tx *Tx, u *User) error {
	if err := wantUnit(tx, "/unit_id", u.UnitID); err != nil {
		return err
	}
	return duplicateAs(replace(tx, u, u.ID), "/username", u.Username)
}

// administrators are three different people.
var administrators = []plan.Role{plan.SystemAdmin, plan.SecurityAdmin, plan.AuditAdmin}

// CheckRoles refuses roles that do not exist, are named twice, or make one
// person two of the three administrators.
func CheckRoles(roles []plan.Role) error {
	var admin []string
	for i, r := range roles {
		switch {
		case !slices.Contains(plan.Roles, r):
			return problem(pointer("roles", i), plan.CodeUnknown, "value", string(r))
		case slices.Contains(roles[:i], r):
			return problem(pointer("roles", i), plan.CodeDuplicate)
		case slices.Contains(administrators, r):
			admin = append(admin, string(r))
		}
	}
	if len(admin) > 1 {
		return problem("/roles", CodeThreeAdmins, "roles", strings.Join(admin, ", "))
	}
	return nil
}

// AssignRoles replaces the roles of a user. Nobody changes their own, and the
// last active holder of an administrator's role keeps it.
func AssignRoles(tx *Tx, by, id string, roles []plan.Role) (User, error) {
	var u User
	if err := CheckRoles(roles); err != nil {
		return u, err
	}
	if by == id {
		return u, refusal(CodeOwnRoles)
	}
	if err := tx.Where("id = ?", id).Take(&u).Error; err != nil {
		return u, err
	}
	for _, r := range administrators {
		if !u.Is(r) || slices.Contains(roles, r) {
			continue
		}
		if err := keepsOne(tx, r, id); err != nil {
			return u, err
		}
	}
	u.Roles = append([]plan.Role{}, roles...)
	return u, replace(tx, &u, u.ID)
}

// SetUserStatus locks, unlocks or ends an account. An account that is not
// active any more loses its sessions and tokens in the same transaction.
func SetUserStatus(tx *Tx, id string, status UserStatus, on calendar.Date, now time.Time) (User, error) {
	var u User
	if err := tx.Where("id = ?", id).Take(&u).Error; err != nil {
		return u, err
	}
	if u.Status == UserLeft && status != UserLeft {
		return u, refusal(CodeUserLeft, "value", u.Username)
	}
	if status != UserActive {
		for _, r := range administrators {
			if u.Is(r) {
				if err := keepsOne(tx, r, id); err != nil {
					return u, err
				}
			}
		}
		if err := endAccess(tx, id, now); err != nil {
			return u, err
		}
	}
	u.Status = status
	if status == UserLeft {
		u.LeftOn = on
	}
	return u, replace(tx, &u, u.ID)
}

// keepsOne refuses to take r from a user when no other active one has it.
func keepsOne(tx *Tx, r plan.Role, except string) error {
	var n int64
	err := tx.Model(&User{}).
		Where("id <> ? AND status = ? AND INSTR(roles, ?) > 0", except, UserActive, `"`+string(r)+`"`).
		Count(&n).Error
	if err == nil && n == 0 {
		return refusal(CodeLastAdmin, "role", string(r))
	}
	return err
}

// wantUser refuses an id that names no account, or one that has left.
func wantUser(tx *Tx, pointer, id string) error {
	var u User
	err := tx.Where("id = ?", id).Take(&u).Error
	switch {
	case Missing(err):
		return problem(pointer, CodeUnknownUser, "value", id)
	case err != nil:
		return err
	case u.Status == UserLeft:
		return problem(pointer, CodeUserLeft, "value", u.Username)
	}
	return nil
}
