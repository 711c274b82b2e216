// Package names finds the thing that a text names, though it is typed in another script, by another spelling, with slips, in another
// order, in part.
//
// Each word becomes a key: a short text over an alphabet of sounds that Devanagari and Latin share (see sounds.go). हज़रतगंज, Hazratganj
// and hajrat gunj have keys a few cheap edits apart. The keys of all names form a vocabulary, a trie laid out in preorder; a word of a
// query is compared with the whole trie at once by rows of an edit distance whose costs know which sounds are confused (cost.go), and a
// branch is left as soon as no key in it can be near enough. Each key lists the entries that have it. An entry's score is the part of
// the query that it answers, rare words weighing more, then the part of its name that was asked for (score.go).
//
// Cost: a query visits some thousand nodes of the trie a word, and the entries listed under the keys that are near enough.
package names
