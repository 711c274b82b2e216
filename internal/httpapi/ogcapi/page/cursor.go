// Package page reads what a request says of the page that it wants: where it goes on, which box, which time.
package page

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"

	"rasad/internal/httpapi/ogcapi/collection"
)

const (
	cursorVersion = 1
	// MaxCursor bounds a cursor in bytes.
	MaxCursor = 48
)

// Cursor is where a page ends, as text for the address of the next one. It holds for one collection.
func Cursor(id string, k collection.Key) string {
	b := binary.AppendVarint([]byte{cursorVersion}, k.A)
	if k.B != 0 {
		b = binary.AppendVarint(b, k.B)
	}
	return base64.RawURLEncoding.EncodeToString(append(b, seal(id, b)...))
}

// ParseCursor reads a cursor that Cursor made for the same collection; ok is false for anything else.
func ParseCursor(id, text string) (k collection.Key, ok bool) {
	if len(text) > MaxCursor {
		return k, false
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(b) < 1+1+sealBytes || b[0] != cursorVersion {
		return k, false
	}
	body := b[:len(b)-sealBytes]
	if string(seal(id, body)) != string(b[len(body):]) {
		return k, false
	}
	a, n := binary.Varint(body[1:])
	if n <= 0 {
		return k, false
	}
	k.A = a
	if rest := body[1+n:]; len(rest) > 0 {
		if k.B, n = binary.Varint(rest); n != len(rest) {
			return k, false
		}
	}
	return k, Cursor(id, k) == text
}

const sealBytes = 4

// seal tells a cursor from a mistyped one and from another collection's; it keeps no secret, for there is none.
func seal(id string, body []byte) []byte {
	h := fnv.New32a()
	h.Write([]byte(id)) //nolint:errcheck // a hash takes everything
	h.Write(body)       //nolint:errcheck // a hash takes everything
	return h.Sum(nil)
}
