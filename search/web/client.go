package web

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// proxies are the addresses whose word is taken for who asks and by which
// scheme. What anybody else says of that is ignored: it is made up in a moment.
type proxies []netip.Prefix

func (p proxies) trusts(a netip.Addr) bool {
	return slices.ContainsFunc(p, func(net netip.Prefix) bool { return net.Contains(a) })
}

// peer is the other end of the connection.
func peer(r *http.Request) netip.Addr {
	ap, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return ap.Addr().Unmap().WithZone("")
}

// client is who asks: the peer, or where that is a trusted proxy the last
// address in X-Forwarded-For that is not one. What stands before it the client
// may have written itself.
func (p proxies) client(r *http.Request) netip.Addr {
	at := peer(r)
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		if !p.trusts(at) {
			break
		}
		next, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			break
		}
		at = next.Unmap().WithZone("")
	}
	return at
}

// local tells whether the request comes from this machine and was passed on for
// nobody else.
func local(r *http.Request) bool {
	for _, name := range []string{"X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via"} {
		if r.Header.Get(name) != "" {
			return false
		}
	}
	return peer(r).IsLoopback()
}

// secure tells whether the asker came by TLS.
func (p proxies) secure(r *http.Request) bool {
	return r.TLS != nil || p.trusts(peer(r)) && r.Header.Get("X-Forwarded-Proto") == "https"
}

// origin is what the addresses in files and feeds begin with: that which the
// asker used.
func (s *site) origin(r *http.Request) string {
	if s.proxies.secure(r) {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
