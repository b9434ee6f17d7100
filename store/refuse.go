package store

import (
	"errors"
	"reflect"
	"strconv"

	"gorm.io/gorm"

	"duban/plan"
)

// Refusals of writes to the tables of this package. Like every plan.Code they
// have a sentence in Chinese and in English in the API's catalogue.
const (
	CodeInUse          plan.Code = "in-use"           // other rows refer to it
	CodeAmbiguous      plan.Code = "ambiguous"        // {value}: several have this name
	CodeTaken          plan.Code = "taken"            // {value}: exists already
	CodeUnknownUnit    plan.Code = "unknown-unit"     // {value}
	CodeUnknownPost    plan.Code = "unknown-post"     // {value}
	CodeUnknownUser    plan.Code = "unknown-user"     // {value}
	CodeUnitLoop       plan.Code = "unit-loop"        // the parent lies below the unit
	CodeUserLeft       plan.Code = "user-left"        // {value}: the account has left
	CodeThreeAdmins    plan.Code = "three-admins"     // {roles}: administrators are three different people
	CodeOwnRoles       plan.Code = "own-roles"        // nobody changes their own roles
	CodeLastAdmin      plan.Code = "last-admin"       // {role}: somebody must keep it
	CodeOverlap        plan.Code = "overlap"          // holds the post already in that time
	CodeBegun          plan.Code = "begun"            // {from}: has begun already
	CodeEnded          plan.Code = "ended"            // {at}: has ended already
	CodeSelfDelegation plan.Code = "self-delegation"  // a deputy is somebody else
	CodeTokenRoles     plan.Code = "token-roles"      // {roles}: more than its owner has
	CodeUnknownSetting plan.Code = "unknown-setting"  // {key}
	CodeSettingValue   plan.Code = "setting-value"    // {key}: {want}
	CodeWeakPassword   plan.Code = "weak-password"    // {min}, {classes}
	CodeSamePassword   plan.Code = "same-password"    // the new one is the old one
	CodeWrongPassword  plan.Code = "wrong-password"   // the present password does not fit
	CodeNameInPassword plan.Code = "name-in-password" // holds the user name
)

// problem is the refusal of one field.
func problem(pointer string, code plan.Code, params ...string) error {
	return &plan.Error{Code: plan.CodeInvalid, Problems: []plan.Problem{{Pointer: pointer, Code: code, Params: named(params)}}}
}

// refusal is a refusal that no single field causes; params are name, value pairs.
func refusal(code plan.Code, params ...string) error {
	return &plan.Error{Code: code, Params: named(params)}
}

func named(kv []string) map[string]string {
	if len(kv) == 0 {
		return nil
	}
	m := map[string]string{}
	for i := 0; i+1 < len(kv); i += 2 {
		m[kv[i]] = kv[i+1]
	}
	return m
}

// duplicateAs turns the engine's duplicate key into a refusal of the field.
func duplicateAs(err error, pointer, value string) error {
	if Duplicate(err) {
		return problem(pointer, CodeTaken, "value", value)
	}
	return err
}

// replace stores every field of row but its id and creation; a row that does
// not exist is gorm.ErrRecordNotFound.
func replace(tx *Tx, row any, id string) error {
	done := tx.Model(row).Where("id = ?", id).Select("*").Omit("id", "created_at").Updates(row)
	if done.Error != nil {
		return done.Error
	}
	if done.RowsAffected > 0 {
		return nil
	}
	// MySQL counts rows that changed: look whether the row is there at all.
	return tx.Where("id = ?", id).Take(fresh(row)).Error
}

// remove deletes one row; a row that others refer to is CodeInUse, one that
// does not exist gorm.ErrRecordNotFound.
func remove(tx *Tx, model any, id string) error {
	done := tx.Where("id = ?", id).Delete(model)
	switch {
	case errors.Is(done.Error, gorm.ErrForeignKeyViolated):
		return refusal(CodeInUse)
	case done.Error != nil:
		return done.Error
	case done.RowsAffected == 0:
		return gorm.ErrRecordNotFound
	}
	return nil
}

func fresh(row any) any { return reflect.New(reflect.TypeOf(row).Elem()).Interface() }

// pointer is the JSON pointer of one element of a list.
func pointer(list string, i int) string { return "/" + list + "/" + strconv.Itoa(i) }
