// Package view is the components of the page, one in each file. A component only reads: what a visitor does is a method of
// app/model.
//
// A component gets the parts of the model that it shows, as pointers, and Rev, the sum of the changes of those parts. go-app
// compares the exported fields of a component with those of the one before, and draws it again if they differ. It compares
// what pointers point to if the pointers differ, so a component must never get a pointer that may change, such as one to
// a recording: comparing two recordings of a million events would take seconds.
package view
