package api

import (
	"context"

	"duban/notify"
	"duban/plan"
	"duban/store"
)

// Channels lists where the caller is told outside of Duban.
func (s *server) Channels(ctx context.Context, _ ChannelsRequestObject) (ChannelsResponseObject, error) {
	found, err := s.Store.Channels(ctx, callerOf(ctx).User.ID)
	return Channels200JSONResponse{Items: found}, err
}

// CreateChannel adds a channel. Webhooks get a secret that signs what is sent.
// The same key gives the same channel.
func (s *server) CreateChannel(ctx context.Context, r CreateChannelRequestObject) (CreateChannelResponseObject, error) {
	kind := notify.Kind(r.Body.Kind)
	if err := notify.CheckTarget(kind, r.Body.Target); err != nil {
		return nil, refuseField("/target", CodeBadFormat)
	}
	user := callerOf(ctx).User.ID
	secret := r.Body.Secret
	if kind == notify.Webhook {
		secret = store.NewSecret()
	}
	mine, err := s.Store.Channels(ctx, user)
	if err != nil {
		return nil, err
	}
	find := func(ctx context.Context, id string) (store.Channel, error) { return s.Store.Channel(ctx, user, id) }
	c, _, err := makeOnce(ctx, s, r.Params.IdempotencyKey, r.Body, find, func(tx *store.Tx, e *store.AuditEntry, id string) (store.Channel, error) {
		c := store.Channel{ID: id, UserID: user, Kind: string(kind), Target: r.Body.Target, Secret: secret}
		if len(mine) >= maxChannels {
			return c, refuseField("/kind", plan.CodeTooMany, "max", itoa(maxChannels))
		}
		err := store.CreateChannel(tx, &c)
		e.Object, e.Detail = "channel:"+c.ID, c.Kind
		return c, err
	})
	answer := CreateChannel201JSONResponse{Channel: c}
	if kind == notify.Webhook {
		answer.Secret = c.Secret
	}
	return answer, err
}

// maxChannels is how many channels one person has at most.
const maxChannels = 10

// DeleteChannel ends a channel of the caller's.
func (s *server) DeleteChannel(ctx context.Context, r DeleteChannelRequestObject) (DeleteChannelResponseObject, error) {
	user := callerOf(ctx).User.ID
	err := s.act(ctx, func(tx *store.Tx, _ *store.AuditEntry) error { return store.DeleteChannel(tx, user, r.Id) })
	return DeleteChannel204Response{}, err
}

// DeliveryFailures lists notices that did not get through.
func (s *server) DeliveryFailures(ctx context.Context, r DeliveryFailuresRequestObject) (DeliveryFailuresResponseObject, error) {
	found, err := s.Store.DeliveryFailures(ctx, limitOf(r.Params.Limit))
	answer := DeliveryFailures200JSONResponse{Items: []DeliveryFailure{}}
	for _, f := range found {
		answer.Items = append(answer.Items, DeliveryFailure{ChannelId: f.ChannelID, Key: f.Dedupe, Status: string(f.Status), Attempts: f.Attempts,
			Error: f.Error, At: f.At, NextAt: f.NextAt, UserId: f.UserID, Kind: f.Kind, Target: f.Target})
	}
	return answer, err
}
