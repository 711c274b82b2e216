package ward

import (
	"math/big"

	"github.com/paulmach/orb"
)

// orientation tells on which side of the line from a to b the point p is: 1 left, -1 right, 0 on it. It is exact: where floating point
// cannot tell (Shewchuk 1997, the first stage of orient2d), rational numbers do.
func orientation(a, b, p orb.Point) int {
	left := (a[0] - p[0]) * (b[1] - p[1])
	right := (a[1] - p[1]) * (b[0] - p[0])
	det := left - right
	var sum float64
	switch {
	case left > 0 && right > 0:
		sum = left + right
	case left < 0 && right < 0:
		sum = -left - right
	default:
		return sign(det) // the products differ in sign, or one is nought: rounding cannot turn it
	}
	const errorBound = 3.3306690738754716e-16
	if det >= errorBound*sum || -det >= errorBound*sum {
		return sign(det)
	}
	return exactOrientation(a, b, p)
}

func exactOrientation(a, b, p orb.Point) int {
	minus := func(x, y float64) *big.Rat {
		return new(big.Rat).Sub(new(big.Rat).SetFloat64(x), new(big.Rat).SetFloat64(y))
	}
	left := new(big.Rat).Mul(minus(a[0], p[0]), minus(b[1], p[1]))
	right := new(big.Rat).Mul(minus(a[1], p[1]), minus(b[0], p[0]))
	return left.Cmp(right)
}

func sign(v float64) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	default:
		return 0
	}
}
