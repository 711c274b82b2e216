package app_test

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"testing"

	"rasad/internal/app"
)

// asProgram makes the test binary behave as bin/rasad, so that a benchmark can measure the CPU time of the server alone.
const asProgram = "RASAD_APP_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		code := app.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
		stop()
		os.Exit(code)
	}
	if os.Getenv(asFloor) != "" {
		if err := serveFloor(); err != nil {
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}
