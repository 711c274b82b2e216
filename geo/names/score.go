package names

// Similarities are in ten-thousandths. Of the two lowest bits one says that the word stands in Also, the other that it is a whole name.
const (
	isAlso    = 1
	isWhole   = 2
	bits      = isAlso | isWhole
	same      = 10000
	readAs    = 9600  // the other word of a group, a numeral, initials
	aPart     = 5000  // the number alone, of a ward or sector that was asked for
	beginning = 9000  // the key begins with the word
	oneWord   = 9700  // words of the query taken together, in parts of same
	inAlso    = 8500  // in parts of same
	asCode    = 10004 // letters and digits without a gap, as in a licence number: as good in Also as in a name
	veryNear  = 9000  // below it, the other key of a word is tried
	leads     = 160   // the query and the name begin with the same word
)

// similarity of a word to a key, from the distances that walk tells.
func similarity(word, key int, distance, head int16, last bool) int {
	best := 0
	if distance < far {
		best = same - int(distance)*1200/word
	}
	if head < far && key > word {
		begins := beginning - 1500*(key-word)/key - int(head)*1400/word
		if !last {
			begins -= 700
		}
		best = max(best, begins)
	}
	return max(best, 0)
}

// posted is the similarity in the light of where in the entry the key stands.
func posted(similarity int, flags uint32, leading bool) uint16 {
	if similarity == asCode {
		return asCode
	}
	if flags&flagAlso != 0 {
		return uint16(similarity*inAlso/same)&^bits | isAlso
	}
	if leading && flags&flagFirst != 0 {
		similarity += leads
	}
	worth := uint16(similarity) &^ bits
	if flags&flagWhole != 0 {
		worth |= isWhole
	}
	return worth
}

// Parts of a score.
const (
	partQuery  = 0.79 // how much of the query the entry answers
	partName   = 0.12 // how much of the name was asked for
	partWeight = 0.07
	partExact  = 0.02  // written the same, letter by letter
	leastQuery = 0.40  // an entry that answers less of the query is not meant
	tiny       = 1e-30 // keeps an empty sum from dividing
	nearly     = 0.999 // sums in another order may differ by a rounding
	over       = 1.001
)

// answered is the best that an entry's similarities make of the query: each word answered by itself, or with its neighbours as one.
// named is the part of it that stands in the name; whole says how like the query is to a name whose words are taken together.
func answered(terms []term, words int, rarity []float32, similarities []uint16) (query, named, whole float32) {
	var sums, names [MaxWords + 1]float32
	for i := range words {
		s := similarities[i]
		gain := rarity[i] * float32(s) / same
		sums[i+1], names[i+1] = sums[i]+gain, names[i]+inName(s, gain)
		whole = max(whole, wholly(s))
		for k := words; k < len(terms); k++ {
			t := &terms[k]
			if t.from+t.n != i+1 || similarities[k] == 0 {
				continue
			}
			gain := rarity[k] * float32(similarities[k]) / same
			if sum := sums[t.from] + gain; sum > sums[i+1] {
				sums[i+1], names[i+1] = sum, names[t.from]+inName(similarities[k], gain)
			}
			whole = max(whole, wholly(similarities[k]))
		}
	}
	return sums[words], names[words], whole
}

func inName(similarity uint16, gain float32) float32 {
	if similarity&isAlso != 0 {
		return 0
	}
	return gain
}

func wholly(similarity uint16) float32 {
	if similarity&isWhole == 0 {
		return 0
	}
	return float32(similarity) / same
}

// score puts the parts together; ok is false when the entry is not meant.
func (s *segment) score(entry uint32, asked, query, named, whole float32, print uint32) (score float64, ok bool) {
	part := min(query/(asked+tiny), 1)
	if part < leastQuery {
		return 0, false
	}
	name := min(max(named/(s.total[entry]+tiny), whole), 1)
	score = partQuery*float64(part) + partName*float64(name) + partWeight*float64(s.weight[entry])
	if prints := s.prints[entry]; print != 0 && (prints[0] == print || prints[1] == print) {
		score += partExact
	}
	return min(score, 1), true
}
