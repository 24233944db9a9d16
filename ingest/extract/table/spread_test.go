package table_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"saksok/ingest/extract/table"
)

// TestWideHeads: a page of many columns under many heads ends soon.
func TestWideHeads(t *testing.T) {
	var rows []string
	for i := range 30 {
		row := fmt.Sprintf("%-10s", fmt.Sprintf("Rad %d", i))
		for c := range 50 {
			if i < 8 {
				if (c+i)%3 == 0 {
					row += "  ab  "
				} else {
					row += "      "
				}
				continue
			}
			row += fmt.Sprintf("%6d", 100+c)
		}
		rows = append(rows, row)
	}
	p := draw(1, strings.Join(rows, "\n"))
	start := time.Now()
	table.Find(p)
	if took := time.Since(start); took > 30*time.Second {
		t.Errorf("took %v", took)
	}
}
