package embedded

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lockExclusive locks an open file against every other opener, or returns errLocked.
func lockExclusive(file *os.File) error {
	err := windows.LockFileEx(windows.Handle(file.Fd()),
		windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, new(windows.Overlapped))
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return errLocked
	}
	return err
}
