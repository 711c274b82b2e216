package page

import (
	"strings"
	"time"

	"rasad/data/features"
)

// MaxDatetime bounds the parameter datetime in bytes.
const MaxDatetime = 80

// ParseDatetime reads an instant (RFC 3339) or a day, or an interval of two of them, of which one may be open (".." or nothing). Days are
// those of the instants in India, whose laws the delimitations are. ok is false for anything else.
func ParseDatetime(text string) (i features.Interval, ok bool) {
	if len(text) > MaxDatetime {
		return i, false
	}
	from, to, interval := strings.Cut(text, "/")
	if !interval {
		day, ok := instant(text)
		return features.Interval{From: &day, To: &day}, ok
	}
	start, okFrom := bound(from)
	end, okTo := bound(to)
	if !okFrom || !okTo {
		return i, false
	}
	if start != nil && end != nil && start.After(*end) {
		return i, false
	}
	return features.Interval{From: start, To: end}, true
}

// bound is an end of an interval; nil is open.
func bound(text string) (*time.Time, bool) {
	if text == "" || text == ".." {
		return nil, true
	}
	t, ok := instant(text)
	return &t, ok
}

func instant(text string) (time.Time, bool) {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return day, true
	}
	t, err := time.Parse(time.RFC3339, strings.ToUpper(text))
	if err != nil {
		return time.Time{}, false
	}
	year, month, day := t.In(time.FixedZone("IST", 5*3600+1800)).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC), true
}
