package lesson

import "strings"

// words are the names of the first coroutines. Later ones are named by a number with its ending, such as 11th and 21st.
var words = strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth")
