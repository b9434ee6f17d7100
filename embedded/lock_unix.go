//go:build unix

package embedded

import (
	"errors"
	"os"
	"syscall"
)

// lockExclusive locks an open file against every other opener, or returns errLocked.
func lockExclusive(file *os.File) error {
	err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return errLocked
	}
	return err
}
