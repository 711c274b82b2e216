// Package e2e_test starts the real program, as its own process, on a real PostGIS, and treats both badly.
package e2e_test

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"testing"

	"rasad/internal/app"
)

// asProgram makes the test binary behave as bin/rasad, so that a test can start, kill and restart the real thing.
const asProgram = "RASAD_E2E_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		code := app.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
		stop()
		os.Exit(code)
	}
	os.Exit(m.Run())
}
