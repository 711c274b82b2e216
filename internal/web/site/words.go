package site

import (
	"embed"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

//go:embed words/*.json
var wordFiles embed.FS

// language is one of the two in which every text exists.
type language string

const (
	hindi   language = "hi"
	english language = "en"
)

func (l language) other() language {
	if l == hindi {
		return english
	}
	return hindi
}

// pick is the text in the language, or in the other where it is missing.
func (l language) pick(t Text) string {
	if l == hindi && t.Hi != "" || t.En == "" {
		return t.Hi
	}
	return t.En
}

// catalogue holds every word of the pages: key → Hindi, English.
type catalogue map[string][2]string

func readCatalogue() (catalogue, error) {
	c := catalogue{}
	files, err := wordFiles.ReadDir("words")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		if err := c.read("words/" + file.Name()); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// read adds the words of a file; a key that another file has is a fault.
func (c catalogue) read(name string) error {
	text, err := wordFiles.ReadFile(name)
	if err != nil {
		return err
	}
	var words catalogue
	if err := json.Unmarshal(text, &words); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for key, both := range words {
		if _, twice := c[key]; twice {
			return fmt.Errorf("%s: %q is in another file too", name, key)
		}
		c[key] = both
	}
	return nil
}

// say is the text of a key with {0}, {1} … filled in. An unknown key is an error, so that a template with one does not render.
func (c catalogue) say(l language, key string, args ...any) (string, error) {
	both, ok := c[key]
	if !ok {
		return "", fmt.Errorf("no words for %q", key)
	}
	text := both[1]
	if l == hindi {
		text = both[0]
	}
	for i, arg := range args {
		text = strings.ReplaceAll(text, "{"+strconv.Itoa(i)+"}", fmt.Sprint(arg))
	}
	return text, nil
}

// forScript is the part of the catalogue that the map's script uses: the keys that begin with "js.", without it.
func (c catalogue) forScript(l language) map[string]string {
	words := map[string]string{}
	for key, both := range c {
		if name, ok := strings.CutPrefix(key, "js."); ok {
			words[name] = both[1]
			if l == hindi {
				words[name] = both[0]
			}
		}
	}
	return words
}

// indian groups digits as India does: 3,51,691.
func indian(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	if len(digits) <= 3 {
		return sign + digits
	}
	head, tail := digits[:len(digits)-3], digits[len(digits)-3:]
	for len(head) > 2 {
		tail = head[len(head)-2:] + "," + tail
		head = head[:len(head)-2]
	}
	return sign + head + "," + tail
}

// distance of metres in words: to 10 m below a kilometre, to 100 m above.
func (c catalogue) distance(l language, metres float64) (string, error) {
	if metres < 995 {
		return c.say(l, "metres", int64((metres+5)/10)*10)
	}
	return c.say(l, "kilometres", strconv.FormatFloat(metres/1000, 'f', 1, 64))
}

// day in words: 23 नवंबर 2026, 23 November 2026.
func (c catalogue) day(l language, t time.Time) (string, error) {
	month, err := c.say(l, "month."+strconv.Itoa(int(t.Month())))
	return fmt.Sprintf("%d %s %d", t.Day(), month, t.Year()), err
}
