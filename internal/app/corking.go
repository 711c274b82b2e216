package app

import (
	"context"
	"net"

	"rasad/internal/httpapi/tileapi"
)

// corkedListener accepts connections on which an answer larger than net/http's buffer leaves in one write rather than two: for a tile of
// 10 KB the second is a sixth of what the whole request costs.
type corkedListener struct{ net.Listener }

func (l corkedListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &corkedConn{Conn: conn}, nil
}

// corkedConn holds the next write back until the one after it, when asked to. It is asked by the handler, from the one goroutine that
// writes to the connection, and only when another write is bound to follow.
type corkedConn struct {
	net.Conn
	corked bool
	held   []byte
}

var _ tileapi.Corker = (*corkedConn)(nil)

// Cork holds the next write back.
func (c *corkedConn) Cork() { c.corked = true }

func (c *corkedConn) Write(p []byte) (int, error) {
	if c.corked {
		c.corked = false
		c.held = append(c.held[:0], p...)
		return len(p), nil
	}
	if len(c.held) == 0 {
		return c.Conn.Write(p)
	}
	both := net.Buffers{c.held, p}
	held := len(c.held)
	n, err := both.WriteTo(c.Conn)
	c.held = c.held[:0]
	return max(0, int(n)-held), err
}

// corkedContext lets a handler find its connection.
func corkedContext(ctx context.Context, conn net.Conn) context.Context {
	if corked, ok := conn.(*corkedConn); ok {
		return tileapi.WithCorker(ctx, corked)
	}
	return ctx
}
