package main

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// licencesOf joins the licence texts of all packages that are in the bundle, by the bundler's own list of what it read.
func licencesOf(ui, metafile string) ([]byte, error) {
	var meta struct {
		Inputs map[string]struct{} `json:"inputs"`
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return nil, err
	}
	var packages []string
	for path := range meta.Inputs {
		if name := packageOf(filepath.ToSlash(path)); name != "" && !slices.Contains(packages, name) {
			packages = append(packages, name)
		}
	}
	slices.Sort(packages)
	var text strings.Builder
	for _, name := range packages {
		licence, err := licenceOf(filepath.Join(ui, "node_modules", filepath.FromSlash(name)))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		fmt.Fprintf(&text, "%s\n%s\n\n%s\n\n", name, strings.Repeat("=", len(name)), strings.TrimSpace(string(licence)))
	}
	return []byte(text.String()), nil
}

// packageOf is the name of the package that a file belongs to, empty for files of our own.
func packageOf(path string) string {
	_, inside, found := strings.Cut(path, "node_modules/")
	if !found {
		return ""
	}
	parts := strings.Split(inside, "/")
	if strings.HasPrefix(inside, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

func licenceOf(folder string) ([]byte, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		name := strings.ToLower(entry.Name())
		if !entry.IsDir() && (strings.HasPrefix(name, "licen") || strings.HasPrefix(name, "copying")) {
			return os.ReadFile(filepath.Join(folder, entry.Name()))
		}
	}
	return nil, fmt.Errorf("has no licence file")
}

// digest is a short name for a content.
func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return base32.StdEncoding.EncodeToString(sum[:5])
}
