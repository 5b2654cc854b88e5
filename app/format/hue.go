package format

// Loops have one of five colours that people who see colours differently can tell apart, and then the same again. A
// colour is never the only sign: every lane has its name and its place.
const (
	hues  = 5
	NoHue = -1
)

// hue picks a loop's colour by the number its name ends in, so that Loop3 looks the same in every run and on every
// host. A loop without a number takes its turn.
func LoopHue(name string, turn int) int {
	n, digits := 0, 0
	for i := len(name) - 1; i >= 0 && digits < 6 && name[i] >= '0' && name[i] <= '9'; i-- {
		digits++
	}
	for _, c := range name[len(name)-digits:] {
		n = n*10 + int(c-'0')
	}
	if digits == 0 {
		n = turn
	}
	return n % hues
}

// hueClass is the class that colours text as a lane.
func HueClass(h int) string {
	if h < 0 {
		return "hue-none"
	}
	return "hue-" + string(rune('0'+h))
}
