package notify

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Kind is a way out of the building.
type Kind string

// The kinds of channel.
const (
	Mail     Kind = "mail"
	Webhook  Kind = "webhook"
	DingTalk Kind = "dingtalk"
	WeCom    Kind = "wecom"
	Feishu   Kind = "feishu"
)

// Message is what is sent. ID is the same when the same message is tried
// again, so that a receiver can tell.
type Message struct {
	ID      string    `json:"id"`
	At      time.Time `json:"at"`
	Subject string    `json:"subject"`
	Text    string    `json:"text"`
	Items   []Item    `json:"items,omitempty"` // what the text tells, for programs
}

// Item is one notice within a message.
type Item struct {
	Goal   string     `json:"goal"` // empty: of an assessment
	Course string     `json:"course,omitempty"`
	Number string     `json:"number"`
	Title  string     `json:"title"`
	Step   string     `json:"step,omitempty"`
	Kind   string     `json:"kind"`
	Colour string     `json:"colour,omitempty"`
	Due    *time.Time `json:"due,omitempty"`
}

// Sender sends messages. The zero Sender reaches public HTTP addresses and no
// mail server.
type Sender struct {
	SMTP string // URL of the mail server, see smtpOf; empty: no mail
	// Inside lets HTTP channels reach loopback and private networks: for a bot
	// that runs in the same building.
	Inside bool
	client *http.Client
}

// ErrNoMail says that no mail server is configured.
var ErrNoMail = errors.New("no mail server is configured (DUBAN_SMTP)")

// sendWithin bounds one try.
const sendWithin = 20 * time.Second

// New returns a sender.
func New(smtp string, inside bool) (*Sender, error) {
	s := &Sender{SMTP: smtp, Inside: inside}
	s.client = &http.Client{Timeout: sendWithin, Transport: guarded(inside), CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse // a redirect could lead inside
	}}
	if smtp != "" {
		if _, _, err := smtpOf(smtp); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Send sends a message once. An error says that the other side did not take
// it; trying again is the caller's affair.
func (s *Sender) Send(ctx context.Context, kind Kind, target, secret string, m Message) error {
	ctx, cancel := context.WithTimeout(ctx, sendWithin)
	defer cancel()
	switch kind {
	case Mail:
		return s.mail(ctx, target, m)
	case Webhook:
		return s.webhook(ctx, target, secret, m)
	case DingTalk, WeCom, Feishu:
		return s.bot(ctx, kind, target, secret, m)
	}
	return fmt.Errorf("unknown kind of channel %q", kind)
}
