package notify

import (
	"context"
	"fmt"
	"net/url"
	"strconv"

	"github.com/wneessen/go-mail"
)

// mail sends a plain text mail.
func (s *Sender) mail(ctx context.Context, target string, m Message) error {
	if s.SMTP == "" {
		return ErrNoMail
	}
	client, from, err := smtpOf(s.SMTP)
	if err != nil {
		return err
	}
	msg := mail.NewMsg()
	if err := msg.From(from); err != nil {
		return fmt.Errorf("sender: %w", err)
	}
	if err := msg.To(target); err != nil {
		return fmt.Errorf("receiver: %w", err)
	}
	msg.Subject(m.Subject)
	msg.SetMessageIDWithValue(m.ID + "@duban")
	msg.SetBodyString(mail.TypeTextPlain, m.Text)
	return client.DialAndSendWithContext(ctx, msg)
}

// smtpOf reads smtp://USER:PASSWORD@HOST:PORT?from=ADDRESS, with tls=starttls
// (default), tls=implicit or tls=none.
func smtpOf(text string) (*mail.Client, string, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "smtp" || u.Hostname() == "" {
		return nil, "", fmt.Errorf("mail server: not of the form smtp://USER:PASSWORD@HOST:PORT?from=ADDRESS")
	}
	from := u.Query().Get("from")
	if from == "" {
		return nil, "", fmt.Errorf("mail server: from=ADDRESS is missing")
	}
	options := []mail.Option{mail.WithTimeout(sendWithin)}
	if port := u.Port(); port != "" {
		n, err := strconv.Atoi(port)
		if err != nil {
			return nil, "", fmt.Errorf("mail server: port: %w", err)
		}
		options = append(options, mail.WithPort(n))
	}
	switch u.Query().Get("tls") {
	case "", "starttls":
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	case "implicit":
		options = append(options, mail.WithSSL())
	case "none":
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	default:
		return nil, "", fmt.Errorf("mail server: tls is starttls, implicit or none")
	}
	if user := u.User.Username(); user != "" {
		password, _ := u.User.Password()
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(user), mail.WithPassword(password))
	}
	client, err := mail.NewClient(u.Hostname(), options...)
	return client, from, err
}
