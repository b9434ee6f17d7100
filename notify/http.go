package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ErrInside says that an address leads into this machine or its network.
var ErrInside = errors.New("the address leads into a private network")

// guarded refuses connections into the machine or its network, at the moment
// of connecting: a name cannot change its mind after a check.
func guarded(inside bool) *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	if !inside {
		dialer.Control = func(_, address string, _ syscall.RawConn) error {
			at, err := netip.ParseAddrPort(address)
			if err != nil {
				return err
			}
			if !outside(at.Addr()) {
				return ErrInside
			}
			return nil
		}
	}
	return &http.Transport{DialContext: dialer.DialContext, Proxy: nil, TLSHandshakeTimeout: 10 * time.Second,
		ResponseHeaderTimeout: sendWithin, MaxIdleConns: 10, IdleConnTimeout: time.Minute}
}

// outside tells whether an address is a public one. What a gateway translates
// (NAT64) is judged by the address behind it.
func outside(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if translated.Contains(ip) {
		b := ip.As16()
		ip = netip.AddrFrom4([4]byte(b[12:]))
	}
	return ip.IsGlobalUnicast() && !ip.IsPrivate() && !slices.ContainsFunc(nobodys, func(p netip.Prefix) bool { return p.Contains(ip) })
}

var translated = netip.MustParsePrefix("64:ff9b::/96") // RFC 6052

// nobodys are no public addresses, though they look like such (RFC 6890):
// "this" network, the carriers' space, protocols, benchmarks, reserved; on
// IPv6 compatible and translated IPv4, site-local and 6to4.
var nobodys = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("fec0::/10"), netip.MustParsePrefix("2002::/16"),
}

// webhook posts the message as JSON, signed as Standard Webhooks say: the
// receiver can check that it is ours, whole and recent.
func (s *Sender) webhook(ctx context.Context, target, secret string, m Message) error {
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	return s.post(ctx, target, body, map[string]string{
		"webhook-id": m.ID, "webhook-timestamp": stamp, "webhook-signature": "v1," + sign([]byte(secret), m.ID+"."+stamp+"."+string(body)),
	}, nil)
}

func sign(key []byte, text string) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

// bot posts a text to a group bot, signed where the bot has a secret.
func (s *Sender) bot(ctx context.Context, kind Kind, target, secret string, m Message) error {
	text := m.Subject + "\n" + m.Text
	now := time.Now()
	var body any
	switch kind {
	case Feishu:
		b := map[string]any{"msg_type": "text", "content": map[string]string{"text": text}}
		if secret != "" {
			stamp := strconv.FormatInt(now.Unix(), 10)
			b["timestamp"], b["sign"] = stamp, sign([]byte(stamp+"\n"+secret), "")
		}
		body = b
	case DingTalk:
		body = map[string]any{"msgtype": "text", "text": map[string]string{"content": text}}
		if secret != "" {
			stamp := strconv.FormatInt(now.UnixMilli(), 10)
			at, err := url.Parse(target)
			if err != nil {
				return err
			}
			query := at.Query()
			query.Set("timestamp", stamp)
			query.Set("sign", sign([]byte(secret), stamp+"\n"+secret))
			at.RawQuery = query.Encode()
			target = at.String()
		}
	default:
		body = map[string]any{"msgtype": "text", "text": map[string]string{"content": text}}
	}
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return s.post(ctx, target, raw, nil, botAnswer)
}

// botAnswer reads the refusal that bots send with status 200.
func botAnswer(answer []byte) error {
	var a struct {
		ErrCode int    `json:"errcode"`
		ErrMsg  string `json:"errmsg"`
		Code    int    `json:"code"`
		Msg     string `json:"msg"`
	}
	if json.Unmarshal(answer, &a) != nil {
		return nil
	}
	if a.ErrCode != 0 || a.Code != 0 {
		return fmt.Errorf("the bot refused: %d %s%s", a.ErrCode+a.Code, a.ErrMsg, a.Msg)
	}
	return nil
}

// answerRead bounds how much of an answer is read.
const answerRead = 64 << 10

func (s *Sender) post(ctx context.Context, target string, body []byte, headers map[string]string, judge func([]byte) error) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, target, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("User-Agent", "duban")
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	res, err := s.client.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, answerRead))
	switch {
	case err != nil:
		return err
	case res.StatusCode < 200 || res.StatusCode > 299:
		return fmt.Errorf("answered %s", res.Status)
	case judge != nil:
		return judge(answer)
	}
	return nil
}

// CheckTarget says what is wrong with a channel's address before it is stored.
func CheckTarget(kind Kind, target string) error {
	if kind == Mail {
		if at := strings.IndexByte(target, '@'); at < 1 || at == len(target)-1 || strings.ContainsAny(target, " \r\n,;") {
			return errors.New("no mail address")
		}
		return nil
	}
	u, err := url.Parse(target)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil {
		return errors.New("no http address")
	}
	return nil
}
