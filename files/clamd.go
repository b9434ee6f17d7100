package files

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

// Clamd looks for viruses with a ClamAV daemon, to which files are streamed.
type Clamd struct {
	Address string        // host:port, or unix:PATH
	Wait    time.Duration // for one file
	// Lenient keeps files while the daemon cannot be reached; else they are
	// refused until it can.
	Lenient bool
}

// ErrAway says that something that keeps or judges files cannot be reached:
// the same may succeed later.
var ErrAway = errors.New("files: cannot be reached")

const clamdChunk = 64 << 10

// scan refuses a content in which a virus is found.
func (c *Clamd) scan(ctx context.Context, content io.Reader) error {
	answer, err := c.ask(ctx, content)
	switch {
	case err != nil && c.Lenient:
		return nil
	case err != nil:
		return fmt.Errorf("%w: clamd: %v", ErrAway, err)
	}
	_, verdict, _ := strings.Cut(answer, ": ")
	switch {
	case verdict == "OK":
		return nil
	case strings.HasSuffix(verdict, " FOUND"):
		return refuse(CodeVirus, "virus", strings.TrimSuffix(verdict, " FOUND"))
	case strings.Contains(answer, "size limit exceeded"):
		return refuse(CodeUnscanned)
	case c.Lenient:
		return nil
	}
	return fmt.Errorf("%w: clamd says %q", ErrAway, answer)
}

// ask streams a content to the daemon and returns what it says.
func (c *Clamd) ask(ctx context.Context, content io.Reader) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, c.Wait)
	defer cancel()
	network, address := "tcp", c.Address
	if path, ok := strings.CutPrefix(address, "unix:"); ok {
		network, address = "unix", path
	}
	var d net.Dialer
	conn, err := d.DialContext(ctx, network, address)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if deadline, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(deadline); err != nil {
			return "", err
		}
	}
	sent := stream(conn, content)
	// A daemon that has seen enough answers and hangs up before everything is
	// sent: what it said counts.
	answer, err := bufio.NewReader(io.LimitReader(conn, 4<<10)).ReadString(0)
	if answer = strings.TrimRight(answer, "\x00\n"); answer != "" {
		return answer, nil
	}
	return "", errors.Join(sent, err)
}

// stream sends a content the way INSTREAM wants it: pieces behind their
// length, then an empty one.
func stream(to io.Writer, content io.Reader) error {
	if _, err := io.WriteString(to, "zINSTREAM\x00"); err != nil {
		return err
	}
	piece := make([]byte, 4+clamdChunk)
	for {
		n, err := io.ReadFull(content, piece[4:])
		if n > 0 {
			binary.BigEndian.PutUint32(piece, uint32(n))
			if _, err := to.Write(piece[:4+n]); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			_, err = to.Write(make([]byte, 4))
			return err
		}
		if err != nil {
			return err
		}
	}
}
