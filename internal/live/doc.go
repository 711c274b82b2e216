// Package live is the read model: every city of the record in memory, as immutable epochs behind an atomic pointer.
//
// PostGIS stays the record. The model is loaded from one repeatable-read snapshot and follows the change log: each batch reads the
// changes and the rows they name in one transaction, so an epoch equals the record at that snapshot. An epoch's number is the count
// of the city's committed change_log rows; snapshots of one primary are ordered, so on every server the same number is the same
// content.
//
// A reader takes an epoch (City.Now) and may keep it as long as it likes: nothing in it ever changes. Writers build the next epoch
// from the last, sharing all that did not change.
package live
