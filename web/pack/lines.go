package main

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// Every Go program contains a table of its functions, which runtime/symtab.go and debug/gosym describe. All positions in it
// are offsets from its beginning.
const (
	tableHeader = 8 + 8*8

	// Indexes of the header's 8-byte words after the magic number.
	functionCount = 0
	codeTables    = 6 // offset of the tables by code address: stack depths, live pointers, files, lines
	allFunctions  = 7 // offset of the functions' addresses and entries

	// Positions in a function's entry, in bytes.
	entryFixed  = 44 // the length of its fixed part; offsets of further tables follow
	stackTable  = 16
	fileTable   = 20
	lineTable   = 24
	tablesCount = 28 // the number of further tables
)

// tableMagic is how the table begins since Go 1.20: a magic number, two zeros, the shortest instruction and the size of a
// pointer, in bytes.
var tableMagic = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

var errNoTable = errors.New("the table of functions is not what Go 1.20 to 1.26 write; web/pack/lines.go does not know this Go release")

// dropLines removes the tables of files and lines from a Go program's initial memory, in place. It sets the offsets of
// these tables to 0 in every function's entry, which the runtime takes as "no table" and shows as "?:0", and overwrites the
// tables with zeros, which compress to almost nothing. The linker stores equal tables once, so a table of lines may also be,
// say, a function's table of stack depths; such a table stays.
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

// codeTable returns the length of the table at the beginning of code. A table is a list of pairs of numbers: how much the
// value changes, and for how many bytes of code it then holds. A change of 0 ends the table, unless it is the first.
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
