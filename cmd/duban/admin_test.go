package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"duban/plan"
)

func TestKnownRoles_SaysWhichThereAre(t *testing.T) {
	require.NoError(t, knownRoles([]plan.Role{plan.SystemAdmin, plan.Leader}))
	require.EqualError(t, knownRoles([]plan.Role{"boss"}),
		`there is no role "boss"; the roles are leader, supervisor, cadre, evaluator, system-admin, security-admin, audit-admin`)
}
