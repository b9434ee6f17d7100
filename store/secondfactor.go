package store

import (
	"crypto/subtle"
	"time"

	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"duban/plan"
)

// A second factor is a six-digit code from an app on the user's phone (TOTP,
// RFC 6238): proof of something they have, beside the password they know.

// CodeWrongCode refuses a second factor that does not fit, or was used before.
const CodeWrongCode plan.Code = "wrong-code"

// LoginSecondFactor says who must use a second factor; everybody may.
var LoginSecondFactor = ChoiceSetting("login.second_factor", "off", []string{"off", "administrators", "all"},
	"登录必须使用第二因素(动态口令)的人: off 不要求, administrators 三类管理员, all 所有人",
	"who must sign in with a second factor: nobody, the three administrators, everybody").
	From("", SettingSource{
		Kind: "rule",
		Zh:   "网络安全等级保护 GB/T 22239-2019：三级系统要求两种以上鉴别技术",
		En:   "GB/T 22239-2019: systems of level 3 need two kinds of authentication",
	})

// MustEnrol tells whether the settings ask a user for a second factor that
// they have not set up yet.
func MustEnrol(v SettingValues, u User) bool {
	switch LoginSecondFactor.In(v) {
	case "all":
		return !u.SecondFactor
	case "administrators":
		return !u.SecondFactor && u.Is(administrators...)
	}
	return false
}

const (
	totpPeriod = 30 // seconds a code is valid for
	totpSkew   = 1  // periods by which a phone's clock may be off
)

// StartSecondFactor gives a user a new secret, not in force before it is
// confirmed. The address is what an app scans; issuer names this office in it.
func StartSecondFactor(tx *Tx, u *User, issuer string) (secret, address string, err error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: u.Username, Period: totpPeriod})
	if err != nil {
		return "", "", err
	}
	u.TOTPSecret, u.SecondFactor, u.TOTPStep = key.Secret(), false, 0
	return key.Secret(), key.URL(), saveSecondFactor(tx, u)
}

// ConfirmSecondFactor puts the secret in force once a code proves that the app
// has it. Every session but one ends.
func ConfirmSecondFactor(tx *Tx, u *User, code string, now time.Time, session string) error {
	if err := UseCode(tx, u, "/code", code, now); err != nil {
		return err
	}
	u.SecondFactor = true
	if err := saveSecondFactor(tx, u); err != nil {
		return err
	}
	if err := tx.Model(&Session{}).Where("id = ?", session).Update("must_enrol", false).Error; err != nil {
		return err
	}
	return EndSessions(tx, u.ID, session)
}

// DropSecondFactor takes the second factor from a user; they may set up a new
// one.
func DropSecondFactor(tx *Tx, u *User) error {
	u.TOTPSecret, u.SecondFactor, u.TOTPStep = "", false, 0
	return saveSecondFactor(tx, u)
}

// UseCode accepts a code once: it refuses one that does not fit and one that
// was used before, also when two requests bring it at the same time.
func UseCode(tx *Tx, u *User, pointer, code string, now time.Time) error {
	step := matchingStep(u.TOTPSecret, code, now)
	if step <= u.TOTPStep {
		return problem(pointer, CodeWrongCode)
	}
	done := tx.Model(&User{}).Where("id = ? AND totp_step < ?", u.ID, step).Update("totp_step", step)
	if done.Error != nil {
		return done.Error
	}
	if done.RowsAffected == 0 {
		return problem(pointer, CodeWrongCode)
	}
	u.TOTPStep = step
	return nil
}

// matchingStep is the period whose code was given, 0 when none fits.
func matchingStep(secret, code string, now time.Time) int64 {
	if secret == "" {
		return 0
	}
	at := now.Unix() / totpPeriod
	for step := at - totpSkew; step <= at+totpSkew; step++ {
		want, err := hotp.GenerateCode(secret, uint64(step))
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			return step
		}
	}
	return 0
}

func saveSecondFactor(tx *Tx, u *User) error {
	return tx.Model(&User{}).Where("id = ?", u.ID).Updates(map[string]any{
		"second_factor": u.SecondFactor, "totp_secret": u.TOTPSecret, "totp_step": u.TOTPStep,
	}).Error
}
