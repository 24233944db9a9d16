package figure

import (
	"strings"
	"testing"

	"saksok"
)

func TestUnitStatements(t *testing.T) {
	tests := []struct{ name, in, says, last string }{
		{"a line of its own", "Alle tall i 1000 kr", "Alle tall i 1000 kr", ""},
		{"a sentence behind another", "Members are asked to note the outturn position. All figures are in £m unless otherwise stated.", "All figures are in £m unless otherwise stated.", ""},
		{"a sentence before another", "I hele 1.000 kr. Indtægter er anført med minus.", "I hele 1.000 kr.", ""},
		{"the last part", "Status per 30. april fordelt på tjenesteområder, 1000 kr. Positive avvik er mindreforbruk.", "", "1000 kr."},
		{"the last part in words", "Endringer i forhold til innstillingen fra formannskapet den dagen, i hele tusen kroner.", "", "i hele tusen kroner."},
		{"before the tax", "Takster for alle tjenester som kommunen har i 2026, kr. inkl. moms:", "", "kr."},
		{"an amount", "Prisen er satt opp for alle som leier i hallen, 500 kr.", "", ""},
		{"two tables", "Driftsbudsjettet er i hele kroner. Tall i mill. kr.", "Driftsbudsjettet er i hele kroner.|Tall i mill. kr.", ""},
		{"a sentence with a unit in it", "Fylket har gitt et tilskudd i kroner som skal brukes på den nye brua over elva ved Nes.", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(unitStatements(tt.in, saksok.Norwegian), "|"); got != tt.says {
				t.Errorf("statements %q, want %q", got, tt.says)
			}
			if got := strings.TrimSpace(lastPartUnit(tt.in, saksok.Norwegian)); got != tt.last {
				t.Errorf("last part %q, want %q", got, tt.last)
			}
		})
	}
}
