package assess

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestPoints_ReadLikePoints(t *testing.T) {
	for p, want := range map[Points]string{0: "0", 85_500: "85.5", -250: "-0.25", 100_000: "100", 1: "0.001", -1001: "-1.001", math.MinInt64: "-9223372036854775.808"} {
		require.Equal(t, want, p.String())
	}
	require.Equal(t, "33.333", Weight(33_333).String())
}

func TestScale_RoundsHalfAwayFromZeroHoweverLarge(t *testing.T) {
	for _, x := range []struct{ v, num, den, want int64 }{
		{1, 1, 2, 1}, {-1, 1, 2, -1}, {1, -1, 2, -1}, {1, 1, 3, 0}, {2, 1, 3, 1}, {5, 1, 10, 1}, {4, 1, 10, 0}, {7, 0, 3, 0}, {7, 3, 0, 0},
		{math.MaxInt64, math.MaxInt64, math.MaxInt64, math.MaxInt64}, {math.MaxInt64, 2, 1, math.MaxInt64}, {math.MinInt64, 2, 1, -math.MaxInt64},
	} {
		require.Equal(t, x.want, scale(x.v, x.num, x.den), "%d × %d ÷ %d", x.v, x.num, x.den)
	}
	rapid.Check(t, func(t *rapid.T) {
		v, num, den := rapid.Int64().Draw(t, "v"), rapid.Int64().Draw(t, "num"), rapid.Int64().Filter(func(n int64) bool { return n != 0 }).Draw(t, "den")
		product := new(big.Int).Mul(big.NewInt(v), big.NewInt(num))
		twice := new(big.Int).Mul(new(big.Int).Abs(product), big.NewInt(2))
		d := new(big.Int).Abs(big.NewInt(den))
		q := twice.Add(twice, d).Quo(twice, d.Mul(d, big.NewInt(2)))
		if most := big.NewInt(math.MaxInt64); q.Cmp(most) > 0 {
			q = most
		}
		if product.Sign()*big.NewInt(den).Sign() < 0 {
			q.Neg(q)
		}
		require.Equal(t, q.Int64(), scale(v, num, den))
	})
}

func TestAllot_GivesEveryThousandthByTheLargestRemainder(t *testing.T) {
	require.Equal(t, []Points{33_334, 33_333, 33_333}, Allot(Hundred, []Weight{1, 1, 1}))
	require.Equal(t, []Points{49_589, 50_411}, Allot(Hundred, []Weight{181, 184}))
	require.Equal(t, []Points{40_000, 60_000}, Allot(Hundred, []Weight{20 * Percent, 30 * Percent}), "50 % was left out")
	require.Equal(t, []Points{0, 100_000}, Allot(Hundred, []Weight{0, 7}))
	require.Equal(t, []Points{0, 0}, Allot(Hundred, []Weight{0, -7}))
	require.Empty(t, Allot(Hundred, nil))
}

func TestAllot_ReweightingPreservesTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Weight { return Weight(rapid.Int64Range(1, int64(Whole)).Draw(t, "w")) }), 1, 12).Draw(t, "weights")
		total := Points(rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, "total"))
		parts := Allot(total, weights)
		var sum Points
		var all int64
		for i := range parts {
			sum += parts[i]
			all += int64(weights[i])
		}
		require.Equal(t, total, sum)
		for i, p := range parts {
			exact := scale(int64(total), int64(weights[i]), all)
			require.LessOrEqual(t, magnitude(int64(p)-exact), uint64(1), "no part is a thousandth or more off its share")
		}
	})
}

func TestPeriod_KnowsItsDays(t *testing.T) {
	for _, x := range []struct {
		p        Period
		from, to string
		days     int
		text     string
	}{
		{Period{Year, 2026, 0}, "2026-01-01", "2026-12-31", 365, "2026"},
		{Period{Quarter, 2028, 1}, "2028-01-01", "2028-03-31", 91, "2028-Q1"},
		{Period{Month, 2026, 2}, "2026-02-01", "2026-02-28", 28, "2026-02"},
	} {
		require.True(t, x.p.Valid())
		require.Equal(t, []any{x.from, x.to, x.days, x.text}, []any{x.p.From().String(), x.p.To().String(), x.p.Days(), x.p.String()})
	}
	for _, p := range []Period{{}, {Year, 2026, 1}, {Quarter, 2026, 5}, {Month, 2026, 13}, {Month, 0, 1}, {"week", 2026, 1}} {
		require.False(t, p.Valid())
	}
}
