package live

import "testing"

// A slow subscriber is told in order without a gap until it is cut off, and never holds up the teller or the others.
func TestSlowSubscriberIsCutOff(t *testing.T) {
	var h hub
	slow, cancelSlow := h.subscribe()
	quick, cancelQuick := h.subscribe()
	const told = 3 * newsKept
	for n := range int64(told) {
		h.tell(Change{City: "x", Number: n})
		if got := <-quick; got.Number != n {
			t.Fatalf("the quick one got %d, want %d", got.Number, n)
		}
	}
	want := int64(0)
	for got := range slow {
		if got.Number != want {
			t.Fatalf("the slow one got %d, want %d", got.Number, want)
		}
		want++
	}
	if want != newsKept {
		t.Fatalf("the slow one got %d news before it was cut off", want)
	}
	cancelSlow()
	cancelQuick()
	cancelQuick()
	h.tell(Change{})
	if _, open := <-quick; open {
		t.Fatal("news after the end")
	}
}
