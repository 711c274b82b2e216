package names

import "strings"

// latin gives the sounds of a word of a–z as it is spoken in India: oo and u are one, w and v, z and j, x and ks. Other letters stay.
func latin(word string) string { return latinSounds(word, latinSound) }

// latinApart is latin but for two vowels in a row, which are taken one by one: a letter between them may be missing, as in Sita_ur.
func latinApart(word string) string {
	return latinSounds(word, func(word string, i int) (string, int) {
		if i+1 < len(word) && vowel(word[i]) && word[i] != word[i+1] && strings.IndexByte("aeiouwy", word[i+1]) >= 0 {
			return word[i : i+1], 1
		}
		return latinSound(word, i)
	})
}

func latinSounds(word string, at func(word string, i int) (sound string, used int)) string {
	var out strings.Builder
	for i := 0; i < len(word); {
		sound, used := at(word, i)
		out.WriteString(sound)
		i += used
	}
	return out.String()
}

// latinSound is the sound of the letters at i, and how many they are.
func latinSound(word string, i int) (sound string, used int) {
	rest := word[i:]
	switch {
	case strings.HasPrefix(rest, "chh"):
		return "C", 3
	case strings.HasPrefix(rest, "tch"), strings.HasPrefix(rest, "cch"):
		return "c", 3
	case strings.HasPrefix(rest, "sch"):
		return "S", 3
	}
	if len(rest) > 1 {
		glide := strings.IndexByte("wy", rest[1]) >= 0 && len(rest) > 2 && vowel(rest[2]) // Nawab, Mayur: the w and y are spoken
		if sound := digraph(rest[:2]); sound != "" && !glide {
			return sound, 2
		}
	}
	return monograph(word, i), 1
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

func digraph(two string) string {
	switch two {
	case "ch":
		return "c"
	case "sh":
		return "S"
	case "kh":
		return "K"
	case "gh":
		return "G"
	case "jh", "zh":
		return "J"
	case "th":
		return "T"
	case "dh":
		return "D"
	case "bh":
		return "B"
	case "ph":
		return "f"
	case "rh":
		return "r"
	case "ck":
		return "k"
	case "aa":
		return "a"
	case "ee", "ii", "ea", "ie":
		return "i"
	case "oo", "uu":
		return "u"
	case "ai", "ay", "ei", "ey", "ae":
		return "e"
	case "au", "ow", "ou", "aw", "oa":
		return "o"
	}
	return ""
}

func monograph(word string, i int) string {
	switch c := word[i]; c {
	case 'c':
		if i+1 < len(word) && strings.IndexByte("eiy", word[i+1]) >= 0 {
			return "s"
		}
		return "k"
	case 'q':
		return "k"
	case 'x':
		return "ks"
	case 'z':
		return "j"
	case 'w':
		return "v"
	case 'y':
		if i > 0 && (i+1 == len(word) || !vowel(word[i+1])) {
			return "i"
		}
		return "y"
	default:
		return word[i : i+1]
	}
}
