package web

import (
	"container/list"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// rates keeps a token bucket for each client, those that asked last. Goroutines may share it.
type rates struct {
	mu     sync.Mutex
	known  map[netip.Prefix]*list.Element
	recent *list.List // of *client; the front asked last
}

type client struct {
	network netip.Prefix
	bucket  *rate.Limiter
}

func newRates() *rates { return &rates{known: map[netip.Prefix]*list.Element{}, recent: list.New()} }

// take counts a run of the client with the remote address; if it asks too often, nothing is counted and the time is given
// after which it can ask again.
func (r *rates) take(remote string, now time.Time) (wait time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	token := r.bucket(networkOf(remote)).ReserveN(now, 1)
	if wait = token.DelayFrom(now); wait > 0 {
		token.CancelAt(now)
	}
	return wait
}

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

// networkOf is what counts as one client: an IPv4 address, or the /64 that an IPv6 customer has at least. Addresses that
// cannot be read count as one client together.
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
	network, _ := addr.Prefix(bits) // bits fit the address
	return network
}
