package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/tabwriter"
)

// report prints the size of each program in dir in its three forms, and its budget.
func report(programs []program, dir string, w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "program\traw\tgzip\tbrotli\tat most\t")
	for _, p := range programs {
		fmt.Fprint(table, p.file, "\t")
		for _, form := range []string{"", ".gz", ".br"} {
			info, err := os.Stat(filepath.Join(dir, p.file+form))
			if err != nil {
				return err
			}
			fmt.Fprint(table, info.Size(), "\t")
		}
		fmt.Fprint(table, p.budget, "\t\n")
	}
	return table.Flush()
}

// overBudget returns an error that names each program in dir whose brotli form is larger than its budget.
func overBudget(programs []program, dir string) error {
	var errs []error
	for _, p := range programs {
		info, err := os.Stat(filepath.Join(dir, p.file+".br"))
		if err != nil {
			return err
		}
		if over := info.Size() - p.budget; over > 0 {
			errs = append(errs, fmt.Errorf("%s is %d bytes to download, %d more than its budget of %d", p.file, info.Size(), over, p.budget))
		}
	}
	return errors.Join(errs...)
}
