package api

import (
	"math"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// Rate is how often one caller may ask: on average per second, and at once.
type Rate struct {
	PerSecond float64
	Burst     int
}

// Rates bounds each signed-in user, and each address of those who are not.
type Rates struct {
	User    Rate
	Address Rate
}

// DefaultRates stop a program that runs wild, never a person: a page asks some
// twenty things at once, and a whole office may sit behind one address.
var DefaultRates = Rates{User: Rate{PerSecond: 200, Burst: 1000}, Address: Rate{PerSecond: 20, Burst: 100}}

// limiters remembers the callers that asked last.
type limiters struct {
	rates  Rates
	clock  func() time.Time
	recent *lru.Cache[string, *rate.Limiter]
}

const rememberedCallers = 10_000

func newLimiters(r Rates, clock func() time.Time) *limiters {
	if r.User.Burst == 0 {
		r.User = DefaultRates.User
	}
	if r.Address.Burst == 0 {
		r.Address = DefaultRates.Address
	}
	recent, err := lru.New[string, *rate.Limiter](rememberedCallers)
	if err != nil {
		panic(err) // only a size below one is refused
	}
	return &limiters{rates: r, clock: clock, recent: recent}
}

// wait returns 0 when the caller may go on, else after how many seconds.
func (l *limiters) wait(key string, r Rate) int {
	limiter := rate.NewLimiter(rate.Limit(r.PerSecond), r.Burst)
	if known, ok, _ := l.recent.PeekOrAdd(key, limiter); ok {
		limiter = known
		l.recent.Get(key) // keeps it among the recent ones
	}
	now := l.clock()
	if limiter.AllowN(now, 1) {
		return 0
	}
	missing := 1 - limiter.TokensAt(now)
	return max(1, int(math.Ceil(missing/r.PerSecond)))
}

// limitRate refuses a caller who asks too often.
func (s *server) limitRate(c *gin.Context) {
	key, r := "ip:"+c.ClientIP(), s.limits.rates.Address
	if user := userOf(c); user != "" {
		key, r = "user:"+user, s.limits.rates.User
	}
	if seconds := s.limits.wait(key, r); seconds > 0 {
		s.fail(c, refuse(CodeRate, "seconds", strconv.Itoa(seconds)))
	}
}
