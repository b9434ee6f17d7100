package embedded

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	commonpb "go.temporal.io/api/common/v1"
	namespacepb "go.temporal.io/api/namespace/v1"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/protobuf/types/known/durationpb"
)

const pollInterval = 20 * time.Millisecond

// prepareNamespace waits until the server answers, registers the namespace or sets its retention, and
// waits until it can run workflows.
func prepareNamespace(ctx context.Context, hostPort, name string, retention time.Duration) error {
	c, err := client.NewLazyClient(client.Options{HostPort: hostPort, Namespace: name, Logger: quiet{}})
	if err != nil {
		return err
	}
	defer c.Close()
	service := c.WorkflowService()

	var missing *serviceerror.NamespaceNotFound
	described, err := until(ctx, func(ctx context.Context) (*workflowservice.DescribeNamespaceResponse, bool, error) {
		answer, err := service.DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: name})
		return answer, err == nil || errors.As(err, &missing), err
	})
	switch {
	case errors.As(err, &missing):
		_, err = service.RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
			Namespace:                        name,
			WorkflowExecutionRetentionPeriod: durationpb.New(retention),
		})
	case err == nil && described.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration() != retention:
		_, err = service.UpdateNamespace(ctx, &workflowservice.UpdateNamespaceRequest{
			Namespace: name,
			Config:    &namespacepb.NamespaceConfig{WorkflowExecutionRetentionTtl: durationpb.New(retention)},
		})
	}
	if err != nil {
		return fmt.Errorf("register namespace %q: %w", name, err)
	}

	// Asking for a workflow that does not exist goes through every part that starting one needs.
	var unknown *serviceerror.NotFound
	_, err = until(ctx, func(ctx context.Context) (struct{}, bool, error) {
		_, err := service.DescribeWorkflowExecution(ctx, &workflowservice.DescribeWorkflowExecutionRequest{
			Namespace: name, Execution: &commonpb.WorkflowExecution{WorkflowId: "no such workflow"},
		})
		return struct{}{}, err == nil || errors.As(err, &unknown), err
	})
	if err != nil && !errors.As(err, &unknown) {
		return fmt.Errorf("wait for namespace %q: %w", name, err)
	}
	return nil
}

// until calls ask until it says that its answer counts, or ctx ends.
func until[T any](ctx context.Context, ask func(context.Context) (T, bool, error)) (T, error) {
	ticker := time.NewTicker(pollInterval)
	defer ticker.Stop()
	for {
		answer, final, err := ask(ctx)
		if final {
			return answer, err
		}
		select {
		case <-ctx.Done():
			return answer, errors.Join(context.Cause(ctx), err)
		case <-ticker.C:
		}
	}
}

// quiet keeps the SDK from logging the refusals that waiting for a server consists of.
type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}
