# `make demo` grades a class, `make demo-course` a few people in every topic, `make test` runs all
# tests; each sets up what it needs first.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo demo-course test pytest lint resolve benchmark prove messages tour pictures clean

setup: .venv/ready

.venv/ready: pyproject.toml constraints.txt
	@echo "Setting up .venv: $$(grep -c == constraints.txt) packages from your package index, some 2 GB on disk and"
	@echo "some minutes (torch's build for CUDA, which PyPI gives on Linux, is several GB more). Once only."
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --no-compile --constraint constraints.txt --editable '.[dev]'
	@$(BIN)/python -m compileall -q -j 0 .venv/lib >/dev/null || true # half of pip's time, on every core
	@command -v bwrap >/dev/null 2>&1 \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq bubblewrap; } \
	  || echo "bubblewrap is not installed: autograder doctor says what grading does without it"
	@touch $@

demo: setup
	$(BIN)/python -m demo.make_class runs/demo
	$(BIN)/autograder grade runs/demo/gru-submissions.zip --topic gru \
	  --roster runs/demo/gru-worksheet.csv --out runs/demo/run

demo-course: setup
	$(BIN)/python -m demo.make_course runs/course/handed-in
	for zip in runs/course/handed-in/*.zip; do \
	  topic=$$(basename $$zip -submissions.zip); \
	  $(BIN)/autograder grade $$zip --topic $$topic --out runs/course/$$topic \
	    --roster runs/course/handed-in/$$topic-worksheet.csv || exit; \
	done
	$(BIN)/autograder report $$(ls -d runs/course/*/ | grep -v handed-in) --out runs/course-report

test: setup
	$(MAKE) --no-print-directory --jobs 2 lint pytest

pytest: setup
	$(BIN)/python -m pytest -n 4 --max-worker-restart 1 --dist loadfile --no-loadscope-reorder

# Whether the pins can be installed on every Python from 3.11.0 on; installs nothing. To run when they
# have changed: a test asks for it.
resolve: setup
	$(BIN)/python -m tests.framework.resolve_pins

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

benchmark: setup
	for topic in $(notdir $(wildcard assignments/*)); do \
	  $(BIN)/python -m benchmarks.submission_cost $$topic || exit 1; \
	done
	$(BIN)/python -m benchmarks.sandbox_cost 100
	$(BIN)/python -m benchmarks.rivals
	$(BIN)/python -m benchmarks.scale
	$(BIN)/python -m benchmarks.scale --coordinator
	$(BIN)/python -m benchmarks.scale --workers
	$(BIN)/python -m benchmarks.kills

prove: setup
	$(BIN)/autograder verify --prove

messages: setup
	$(BIN)/python -m tests.framework.compile_messages

tour: setup
	$(BIN)/python -m tests.framework.tour runs/tour.html

pictures: demo
	$(BIN)/python -m demo.pictures runs/demo/run docs/pictures

clean:
	rm -rf .venv runs build dist
