package cityapi

import (
	"bytes"
	"encoding/json"
	"hash/fnv"
	"io"
	"net/http"
	"strconv"

	"github.com/klauspost/compress/gzip"

	"rasad/internal/httpapi/negotiate"
	"rasad/internal/httpapi/problem"
)

// answerVersion changes when the form of the answers does, so that no client keeps an answer of the old form.
const answerVersion = "2"

// tag collects what an answer depends on, into a strong ETag.
type tag struct{ sum uint64 }

func newTag(seed string) *tag {
	t := &tag{}
	t.add(answerVersion+seed, 0)
	return t
}

func (t *tag) add(name string, number int64) {
	h := fnv.New64a()
	io.WriteString(h, strconv.FormatUint(t.sum, 16)+name+"\x00"+strconv.FormatInt(number, 10)) //nolint:errcheck // a hash takes everything
	t.sum = h.Sum64()
}

// of is the ETag of the answer in one coding.
func (t *tag) of(e negotiate.Encoding) string {
	text := `"` + strconv.FormatUint(t.sum, 36)
	if e == negotiate.Gzip {
		text += "-gz"
	}
	return text + `"`
}

const gzipFrom = 1000 // bytes; a smaller answer fits a packet anyway

// respond answers 304 when the client has the answer, and does the work otherwise.
func (a *API) respond(w http.ResponseWriter, r *http.Request, t *tag, work func() (any, error)) error {
	_, present := r.Header["Accept-Encoding"]
	coding, ok := negotiate.Encode(r.Header.Get("Accept-Encoding"), present, false)
	if !ok {
		return problem.New(problem.NotAcceptable)
	}
	header := w.Header()
	header.Set("Cache-Control", "no-cache")
	header.Add("Vary", "Accept-Encoding")
	if given := r.Header.Get("If-None-Match"); given != "" {
		for _, candidate := range []string{t.of(coding), t.of(negotiate.Identity)} {
			if negotiate.Matches(given, candidate) { // a short answer is not compressed whatever was asked for
				header.Set("ETag", candidate)
				w.WriteHeader(http.StatusNotModified)
				return nil
			}
		}
	}
	if err := r.Context().Err(); err != nil {
		return &problem.Error{Code: problem.Timeout, Cause: err}
	}
	answer, err := work()
	if err != nil {
		return err
	}
	return a.write(w, r, t, coding, answer)
}

func (a *API) write(w http.ResponseWriter, r *http.Request, t *tag, coding negotiate.Encoding, answer any) error {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(answer); err != nil {
		return err
	}
	if coding == negotiate.Gzip && body.Len() < gzipFrom {
		coding = negotiate.Identity
	}
	header := w.Header()
	if coding == negotiate.Gzip {
		packed, err := a.pack(body.Bytes())
		if err != nil {
			return err
		}
		body = packed
		header.Set("Content-Encoding", "gzip")
	}
	header.Set("ETag", t.of(coding))
	header.Set("Content-Type", "application/json; charset=utf-8")
	header.Set("Content-Length", strconv.Itoa(body.Len()))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		w.Write(body.Bytes())
	}
	return nil
}

// pack compresses an answer; the compressors, which are large, are used again.
func (a *API) pack(body []byte) (packed bytes.Buffer, err error) {
	writer, ok := a.packers.Get().(*gzip.Writer)
	if !ok {
		if writer, err = gzip.NewWriterLevel(nil, 5); err != nil {
			return packed, err
		}
	}
	defer a.packers.Put(writer)
	writer.Reset(&packed)
	if _, err := writer.Write(body); err != nil {
		return packed, err
	}
	return packed, writer.Close()
}
