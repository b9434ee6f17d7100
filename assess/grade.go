package assess

// GradeSet 等次 is the ladder of grades of one kind of staff, best first.
type GradeSet struct {
	Key    string  `json:"key"`
	Title  string  `json:"title"`
	Grades []Grade `json:"grades"`
}

// Grade is one grade. A total of From or more proposes it; the last grade has
// no From, takes everybody left, and everybody under a veto.
type Grade struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	From  Points `json:"from"`
	Quota *Quota `json:"quota,omitempty"`
}

// Rounding is how a quota becomes a number of people.
type Rounding string

// The roundings.
const (
	Down    Rounding = "down"
	Nearest Rounding = "nearest" // half and more up
	Up      Rounding = "up"
)

// Quota 比例 limits how many of a group may have a grade.
type Quota struct {
	Percent  Weight   `json:"percent"`
	Rounding Rounding `json:"rounding"`
}

// Of is how many of n people the quota allows, and the exact number before
// rounding, in thousandths.
func (q Quota) Of(n int) (seats int, exact Points) {
	product := int64(n) * int64(q.Percent) // per Whole
	exact = Points(scale(product, 1000, int64(Whole)))
	switch q.Rounding {
	case Up:
		return int((product + int64(Whole) - 1) / int64(Whole)), exact
	case Nearest:
		return int((2*product + int64(Whole)) / (2 * int64(Whole))), exact
	}
	return int(product / int64(Whole)), exact
}

// index returns the place of a grade, 0 the best, or -1.
func (s *GradeSet) index(key string) int {
	for i := range s.Grades {
		if s.Grades[i].Key == key {
			return i
		}
	}
	return -1
}

func (s *GradeSet) last() string { return s.Grades[len(s.Grades)-1].Key }

// DefaultGradeSets are the grades of civil servants (Civil Servants Law, art.
// 38), of the staff of public institutions, and of units and villages, with
// 20 % at most in the best grade, rounded down. Points and quotas are practice.
func DefaultGradeSets() []GradeSet {
	twenty := func() *Quota { return &Quota{Percent: 20 * Percent, Rounding: Down} }
	return []GradeSet{
		{Key: "civil-servant", Title: "公务员", Grades: []Grade{
			{Key: "excellent", Title: "优秀", From: 90 * Point, Quota: twenty()},
			{Key: "competent", Title: "称职", From: 70 * Point},
			{Key: "basically-competent", Title: "基本称职", From: 60 * Point},
			{Key: "incompetent", Title: "不称职"},
		}},
		{Key: "institution", Title: "事业编", Grades: []Grade{
			{Key: "excellent", Title: "优秀", From: 90 * Point, Quota: twenty()},
			{Key: "qualified", Title: "合格", From: 70 * Point},
			{Key: "basically-qualified", Title: "基本合格", From: 60 * Point},
			{Key: "unqualified", Title: "不合格"},
		}},
		{Key: "body", Title: "单位和村", Grades: []Grade{
			{Key: "excellent", Title: "优秀", From: 90 * Point, Quota: twenty()},
			{Key: "good", Title: "良好", From: 80 * Point},
			{Key: "qualified", Title: "合格", From: 60 * Point},
			{Key: "unqualified", Title: "不合格"},
		}},
	}
}
