package lesson

import "strings"

// words are how the first coroutines call themselves. Later ones have a number with an ending: 11th, 21st.
var words = strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth")
