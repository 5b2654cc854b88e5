package web

import (
	"container/list"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// rates has a token bucket for each of the most recent clients. It is safe for concurrent use.
type rates struct {
	mu     sync.Mutex
	known  map[netip.Prefix]*list.Element
	recent *list.List // of *client; the most recent one is in front
}

type client struct {
	network netip.Prefix
	bucket  *rate.Limiter
}

func newRates() *rates { return &rates{known: map[netip.Prefix]*list.Element{}, recent: list.New()} }

// take counts a run of the client with the given remote address. If the client asks too often, take counts nothing and
// returns how long the client has to wait.
func (r *rates) take(remote string, now time.Time) (wait time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	token := r.bucket(networkOf(remote)).ReserveN(now, 1)
	if wait = token.DelayFrom(now); wait > 0 {
		token.CancelAt(now)
	}
	return wait
}

// bucket returns the bucket of a network. It makes one if there is none, in place of the least recent one if there are too many.
func (r *rates) bucket(network netip.Prefix) *rate.Limiter {
	if known, ok := r.known[network]; ok {
		r.recent.MoveToFront(known)
		return known.Value.(*client).bucket
	}
	if r.recent.Len() >= maxClients {
		oldest := r.recent.Remove(r.recent.Back()).(*client)
		delete(r.known, oldest.network)
	}
	c := &client{network, rate.NewLimiter(rate.Every(time.Minute/runsPerMinute), runsInBurst)}
	r.known[network] = r.recent.PushFront(c)
	return c.bucket
}

// networkOf returns the network that counts as one client: an IPv4 address, or a /64 of IPv6, which is the least that a
// customer gets. All addresses that cannot be parsed count as one client.
func networkOf(remote string) netip.Prefix {
	at, err := netip.ParseAddrPort(remote)
	if err != nil {
		return netip.Prefix{}
	}
	addr := at.Addr().Unmap().WithZone("")
	bits := 64
	if addr.Is4() {
		bits = 32
	}
	network, _ := addr.Prefix(bits) // bits are within the range of the address
	return network
}
