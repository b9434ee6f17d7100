package api

import (
	"context"

	"duban/calendar"
	"duban/store"
)

// Posts lists every post.
func (s *server) Posts(ctx context.Context, _ PostsRequestObject) (PostsResponseObject, error) {
	posts, err := s.Store.Posts(ctx)
	return Posts200JSONResponse{Items: list(posts)}, err
}

// Post returns one post.
func (s *server) Post(ctx context.Context, r PostRequestObject) (PostResponseObject, error) {
	p, err := s.Store.Post(ctx, r.Id)
	return Post200JSONResponse(p), err
}

// CreatePost adds a post. The same key gives the same post.
func (s *server) CreatePost(ctx context.Context, r CreatePostRequestObject) (CreatePostResponseObject, error) {
	p, _, err := makeOnce(ctx, s, r.Params.IdempotencyKey, r.Body, s.Store.Post, func(tx *store.Tx, e *store.AuditEntry, id string) (store.Post, error) {
		p := store.Post{ID: id}
		r.Body.into(&p)
		err := store.CreatePost(tx, &p)
		e.Object, e.Detail = "post:"+p.ID, p.Code+" "+p.Name
		return p, err
	})
	return CreatePost201JSONResponse(p), err
}

// UpdatePost changes a post.
func (s *server) UpdatePost(ctx context.Context, r UpdatePostRequestObject) (UpdatePostResponseObject, error) {
	p, err := s.Store.Post(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	err = s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object, e.Detail = "post:"+p.ID, r.Body.Code+" "+r.Body.Name
		r.Body.into(&p)
		return store.UpdatePost(tx, &p)
	})
	return UpdatePost200JSONResponse(p), err
}

// DeletePost removes a post that nobody ever held.
func (s *server) DeletePost(ctx context.Context, r DeletePostRequestObject) (DeletePostResponseObject, error) {
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		e.Object = "post:" + r.Id
		return store.DeletePost(tx, r.Id)
	})
	return DeletePost204Response{}, err
}

// into is the one place where what was sent becomes a post.
func (in *PostInput) into(p *store.Post) {
	p.Code, p.UnitID, p.Name, p.Grade, p.InCharge, p.Sort = in.Code, in.UnitId, in.Name, in.Grade, in.InCharge, in.Sort
	p.Active = in.Active == nil || *in.Active
}

// Holders lists who held, holds and will hold posts.
func (s *server) Holders(ctx context.Context, r HoldersRequestObject) (HoldersResponseObject, error) {
	holders, err := s.Store.Holders(ctx, r.Params.PostId, r.Params.UserId)
	return Holders200JSONResponse{Items: list(holders)}, err
}

// AppointHolder gives a post to somebody. The same key gives the same
// appointment.
func (s *server) AppointHolder(ctx context.Context, r AppointHolderRequestObject) (AppointHolderResponseObject, error) {
	if !r.Body.To.IsZero() && r.Body.To.Before(r.Body.From) {
		return nil, refuseField("/to", "date-order", "before", r.Body.From.String())
	}
	h, _, err := makeOnce(ctx, s, r.Params.IdempotencyKey, r.Body, s.Store.Holder, func(tx *store.Tx, e *store.AuditEntry, id string) (store.Holder, error) {
		h := store.Holder{ID: id, PostID: r.Body.PostId, UserID: r.Body.UserId, From: r.Body.From, To: r.Body.To}
		e.Object, e.Detail = "post:"+h.PostID, "user:"+h.UserID+" "+h.From.String()+" – "+h.To.String()
		err := store.AppointHolder(tx, &h)
		return h, err
	})
	return AppointHolder201JSONResponse(h), err
}

// EndHolder sets the last day of an appointment.
func (s *server) EndHolder(ctx context.Context, r EndHolderRequestObject) (EndHolderResponseObject, error) {
	var h store.Holder
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) (err error) {
		e.Object, e.Detail = "holder:"+r.Id, r.Body.To.String()
		h, err = store.EndHolder(tx, r.Id, r.Body.To)
		return err
	})
	return EndHolder200JSONResponse(h), err
}

// WithdrawHolder takes back an appointment that has not begun.
func (s *server) WithdrawHolder(ctx context.Context, r WithdrawHolderRequestObject) (WithdrawHolderResponseObject, error) {
	err := s.act(ctx, func(tx *store.Tx, e *store.AuditEntry) error {
		h, err := store.WithdrawHolder(tx, r.Id, calendar.DateOf(s.now()))
		e.Object = "holder:" + r.Id
		if h.PostID != "" {
			e.Object, e.Detail = "post:"+h.PostID, "user:"+h.UserID+" "+h.From.String()+" – "+h.To.String()
		}
		return err
	})
	return WithdrawHolder204Response{}, err
}
