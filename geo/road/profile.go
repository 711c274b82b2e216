package road

// Profile is a way of getting about.
type Profile uint8

// The profiles.
const (
	Walking Profile = iota
	Handcart
	CycleRickshaw
	TwoWheeler
	ERickshaw
	SmallTruck
	Car
	Profiles = 7 // how many there are
)

// Family says which graph a profile travels on.
type Family uint8

// The families: motor vehicles and cycles obey one-ways and turn restrictions; feet, pushing a cart or not, do not.
const (
	Feet Family = iota
	Motor
	families = 2
)

// Family of the profile.
func (p Profile) Family() Family {
	if p == Walking || p == Handcart {
		return Feet
	}
	return Motor
}

// String is the profile's name in addresses and on the command line.
func (p Profile) String() string {
	return [...]string{"walking", "handcart", "cycle_rickshaw", "two_wheeler", "e_rickshaw", "small_truck", "car"}[p]
}

// ParseProfile knows the profiles by name, and by the names that OSRM's clients use.
func ParseProfile(text string) (Profile, bool) {
	for p := range Profile(Profiles) {
		if p.String() == text {
			return p, true
		}
	}
	switch text {
	case "foot", "pedestrian":
		return Walking, true
	case "cycling", "bike", "bicycle":
		return CycleRickshaw, true
	case "driving", "auto", "driving-traffic":
		return Car, true
	}
	return 0, false
}

// ProfileSet is a set of profiles, a bit each.
type ProfileSet uint8

// Every profile.
const Every ProfileSet = 1<<Profiles - 1

// Has the set the profile?
func (s ProfileSet) Has(p Profile) bool { return s>>p&1 == 1 }

// SetOf makes a set.
func SetOf(list ...Profile) (s ProfileSet) {
	for _, p := range list {
		s |= 1 << p
	}
	return s
}
