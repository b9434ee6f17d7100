package templates

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// What the law says stands in the templates, with its article.
func TestTemplates_KeepTheNumbersOfTheLaw(t *testing.T) {
	tests := []struct{ kind, key, value, unit, source string }{
		{ParkExpansion, "pre-notice-min", "10", UnitWorkday, "《土地管理法实施条例》第二十六条"},
		{ParkExpansion, "scheme-notice-min", "30", UnitDay, "《土地管理法》第四十七条"},
		{ParkExpansion, "taking-notice-days", "15", UnitWorkday, "《土地管理法实施条例》第三十一条"},
		{ParkExpansion, "cultivated-limit", "35", "公顷", "《土地管理法》第四十六条"},
		{ParkExpansion, "other-limit", "70", "公顷", "《土地管理法》第四十六条"},
		{FarmRestructuring, "registration-years", "5", "年", "《农村土地承包法》第四十一条"},
		{FarmRestructuring, "subsidy-notice-min", "7", UnitDay, "惯例"},
		{TownManagement, "village-notice-min", "5", UnitWorkday, "五个工作日"},
		{TownManagement, "decision-days", "20", UnitWorkday, "《行政许可法》第四十二条"},
		{TownManagement, "petition-register", "15", UnitDay, "《信访工作条例》第二十二条"},
		{TownManagement, "petition-done", "60", UnitDay, "《信访工作条例》第三十四条"},
		{SafetyCheck, "inspectors", "2", "人", "不得少于两人"},
		{SafetyCheck, "general-days", "7", UnitDay, "缺省七日"},
		{SafetyCheck, "major-days", "30", UnitDay, "缺省三十日"},
		{SafetyCheck, "failures-max", "2", "次", "缺省两次"},
		{SafetyCheck, "keep-years", "3", "年", "不少于三年"},
	}
	for _, test := range tests {
		template := kind(t, test.kind)
		n := template.Number(test.key)
		require.NotNil(t, n, test.key)
		require.Equal(t, test.value, n.Value.String(), test.key)
		require.Equal(t, test.unit, n.Unit, test.key)
		require.Contains(t, n.Source.ZH, test.source, test.key)
		require.NotEmpty(t, n.Source.EN, test.key)
	}
}

func TestTemplates_EveryNumberHasASourceAndAUse(t *testing.T) {
	// Read by those who inspect and keep records, and by no step.
	unused := map[string]bool{"registration-years": true, "acceptors": true, "keep-years": true}
	list, err := Load()
	require.NoError(t, err)
	for _, template := range list {
		uses := uses(template)
		for _, n := range template.Numbers {
			require.NotEmpty(t, n.Source.ZH, n.Key)
			require.NotEmpty(t, n.Source.EN, n.Key)
			require.Equal(t, !unused[n.Key], len(uses[n.Key]) > 0, "%s %s is used by nothing", template.Kind, n.Key)
		}
		require.NotEmpty(t, template.Weights.ZH)
	}
}
