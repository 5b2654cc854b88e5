package web

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// hosts is the set of host names and addresses that requests may name.
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

// allow reports whether a request names one of the hosts, or the IP address at which it arrived. A server that listens on all
// addresses of its machine has no list of them. Naming an address is safe, because DNS rebinding needs a host name.
func (h hosts) allow(r *http.Request) bool {
	host := hostName(r.Host)
	if host != "" && h[host] {
		return true
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	return ok && isAddress(host) && host == hostName(local.String())
}

// hostName returns the host of "host", "host:port" or "[address]:port" in its canonical form.
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

// isAddress reports whether host is an IP address.
func isAddress(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}

// IsLoopback reports whether only this machine can reach a listener at addr.
func IsLoopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}
