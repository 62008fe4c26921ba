"""The attacks of `tests/framework/attacks` in three arrangements, as the table of docs/security.md.

    python -m benchmarks.attacks [ARRANGEMENT…] [--match TEXT] [--seconds S]

ARRANGEMENT: `naive` (student code, hidden tests and pytest in one process, as in most graders; in a
jail, so that no attack harms this machine), `container` (as root, without namespaces), `bubblewrap`
(everything). An attack that succeeds nowhere tests nothing, and is listed.

Exit code 1 where an attack succeeds in an arrangement that grades, 0 otherwise.
"""

import argparse
import hashlib
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from autograder.execution.sandbox.isolation import choose
from tests.framework.attacks import Attack, attacks, naive
from tests.framework.attacks.files import FILE_ATTACKS, FileAttack
from tests.framework.attacks.run import ARRANGEMENTS, HONEST, ground

INSIDE = "/naive"  # where the naive grader sees what it may write to
PROGRAMS = ("/bin/echo", "/bin/true", "/usr/bin/passwd")  # as there are on any machine
Found = dict[str, list[str]]  # attack -> in what it succeeded


def jail(root: Path, seconds: float, classes: list[str]) -> list[str]:
    """The command that runs the naive grader where it can harm nothing but `root`."""
    script = Path(naive.__file__)
    argv = [sys.executable, "-I", "-X", "canary-hidden", str(script), INSIDE]
    argv += [str(seconds), *classes]
    programs = [path for path in map(Path, PROGRAMS) if path.exists()]
    command = choose("bubblewrap").host_command(argv, [script, *programs])
    end = command.index("--remount-ro")
    return [
        *command[:end],
        *("--size", str(64 << 20), "--tmpfs", "/tmp", "--size", str(64 << 20)),
        *("--tmpfs", "/dev/shm", "--bind", str(root), INSIDE),
        *("--dev-bind-try", "/dev/pts", "/dev/pts", "--dev-bind-try", "/dev/ptmx", "/dev/ptmx"),
        *("--unsetenv", "PYTHONDONTWRITEBYTECODE", "--setenv", "HOME", INSIDE),
        *("--setenv", "AUTOGRADER_SECRET", "canary-hidden"),
        *command[end + 2 :],
    ]


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 1 << 20))


def naively(wanted: list[Attack], seconds: float) -> Found:
    """In what the attacks succeed where everything is in one process."""
    found: Found = {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in (".bash_history", ".netrc"):
            (root / name).write_text("as it was")
        classes = {str(number): attack for number, attack in enumerate(wanted)}
        before = {name: _set_up(root / name, attack) for name, attack in classes.items()}
        while waiting := [name for name in classes if _key(classes[name]) not in found]:
            with subprocess.Popen(
                jail(root, seconds, waiting),
                env={},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                preexec_fn=_limit,
            ) as process:
                assert process.stdout is not None
                for line in process.stdout:
                    name, answer = json.loads(line)
                    waiting.remove(name)
                    changed = _tree(root / name / "outside") != before[name]
                    found[_key(classes[name])] = _successes(classes[name], answer, changed)
            if waiting:  # nothing more came: the jail itself was brought down
                found[_key(classes[waiting[0]])] = ["every grader was killed"]
    return found


def _set_up(root: Path, attack: Attack) -> str:
    """Writes a class of two, and says what is outside of it."""
    for each in ("course", "attack", "honest", "outside", "results"):
        (root / each).mkdir(parents=True)
    (root / "course/test_toy.py").write_text(naive.SUITE)
    (root / "course/reference.py").write_text(naive.REFERENCE)
    (root / "honest/toy.py").write_text(HONEST)
    (root / "outside/marked").write_text("as it was")
    inside = f"{INSIDE}/{root.name}"
    places = {
        "HIDDEN": f"{inside}/course/test_toy.py",
        "REFERENCE": f"{inside}/course/reference.py",
        "COURSE": f"{inside}/course",
        "JUDGE": "2",
        "OUTSIDE": f"{inside}/outside",
        "NEIGHBOUR": f"{inside}/honest/toy.py",
        "RESULTS": f"{inside}/results",
    }
    for path, text in attack.filled(places).items():
        (root / "attack" / path).write_text(text)
    return _tree(root / "outside")


def _successes(attack: Attack, answer: dict[str, Any] | None, changed: bool) -> list[str]:
    if answer is None:
        return ["the grader and its class are lost"]
    found = ["something outside was changed"] if changed or answer["made"] else []
    passed, output = answer["attack"]["passed"], answer["attack"]["output"]
    checks = naive.CHECKS[attack.exercise]
    if passed is None:
        found.append("no result")
    elif any(each in checks for each in passed):
        found.append("points")
    if re.search(r"^BROKEN: ", output, re.MULTILINE) or "canary-hidden" in output:
        found.append("it did what it must not")
    if attack.name.startswith("the inputs") and re.search(r"\d\.\d{10,}", output):
        found.append("inputs are shown")
    if answer["attack"]["size"] > 2 << 20:
        found.append(f"a report of {answer['attack']['size'] >> 20} MiB")
    if answer["attack"]["hung"]:
        found.append("the class waited")
    if answer["left by attack"]:
        found.append("a process is left")
    if not set(naive.CHECKS["double"]) <= set(answer["honest"]["passed"] or ()):
        found.append("the neighbour lost points")
    return found


def _tree(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        digest.update(f"{path}{status.st_mode}{status.st_size}{status.st_mtime}".encode())
    return digest.hexdigest()


def gradingly(arrangement: str, wanted: list[Attack]) -> Found:
    """In what the attacks succeed under an arrangement that grades."""
    with tempfile.TemporaryDirectory() as folder, ground(Path(folder), arrangement) as made:
        return {_key(attack): made.successes(attack)[0] for attack in wanted}


def _key(attack: Attack | FileAttack) -> str:
    return f"{attack.group}: {attack.name}"


def table(groups: dict[str, list[str]], found: dict[str, Found]) -> str:
    """The successes by group, as Markdown."""
    names = list(found)
    lines = [f"| group | attacks | {' | '.join(names)} |", "|---|---|" + "---|" * len(names)]
    totals = dict.fromkeys(names, 0)
    for group, keys in groups.items():
        counts = {name: sum(bool(found[name].get(key)) for key in keys) for name in names}
        lines.append(f"| {group} | {len(keys)} | {' | '.join(map(str, counts.values()))} |")
        totals = {name: totals[name] + counts[name] for name in names}
    every = sum(map(len, groups.values()))
    lines.append(f"| **all** | **{every}** | {' | '.join(f'**{n}**' for n in totals.values())} |")
    return "\n".join(lines)


def main() -> int:
    """Runs what is asked for and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("arrangements", nargs="*", default=["naive", *reversed(ARRANGEMENTS)])
    parser.add_argument("--match", default="", help="only attacks whose name holds this")
    parser.add_argument(
        "--seconds",
        type=float,
        default=6.0,
        help="what the naive grader gives a submission: more on a machine that is busy",
    )
    options = parser.parse_args()
    wanted = [attack for attack in attacks() if options.match in _key(attack)]
    files = [attack for attack in FILE_ATTACKS if options.match in _key(attack)]
    groups: dict[str, list[str]] = {}
    every: list[Attack | FileAttack] = [*wanted, *files]
    for attack in every:
        groups.setdefault(attack.group, []).append(_key(attack))
    found: dict[str, Found] = {}
    for name in options.arrangements:
        trying: Callable[[FileAttack, Path], list[str]]
        if name == "naive":
            found[name] = naively(wanted, options.seconds)
            trying = FileAttack.naively
        else:
            try:
                found[name] = gradingly(name, wanted)
            except pytest.skip.Exception as reason:
                print(f"{name} is left out: {reason}")
                continue
            trying = FileAttack.successes
        for each in files:
            with tempfile.TemporaryDirectory() as folder:
                found[name][_key(each)] = trying(each, Path(folder))
    kernel = f"{platform.system()} {os.uname().release} {platform.machine()}"
    print(f"{date.today()}, {kernel}, Python {platform.python_version()}\n")
    print(table(groups, found))
    for name in (name for name in found if name != "naive"):
        left = {key: what for key, what in found[name].items() if what}
        print(f"\nLeft under {name}: {len(left)}")
        for key, what in left.items():
            print(f"- {key}: {'; '.join(what)[:300]}")
    if "naive" in found:
        nowhere = [k for k in found["naive"] if not any(each.get(k) for each in found.values())]
        print(f"\nNowhere a success: {len(nowhere)}")
        print("\n".join(f"- {key}" for key in nowhere))
    return int(any(any(found[name].values()) for name in found if name != "naive"))


if __name__ == "__main__":
    sys.exit(main())
