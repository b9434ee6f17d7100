package store

import (
	"context"
	"fmt"
	"reflect"

	"gorm.io/gorm/schema"

	"duban/calendar"
)

// Two kinds of column that both engines keep alike:
//
//	serializer:date  a calendar.Date as text like 2027-02-05, "" for no day
//	serializer:ref   an optional id: NULL for "", so that a foreign key holds
func init() {
	schema.RegisterSerializer("date", dateColumn{})
	schema.RegisterSerializer("ref", refColumn{})
}

type dateColumn struct{}

func (dateColumn) Scan(ctx context.Context, f *schema.Field, dst reflect.Value, v any) error {
	text, err := columnText(v)
	if err != nil {
		return fmt.Errorf("column %s: %w", f.DBName, err)
	}
	var d calendar.Date
	if err := d.UnmarshalText([]byte(text)); err != nil {
		return fmt.Errorf("column %s: %w", f.DBName, err)
	}
	f.ReflectValueOf(ctx, dst).Set(reflect.ValueOf(d))
	return nil
}

func (dateColumn) Value(_ context.Context, f *schema.Field, _ reflect.Value, v any) (any, error) {
	d, ok := v.(calendar.Date)
	if !ok {
		return nil, fmt.Errorf("column %s: %T is no date", f.DBName, v)
	}
	return d.String(), nil
}

type refColumn struct{}

func (refColumn) Scan(ctx context.Context, f *schema.Field, dst reflect.Value, v any) error {
	text, err := columnText(v)
	if err != nil {
		return fmt.Errorf("column %s: %w", f.DBName, err)
	}
	f.ReflectValueOf(ctx, dst).SetString(text)
	return nil
}

func (refColumn) Value(_ context.Context, f *schema.Field, _ reflect.Value, v any) (any, error) {
	id, ok := v.(string)
	if !ok {
		return nil, fmt.Errorf("column %s: %T is no id", f.DBName, v)
	}
	if id == "" {
		return nil, nil
	}
	return id, nil
}

func columnText(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	}
	return "", fmt.Errorf("%T is no text", v)
}
