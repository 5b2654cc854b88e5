# Everything one does with Loopyard, by name. It needs Go and make; `make test` can also use a C compiler, Chromium and
# Python. GO names another go command, CHROME another browser.

GO   ?= go
ADDR ?= 127.0.0.1:8000
# Where the exported site will live on its host, with both slashes.
BASE ?= /
DIST ?= dist

# The race detector, where there is a C compiler.
RACE = $(shell [ "$$($(GO) env CGO_ENABLED)" = 1 ] && command -v "$$($(GO) env CC)" >/dev/null && echo -race)
# What runs WebAssembly in this process leaves it out with the race detector, which makes it ten times slower.
WASM_TESTS := ./engine/parity ./app/cli

.DEFAULT_GOAL := help
.PHONY: help run build assets test test-wasm test-deps check fmt vet race soak bench bench-browser predictions size static clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build and serve on http://127.0.0.1:8000 (ADDR=… changes it)
	bin/loopyard serve --addr $(ADDR)

build: ## build bin/loopyard with all its wasm inside, compressed well (a minute when the page changed)
	$(GO) run ./web/pack
	$(GO) build -trimpath -o bin/loopyard .

assets: ## build the wasm programs only, compressed quickly; tests use them
	$(GO) run ./web/pack -fast

# The accessibility checker that the page's tests inject; from npm, where there is one.
AXE ?= $(CURDIR)/bin/axe/node_modules/axe-core/axe.min.js
export AXE

test: test-deps check ## everything that must hold: format, vet, sizes, and every test, with the race detector if there is a C compiler
	$(GO) run ./web/pack
	$(GO) test $(RACE) ./...
	$(if $(RACE),$(GO) test $(WASM_TESTS))
	@$(MAKE) --no-print-directory test-wasm

test-wasm: ## run the engine's behavior cases as WebAssembly, under Node
	@if command -v node >/dev/null; then \
		GOOS=js GOARCH=wasm $(GO) test -exec "$$($(GO) env GOROOT)/lib/wasm/go_js_wasm_exec" ./engine/conformance; \
	elif [ -n "$$CI" ]; then echo "not found: node"; exit 1; \
	else echo "not found: node; the behavior cases are not run as WebAssembly"; fi

# On Debian, as root, what is missing is installed. Elsewhere the tests that miss something are skipped, unless CI=true.
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

check: vet ## check the format and vet, for this machine and for the browser
	@unformatted="$$(gofmt -l .)"; if [ -n "$$unformatted" ]; then echo "run make fmt:"; echo "$$unformatted"; exit 1; fi

vet: ## vet the code of both targets
	$(GO) vet ./...
	GOOS=js GOARCH=wasm $(GO) vet $$(GOOS=js GOARCH=wasm $(GO) list ./app/... ./engine/... 2>/dev/null | grep -v app/cli)
	GOOS=wasip1 GOARCH=wasm $(GO) vet ./engine/parity/guest

fmt: ## format the code
	gofmt -w .

race: assets ## run the tests with the race detector
	$(GO) test -race ./...

# SPECS random specs, from number FROM on; a failure names the number of its own. Of them, TABS run in Chromium too.
SPECS ?= 1000
FROM  ?= 1
TABS  ?= 50
soak: assets ## compare native, WebAssembly and Chromium over many random specs (SPECS=1000 TABS=50 FROM=1); again with the race detector
	$(GO) test ./engine/parity -count=1 -timeout 60m -v -run TestRandomSpecs -specs $(SPECS) -from $(FROM)
	$(GO) test ./app/pagetest/parity -count=1 -timeout 60m -v -specs $(TABS) -from $(FROM)
	$(if $(RACE),$(GO) test $(RACE) ./engine/parity -count=1 -timeout 60m -v -run TestRandomSpecs -specs $(SPECS) -from $(FROM))

bench: ## run the benchmarks
	$(GO) test -run '^$$' -bench . -benchmem ./...

bench-browser: ## measure a visit, the page's workers and its timeline in Chromium: five minutes, on a machine with nothing else to do
	$(GO) run ./web/pack
	$(GO) test ./app/pagetest/figures -count=1 -timeout 20m -v -figures -frames 600

predictions: assets ## measure how well virtual time foretells real time here; takes a minute, on a machine with nothing else to do
	$(GO) test ./engine/parity -count=1 -timeout 60m -v -run TestPredictions -predict 9

size: build ## print what a visitor downloads and what the server weighs
	@$(GO) run ./web/pack; ls -l bin/loopyard | awk '{ print "bin/loopyard", $$5 }'

static: build ## export the page to dist/ for any plain file server (BASE=/loops/ if it is not to live at the root)
	bin/loopyard export $(DIST) --base-path $(BASE)

clean: ## remove what was built
	rm -rf bin $(DIST) web/assets/*.wasm web/assets/*.wasm.* web/assets/.*.stamp web/assets/wasm_exec.js engine/parity/guest/*.gz
