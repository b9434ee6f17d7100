package api

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
	"github.com/gin-gonic/gin"

	"duban/plan"
)

//go:embed openapi.yaml
var contractYAML []byte

// Scope is how far an operation reaches for its caller.
type Scope int

// The scopes, each wider than the one before.
const (
	ScopeNone Scope = iota
	ScopeOwn        // what is the caller's: their work, account, deputies
	ScopeUnit       // what their units lead or take part in
	ScopeAll
)

var scopeNames = map[string]Scope{"own": ScopeOwn, "unit": ScopeUnit, "all": ScopeAll}

// Beside roles, an access rule may name these.
const (
	anonymous = "anonymous"
	anybody   = "any" // everybody who is signed in
)

// operation is one operation of the contract.
type operation struct {
	ID          string
	Method      string
	access      map[string]Scope // by role, anybody or anonymous
	sessionOnly bool             // x-session
	fresh       bool             // x-fresh: also before a one-time password is changed
	bodyLimit   int64            // bytes
	seconds     int64            // x-timeout: how long it may take
	json        bool             // takes a JSON body
	route       *routers.Route
}

const (
	defaultBodyLimit = 1 << 20
	defaultSeconds   = 10
)

// contract loads openapi.yaml once: the operations by method and Gin route.
var contract = sync.OnceValues(func() (map[string]*operation, error) {
	spec, err := loadContract()
	if err != nil {
		return nil, err
	}
	// The validator of JSON Schema 2020-12 compiles a schema for every request
	// (2 ms). Our schemas use nothing that the older, built-in validator does
	// not know, as a test makes sure, so requests are held against the contract
	// as if it were of version 3.0.
	checked := *spec
	checked.OpenAPI = "3.0.3"
	operations := map[string]*operation{}
	var errs []error
	for path, item := range spec.Paths.Map() {
		for method, o := range item.Operations() {
			op, err := newOperation(&checked, path, method, item, o)
			if err != nil {
				errs = append(errs, fmt.Errorf("contract: %s %s: %w", method, path, err))
				continue
			}
			operations[method+" "+ginPath(path)] = op
		}
	}
	return operations, errors.Join(errs...)
})

func loadContract() (*openapi3.T, error) {
	loader := openapi3.NewLoader()
	spec, err := loader.LoadFromData(contractYAML)
	if err != nil {
		return nil, fmt.Errorf("contract: %w", err)
	}
	return spec, nil
}

func newOperation(spec *openapi3.T, path, method string, item *openapi3.PathItem, o *openapi3.Operation) (*operation, error) {
	op := &operation{ID: o.OperationID, Method: method, bodyLimit: defaultBodyLimit, seconds: defaultSeconds, access: map[string]Scope{}}
	op.route = &routers.Route{Spec: spec, Server: spec.Servers[0], Path: path, PathItem: item, Method: method, Operation: o}
	if o.RequestBody != nil {
		op.json = o.RequestBody.Value.Content.Get("application/json") != nil
	}
	var rule map[string]string
	for name, into := range map[string]any{
		"x-access": &rule, "x-session": &op.sessionOnly, "x-fresh": &op.fresh, "x-body-limit": &op.bodyLimit, "x-timeout": &op.seconds,
	} {
		if err := extension(o.Extensions, name, into); err != nil {
			return nil, err
		}
	}
	if len(rule) == 0 {
		return nil, errors.New("x-access is missing: nobody may call it")
	}
	for who, reach := range rule {
		if who != anonymous && who != anybody && !slices.Contains(plan.Roles, plan.Role(who)) {
			return nil, fmt.Errorf("x-access: %q is no role", who)
		}
		if op.access[who] = scopeNames[reach]; op.access[who] == ScopeNone {
			return nil, fmt.Errorf("x-access: %q is no scope", reach)
		}
	}
	return op, nil
}

// extension decodes one x- field; an absent one changes nothing.
func extension(all map[string]any, name string, into any) error {
	v, ok := all[name]
	if !ok {
		return nil
	}
	raw, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(raw, into)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// ginPath turns /units/{id} into /units/:id.
func ginPath(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if strings.HasPrefix(p, "{") && strings.HasSuffix(p, "}") {
			parts[i] = ":" + p[1:len(p)-1]
		}
	}
	return strings.Join(parts, "/")
}

// reach is how far the operation goes for somebody with these roles.
func (o *operation) reach(roles []plan.Role) Scope {
	widest := o.access[anybody]
	for _, r := range roles {
		widest = max(widest, o.access[string(r)])
	}
	return widest
}

const operationKey = "operation"

// route finds the operation of the request, and bounds how long it may take: a
// database that hangs is answered like one that is gone.
func (s *server) route(c *gin.Context) {
	op := s.operations[c.Request.Method+" "+c.FullPath()]
	if op == nil {
		s.fail(c, fmt.Errorf("the contract does not hold %s %s", c.Request.Method, c.FullPath()))
		return
	}
	c.Set(operationKey, op)
	ctx, cancel := context.WithTimeout(c.Request.Context(), time.Duration(op.seconds)*time.Second)
	defer cancel()
	c.Request = c.Request.WithContext(ctx)
	c.Next()
}

func operationOf(c *gin.Context) *operation { return c.MustGet(operationKey).(*operation) }

// limitBody bounds what a handler can read.
func (s *server) limitBody(c *gin.Context) {
	limit := operationOf(c).bodyLimit
	if c.Request.ContentLength > limit {
		s.fail(c, tooLarge(limit))
		return
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, limit)
}
