# make paper   set up, build, and check every theorem (ten minutes on two cores, nearly all to compile)
# make test    set up, build, and run all tests
# make soundness  set up, build, and plant 200 generated faults of each kind (some minutes)
# make bench   build and run the benchmarks
# make check   format, and all tests under the address and undefined-behaviour sanitizers
# make fuzz    every parser for SECONDS each (60), with what the corpus and earlier runs found
# make mutants changed copies of the checker and the verifier: does a test notice? (an hour;
#              MUTANTS per file)
.PHONY: setup build test paper soundness bench mutants check format format-check sanitizers sanitize
.PHONY: fuzz tidy

JOBS ?= $(shell nproc)
SECONDS ?= 60
MUTANTS ?= 2
SOURCES = $(shell git ls-files '*.cpp' '*.hpp')

setup:
	@sh cmake/setup.sh

build: setup
	cmake --preset release
	cmake --build --preset release -j $(JOBS)

test: build
	ctest --preset release -j $(JOBS)

paper: setup
	cmake --preset release
	cmake --build --preset release -j $(JOBS) --target separatrix separatrix-check
	build/release/cli/separatrix paper --quick --out reports/out

soundness: build
	build/release/tests/soundness 200

bench: setup
	cmake --preset bench
	cmake --build --preset bench -j $(JOBS)
	sh bench/run.sh build/bench

mutants: setup
	cmake --preset file-by-file
	cmake --build --preset file-by-file -j $(JOBS)
	python3 tests/mutation/mutate.py build/file-by-file --per-file $(MUTANTS) --jobs $(JOBS)

format:
	clang-format -i $(SOURCES)

format-check: setup
	clang-format --dry-run --Werror $(SOURCES)

sanitizers: setup
	@sh cmake/setup.sh packages-checks.txt
	cmake --preset sanitizers

sanitize: sanitizers
	cmake --build --preset sanitizers -j $(JOBS)
	ctest --preset sanitizers -j $(JOBS)

fuzz: sanitizers
	cmake --build --preset sanitizers -j $(JOBS) --target fuzzers
	sh fuzz/run.sh build/sanitizers/fuzz $(SECONDS)

tidy: setup
	cmake --preset file-by-file
	run-clang-tidy -quiet -p build/file-by-file

check: format-check sanitize
