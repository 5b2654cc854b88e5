package web

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// hosts is the set of names and addresses that requests may be for.
type hosts map[string]bool

func newHosts(addr net.Addr, names []string) hosts {
	h := hosts{"localhost": true, "127.0.0.1": true, "::1": true}
	if addr != nil {
		h[hostName(addr.String())] = true
	}
	for _, name := range names {
		h[hostName(name)] = true
	}
	return h
}

// allow tells whether the request is for one of them, or for the very address that it came in on: a server that listens
// on all of a machine's addresses has no list of them, and no name leads to an address in figures.
func (h hosts) allow(r *http.Request) bool {
	host := hostName(r.Host)
	if host != "" && h[host] {
		return true
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	return ok && isAddress(host) && host == hostName(local.String())
}

// hostName is the host of "host", "host:port" or "[address]:port" in one spelling.
func hostName(hostport string) string {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.TrimSuffix(strings.TrimPrefix(hostport, "["), "]")
	}
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.Unmap().WithZone("").String()
	}
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

func isAddress(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}

// IsLoopback tells whether only this machine can reach a listener at addr.
func IsLoopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}
