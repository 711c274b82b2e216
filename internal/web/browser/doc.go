// Package browser holds the tests that look at the pages in a browser. They find Chromium by RASAD_CHROMIUM, then on the path, and
// skip without one. Each fails on a request to another host, on a console error and on a page error.
//
// RASAD_SHOTS=folder also writes pictures there; with RASAD_SHOTS_URL=http://host/city they are of a running service.
package browser
