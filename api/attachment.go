package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"slices"
	"time"

	"duban/assess"
	"duban/files"
	"duban/plan"
	"duban/store"
)

// Attach takes a piece of evidence in. The id is made of the caller and their
// key, so that a phone that lost its connection sends it again and has the
// same attachment.
func (s *server) Attach(ctx context.Context, r AttachRequestObject) (AttachResponseObject, error) {
	if s.Files == nil {
		return nil, refuse(CodeNoFiles)
	}
	values, err := s.Store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	kept, err := s.Files.Take(ctx, r.Params.Filename, r.Body, int64(store.AttachmentMegabytes.In(values))<<20)
	if refusal := (*files.Error)(nil); errors.As(err, &refusal) {
		return nil, s.refuseFile(ctx, refusal)
	} else if errors.Is(err, files.ErrAway) {
		s.Logger.WarnContext(ctx, "evidence was not taken", "error", err)
		return nil, err
	} else if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, unreadable(err)
	} else if err != nil {
		return nil, err
	}
	a := attachmentOfKept(kept, s.now(), time.Duration(store.AttachmentPhotoDays.In(values))*24*time.Hour)
	user := callerOf(ctx).User.ID
	a.ID, a.UploadedBy = commandID(user, r.Params.IdempotencyKey)[:26], user
	if a, err = s.attach(ctx, a); err != nil {
		return nil, err
	}
	// A sweep may have taken the content while the row was not there yet.
	content, _, err := s.Files.Open(ctx, a.Sum)
	if err != nil {
		return nil, fmt.Errorf("attachment %s: %w", a.ID, err)
	}
	return Attach201JSONResponse(a), content.Close()
}

func attachmentOfKept(k files.Kept, now time.Time, tolerance time.Duration) store.Attachment {
	a := store.Attachment{
		Name: k.Name, Type: k.Type, Size: k.Size, Sum: k.Sum, Sent: k.Sent,
		Width: k.Width, Height: k.Height, TakenAt: k.TakenAt, CreatedAt: now, TouchedAt: now,
	}
	if k.Place != nil {
		a.Place = &store.Coordinates{North: k.Place.North, East: k.Place.East}
	}
	if k.TakenAt != nil {
		a.Flagged = now.Sub(*k.TakenAt).Abs() > tolerance
	}
	return a
}

// attach stores an attachment, or finds it when it was sent before.
func (s *server) attach(ctx context.Context, a store.Attachment) (store.Attachment, error) {
	err := s.act(ctx, func(tx *store.Tx, entry *store.AuditEntry) error {
		entry.Object, entry.Detail = a.ID, a.Name
		return store.CreateAttachment(tx, &a)
	})
	if !store.Duplicate(err) {
		return a, err
	}
	before, err := s.Store.Attachment(ctx, a.ID)
	if err != nil {
		return a, err
	}
	if before.Sent != a.Sent || before.Name != a.Name {
		return a, keyReused(ctx)
	}
	now := s.now()
	return before, s.Store.Write(ctx, func(tx *store.Tx) error { return store.TouchAttachment(tx, a.ID, now) })
}

// refuseFile notes in the audit what was not taken, and why.
func (s *server) refuseFile(ctx context.Context, refusal *files.Error) error {
	err := &plan.Error{Code: plan.Code(refusal.Code), Params: refusal.Params}
	if noted := s.noteRefusal(ginOf(ctx), err); noted != nil {
		return noted
	}
	return err
}

// Attachment sends the file of an attachment.
func (s *server) Attachment(ctx context.Context, r AttachmentRequestObject) (AttachmentResponseObject, error) {
	a, err := s.attachmentFor(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	content, size, err := s.open(ctx, (*files.Keeper).Open, a)
	if err != nil {
		return nil, err
	}
	h := ginOf(ctx).Writer.Header()
	h.Set("Content-Disposition", disposition("attachment", a.Name))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	return Attachment200ApplicationoctetStreamResponse{Body: content, ContentLength: size}, nil
}

// AttachmentThumbnail sends a small picture of a photo.
func (s *server) AttachmentThumbnail(ctx context.Context, r AttachmentThumbnailRequestObject) (AttachmentThumbnailResponseObject, error) {
	a, err := s.attachmentFor(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	content, size, err := s.open(ctx, (*files.Keeper).OpenThumbnail, a)
	if err != nil {
		return nil, err
	}
	h := ginOf(ctx).Writer.Header()
	h.Set("Content-Disposition", disposition("inline", a.Name))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, max-age=86400")
	return AttachmentThumbnail200ImagejpegResponse{Body: content, ContentLength: size}, nil
}

func (s *server) open(ctx context.Context, open func(*files.Keeper, context.Context, string) (io.ReadCloser, int64, error), a store.Attachment) (io.ReadCloser, int64, error) {
	if s.Files == nil {
		return nil, 0, refuse(CodeNoFiles)
	}
	content, size, err := open(s.Files, ctx, a.Sum)
	if errors.Is(err, files.ErrMissing) {
		return nil, 0, refuse(CodeNotFound)
	}
	return content, size, err
}

// disposition names a file for whoever saves it, in every alphabet.
func disposition(how, name string) string {
	return mime.FormatMediaType(how, map[string]string{"filename": name})
}

// GoalAttachments lists the evidence of a goal.
func (s *server) GoalAttachments(ctx context.Context, r GoalAttachmentsRequestObject) (GoalAttachmentsResponseObject, error) {
	if err := s.visible(ctx, r.Id); err != nil {
		return nil, err
	}
	found, err := s.Store.GoalAttachments(ctx, r.Id)
	return GoalAttachments200JSONResponse{Items: found}, err
}

// attachmentFor refuses, as if it did not exist, an attachment that the caller
// neither handed in nor sees in a goal or an assessment.
func (s *server) attachmentFor(ctx context.Context, id string) (store.Attachment, error) {
	a, err := s.Store.Attachment(ctx, id)
	if err != nil || a.UploadedBy == callerOf(ctx).User.ID {
		return a, err
	}
	uses, err := s.Store.AttachmentUses(ctx, id)
	if err != nil {
		return a, err
	}
	for _, use := range uses {
		if ok, err := s.Store.Visible(ctx, callerOf(ctx).goals(), use.GoalID); err != nil || ok {
			return a, err
		}
		if !assess.Ref(use.StepKey).Valid() {
			continue
		}
		c, err := s.courseOf(ctx, use.GoalID)
		if err != nil && !store.Missing(err) {
			return a, err
		}
		if err == nil && c.Sight(assess.Ref(use.StepKey), c.actor) > assess.SeesNothing {
			return a, nil
		}
	}
	return a, refuse(CodeNotFound)
}

// namedFile is an attachment that a submission names, and where.
type namedFile struct{ pointer, id string }

// filesOf lists what a submission names: its evidence, and the photos of an
// inspection or re-inspection.
func filesOf(c plan.Submission) []namedFile {
	var list []namedFile
	photos := func(at string, photos []plan.Photo) {
		for i, p := range photos {
			list = append(list, namedFile{fmt.Sprintf("%s/photos/%d/file", at, i), p.File})
		}
	}
	for i, e := range c.Evidence {
		list = append(list, namedFile{fmt.Sprintf("/content/evidence/%d/file", i), e.File})
	}
	for i, k := range c.Checks {
		at := fmt.Sprintf("/content/checks/%d", i)
		for j, r := range k.Results {
			photos(fmt.Sprintf("%s/results/%d", at, j), r.Photos)
		}
		for j, h := range k.Hazards {
			photos(fmt.Sprintf("%s/hazards/%d", at, j), h.Photos)
		}
	}
	for i, v := range c.Verdicts {
		photos(fmt.Sprintf("/content/verdicts/%d", i), v.Photos)
	}
	return slices.DeleteFunc(list, func(f namedFile) bool { return f.id == "" })
}

// claim holds the files that a step is about to name: what is unknown or
// somebody else's is refused, the rest cannot be swept any more.
func (s *server) claim(ctx context.Context, goal, step string, files []namedFile) error {
	if len(files) == 0 {
		return nil
	}
	if err := s.visible(ctx, goal); err != nil {
		return err
	}
	user, now := callerOf(ctx).User.ID, s.now()
	return s.Store.Write(ctx, func(tx *store.Tx) error {
		for _, f := range files {
			if err := store.ClaimAttachment(tx, f.id, user, goal, step, f.pointer, now); err != nil {
				return err
			}
		}
		return nil
	})
}

// EvidenceGrace is how long evidence that no step names is kept: a phone may
// hand in a photo days before its owner finishes the submission.
const EvidenceGrace = 7 * 24 * time.Hour

// SweepEvidence forgets evidence that no step names for longer than the grace,
// and removes its content. It returns how many attachments and contents went.
func SweepEvidence(ctx context.Context, s *store.Store, keeper *files.Keeper, now time.Time) (attachments, contents int, err error) {
	before := now.Add(-EvidenceGrace)
	for {
		n, err := s.SweepAttachments(ctx, before)
		if err != nil {
			return attachments, 0, err
		}
		if attachments += n; n == 0 {
			break
		}
	}
	contents, err = keeper.Sweep(ctx, before, func(sum string) (bool, error) { return s.AttachmentKept(ctx, sum) })
	return attachments, contents, err
}
