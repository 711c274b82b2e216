# Rasad's daily commands. `make demo` and `make test` install what they need; see .ci/setup.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
export PATH := $(CURDIR)/.tools/go/bin:$(CURDIR)/.tools/bin:/usr/local/go/bin:$(PATH)

PACKAGES ?= ./...
BENCH ?= .
BENCHTIME ?= 1s
ui := internal/web/ui
golangci := v2.15.0

.PHONY: help demo test build bench lint setup pages race cover fuzz clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: setup build ## install what is missing, load the demo city, serve it
	exec bin/rasad serve --demo

test: setup-test pages ## every test, the browser's too
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { echo 'not gofmt-ed:'; gofmt -l $$(git ls-files '*.go'); exit 1; }
	go vet ./...
	go test -timeout 14m $(PACKAGES)

race: setup-test pages ## the tests of what runs concurrently, under the race detector
	go test -race -timeout 20m ./geo/... ./tiles/... ./data/... ./internal/live/... ./internal/httpapi/... ./internal/pgcluster/... ./internal/web/site ./internal/web/booklet

build: pages ## bin/rasad, pages included
	go build -trimpath -o bin/rasad ./cmd/rasad

pages: internal/web/dist/manifest.json ## the pages' scripts, styles and fonts

internal/web/dist/manifest.json: $(shell find internal/web/ui internal/web/bundle -type f -not -path '*/node_modules/*' 2>/dev/null) $(ui)/node_modules/.package-lock.json
	go run ./internal/web/bundle

$(ui)/node_modules/.package-lock.json: $(ui)/package.json $(ui)/package-lock.json
	cd $(ui) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

bench: setup-test pages ## the figures of the README
	go test -run '^$$' -bench '$(BENCH)' -benchmem -benchtime $(BENCHTIME) -timeout 60m $(PACKAGES)

lint: setup pages .tools/bin/golangci-lint ## style and import rules, types of the scripts
	.tools/bin/golangci-lint run
	cd $(ui) && npm exec --yes --package=typescript@7.0.2 -- tsc -p .

.tools/bin/golangci-lint:
	GOBIN=$(CURDIR)/.tools/bin go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(golangci)

cover: setup-test pages ## coverage by package
	go test -cover -timeout 20m $(PACKAGES)

fuzz: ## each fuzz target for FUZZTIME (default 30s)
	@for package in $$(grep -rl --include='*_test.go' '^func Fuzz' . | xargs -n1 dirname | sort -u); do \
	  for target in $$(grep -ho --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' -r $$package | sed 's/func //' | sort -u); do \
	    echo "== $$package $$target"; go test -run '^$$' -fuzz "^$$target$$" -fuzztime $${FUZZTIME:-30s} $$package; \
	  done; done

setup:
	@.ci/setup run
setup-test:
	@.ci/setup test

clean: ## what was built
	rm -rf bin .tools $(ui)/node_modules internal/web/dist/*
