package embedded

import (
	"fmt"
	"net"
	"net/netip"
	"runtime"
	"strconv"
)

// ports holds one port for each of services.
type ports []int

func (p ports) address(host string, i int) string {
	return net.JoinHostPort(host, strconv.Itoa(p[i]))
}

// listenAddress splits the frontend's address and finds free ports for what it leaves open.
// It refuses anything but loopback, and a fixed port that is taken.
func listenAddress(hostPort string) (host string, free ports, err error) {
	host, port, err := net.SplitHostPort(hostPort)
	if err != nil {
		return "", nil, fmt.Errorf("read the listen address: %w", err)
	}
	if host == "localhost" {
		host = "127.0.0.1"
	}
	if ip, err := netip.ParseAddr(host); err != nil || !ip.IsLoopback() {
		return "", nil, fmt.Errorf("%w, not on %q", ErrNotLoopback, hostPort)
	}
	for range services {
		n, err := freePort(host, port)
		if err != nil {
			return "", nil, fmt.Errorf("find a port: %w", err)
		}
		free = append(free, n)
		port = "0" // only the frontend's port can be chosen
	}
	return host, free, nil
}

// freePort returns a port that can be listened on: the given one, or any for "0".
func freePort(host, port string) (int, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort(host, port))
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	address := listener.Addr().(*net.TCPAddr)
	if port != "0" || runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return address.Port, nil // those systems hand out ports in turn
	}
	// A connection closed from the listening side leaves the port in TIME_WAIT: for a minute the kernel
	// gives it to nobody who asks for any port, and the server may still bind it by number.
	conn, err := net.DialTCP("tcp", nil, address)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	accepted, err := listener.Accept()
	if err != nil {
		return 0, err
	}
	return address.Port, accepted.Close()
}
