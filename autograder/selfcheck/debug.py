"""Starts the debugger where a check calls the student's code: `pytest --trace`, on that check."""

import ast
import subprocess
import sys
from pathlib import Path

from autograder.model.submission import Problem
from autograder.selfcheck.work import NothingToCheck, Work

PLUGIN = "autograder.selfcheck.plugin"


def debug_check(work: Work, wanted: str) -> int:
    """Starts it in this terminal. `wanted` is the name of a check, with or without `test_`, or of
    an exercise, whose first check is meant. Returns pytest's exit code. Raises NothingToCheck."""
    checks = checks_of(work.topic.public_suite)
    by_exercise: dict[str, str] = {}
    for node_id, exercise in checks.items():
        by_exercise.setdefault(exercise, node_id)
    by_name = {each.partition("::")[2].removeprefix("test_"): each for each in checks}
    node_id = by_name.get(wanted.removeprefix("test_")) or by_exercise.get(wanted, "")
    if not node_id:
        known = ", ".join(by_name)
        raise NothingToCheck(Problem(kind="unknown_check", data={"found": wanted, "known": known}))
    command = [sys.executable, "-m", "pytest", "-p", PLUGIN, "--trace", "-q"]
    command += [f"--submission={work.path.resolve()}", f"{work.topic.public_suite}/{node_id}"]
    return subprocess.run(command, check=False).returncode  # noqa: S603 -- our own command


def checks_of(suite: Path) -> dict[str, str]:
    """The checks of a suite, as pytest names them from its folder, and the exercise of each: by
    what is written there, without running anything."""
    found = {}
    for path in sorted(suite.glob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef):
                continue
            for mark in node.decorator_list:
                if (
                    isinstance(mark, ast.Call)
                    and isinstance(mark.func, ast.Name)
                    and mark.func.id == "check"
                    and isinstance(mark.args[0], ast.Constant)
                ):
                    found[f"{path.name}::{node.name}"] = str(mark.args[0].value)
    return found
