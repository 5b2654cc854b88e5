# The tasks of Loopyard. They need Go and make. `make test` also uses a C compiler, Chromium, Python and Node if they are
# installed. GO names another go command, CHROME another browser.

GO   ?= go
export GO
ADDR ?= 127.0.0.1:8000
# The path of the exported site on its host. It begins and ends with a slash.
BASE ?= /
DIST ?= dist

# The race detector needs a C compiler.
RACE = $(shell [ "$$($(GO) env CGO_ENABLED)" = 1 ] && command -v "$$($(GO) env CC)" >/dev/null && echo -race)

# These packages start goroutines that share memory: loops in threads, the server and the commands that use them. Their
# tests run with the race detector, which makes them several times slower. It would find nothing in the other packages:
# their code runs on one goroutine, in a browser, or as WebAssembly.
CONCURRENT = . ./engine ./engine/conformance ./engine/session/... ./engine/trace ./web ./app/cli
# The tests that those packages skip under the race detector, because they compile WebAssembly.
WASM_TESTS = ./app/cli -run Parity

# The time that all tests of one package may take. On two cores with nothing else to do, each takes a quarter of it at
# most, so that a busy machine fails no test.
TIMEOUT = 10m
# `make check` has vetted the code already.
GOTEST = $(GO) test -vet=off -timeout $(TIMEOUT)

.DEFAULT_GOAL := help
.PHONY: help run build assets test test-wasm test-deps check fmt format vet lint race soak bench bench-browser predictions size static clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: assets ## build quickly and serve on http://127.0.0.1:8000 (ADDR=... changes it)
	@echo "make: building bin/loopyard"
	@$(GO) build -o bin/loopyard .
	@bin/loopyard serve --addr $(ADDR)

build: ## build bin/loopyard for a release, with the best compression (a minute if the page changed)
	$(GO) run ./web/pack
	$(GO) build -trimpath -o bin/loopyard .

assets: ## build the WebAssembly programs with quick compression, which tests and make run use
	@echo "make: building the page (web/pack)"
	@$(GO) run ./web/pack -fast

# The accessibility checker that the page's tests load. It comes from npm, if npm is installed.
AXE ?= $(CURDIR)/bin/axe/node_modules/axe-core/axe.min.js
export AXE

# The packages that take longest come first, so that none of them runs alone at the end. web/pack compresses the programs
# as a release does and holds their sizes.
test: test-deps format vet assets ## check everything that must hold: format, vet, sizes and all tests
	$(GOTEST) $(RACE) $(CONCURRENT)
	$(if $(RACE),$(GOTEST) $(WASM_TESTS))
	$(GOTEST) ./web/pack ./app/pagetest/... $(filter-out $(shell $(GO) list ./web/pack ./app/pagetest/... $(CONCURRENT)),$(shell $(GO) list ./...))
	@$(MAKE) --no-print-directory test-wasm

test-wasm: ## run the engine's behavior cases as WebAssembly, under Node
	@if command -v node >/dev/null; then \
		GOOS=js GOARCH=wasm $(GOTEST) -trimpath -exec "$$($(GO) env GOROOT)/lib/wasm/go_js_wasm_exec" ./engine/conformance; \
	elif [ -n "$$CI" ]; then echo "not found: node"; exit 1; \
	else echo "not found: node; the behavior cases are not run as WebAssembly"; fi

# On Debian, as root, this installs what is missing. Elsewhere, tests that need a missing program are skipped, or fail if
# CI=true is set.
test-deps: ## install what the tests can use: Chromium, Python 3, Node and axe-core
	@set -e; missing=; \
	found() { for name; do command -v "$$name" >/dev/null && return; done; return 1; }; \
	found "$${CHROME:-chromium}" chromium chromium-browser google-chrome google-chrome-stable || missing="$$missing chromium"; \
	found python3 || missing="$$missing python3"; \
	found node || missing="$$missing nodejs"; \
	if [ -z "$$missing" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && found apt-get; then \
		export DEBIAN_FRONTEND=noninteractive; \
		apt-get update -qq; apt-get install -y -qq --no-install-recommends $$missing; \
	else echo "not found:$$missing; the tests that need it are skipped"; fi
	@if [ ! -f $(AXE) ] && command -v npm >/dev/null; then npm install --silent --no-save --no-package-lock --prefix bin/axe axe-core@4.14.1; fi

check: format vet lint ## check the format, vet and lint the code, for this machine and for the browser

format:
	@unformatted="$$(gofmt -l .)"; if [ -n "$$unformatted" ]; then echo "run make fmt:"; echo "$$unformatted"; exit 1; fi

# The builds of the WebAssembly programs use -trimpath; with it, vet shares their compiled packages.
vet:
	$(GO) vet ./...
	GOOS=js GOARCH=wasm $(GO) vet -trimpath ./app/browser/... ./app/page/... ./app/wasm/... ./engine/...
	GOOS=wasip1 GOARCH=wasm $(GO) vet -trimpath ./engine/parity/guest

# The linters are not part of go.mod. They are built once, into bin/, which takes about a minute.
GOLANGCI_VERSION = v2.15.0
DEADCODE_VERSION = v0.52.0
GOLANGCI = bin/golangci-lint-$(GOLANGCI_VERSION)
DEADCODE = bin/deadcode-$(DEADCODE_VERSION)

$(GOLANGCI):
	@echo "make: building golangci-lint $(GOLANGCI_VERSION), once"
	@GOBIN=$(CURDIR)/bin $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)
	@mv bin/golangci-lint $@

$(DEADCODE):
	@GOBIN=$(CURDIR)/bin $(GO) install golang.org/x/tools/cmd/deadcode@$(DEADCODE_VERSION)
	@mv bin/deadcode $@

# A function is dead if neither a program nor a test reaches it. The packages that both targets share are judged by the
# native build, which has all tests; for the browser, only the files that exist nowhere else are.
lint: $(GOLANGCI) $(DEADCODE) ## find mistakes and dead code; .golangci.yml has the linters
	$(GOLANGCI) run ./...
	GOOS=js GOARCH=wasm $(GOLANGCI) run ./app/browser/... ./app/wasm/... ./engine/session/... ./engine/worker/...
	@dead="$$($(DEADCODE) -test ./... && GOOS=js GOARCH=wasm $(DEADCODE) -test ./app/wasm ./engine/worker | grep '_js\.go:' || true)"; \
	if [ -n "$$dead" ]; then echo "dead code:"; echo "$$dead"; exit 1; fi

fmt: ## format the code
	gofmt -w .

race: assets ## run the tests with the race detector
	$(GO) test -race ./...

# The number of random specs, the number of the first one, and how many of them run in Chromium too. A failure names the
# number of its spec.
SPECS ?= 1000
FROM  ?= 1
TABS  ?= 50
soak: assets ## compare native, WebAssembly and Chromium over many random specs (SPECS=1000 TABS=50 FROM=1); again with the race detector
	$(GO) test ./engine/parity -count=1 -timeout 60m -v -run TestRandomSpecs -specs $(SPECS) -from $(FROM)
	$(GO) test ./app/pagetest/parity -count=1 -timeout 60m -v -specs $(TABS) -from $(FROM)
	$(if $(RACE),$(GO) test $(RACE) ./engine/parity -count=1 -timeout 60m -v -run TestRandomSpecs -specs $(SPECS) -from $(FROM))

bench: ## run the benchmarks
	$(GO) test -run '^$$' -bench . -benchmem ./...

bench-browser: ## measure a visit, the page's workers and its timeline in Chromium: five minutes, on a machine that does nothing else
	$(GO) run ./web/pack
	$(GO) test ./app/pagetest/figures -count=1 -timeout 20m -v -figures -frames 600

predictions: assets ## measure how well virtual time predicts real time here; takes a minute, on a machine that does nothing else
	$(GO) test ./engine/parity -count=1 -timeout 60m -v -run TestPredictions -predict 9

size: build ## print what a visitor downloads and what the server weighs
	@$(GO) run ./web/pack; ls -l bin/loopyard | awk '{ print "bin/loopyard", $$5 }'

static: build ## export the page to dist/ for any file server (BASE=/loops/ if it is not at the root of its host)
	bin/loopyard export $(DIST) --base-path $(BASE)

clean: ## remove what was built
	rm -rf bin $(DIST) web/assets/*.wasm web/assets/*.wasm.* web/assets/.*.stamp web/assets/wasm_exec.js engine/parity/guest/*.gz
