package format

// Loops have one of five colors, which people with any kind of color vision can tell apart, and then the same five again. A
// color is never the only sign of a loop: each lane also has a name and a place.
const (
	hues = 5
	// NoHue is the hue of what is not a loop.
	NoHue = -1
)

// LoopHue returns the color of a loop, from 0 to 4. It depends on the number at the end of the loop's name, so that Loop3
// has the same color in every run and on every host. A loop without a number has the color of the number nth.
func LoopHue(name string, nth int) int {
	n, digits := 0, 0
	for i := len(name) - 1; i >= 0 && digits < 6 && name[i] >= '0' && name[i] <= '9'; i-- {
		digits++
	}
	for _, c := range name[len(name)-digits:] {
		n = n*10 + int(c-'0')
	}
	if digits == 0 {
		n = nth
	}
	return n % hues
}

// HueClass returns the CSS class of text in a loop's color.
func HueClass(hue int) string {
	if hue < 0 {
		return "hue-none"
	}
	return "hue-" + string(rune('0'+hue))
}
