package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"time"
)

// citizen is somebody of the demo town, signed in over HTTP.
type citizen struct {
	town *town
	http *http.Client
}

func (t *town) signIn(user string) (*citizen, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	c := &citizen{t, &http.Client{Jar: jar, Timeout: 30 * time.Second}}
	return c, c.json("POST", "/api/v1/session", map[string]any{"username": user, "password": t.passwords[user]}, nil)
}

func (c *citizen) json(method, path string, body, answer any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return c.send(method, path, "application/json", raw, answer)
}

func (c *citizen) send(method, path, kind string, body []byte, answer any) error {
	c.town.n++
	r, err := http.NewRequestWithContext(c.town.ctx, method, c.town.office()+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Idempotency-Key", fmt.Sprintf("demo-%06d", c.town.n))
	res, err := c.http.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %d %s", method, path, res.StatusCode, text)
	}
	if answer == nil || len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, answer)
}
