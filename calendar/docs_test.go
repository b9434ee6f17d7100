package calendar

import (
	"os"
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestDocs_WorkedExamplesAreWhatTheCalendarSays computes the examples of the
// page that explains deadlines.
func TestDocs_WorkedExamplesAreWhatTheCalendarSays(t *testing.T) {
	text, err := os.ReadFile("../docs/deadlines.zh-CN.md")
	require.NoError(t, err)
	rows := regexp.MustCompile(`(?m)^\| (\d{4}-\d\d-\d\d) \| (\d+) (工作日|日) \| (\d{4}-\d\d-\d\d) \|`).FindAllStringSubmatch(string(text), -1)
	require.Len(t, rows, 3)
	units := map[string]Unit{"工作日": Workday, "日": Day}
	for _, row := range rows {
		from, err := ParseDate(row[1])
		require.NoError(t, err)
		n, err := strconv.Atoi(row[2])
		require.NoError(t, err)
		start, err := Default().StartOf(from)
		require.NoError(t, err)
		due, err := Default().Due(start, Budget{N: n, Unit: units[row[3]]})
		require.NoError(t, err)
		require.Equal(t, row[4], DateOf(due).String(), "%s + %s %s", row[1], row[2], row[3])
	}
}
