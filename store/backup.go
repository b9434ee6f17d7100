package store

import (
	"context"
	"errors"
	"fmt"
)

// CopyTo writes a consistent copy of a SQLite database, as of one moment, to a
// file that must not exist. The database may be in use.
func (s *Store) CopyTo(ctx context.Context, path string) error {
	if s.Engine != SQLite {
		return errors.New("store: only a SQLite database is copied this way")
	}
	if err := s.write.WithContext(ctx).Exec("VACUUM INTO ?", path).Error; err != nil {
		return fmt.Errorf("store: copy to %s: %w", path, err)
	}
	return nil
}
