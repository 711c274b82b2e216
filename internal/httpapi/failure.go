package httpapi

import (
	"crypto/rand"
	"errors"
	"net/http"
	"runtime/debug"
	"strings"

	"rasad/internal/httpapi/problem"
)

// requestID names the request in its answer: the client's own X-Request-Id when it is a plain short word, else a new one.
func (h *Handler) requestID(w http.ResponseWriter, r *http.Request) string {
	id := r.Header.Get("X-Request-Id")
	if id == "" || len(id) > 64 || strings.Trim(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") != "" {
		id = rand.Text()
	}
	w.Header().Set("X-Request-Id", id)
	return id
}

// recoverPanic turns a panic into a problem, and logs where it happened. Deferred.
func (h *Handler) recoverPanic(w http.ResponseWriter, r *http.Request) {
	cause := recover()
	if cause == nil {
		return
	}
	if cause == http.ErrAbortHandler { //nolint:errorlint // net/http compares it like this
		panic(cause)
	}
	id := h.requestID(w, r)
	h.options.Metrics.Panic()
	h.options.Log.Error("panic", "request", id, "method", r.Method, "cause", cause, "stack", string(debug.Stack()))
	if answer, ok := w.(*recorder); ok && answer.status != 0 {
		panic(http.ErrAbortHandler) // half an answer is out: the client must see that it broke off
	}
	problem.Write(w, r, problem.New(problem.InternalError))
}

// logFailure logs what the service is to blame for, not what a client asked wrongly.
func (h *Handler) logFailure(r *http.Request, id string, err error) {
	gone := r.Context().Err() // the client went away, or it took too long: no fault to look into
	if problem.From(err).Code.Status() < http.StatusInternalServerError || gone != nil && errors.Is(err, gone) {
		return
	}
	h.options.Log.Error("request failed", "request", id, "method", r.Method, "error", err)
}

// fail answers with a problem, and logs it when the service is to blame. The request has its id already.
func (h *Handler) fail(w http.ResponseWriter, r *http.Request, err error) {
	h.logFailure(r, w.Header().Get("X-Request-Id"), err)
	problem.Write(w, r, err)
}
