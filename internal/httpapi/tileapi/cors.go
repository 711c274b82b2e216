package tileapi

import "net/http"

// AllowEveryOrigin lets scripts of any site read the answer: what is served here is public and asks for no cookie.
func AllowEveryOrigin(header http.Header) {
	header.Set("Access-Control-Allow-Origin", "*")
	header.Set("Access-Control-Expose-Headers", "ETag, X-Request-Id")
}

// Preflight answers a browser that asks first.
func Preflight(w http.ResponseWriter) {
	header := w.Header()
	header.Set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
	header.Set("Access-Control-Allow-Headers", "If-None-Match, Accept, Accept-Language, X-Request-Id")
	header.Set("Access-Control-Max-Age", "86400")
	w.WriteHeader(http.StatusNoContent)
}
