"""From save to verdict under `check --watch`: `python -m benchmarks.watch [TOPIC] [HANDOUT]`.

Twenty edits of a student's file, right and wrong by turns, in a handout and a real terminal: wrong
answers from all exercises, evenly spread. Timed from the moment when the editor has put the file in
place to the moment when the screen says the verdict on what was changed, and to the end of the run,
with the CPU seconds that all processes together used until then (on a busy machine these say more).

The GRU, 2026-11-25, Linux 6.18, x86-64, 2 cores: verdict after 0.23 s in the median, 0.48 s at
worst; 0.50 s and 1.02 s with a load of 17 beside it; 0.09 and 0.19 CPU seconds in both.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pexpect
import psutil

from autograder.authoring.handout import build_topic
from autograder.model.topic import find_topic

COURSE = Path(__file__).resolve().parents[1]
EDITS = 20
# The first line of a failure in full, or that what failed passes now.
VERDICT = r"── (?!your file)[^─]+ \x1b|passes now: "
END = r"then save|next: hand in"


def cpu_seconds(pid: int) -> float:
    """CPU seconds of a process, of its children, and of those it has reaped."""
    total = 0.0
    watched = psutil.Process(pid)
    for process in [watched, *watched.children(recursive=True)]:
        with_reaped = process.cpu_times()
        total += sum(with_reaped[:4])
    return total


@contextmanager
def watching(folder: Path, file: str) -> Iterator["pexpect.spawn[str]"]:
    """The command in a terminal, after its first run."""
    environment: Any = {**os.environ, "TERM": "xterm-256color", "XDG_STATE_HOME": str(folder)}
    environment.pop("AUTOGRADER_COURSE", None)
    command = ["-m", "autograder", "check", file, "--watch", "--lang", "en"]
    child = pexpect.spawn(
        sys.executable,
        command,
        cwd=str(folder),
        env=environment,
        dimensions=(40, 80),
        encoding="utf-8",
        timeout=120,
    )
    child.expect(END)
    yield child
    child.send("q")
    child.close()


def main() -> None:
    """Prints the table."""
    topic = find_topic(sys.argv[1] if len(sys.argv) > 1 else "gru", COURSE)
    assert topic.solutions is not None
    right = "reference", (topic.solutions / "reference.py").read_text(encoding="utf-8")
    wrong = [(name, each.text) for name, each in topic.wrong_answers.items()]
    edits = [edit for each in wrong[:: max(1, 2 * len(wrong) // EDITS)] for edit in (each, right)]
    verdicts, ends, used = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        if len(sys.argv) > 2:
            shutil.copytree(Path(sys.argv[2]) / topic.name, root / topic.name)
        else:
            build_topic(topic, root / topic.name)
        work = root / topic.name / topic.assignment.file
        work.write_text(right[1], encoding="utf-8")
        with watching(work.parent, work.name) as child:
            for name, text in edits[:EDITS]:
                new = work.with_suffix(".new")
                new.write_text(text, encoding="utf-8")
                before = cpu_seconds(child.pid or 0)
                new.replace(work)
                start = time.perf_counter()
                said = child.expect([VERDICT, END]) == 0
                seconds = time.perf_counter() - start
                cpu = cpu_seconds(child.pid or 0) - before
                if said:
                    verdicts.append(seconds)
                    used.append(cpu)
                    child.expect(END)
                ends.append(time.perf_counter() - start)
                what = f"{seconds:6.2f} s  CPU {cpu:5.2f} s" if said else "no public check minds"
                print(f"{name:34} {what:22}  whole run {ends[-1]:6.2f} s")
    print(f"{topic.name}, {len(verdicts)} edits, seconds from save")
    for name, figures in (("verdict", verdicts), ("verdict, CPU", used), ("whole run", ends)):
        print(f"  {name:14} median {statistics.median(figures):.2f}  worst {max(figures):.2f}")


if __name__ == "__main__":
    main()
