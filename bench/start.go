package main

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Start is how the program comes up on a record with open goals.
type Start struct {
	Goals   int     `json:"goals"`
	Seconds float64 `json:"seconds_to_ready"`
	MiB     int     `json:"resident_mib"` // right after
}

// start issues goals, ends everything, and times the built program until
// /readyz answers 200. The town is closed by it.
func (t *town) start(ctx context.Context, goals int, binary string) (*Start, error) {
	if _, err := os.Stat(binary); err != nil {
		return nil, fmt.Errorf("the program is not built: %w", err)
	}
	var ids []string
	for i := range goals {
		ids = append(ids, fmt.Sprintf("open%d", i))
	}
	if _, err := spread(32, ids, func(id string) ([]time.Duration, error) { return nil, t.issue(ctx, id) }); err != nil {
		return nil, err
	}
	keep := t.closing[0] // removes the folder
	t.closing = t.closing[1:]
	t.close()
	t.closing = []func(){keep}

	address, err := free()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, binary, "serve", "--data", t.dir, "--listen", address, "--log-level", "error")
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	defer func() { _ = cmd.Process.Signal(syscall.SIGTERM); _ = cmd.Wait() }()
	if err := ready(ctx, "http://"+address+"/readyz"); err != nil {
		return nil, err
	}
	took := time.Since(begin)
	mib, err := resident(cmd.Process.Pid)
	return &Start{Goals: goals, Seconds: took.Seconds(), MiB: mib}, err
}

func free() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// readyWithin is when waiting is given up.
const readyWithin = 2 * time.Minute

func ready(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		if res, err := http.DefaultClient.Do(r); err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// resident is the memory of a process; 0 where the system does not tell.
func resident(pid int) (int, error) {
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", pid))
	if os.IsNotExist(err) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if rest, ok := strings.CutPrefix(lines.Text(), "VmRSS:"); ok {
			kib, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")))
			return kib / 1024, err
		}
	}
	return 0, lines.Err()
}
