// Package specjson has the JSON forms of package spec: a run, the limits of a host and the error of the API. The server
// writes and reads them, the page does the other half, and the command line prints them. They are apart from package
// spec because the browser's worker carries that package and has no room for encoding/json.
package specjson
