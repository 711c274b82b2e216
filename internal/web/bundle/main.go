// Command bundle turns internal/web/ui into internal/web/dist: one script, one style sheet, the fonts, with names that hold a hash of
// the content, packed beforehand. Run it from the root of the repository: go run ./internal/web/bundle
package main

import (
	"fmt"
	"os"
)

func main() {
	if err := build("internal/web/ui", "internal/web/dist"); err != nil {
		fmt.Fprintln(os.Stderr, "bundle:", err)
		os.Exit(1)
	}
}
