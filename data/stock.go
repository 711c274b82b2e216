package data

import "fmt"

// StockState is whether a shop or kitchen has what it gives out. The record stores it as text.
type StockState string

// The states of a facility's stock.
const (
	StockUnknown StockState = ""
	StockIn      StockState = "in_stock"
	StockLow     StockState = "low"
	StockOut     StockState = "out"
)

// ParseStock knows the states by their stored text alone. Importers know synonyms.
func ParseStock(text string) (StockState, error) {
	switch s := StockState(text); s {
	case StockUnknown, StockIn, StockLow, StockOut:
		return s, nil
	}
	return "", fmt.Errorf("%q is no state of a stock", text)
}
