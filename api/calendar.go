package api

import "context"

// Calendars lists the versions of the working-day calendar.
func (s *server) Calendars(ctx context.Context, _ CalendarsRequestObject) (CalendarsResponseObject, error) {
	found, err := s.Store.Calendars(ctx)
	return Calendars200JSONResponse{Items: list(found)}, err
}
