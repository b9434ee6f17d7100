package store

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"math/big"
	"runtime"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// argon2id with 19 MiB, two passes and one lane: the least that OWASP's
// password storage guide names, some 20 ms on an office computer. The
// parameters stand in every hash, so raising them here leaves old hashes
// valid; they are renewed at the next sign-in.
const (
	argonMemory = 19 * 1024 // KiB
	argonPasses = 2
	argonLanes  = 1
	argonSalt   = 16
	argonKey    = 32
)

// hashing bounds how many passwords are hashed at once, so that a flood of
// sign-ins costs neither all memory nor all processors.
var hashing = make(chan struct{}, max(2, runtime.GOMAXPROCS(0)))

// HashPassword returns what the database keeps of a password. It waits its
// turn, or until ctx ends.
func HashPassword(ctx context.Context, password string) (string, error) {
	salt := make([]byte, argonSalt)
	_, _ = rand.Read(salt) // never fails: crypto/rand ends the program instead
	key, err := argonIDKey(ctx, password, salt, argonPasses, argonMemory, argonLanes)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonPasses, argonLanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key)), nil
}

func argonIDKey(ctx context.Context, password string, salt []byte, passes, memory uint32, lanes uint8) ([]byte, error) {
	select {
	case hashing <- struct{}{}:
		defer func() { <-hashing }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return argon2.IDKey([]byte(password), salt, passes, memory, lanes, argonKey), nil
}

// CheckPassword tells whether a password fits a hash, and whether the hash
// should be renewed because its parameters are older than today's. A hash that
// cannot be read fits nothing, after the same work: the time of the answer
// does not tell whether an account exists.
func CheckPassword(ctx context.Context, hash, password string) (fits, renew bool, err error) {
	var memory, passes uint32
	var lanes uint8
	var salt, want []byte
	readable := false
	if parts := strings.Split(hash, "$"); len(parts) == 6 && parts[1] == "argon2id" {
		n, scanErr := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &passes, &lanes)
		var saltErr, keyErr error
		salt, saltErr = base64.RawStdEncoding.DecodeString(parts[4])
		want, keyErr = base64.RawStdEncoding.DecodeString(parts[5])
		readable = n == 3 && scanErr == nil && saltErr == nil && keyErr == nil
	}
	if !readable {
		memory, passes, lanes, salt = argonMemory, argonPasses, argonLanes, make([]byte, argonSalt)
	}
	got, err := argonIDKey(ctx, password, salt, passes, memory, lanes)
	if err != nil || !readable {
		return false, false, err
	}
	fits = subtle.ConstantTimeCompare(got, want) == 1
	return fits, fits && (memory != argonMemory || passes != argonPasses || lanes != argonLanes), nil
}

// CheckPolicy refuses a password that the settings do not allow; pointer names
// the field.
func CheckPolicy(v SettingValues, pointer, username, password string) error {
	least, classes := PasswordMinLength.In(v), PasswordClasses.In(v)
	if utf8.RuneCountInString(password) < least || characterClasses(password) < classes {
		return problem(pointer, CodeWeakPassword, "min", strconv.Itoa(least), "classes", strconv.Itoa(classes))
	}
	if username != "" && strings.Contains(strings.ToLower(password), strings.ToLower(username)) {
		return problem(pointer, CodeNameInPassword)
	}
	return nil
}

// characterClasses counts the kinds of character: upper case, lower case,
// digits, everything else.
func characterClasses(s string) int {
	var upper, lower, digit, other int
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper = 1
		case unicode.IsLower(r):
			lower = 1
		case unicode.IsDigit(r):
			digit = 1
		default:
			other = 1
		}
	}
	return upper + lower + digit + other
}

// oneTimeAlphabets leave out what is easily misread. Some 90 bits.
var oneTimeAlphabets = []string{"ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789", "-+=#@"}

// OneTimePassword returns a random password of all four classes, long enough
// for every setting, that its owner must change.
func OneTimePassword(v SettingValues) string {
	all := strings.Join(oneTimeAlphabets, "")
	length := max(16, PasswordMinLength.In(v))
	for {
		b := make([]byte, length)
		for i := range b {
			b[i] = pick(all)
		}
		if characterClasses(string(b)) == len(oneTimeAlphabets) {
			return string(b)
		}
	}
}

func pick(alphabet string) byte {
	n, err := rand.Int(rand.Reader, big.NewInt(int64(len(alphabet))))
	if err != nil {
		panic(err) // crypto/rand does not fail
	}
	return alphabet[n.Int64()]
}

// SetPassword gives a user a new password hash; except names the session that
// goes on, every other session and every token ends.
func SetPassword(tx *Tx, user *User, hash string, mustChange bool, except string) error {
	now := tx.NowFunc()
	user.PasswordHash, user.MustChange, user.PasswordAt = hash, mustChange, now
	if err := replace(tx, user, user.ID); err != nil {
		return err
	}
	if err := EndSessions(tx, user.ID, except); err != nil {
		return err
	}
	return revokeTokens(tx, user.ID, now)
}

// RenewHash stores the hash of the same password under newer parameters.
func RenewHash(tx *Tx, user, hash string) error {
	return tx.Model(&User{}).Where("id = ?", user).Update("password_hash", hash).Error
}

// NoteSignIn stores when a user last signed in. A password older than age
// must be changed; an age of 0 sets no limit.
func NoteSignIn(tx *Tx, user *User, now time.Time, age time.Duration) error {
	user.LastSignIn = &now
	user.MustChange = user.MustChange || age > 0 && now.Sub(user.PasswordAt) > age
	return tx.Model(&User{}).Where("id = ?", user.ID).
		Updates(map[string]any{"last_sign_in": now, "must_change": user.MustChange}).Error
}
