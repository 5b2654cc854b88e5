package main

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// The table of functions that Go keeps in every program: runtime/symtab.go and debug/gosym describe it. Its parts are
// given as offsets from its beginning.
const (
	tableHeader = 8 + 8*8

	// Words of the header, 8 bytes each, after the magic number.
	functionCount = 0
	codeTables    = 6 // what belongs to a stretch of code: depth of the stack, live pointers, files, lines
	allFunctions  = 7 // the functions' addresses and entries, and the entries themselves

	// Bytes of a function's entry.
	entryFixed  = 44
	stackTable  = 16
	fileTable   = 20
	lineTable   = 24
	tablesCount = 28 // tables of other kinds, from entryFixed on
)

// tableMagic begins the table since Go 1.20: the number, two zeros, the least instruction and the size of a pointer.
var tableMagic = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

var errNoTable = errors.New("the table of functions is not as Go 1.20 to 1.26 write it: mend web/pack/lines.go for this Go")

// dropLines takes the files and lines of the code out of a Go program's memory, in place: no function has a table of them
// then, which the runtime knows and shows as "?:0", and the room of the tables is zeros. A table that also serves for
// something else stays.
func dropLines(pieces []piece) error {
	for _, p := range pieces {
		if at := bytes.Index(p.content, tableMagic); at >= 0 && len(p.content)-at >= tableHeader {
			return dropTables(p.content[at:])
		}
	}
	return errNoTable
}

func dropTables(table []byte) error {
	word := func(n int) uint64 { return binary.LittleEndian.Uint64(table[8+8*n:]) }
	count, codes, funcs := word(functionCount), word(codeTables), word(allFunctions)
	size := uint64(len(table))
	if codes > funcs || funcs > size || count > (size-funcs)/8 {
		return errNoTable
	}

	kept, dropped := map[uint32]bool{}, map[uint32]bool{}
	for n := range count {
		begin := funcs + uint64(binary.LittleEndian.Uint32(table[funcs+8*n+4:]))
		if begin > size-entryFixed {
			return errNoTable
		}
		entry := table[begin:]
		field := func(at int) uint32 { return binary.LittleEndian.Uint32(entry[at:]) }
		others := int(field(tablesCount))
		if others > 16 || entryFixed+4*others > len(entry) {
			return errNoTable
		}
		kept[field(stackTable)] = true
		for i := range others {
			kept[field(entryFixed+4*i)] = true
		}
		for _, at := range []int{fileTable, lineTable} {
			dropped[field(at)] = true
			binary.LittleEndian.PutUint32(entry[at:], 0)
		}
	}

	for offset := range dropped {
		if offset == 0 || kept[offset] {
			continue
		}
		if uint64(offset) >= funcs-codes {
			return errNoTable
		}
		code := table[codes+uint64(offset) : funcs]
		clear(code[:codeTable(code)])
	}
	return nil
}

// codeTable is the length of the table that begins code: pairs of numbers, the difference of the value and how much code
// it holds for, up to a difference of 0 that is not the first.
func codeTable(code []byte) int {
	in := &reader{rest: code}
	for first := true; ; first = false {
		if change := in.number(); in.err != nil || change == 0 && !first {
			break
		}
		in.number()
	}
	return len(code) - len(in.rest)
}
