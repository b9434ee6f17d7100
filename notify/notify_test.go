package notify

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var example = Message{ID: "g1/3/0/post:p", At: time.Date(2026, 3, 2, 0, 30, 0, 0, time.UTC), Subject: "督办摘要：1 条", Text: "【已逾期】征地"}

func sender(t *testing.T, smtp string, inside bool) *Sender {
	s, err := New(smtp, inside)
	require.NoError(t, err)
	return s
}

func TestWebhook_IsSignedAsStandardWebhooksSay(t *testing.T) {
	var got Message
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		want := "v1," + sign([]byte("whsec"), r.Header.Get("webhook-id")+"."+r.Header.Get("webhook-timestamp")+"."+string(body))
		require.Equal(t, want, r.Header.Get("webhook-signature"))
		require.Equal(t, example.ID, r.Header.Get("webhook-id"))
		require.NoError(t, json.Unmarshal(body, &got))
	}))
	defer srv.Close()
	require.NoError(t, sender(t, "", true).Send(t.Context(), Webhook, srv.URL, "whsec", example))
	require.Equal(t, example.Text, got.Text)
}

func TestWebhook_DoesNotReachInside(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("reached") }))
	defer srv.Close()
	port := srv.URL[strings.LastIndexByte(srv.URL, ':'):]
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"} {
		require.Error(t, sender(t, "", false).Send(t.Context(), Webhook, "http://"+host+port, "s", example), host)
	}
	for _, ip := range []string{"http://10.0.0.1/", "http://192.168.1.1/", "http://169.254.169.254/", "http://100.64.0.1/", "http://172.16.0.1/"} {
		require.ErrorIs(t, sender(t, "", false).Send(t.Context(), Webhook, ip, "s", example), ErrInside, ip)
	}
}

func TestOutside_SeesThroughEveryWayToWriteAnAddress(t *testing.T) {
	for _, inside := range []string{
		"127.0.0.1", "0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "169.254.169.254", "192.0.0.8", "198.18.0.1", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::ffff:10.0.0.1", "::10.0.0.1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1",
		"64:ff9b::10.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::",
	} {
		require.False(t, outside(netip.MustParseAddr(inside)), inside)
	}
	for _, public := range []string{"1.2.3.4", "223.5.5.5", "::ffff:223.5.5.5", "2400:3200::1", "64:ff9b::223.5.5.5"} {
		require.True(t, outside(netip.MustParseAddr(public)), public)
	}
}

func TestWebhook_FollowsNoRedirectAndTellsFailures(t *testing.T) {
	for _, status := range []int{302, 404, 500, 503} {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "http://127.0.0.1:1/")
			w.WriteHeader(status)
		}))
		require.ErrorContains(t, sender(t, "", true).Send(t.Context(), Webhook, srv.URL, "s", example), fmt.Sprint(status))
		srv.Close()
	}
}

func TestWebhook_OneThatHangsIsGivenUp(t *testing.T) {
	free := make(chan struct{})
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-free }))
	defer srv.Close()
	defer close(free)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	require.ErrorIs(t, sender(t, "", true).Send(ctx, Webhook, srv.URL, "s", example), context.DeadlineExceeded)
}

func TestBots_SendTextAndReadTheRefusalBehindA200(t *testing.T) {
	for kind, field := range map[Kind]string{DingTalk: "msgtype", WeCom: "msgtype", Feishu: "msg_type"} {
		answer := `{"errcode":0,"code":0}`
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			var body map[string]any
			require.NoError(t, json.NewDecoder(r.Body).Decode(&body))
			require.Equal(t, "text", body[field])
			require.Contains(t, fmt.Sprint(body), "征地")
			if kind == DingTalk {
				require.NotEmpty(t, r.URL.Query().Get("sign"))
			}
			fmt.Fprint(w, answer)
		}))
		require.NoError(t, sender(t, "", true).Send(t.Context(), kind, srv.URL+"?access_token=x", "secret", example), kind)
		answer = `{"errcode":310000,"code":19021,"errmsg":"sign not match"}`
		require.ErrorContains(t, sender(t, "", true).Send(t.Context(), kind, srv.URL, "secret", example), "refused", kind)
		srv.Close()
	}
}

// mailbox is a mail server that takes one mail.
func mailbox(t *testing.T) (address string, mail <-chan string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { l.Close() })
	got := make(chan string, 1)
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		say := func(s string) { fmt.Fprint(c, s+"\r\n") }
		say("220 test")
		r := bufio.NewReader(c)
		for {
			line, err := r.ReadString('\n')
			if err != nil {
				return
			}
			switch {
			case strings.HasPrefix(line, "DATA"):
				say("354 go on")
				var text strings.Builder
				for line != ".\r\n" {
					if line, err = r.ReadString('\n'); err != nil {
						return
					}
					text.WriteString(line)
				}
				got <- text.String()
				say("250 ok")
			case strings.HasPrefix(line, "QUIT"):
				say("221 bye")
				return
			default:
				say("250 ok")
			}
		}
	}()
	return l.Addr().String(), got
}

func TestMail_ReachesTheServer(t *testing.T) {
	address, mail := mailbox(t)
	s := sender(t, "smtp://"+address+"?from=duban@example.com&tls=none", false)
	require.NoError(t, s.Send(t.Context(), Mail, "chenyu@example.com", "", example))
	text := <-mail
	require.Contains(t, text, "To: <chenyu@example.com>")
	require.Contains(t, text, "=?UTF-8?q?=E7=9D=A3")
}

func TestMail_SaysThatNoServerIsConfigured(t *testing.T) {
	require.ErrorIs(t, sender(t, "", false).Send(t.Context(), Mail, "a@example.com", "", example), ErrNoMail)
	for _, bad := range []string{"http://x", "smtp://", "smtp://h:25", "smtp://h:25?from=a@b&tls=maybe", "smtp://h:port?from=a@b"} {
		_, err := New(bad, false)
		require.Error(t, err, bad)
	}
}

func TestCheckTarget(t *testing.T) {
	for target, kind := range map[string]Kind{"a@example.com": Mail, "https://hooks.example.com/x": Webhook, "http://bot.example.com": WeCom} {
		require.NoError(t, CheckTarget(kind, target), target)
	}
	for target, kind := range map[string]Kind{"a": Mail, "a@b, c@d": Mail, "ftp://x/": Webhook, "https://u:p@x/": Webhook, "/x": Feishu, "https://": DingTalk} {
		require.Error(t, CheckTarget(kind, target), target)
	}
}
