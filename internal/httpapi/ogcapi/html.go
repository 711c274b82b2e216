package ogcapi

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"hash/fnv"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"rasad/internal/httpapi/problem"
)

//go:embed html/*.html html/ogc.css
var htmlFiles embed.FS

// StylePath is where the style sheet of the pages is. Extensions may use it: it styles plain semantic HTML.
const StylePath = "/ogc/style.css"

// htmlPage is what the frame of every page needs.
type htmlPage struct {
	Lang, Other      problem.Lang
	OtherName        string
	OtherHref        string
	Title            string
	Base, City       string
	Collection       string
	Style            string
	Attribution      string
	Crumbs           []Link
	Alternates, More []Link // other formats; where to go from here
	Content          any
}

// readPages parses the templates once for each language.
func readPages() map[problem.Lang]*template.Template {
	pages := map[problem.Lang]*template.Template{}
	for _, lang := range []problem.Lang{problem.Hindi, problem.English} {
		c := Context{Lang: lang}
		pages[lang] = template.Must(template.New("").Funcs(template.FuncMap{
			"say": c.Say,
			"join": func(box [4]float64) string {
				return strings.Trim(strings.ReplaceAll(fmt.Sprint(box), " ", ", "), "[]")
			},
		}).ParseFS(htmlFiles, "html/*.html"))
	}
	return pages
}

// page fills a template whole before the first byte goes out, so that a fault is a problem and not half a page.
func (q *request) page(name, title string, content any) (*answer, error) {
	p := htmlPage{
		Lang: q.Lang, Other: problem.Hindi, OtherName: "हिन्दी", Title: title, Base: q.Base, City: q.Epoch.City.ID, Style: StylePath,
		Attribution: q.Epoch.City.Attribution, Content: content, Alternates: q.selfLinks(),
	}
	if q.Lang == problem.Hindi {
		p.Other, p.OtherName = problem.English, "English"
	}
	p.OtherHref = q.address(asHTML, "lang", string(p.Other))
	if q.of != nil {
		p.Collection = q.of.ID
	}
	p.Crumbs = q.crumbs(title)
	switch d := content.(type) {
	case Landing:
		p.More = d.Links[len(q.forms):]
	case Collection:
		p.More = d.Links[len(q.forms):]
	}
	var body bytes.Buffer
	if err := q.api.pages[q.Lang].ExecuteTemplate(&body, name, p); err != nil {
		return nil, fmt.Errorf("page %s: %w", name, err)
	}
	return &answer{body: body.Bytes()}, nil
}

// crumbs lead back to the landing page.
func (q *request) crumbs(title string) []Link {
	_, rest, _ := strings.Cut(strings.Trim(strings.TrimPrefix(q.URL.Path, "/ogc/"), "/"), "/")
	end := "?f=html&lang=" + string(q.Lang)
	crumbs := []Link{{Href: q.Base + end, Title: q.Pick(q.Epoch.City.NameHi, q.Epoch.City.NameEn)}}
	if rest == "" {
		crumbs[0].Href = ""
		return crumbs
	}
	parts := strings.Split(rest, "/")
	if parts[0] == "collections" && len(parts) > 1 {
		crumbs = append(crumbs, Link{Href: q.Base + "/collections" + end, Title: q.Say("संग्रह", "Collections")})
		if len(parts) > 2 {
			crumbs = append(crumbs, Link{Href: q.Base + "/collections/" + q.of.ID + end, Title: q.Say(q.of.TitleHi, q.of.TitleEn)})
		}
		if len(parts) > 3 {
			crumbs = append(crumbs, Link{Href: q.Base + "/collections/" + q.of.ID + "/items" + end, Title: q.Say("वस्तुएँ", "Items")})
		}
	}
	return append(crumbs, Link{Title: title})
}

// named is a property with its name.
type named struct {
	Name string
	Property
}

// table lists the properties of a schema in their order.
func (q *request) table(d Schema) []named {
	var list []named
	for name, p := range d.Properties {
		list = append(list, named{name, p})
	}
	slices.SortFunc(list, func(a, b named) int { return cmp.Compare(a.Sequence, b.Sequence) })
	return list
}

// style serves the style sheet.
func (a *API) style(w http.ResponseWriter, r *http.Request) {
	text, err := htmlFiles.ReadFile("html/ogc.css")
	if err != nil {
		a.o.Fail(w, r, err)
		return
	}
	sum := fnv.New64a()
	sum.Write(text) //nolint:errcheck // a hash takes everything
	header := w.Header()
	header.Set("ETag", `"`+strconv.FormatUint(sum.Sum64(), 36)+`"`)
	header.Set("Cache-Control", "public, max-age=3600")
	if r.Header.Get("If-None-Match") == header.Get("ETag") {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	header.Set("Content-Type", "text/css; charset=utf-8")
	header.Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		w.Write(text)
	}
}
