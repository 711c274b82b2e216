package site

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"hash/fnv"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"rasad/internal/httpapi/negotiate"
	"rasad/internal/httpapi/problem"
)

const packsKept = 16 // cities × languages

// packs keeps those made last, packed. Safe for concurrent use.
type packs struct {
	mu   sync.Mutex
	kept map[string]packed
}

type packed struct {
	epoch int64
	gzip  []byte
	etag  string
}

// of is the pack of a town as it is; it is made once for each epoch that somebody asks in.
func (k *packs) of(s *Site, l language, town Town) (packed, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	c := town.City()
	key := c.ID + " " + string(l)
	if have, ok := k.kept[key]; ok && have.epoch == c.Epoch {
		return have, nil
	}
	p, err := s.newPack(l, town)
	if err != nil {
		return packed{}, err
	}
	var body bytes.Buffer
	z, err := gzip.NewWriterLevel(&body, packLevel)
	if err != nil {
		return packed{}, err
	}
	encoder := json.NewEncoder(z)
	encoder.SetEscapeHTML(false)
	if err := errors.Join(encoder.Encode(p), z.Close()); err != nil {
		return packed{}, err
	}
	sum := fnv.New64a()
	_, _ = sum.Write(body.Bytes())
	made := packed{c.Epoch, body.Bytes(), `"` + strconv.FormatUint(sum.Sum64(), 36) + `"`}
	if k.kept == nil {
		k.kept = map[string]packed{}
	}
	for other := range k.kept {
		if len(k.kept) < packsKept {
			break
		}
		delete(k.kept, other)
	}
	k.kept[key] = made
	return made, nil
}

// servePack answers part=pack.
func (s *Site) servePack(w http.ResponseWriter, r *http.Request, town Town) {
	p, err := s.packs.of(s, languageOf(r), town)
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	header := w.Header()
	header.Set("Cache-Control", "no-cache")
	header.Set("Vary", "Accept-Language, Accept-Encoding, Cookie")
	header.Set("X-Content-Type-Options", "nosniff")
	body, tag := p.gzip, p.etag
	if !takesGzip(r) {
		if body, err = unpacked(body); err != nil {
			problem.Write(w, r, err)
			return
		}
		tag = strings.TrimSuffix(tag, `"`) + `-p"`
	}
	header.Set("ETag", tag)
	if given := r.Header.Get("If-None-Match"); given != "" && negotiate.Matches(given, tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if takesGzip(r) {
		header.Set("Content-Encoding", "gzip")
	}
	header.Set("Content-Type", "application/json; charset=utf-8")
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}

func unpacked(body []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	var plain bytes.Buffer
	_, err = plain.ReadFrom(z)
	return plain.Bytes(), err
}
