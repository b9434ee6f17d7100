package store

import "context"

// Titled is what something that the audit names by its id is called today.
type Titled struct {
	ID    string
	Kind  string // plan, goal, file, cycle, course or place
	Title string
}

// titledTables are where titles are found: kind, column and table.
var titledTables = [][3]string{
	{"plan", "title", "plans"}, {"goal", "title", "goals"}, {"file", "name", "attachments"},
	{"cycle", "title", "cycles"}, {"course", "title", "courses"}, {"place", "name", "places"},
}

// Titles returns what of the ids is a plan, a goal, a file, a cycle, a course
// or a place; others are left out.
func (s *Store) Titles(ctx context.Context, ids []string) ([]Titled, error) {
	var found []Titled
	if len(ids) == 0 {
		return found, nil
	}
	for _, t := range titledTables {
		var rows []Titled
		if err := s.Read(ctx).Table(t[2]).Select("id, "+t[1]+" AS title").Where("id IN ?", ids).Scan(&rows).Error; err != nil {
			return nil, err
		}
		for _, row := range rows {
			row.Kind = t[0]
			found = append(found, row)
		}
	}
	return found, nil
}
