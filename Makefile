# What CI runs is what a laptop runs: make check test.
# Needs Go, and Node for the web page; a C compiler adds the race detector to the tests.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-builtin-rules

# Build and tests share these, so that nothing is compiled twice.
export CGO_ENABLED := 0
export GOFLAGS := $(shell go env GOFLAGS) -trimpath

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
TOOLS := bin/tools/.built
export PATH := $(CURDIR)/bin/tools:$(PATH)

has_web := $(wildcard web/package.json)
# The page is built from everything under web/ but what is made there.
web_sources = $(if $(has_web),$(shell find web -name node_modules -prune -o -path web/dist -prune -o -path web/test-results -prune -o -path web/screenshots -prune -o -path web/playwright-report -prune -o -type f -print))
# One npm script, when web/ has it.
npm_run = npm --prefix web run --if-present

.PHONY: help
help: ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.PHONY: run
run: build ## build, then run the demo town; its data is kept in ./.duban
	mkdir -p .duban
	bin/duban serve --demo --data .duban $(ARGS)

.PHONY: build
build: web ## build bin/duban, page included (the first time takes minutes: it holds a whole Temporal server)
	go build -ldflags '-s -w -X main.version=$(VERSION)' -o bin/duban ./cmd/duban

.PHONY: web
web: $(if $(has_web),web/dist/index.html) ## build the web page into web/dist, if its sources changed

.PHONY: test
test: build $(TOOLS) ## run every test; with DUBAN_TEST_MYSQL set also on MySQL, and the web's in a browser
	DUBAN=$(CURDIR)/bin/duban scripts/test
	$(if $(has_web),$(npm_run) test)
	$(if $(has_web),$(npm_run) e2e)
	@echo 'make test: all tests passed'

.PHONY: check
check: web $(TOOLS) ## look for mistakes without running: format, vet, staticcheck, workflowcheck, stale generated code
	scripts/check
	$(if $(has_web),$(npm_run) check)
	@echo 'make check: no findings'

.PHONY: generate
generate: $(TOOLS) $(if $(has_web),web/node_modules/.package-lock.json) ## write generated code anew (*.gen.go, the browser's API types)
	go generate ./...
	$(if $(has_web),$(npm_run) generate)

.PHONY: bench
bench: build ## measure: commands a second, latencies, reads, start; BENCH='-help' lists its options
	go run ./bench $(BENCH)

.PHONY: screenshots
screenshots: build web/node_modules/.package-lock.json ## photograph every page, wide and narrow
	npm --prefix web run screenshots

.PHONY: clean
clean: ## remove what was built, but not ./.duban
	rm -rf bin web/node_modules
	find web/dist -mindepth 1 ! -name .gitkeep -delete 2>/dev/null || true

$(TOOLS): tools/go.mod tools/go.sum $(wildcard tools/*/*.go)
	go -C tools build -o ../bin/tools/ tool ./...
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(web_sources)
	npm --prefix web run build
	@touch $@

# npm writes this file last.
web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	@command -v npm >/dev/null || { echo 'The web page is built with Node 20 or later and npm (https://nodejs.org); npm was not found.' >&2; exit 1; }
	npm --prefix web ci --no-audit --no-fund
	@touch $@
