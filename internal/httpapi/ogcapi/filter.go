package ogcapi

import "rasad/internal/httpapi/ogcapi/collection"

// readFilter reads filter, filter-lang and filter-crs.
func (q *request) readFilter(*collection.Where) {}

// filterParameters describes them for the API document.
func (q *request) filterParameters() []object { return nil }
