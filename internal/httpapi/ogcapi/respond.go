package ogcapi

import (
	"bytes"
	"context"
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
const answerVersion = "1"

// answer is a finished answer.
type answer struct {
	body       []byte
	links      []Link // as a Link header
	contentCRS string
	matched    string // OGC-NumberMatched
	returned   string
}

// jsonAnswer writes a document.
func jsonAnswer(document any) (*answer, error) {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(document); err != nil {
		return nil, err
	}
	return &answer{body: body.Bytes()}, nil
}

// tagOf sums up all that an answer depends on.
func tagOf(q *request, coding negotiate.Encoding) string {
	h := fnv.New64a()
	for _, part := range []string{
		answerVersion, q.Epoch.RecordID, strconv.FormatInt(q.Epoch.Number, 10), q.Base, q.URL.EscapedPath(), q.URL.RawQuery, string(q.form.format), string(q.Lang),
	} {
		io.WriteString(h, part+"\x00") //nolint:errcheck // a hash takes everything
	}
	text := `"` + strconv.FormatUint(h.Sum64(), 36)
	if coding == negotiate.Gzip {
		text += "-gz"
	}
	return text + `"`
}

const gzipFrom = 1000 // bytes; a smaller answer fits a packet anyway

// pagePolicy allows nothing but our own style sheet.
const pagePolicy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

func (a *API) respond(w http.ResponseWriter, q *request, work func(context.Context) (*answer, error)) error {
	_, present := q.Header["Accept-Encoding"]
	coding, ok := negotiate.Encode(q.Header.Get("Accept-Encoding"), present, false)
	if !ok {
		return problem.New(problem.NotAcceptable)
	}
	header := w.Header()
	header.Set("Cache-Control", "public, no-cache")
	header.Set("Vary", "Accept, Accept-Encoding, Accept-Language, Host, X-Forwarded-Host, X-Forwarded-Proto")
	if given := q.Header.Get("If-None-Match"); given != "" {
		for _, candidate := range []string{tagOf(q, coding), tagOf(q, negotiate.Identity)} {
			if negotiate.Matches(given, candidate) { // a short answer is not compressed whatever was asked for
				header.Set("ETag", candidate)
				w.WriteHeader(http.StatusNotModified)
				return nil
			}
		}
	}
	if err := q.Request.Context().Err(); err != nil {
		return &problem.Error{Code: problem.Timeout, Cause: err}
	}
	result, err := work(q.Request.Context())
	if err != nil {
		return err
	}
	return a.write(w, q, coding, result)
}

func (a *API) write(w http.ResponseWriter, q *request, coding negotiate.Encoding, result *answer) error {
	header := w.Header()
	body := result.body
	if coding == negotiate.Gzip && len(body) < gzipFrom {
		coding = negotiate.Identity
	}
	if coding == negotiate.Gzip {
		packed, err := a.pack(body)
		if err != nil {
			return err
		}
		body = packed
		header.Set("Content-Encoding", "gzip")
	}
	for _, link := range result.links {
		header.Add("Link", "<"+link.Href+`>; rel="`+link.Rel+`"; type="`+link.Type+`"`)
	}
	setIf(header, "Content-Crs", result.contentCRS)
	setIf(header, "OGC-NumberMatched", result.matched)
	setIf(header, "OGC-NumberReturned", result.returned)
	if q.form.format == asHTML {
		header.Set("Content-Security-Policy", pagePolicy)
	}
	if q.form.format == asCSV {
		header.Set("Content-Disposition", `attachment; filename="`+q.Epoch.City.ID+"-"+q.of.ID+`.csv"`)
	}
	header.Set("ETag", tagOf(q, coding))
	header.Set("Content-Type", q.form.media)
	header.Set("Content-Language", string(q.Lang))
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if q.Method != http.MethodHead {
		w.Write(body)
	}
	return nil
}

func setIf(header http.Header, name, value string) {
	if value != "" {
		header.Set(name, value)
	}
}

// pack compresses an answer; the compressors, which are large, are used again.
func (a *API) pack(body []byte) ([]byte, error) {
	writer, ok := a.packers.Get().(*gzip.Writer)
	if !ok {
		var err error
		if writer, err = gzip.NewWriterLevel(nil, 5); err != nil {
			return nil, err
		}
	}
	defer a.packers.Put(writer)
	var packed bytes.Buffer
	packed.Grow(len(body) / 4)
	writer.Reset(&packed)
	if _, err := writer.Write(body); err != nil {
		return nil, err
	}
	err := writer.Close()
	return packed.Bytes(), err
}
