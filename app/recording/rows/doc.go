// Package levels holds a trace the way that a picture of it is drawn: what every loop, task and thread was doing, as rows
// that give any stretch of time column by column, at a cost that goes by the columns and not by the events.
//
// A row's history is a list of changes with sums at every sixteenth of them (Track), or a count with its maxima over 16,
// 256, 4096 … changes (Counter). A column then needs a search, one sum before and one behind it, however much happened in
// between. Both only ever grow at their end, so they are built while a trace comes in.
package rows
