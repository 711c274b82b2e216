// Package telemetry is how operators see inside: structured logs and Prometheus metrics. Neither ever holds a person's data.
package telemetry

import (
	"io"
	"log/slog"
	"slices"
	"strings"
)

// NewLogger writes to w as "json" or "text". Attributes that could hold a person's data are blanked whoever logs them.
func NewLogger(w io.Writer, format, level string) *slog.Logger {
	var least slog.Level
	if err := least.UnmarshalText([]byte(level)); err != nil {
		least = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: least, ReplaceAttr: blankPersonal}
	if format == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

// blankPersonal is a net under all logging: where somebody is, who they are and how to reach them stays out.
func blankPersonal(_ []string, a slog.Attr) slog.Attr {
	personal := []string{
		"lon", "lat", "point", "phone", "mobile", "name", "address", "ip", "remote", "remote_addr", "query", "url", "uri",
		"user_agent", "cookie", "authorization", "password",
	}
	if slices.Contains(personal, strings.ToLower(a.Key)) {
		return slog.String(a.Key, "—")
	}
	return a
}
