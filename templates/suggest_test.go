package templates

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"duban/calendar"
	"duban/plan"
)

func TestSuggest_SaysTheKindAndTheWords(t *testing.T) {
	got := Suggest("主攻城镇建设", []string{"引导居民落实“门前三包责任制”。", "整治乱摆乱放。"})
	require.Equal(t, TownManagement, got[0].Kind)
	require.Equal(t, []string{"城镇建设", "门前三包", "乱摆"}, got[0].Words)
	require.Equal(t, "文中有“城镇建设”“门前三包”“乱摆”，与“城镇管理”相符", got[0].Reason.ZH)
	require.Equal(t, General, got[len(got)-1].Kind)
}

func TestSuggest_IsGeneralWhenNothingFits(t *testing.T) {
	for _, goal := range [][]string{{""}, {"主攻队伍建设", "提高行政执行力"}, {"抓好安全"}, {"农民"}} {
		got := Suggest(goal[0], goal[1:])
		require.Len(t, got, 1, goal)
		require.Equal(t, General, got[0].Kind)
		require.Zero(t, got[0].Score)
		require.NotEmpty(t, got[0].Reason.ZH)
	}
}

func TestSuggest_OffersEveryKindThatFitsBestFirst(t *testing.T) {
	got := Suggest("园区建设与安全生产", []string{"完成征地任务,推进园区基础设施建设。", "排查隐患。"})
	require.Equal(t, []string{ParkExpansion, SafetyCheck, General}, []string{got[0].Kind, got[1].Kind, got[2].Kind})
	require.Greater(t, got[0].Score, got[1].Score)
}

func TestSuggest_CountsAWordOnce(t *testing.T) {
	once := Suggest("", []string{"安全生产", "隐患"})
	often := Suggest("", []string{strings.Repeat("安全生产", 9), strings.Repeat("隐患", 9)})
	require.Equal(t, once, often)
}

func TestSuggestFrom_UsesTheWordsOfAnEditedVersion(t *testing.T) {
	edition := kind(t, TownManagement)
	edition.Words.Strong = []string{"跳舞"}
	got := SuggestFrom([]Template{edition}, "跳舞", nil)
	require.Equal(t, TownManagement, got[0].Kind)
}

// outline is what the reports' hand-made outlines say.
type outline struct {
	Goals []struct {
		Number, Title, Intro string
		Measures             []struct{ Marker, Title, Text string }
	}
}

// reports are the outlines of real work reports, where they are at hand.
func reports(t *testing.T) map[string]outline {
	t.Helper()
	files, err := filepath.Glob("../../shared/reports/*.gold.json")
	require.NoError(t, err)
	if len(files) == 0 {
		t.Skip("the outlines of real reports, ../shared/reports/*.gold.json, are not here")
	}
	found := map[string]outline{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		var o outline
		require.NoError(t, json.Unmarshal(text, &o))
		found[strings.TrimSuffix(filepath.Base(file), ".gold.json")] = o
	}
	return found
}

func TestSuggest_OnRealReports(t *testing.T) {
	want := map[string]string{
		"主攻产业转型,壮大加速发展的经济引擎": ParkExpansion, "全力建设两大园区，不断提高承载能力": ParkExpansion,
		"主攻现代农业,优化加速发展的内在结构": FarmRestructuring, "巩固农业基础地位，全面繁荣农村经济": FarmRestructuring,
		"聚焦乡村振兴，坚定不移建设美丽富裕新农村": FarmRestructuring, "落实政策，调整结构，促进农业增效农民增收": FarmRestructuring,
		"坚持农业农村优先发展，在全面推进乡村振兴上跑出加速度": FarmRestructuring, "推进乡村振兴，形成高质量发展格局": FarmRestructuring,
		"突出统筹和基础抓三农，加速建设“和谐阜平”": FarmRestructuring,
		"主攻城镇建设,提供加速发展的强劲动力":    TownManagement, "主攻平安建设,筑牢加速发展的坚实根基": TownManagement,
		"加快基础设施建设，推进城乡一体化进程": TownManagement, "聚焦城市提质，坚定不移打造时尚活力新高唐": TownManagement,
		"完善功能,改善环境,努力提高城镇化水平": TownManagement, "着力融合提质，建设高质量发展城市": TownManagement,
		"主攻民生改善,凝聚加速发展的广泛共识": SafetyCheck, "坚持统筹发展和安全，在建设更高水平平安易县上跑出加速度": SafetyCheck,
		"主攻队伍建设,激活加速发展的内生动力": General, "做好财税金融工作，增强保障能力": General, "加强自身建设，提升政府履职水平": General,
		"转变职能，强化服务，全面提高行政水平": General, "聚焦效能提升，坚定不移建设人民满意政府": General,
		"优化生态环境，补齐高质量发展短板": General, "突出重点,统筹规划,搞活服务业": General,
	}
	seen := 0
	for file, report := range reports(t) {
		for _, g := range report.Goals {
			texts := []string{g.Intro}
			for _, m := range g.Measures {
				texts = append(texts, m.Title, m.Text)
			}
			got := Suggest(g.Title, texts)
			require.NotEmpty(t, got[0].Reason.ZH)
			if kind, ok := want[g.Title]; ok {
				require.Equal(t, kind, got[0].Kind, "%s %s: %v", file, g.Title, got)
				seen++
			}
		}
	}
	require.Equal(t, len(want), seen)
}

// The plan that started it all: six goals, each with a kind, a draft that can
// be issued, and steps for all eighteen measures.
func TestApply_CoversTheSeedPlan(t *testing.T) {
	report, ok := reports(t)["00"]
	if _, err := os.Stat("../../shared/reports/00.gold.json"); errors.Is(err, fs.ErrNotExist) || !ok {
		t.Skip("the seed plan, ../shared/reports/00.gold.json, is not here")
	}
	kinds, measures := []string{}, 0
	for i, g := range report.Goals {
		goal := plan.Goal{ID: "goal-" + itoa(i), Year: 2026, Title: g.Title, LeadUnit: "office", Basis: plan.Basis{Text: g.Intro}}
		texts := []string{}
		for j, m := range g.Measures {
			goal.Measures = append(goal.Measures, plan.Measure{Key: "m" + itoa(j+1), Marker: m.Marker, Title: m.Title, Text: m.Text})
			texts = append(texts, m.Text)
		}
		kinds = append(kinds, Suggest(g.Title, texts)[0].Kind)
		template := kind(t, kinds[i])
		choices := Choices{Posts: map[string]Post{}}
		for _, r := range lineRoles {
			choices.Posts[r.Key] = Post{Ref: plan.PostRef(r.Key), Unit: "office"}
		}
		goal, problems := Apply(template, goal, choices)
		require.Empty(t, plan.Validate(goal, calendar.Default()), g.Title)
		require.Equal(t, 100, weight(goal))
		for _, m := range goal.Measures {
			require.True(t, covered(goal, m.Key), "%s: %s", g.Title, m.Title)
			measures++
		}
		for _, p := range problems {
			require.NotEqual(t, plan.CodeUncovered, p.Code)
		}
	}
	require.Equal(t, []string{ParkExpansion, FarmRestructuring, TownManagement, TownManagement, SafetyCheck, General}, kinds)
	require.Equal(t, 18, measures)
}
