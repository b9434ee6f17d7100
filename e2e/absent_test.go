package e2e_test

import (
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	gomysql "github.com/go-sql-driver/mysql"
	"github.com/stretchr/testify/require"

	"duban/plan"
	"duban/store"
	"duban/store/storetest"
)

const terminate = syscall.SIGTERM

// apart runs the engine, the API and the worker as processes of their own.
type apart struct {
	*town
	temporal, api, worker *process
	workerAddress         string
}

func newApart(t *testing.T, p place, cadres int) *apart {
	t.Helper()
	engine, page := freeAddress(t), freeAddress(t)
	a := &apart{workerAddress: freeAddress(t), town: settle(t, p, page, cadres)}
	a.temporal = start(t, "temporal", "--data", p.dir, "--listen", engine)
	a.worker = start(t, append([]string{"worker", "--temporal-address", engine, "--listen", a.workerAddress}, p.args()...)...)
	a.worker.ready(a.workerAddress)
	a.api = start(t, append([]string{"api", "--temporal-address", engine, "--listen", page}, p.args()...)...)
	a.api.ready(page)
	return a
}

// refusesWrites checks that a write gets an honest 503 in time, while reads
// go on.
func (a *apart) refusesWrites(t *testing.T, who *person, id, verb, key string) {
	t.Helper()
	began := time.Now()
	answer, err := who.send("POST", commandPath(id, "s1", verb), key, obj{})
	require.NoError(t, err)
	require.Equal(t, 503, answer.status, "%s", answer.body)
	require.NotEmpty(t, answer.header.Get("Retry-After"))
	require.Less(t, time.Since(began), 10*time.Second)
	require.NotEmpty(t, who.goal(id).Steps, "a goal can be read")
	require.NotEmpty(t, who.inbox(), "and the inbox")
	require.NotEmpty(t, who.timeline(id), "and the timeline")
}

func TestWorkerAbsent_ReadsGoOnAndWritesAreAnsweredInTime(t *testing.T) {
	each(t, func(t *testing.T, p place) {
		a := newApart(t, p, 1)
		id := a.issue(a.goalOf("没有工人", "cadre0"))[0]
		cadre, key := a.as("cadre0"), store.NewID()
		a.worker.kill()
		a.refusesWrites(t, cadre, id, "accept", key)

		a.worker.again()
		a.worker.ready(a.workerAddress)
		answer, err := cadre.send("POST", commandPath(id, "s1", "accept"), key, obj{})
		require.NoError(t, err)
		require.Equal(t, 200, answer.status, "the same key, once it is back: %s", answer.body)
		require.Equal(t, 1, counted(cadre.timeline(id))[plan.StepAccepted])
	})
}

func TestTemporalAbsent_TheProcessesRecoverWhenItIsBack(t *testing.T) {
	each(t, func(t *testing.T, p place) {
		a := newApart(t, p, 1)
		id := a.issue(a.goalOf("没有引擎", "cadre0"))[0]
		cadre, key := a.as("cadre0"), store.NewID()
		a.temporal.kill()
		a.refusesWrites(t, cadre, id, "accept", key)

		a.temporal.again()
		a.api.ready(a.address) // it says itself when the engine and a worker answer again
		answer, err := cadre.send("POST", commandPath(id, "s1", "accept"), key, obj{})
		require.NoError(t, err)
		require.Equal(t, 200, answer.status, "%s", answer.body)
		require.Equal(t, 1, counted(cadre.timeline(id))[plan.StepAccepted])
		p.sound(t)
	})
}

// outage is how long the database stays away.
const outage = 20 * time.Second

// The database goes away for twenty seconds under load. DUBAN_TEST_MYSQL_KILL
// names a program that takes "kill" and "up" and rules over a server that no
// other test uses, at DUBAN_TEST_MYSQL_KILL_DSN; without it every connection
// to the common server is cut and none is taken, which the program cannot tell
// from a killed server.
func TestMySQLAway_EverythingResumesByItself(t *testing.T) {
	p := place{engine: store.MySQL, dir: t.TempDir()}
	var cut, mend func()
	if control := os.Getenv("DUBAN_TEST_MYSQL_KILL"); control != "" {
		t.Setenv(storetest.MySQLVariable, os.Getenv("DUBAN_TEST_MYSQL_KILL_DSN"))
		p.mysql = storetest.MySQLDatabase(t)
		rule := func(verb string) func() {
			return func() {
				out, err := exec.Command(control, verb).CombinedOutput()
				require.NoError(t, err, "%s", out)
			}
		}
		cut, mend = rule("kill"), rule("up")
	} else {
		p.mysql = storetest.MySQLDatabase(t)
		line := newLine(t, p.mysql)
		cut, mend = line.cut, line.mend
		direct := p.mysql
		p.mysql = line.dsn
		defer func() { p.mysql = direct }()
	}
	const people, commands = 8, 40
	w, _ := newTown(t, p, people)
	bees := swarm(w, people)
	flying := fly(bees, commands, 3*time.Minute)
	done := make(chan struct{})
	go func() { flying.Wait(); close(done) }()
	total := func() (n int64) {
		for _, b := range bees {
			n += b.sent.Load()
		}
		return n
	}
	awaitCount(done, total, people*commands/4)
	cut()
	away := time.Now()
	reader := w.as("leader")
	a := reader.ask("GET", "/goals", nil)
	require.Equal(t, 503, a.status, "a read says so too: %s", a.body)
	require.NotEmpty(t, a.header.Get("Retry-After"))
	<-time.After(time.Until(away.Add(outage))) // the outage itself
	mend()
	back := time.Now()
	awaitCount(done, total, total()+1)
	t.Logf("the first command was answered %s after the database was back", time.Since(back).Round(time.Millisecond))
	<-done
	paused := int64(0)
	for _, b := range bees {
		paused += b.paused.Load()
	}
	require.Positive(t, paused, "writers were told to wait")
	land(t, w, bees, commands)
}

// line is a stretch of wire between the program and MySQL that can be cut.
type line struct {
	t       *testing.T
	dsn     string
	address string
	server  string
	mu      sync.Mutex
	listen  net.Listener
	open    map[net.Conn]bool
}

func newLine(t *testing.T, dsn string) *line {
	t.Helper()
	c, err := gomysql.ParseDSN(dsn)
	require.NoError(t, err)
	l := &line{t: t, server: c.Addr, address: freeAddress(t), open: map[net.Conn]bool{}}
	l.dsn = strings.Replace(dsn, c.Addr, l.address, 1)
	l.mend()
	t.Cleanup(l.cut)
	return l
}

func (l *line) mend() {
	listen, err := net.Listen("tcp", l.address)
	require.NoError(l.t, err)
	l.mu.Lock()
	l.listen = listen
	l.mu.Unlock()
	go func() {
		for {
			near, err := listen.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", l.server)
			if err != nil {
				near.Close()
				continue
			}
			l.join(near, far)
		}
	}()
}

func (l *line) join(near, far net.Conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, way := range [][2]net.Conn{{near, far}, {far, near}} {
		l.open[way[0]] = true
		go func() {
			_, _ = io.Copy(way[0], way[1])
			way[0].Close()
			way[1].Close()
		}()
	}
}

// cut closes the line, and everything that is under way on it.
func (l *line) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.listen.Close()
	for c := range l.open {
		c.Close()
	}
	clear(l.open)
}
