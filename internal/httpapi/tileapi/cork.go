package tileapi

import (
	"context"
	"net/http"
)

// Corker is a connection that can hold the next write back and send it together with the one after.
type Corker interface{ Cork() }

type corkerKey struct{}

// WithCorker hands the connection of a request to the handler.
func WithCorker(ctx context.Context, c Corker) context.Context {
	return context.WithValue(ctx, corkerKey{}, c)
}

// writeBuffer is net/http's buffer of a connection. A body of at least this size makes two writes: the buffer, filled with the header and
// the body's beginning, and the rest.
const writeBuffer = 4 << 10

// cork holds the first of two writes back. It must be called only if the second is sure to come.
func cork(r *http.Request, body int) {
	if body < writeBuffer || r.Method != http.MethodGet || r.ProtoMajor != 1 {
		return
	}
	if c, ok := r.Context().Value(corkerKey{}).(Corker); ok {
		c.Cork()
	}
}
