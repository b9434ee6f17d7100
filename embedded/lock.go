package embedded

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

const (
	databaseFile = "temporal.db"
	lockFile     = "temporal.lock"
)

// lockDir takes the data folder for this process. The server's SQLite plugin reports a busy database as
// a duplicate key, so two servers on one file would quietly spoil it: the second gets ErrInUse. The lock
// belongs to the process, so nothing is left to clean up after a crash.
func lockDir(dir string) (unlock func(), err error) {
	path := filepath.Join(dir, lockFile)
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	if err := lockExclusive(file); err != nil {
		file.Close()
		if errors.Is(err, errLocked) {
			return nil, fmt.Errorf("%w: %s", ErrInUse, path)
		}
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	return func() { file.Close() }, nil // closing drops the lock
}

var errLocked = errors.New("locked by another")
