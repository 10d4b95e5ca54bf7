# Every command sets up what it needs (Debian packages, Python packages) the first time, says so, and never again.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo build test lint format bench soak fuzz clean

# Words for the command behind the target: make demo ARGS="--port 8090"
ARGS ?=

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## build and run an exercise on http://127.0.0.1:8080, nothing to configure
	@scripts/demo $(ARGS)

build: ## build the program: .build/release/vigie
	@scripts/build

test: ## build (debug), run every Swift test, then the browser tests
	@scripts/test

lint: ## check layout, import directions, the engine's rules, the front end, links
	@scripts/lint

format: ## lay out every Swift file
	@scripts/format

bench: ## measure the release build against its bounds (needs the shared recordings)
	@scripts/bench $(ARGS)

soak: ## the seeded tests, much longer
	@scripts/soak $(ARGS)

fuzz: ## the ASTERIX codec under libFuzzer and AddressSanitizer: make fuzz ARGS="60 blocks hdlc"
	@scripts/fuzz $(ARGS)

clean: ## delete what was built; the Python packages and the fetched Swift packages stay
	@rm -rf out .build/debug .build/release .build/*-unknown-linux-gnu* .build/benchmarks .build/fuzz
