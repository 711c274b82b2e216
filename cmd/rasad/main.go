// Rasad: a city's wards, zones and food supply on a map. Run `rasad --help`.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"rasad/internal/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // from the first signal on, a second one ends the program at once
	os.Exit(app.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
