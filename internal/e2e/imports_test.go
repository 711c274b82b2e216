package e2e_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// rank orders the rooms from the core outwards: a file may import its own room and rooms of a lower rank.
func rank(pkg string) int {
	switch top, rest, _ := strings.Cut(strings.TrimPrefix(pkg, "rasad/"), "/"); top {
	case "geo":
		return 0
	case "tiles":
		return 1
	case "data":
		return 1
	case "internal":
		if strings.HasPrefix(rest, "app") || strings.HasPrefix(rest, "e2e") {
			return 3
		}
		return 2
	default: // cmd
		return 4
	}
}

// TestImportsPointInwards holds the direction cmd → internal → data, tiles → geo for every file that is not a test.
func TestImportsPointInwards(t *testing.T) {
	root := filepath.Join("..", "..")
	files := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "node_modules" || (strings.HasPrefix(entry.Name(), ".") && len(entry.Name()) > 2)) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		files++
		return checkImports(t, root, path)
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Fatalf("walked only %d files: the walk itself is broken", files)
	}
}

func checkImports(t *testing.T, root, path string) error {
	source, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	file, err := parser.ParseFile(token.NewFileSet(), path, source, parser.ImportsOnly)
	if err != nil {
		return err
	}
	folder, err := filepath.Rel(root, filepath.Dir(path))
	if err != nil {
		return err
	}
	own := "rasad/" + filepath.ToSlash(folder)
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		if !strings.HasPrefix(imported, "rasad/") {
			continue
		}
		sameRoom := strings.Split(own, "/")[1] == strings.Split(imported, "/")[1]
		if rank(imported) > rank(own) || (rank(imported) == rank(own) && !sameRoom) {
			t.Errorf("%s imports %s: imports point inwards", path, imported)
		}
	}
	return nil
}
