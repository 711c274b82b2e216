package e2e_test

import (
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"rasad/internal/pgtest"
)

// openInQGIS opens collections as layers and prints, for each, how many features QGIS reads.
const openInQGIS = `
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import QgsApplication, QgsVectorLayer
app = QgsApplication([], False)
app.initQgis()
for name in sys.argv[2:]:
    uri = f"pagingEnabled='true' pageSize='211' typename='{name}' url='{sys.argv[1]}'"
    layer = QgsVectorLayer(uri, name, "OAPIF")
    print(name, sum(1 for _ in layer.getFeatures()) if layer.isValid() else layer.error().summary())
sys.stdout.flush()
os._exit(0) # closing it all takes long, and what matters is said
`

// TestQGISReadsOurFeatures gives QGIS the landing page: its own client must open collections as layers and read all of their features.
func TestQGISReadsOurFeatures(t *testing.T) {
	const python = "/usr/bin/python3"
	if err := exec.CommandContext(t.Context(), python, "-c", "import qgis.core").Run(); err != nil {
		t.Skip("QGIS with its Python bindings is not installed")
	}
	env := []string{"DATABASE_URL=" + pgtest.New(t), "RASAD_DATA=" + privateFolder(t)}
	run(t, env, 0, "demo")
	g := gdal{t, serve(t, env...).url + "/ogc/demo"}
	names := []string{"wards", "zones", "facilities", "ward_neighbours", "places"}
	command := exec.CommandContext(t.Context(), python, append([]string{"-c", openInQGIS, g.base}, names...)...)
	command.Env = append(command.Environ(), "HOME="+t.TempDir(), "XDG_RUNTIME_DIR="+t.TempDir())
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	read := map[string]string{}
	for line := range strings.Lines(string(out)) {
		name, count, _ := strings.Cut(strings.TrimSpace(line), " ")
		read[name] = count
	}
	for _, name := range names {
		if want := g.count(name, "limit=1000"); read[name] != strconv.Itoa(want) || want == 0 {
			t.Errorf("%s: QGIS reads %q, there are %d", name, read[name], want)
		}
	}
}
