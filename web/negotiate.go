package web

import (
	"math"
	"strconv"
	"strings"
)

// codings are the content codings of the site. If a client likes two equally well, the first one is used, which is smaller.
var codings = [...]string{"br", "gzip"}

// negotiate returns the coding of a file for the Accept-Encoding lines of a client, or "" for none. The highest q wins, q=0
// forbids a coding, and "*" stands for all codings that are not named. A client that forbids every coding gets the file
// uncoded.
func negotiate(accept []string, f *file) string {
	wishes := parseAccept(accept)
	wish := func(coding string) float64 {
		if q, named := wishes[coding]; named {
			return q
		}
		return wishes["*"]
	}
	best, bestQ := "", 0.0
	for _, coding := range codings {
		if q := wish(coding); f.coded[coding] != nil && q > bestQ {
			best, bestQ = coding, q
		}
	}
	if wishes["identity"] > bestQ {
		return ""
	}
	return best
}

// parseAccept parses lines such as "br;q=0.5, gzip" into codings and their weights. An invalid weight counts as 0.
func parseAccept(lines []string) map[string]float64 {
	wishes := map[string]float64{}
	for _, line := range lines {
		for item := range strings.SplitSeq(line, ",") {
			coding, parameters, _ := strings.Cut(item, ";")
			coding = strings.ToLower(strings.TrimSpace(coding))
			if coding == "" {
				continue
			}
			wishes[coding] = weight(parameters)
		}
	}
	return wishes
}

// weight returns the q parameter, or 1 if there is none.
func weight(parameters string) float64 {
	for parameter := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(parameter, "=")
		if !strings.EqualFold(strings.TrimSpace(name), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || math.IsNaN(q) || q < 0 {
			return 0
		}
		return min(q, 1)
	}
	return 1
}

// matches reports whether the If-None-Match lines name the tag. It uses the weak comparison, as RFC 9110 requires.
func matches(lines []string, etag string) bool {
	for _, line := range lines {
		for item := range strings.SplitSeq(line, ",") {
			item = strings.TrimSpace(item)
			if item == "*" || strings.TrimPrefix(item, "W/") == etag {
				return true
			}
		}
	}
	return false
}
