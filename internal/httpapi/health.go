package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

// maxLag is how far behind the record the model may be and still be called ready. The record is read each second.
const maxLag = 10 * time.Second

func livez(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Write([]byte("ok\n"))
}

// Readiness is the answer of /readyz.
type Readiness struct {
	Ready      bool    `json:"ready"`
	Draining   bool    `json:"draining"` // asked to stop: no new requests, please
	Model      bool    `json:"model"`    // the first load is done
	Database   bool    `json:"database"` // the record answers
	LagSeconds float64 `json:"lag_seconds"`
}

// readyz answers 200 when this server should get requests: loaded, in step with the record, and the record answers.
func (h *Handler) readyz(w http.ResponseWriter, r *http.Request) {
	state := Readiness{Model: h.options.Model.Ready(), Database: true, Draining: h.draining.Load()}
	lag := h.options.Model.Lag()
	state.LagSeconds = lag.Seconds()
	if h.options.Ping != nil {
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		state.Database = h.options.Ping(ctx) == nil
	}
	state.Ready = state.Model && state.Database && !state.Draining && lag <= maxLag
	status := http.StatusOK
	if !state.Ready {
		status = http.StatusServiceUnavailable
		w.Header().Set("Retry-After", "1")
	}
	body, err := json.Marshal(state)
	if err != nil { // a lag is always a number
		status = http.StatusInternalServerError
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	w.Write(append(body, '\n'))
}
