package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// manifest tells the server the names of what was made.
type manifest struct {
	Script   string   `json:"script"`
	Style    string   `json:"style"`
	NoScript string   `json:"noscript"`
	Worker   string   `json:"worker"`
	Icon     string   `json:"icon"`
	Licences string   `json:"licences"`
	Fonts    []string `json:"fonts"`
}

// build bundles the folder ui into the folder dist, which it empties first. The manifest is written last: with it, all is there.
func build(ui, dist string) error {
	if _, err := os.Stat(filepath.Join(ui, "node_modules", "ol")); err != nil {
		return fmt.Errorf("%s has no packages; run: cd %s && npm ci --ignore-scripts", ui, ui)
	}
	result := bundle(ui, dist)
	if len(result.Errors) > 0 {
		text := api.FormatMessages(result.Errors, api.FormatMessagesOptions{Kind: api.ErrorMessage})
		return errors.New(strings.Join(text, ""))
	}
	if err := empty(dist); err != nil {
		return err
	}
	var m manifest
	for _, file := range result.OutputFiles {
		name := filepath.Base(file.Path)
		m.note(name)
		if err := write(dist, name, file.Contents); err != nil {
			return err
		}
	}
	licences, err := licencesOf(ui, result.Metafile)
	if err != nil {
		return err
	}
	m.Licences = "licences-" + digest(licences) + ".txt"
	if err := write(dist, m.Licences, licences); err != nil {
		return err
	}
	return m.write(dist)
}

func bundle(ui, dist string) api.BuildResult {
	return api.Build(api.BuildOptions{
		EntryPoints:       []string{filepath.Join(ui, "main.ts"), filepath.Join(ui, "worker.ts"), filepath.Join(ui, "page.css"), filepath.Join(ui, "noscript.css"), filepath.Join(ui, "icon.svg")},
		Bundle:            true,
		Outdir:            dist,
		PublicPath:        "/static",
		EntryNames:        "[name]-[hash]",
		AssetNames:        "[name]-[hash]",
		Format:            api.FormatESModule,
		Target:            api.ES2020,
		MinifyWhitespace:  true,
		MinifySyntax:      true,
		MinifyIdentifiers: true,
		LegalComments:     api.LegalCommentsNone, // the licences are served whole beside the script
		Charset:           api.CharsetUTF8,
		Loader:            map[string]api.Loader{".woff2": api.LoaderFile, ".svg": api.LoaderCopy},
		Metafile:          true,
	})
}

func (m *manifest) note(name string) {
	switch filepath.Ext(name) {
	case ".js":
		if strings.HasPrefix(name, "worker-") {
			m.Worker = name
		} else {
			m.Script = name
		}
	case ".css":
		if strings.HasPrefix(name, "noscript-") {
			m.NoScript = name
		} else {
			m.Style = name
		}
	case ".svg":
		m.Icon = name
	case ".woff2":
		// Both weights of both scripts: a Hindi page has Latin digits, an English one the other language's name.
		m.Fonts = append(m.Fonts, name)
	}
}

func (m *manifest) write(dist string) error {
	slices.Sort(m.Fonts)
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dist, "manifest.json"), append(text, '\n'), 0o644)
}

// empty removes what an earlier run made, the manifest first.
func empty(dist string) error {
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return err
	}
	if err := os.Remove(filepath.Join(dist, "manifest.json")); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	entries, err := os.ReadDir(dist)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		if err := os.Remove(filepath.Join(dist, entry.Name())); err != nil {
			return err
		}
	}
	return nil
}

// write writes a file and, where it pays, its packed form beside it.
func write(dist, name string, content []byte) error {
	if err := os.WriteFile(filepath.Join(dist, name), content, 0o644); err != nil {
		return err
	}
	if filepath.Ext(name) == ".woff2" { // packed already
		return nil
	}
	var packed bytes.Buffer
	packer, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := packer.Write(content); err != nil {
		return err
	}
	if err := packer.Close(); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dist, name+".gz"), packed.Bytes(), 0o644)
}
