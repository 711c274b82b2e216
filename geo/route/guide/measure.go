package guide

import (
	"math"
	"strconv"
	"strings"
)

// Distance in metres as people say it: 350 मी, 1.2 किमी.
func Distance(metres float64, lang string) string {
	l := tongue(lang)
	if metres < 995 {
		return strings.ReplaceAll(l.metres, "{n}", strconv.Itoa(int(math.Round(metres/10)*10)))
	}
	return strings.ReplaceAll(l.km, "{n}", strconv.FormatFloat(metres/1000, 'f', 1, 64))
}

// Duration in seconds as people say it, never less than a minute: 12 मिनट, 1 घंटा 5 मिनट.
func Duration(seconds float64, lang string) string {
	l := tongue(lang)
	minutes := max(1, int(math.Round(seconds/60)))
	hours := minutes / 60
	if hours == 0 {
		return strings.ReplaceAll(l.minutes, "{n}", strconv.Itoa(minutes))
	}
	word := l.hours[1]
	if hours == 1 {
		word = l.hours[0]
	}
	text := strings.ReplaceAll(word, "{n}", strconv.Itoa(hours))
	if rest := minutes % 60; rest > 0 {
		text += " " + strings.ReplaceAll(l.minutes, "{n}", strconv.Itoa(rest))
	}
	return text
}
