"""What students get: statement, starter, public checks with the right answers frozen in, and
`student_template/` around it all. Only folders that ship are ever copied from."""

import contextlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import nbformat
import numpy as np

from autograder.authoring.starter_notebook import starter_notebook
from autograder.execution.wire import Value
from autograder.judge.judge import FROZEN, SEED, Judge, public_judge
from autograder.judge.oracle import (
    REFERENCE,
    LiveOracle,
    band_of,
    fingerprint,
    freeze,
    same_reply,
    source_of,
)
from autograder.model.topic import Topic, TopicError
from autograder.presentation.messages import LANGUAGES, Language

SHIPPED = ("*.md", "*.svg", "*.png", "*.toml", "*.py")


def build_handout(topics: Sequence[Topic], out: Path, language: Language = "en") -> None:
    """Writes the handout of `topics` into `out`, which must be empty or not there yet: with every
    statement in both languages, the starters and notebooks in one.

    Raises TopicError where a topic is not ready to be handed out.
    """
    if out.exists() and any(out.iterdir()):
        raise TopicError(f"{out} is not empty: choose a new folder for the handout")
    course = topics[0].course
    if course is None:
        raise TopicError("a handout is built from a course, not from a handout")
    for topic in topics:
        if topic.assignment.draft:
            raise TopicError(f"{topic.name} is a draft (draft = true in its assignment.toml)")
    out.mkdir(parents=True, exist_ok=True)
    shutil.copytree(
        course / "student_template",
        out,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    wheel = build_wheel(out)
    # By its file and never by its name, which in the public index is another project's.
    with (out / "requirements.txt").open("a", encoding="utf-8") as file:
        file.write(f"./{wheel.name}\n")
    for topic in topics:
        build_topic(topic, out / topic.name, language)


def build_topic(
    topic: Topic, out: Path, language: Language = "en", judge: Judge | None = None
) -> None:
    """Writes one topic's folder; `judge`, where there is one, is that of its public checks. Raises
    TopicError where a starter is missing."""
    starters = [topic.starter_in(each) for each in LANGUAGES]
    for path in starters:
        if not path.is_file():
            raise TopicError(f"{path} is missing")
    out.mkdir(parents=True)
    for pattern in SHIPPED:
        for path in sorted(topic.folder.glob(pattern)):
            if path not in starters and not path.name.startswith("."):  # an editor's
                shutil.copyfile(path, out / path.name)
    if topic.data.is_dir():  # beside the starter, which may read it from there
        ignored = shutil.ignore_patterns(".*", "__pycache__")
        shutil.copytree(topic.data, out / topic.data.name, ignore=ignored)
    checks = out / "checks"
    checks.mkdir()
    for path in sorted(topic.public_suite.glob("[!.]*.py")):
        shutil.copyfile(path, checks / path.name)
    with contextlib.nullcontext(judge) if judge else contextlib.closing(public_judge(topic)) as own:
        (checks / FROZEN).write_bytes(frozen_answers(own))
    # One after the other: what is saved a minute after the other is taken for a student's choice.
    notebook = starter_notebook(topic, language)
    starter = checks / "starter"  # what the student's own was, whatever becomes of it
    starter.mkdir()
    for folder in (starter, out):
        shutil.copyfile(topic.starter_in(language), folder / topic.assignment.file)
        nbformat.write(notebook, folder / f"{topic.starter.stem}.ipynb")


def frozen_answers(judge: Judge) -> bytes:
    """The reference's answers to every call of the public checks, whose judge it is, at each
    attempt that a check has, and where a wrong answer gives another one, that; of training checks
    the band of right curves. Raises TopicError where the reference does not pass them.

    A wrong answer that has given itself away in a check of another exercise is not run again: who
    has written it is told there, and what fails elsewhere follows from it. Nor is it trained, where
    any other check has told it."""
    topic, oracle = judge.topic, judge.oracle
    assert topic.solutions is not None
    assert isinstance(oracle, LiveOracle)
    calls: list[tuple[str, np.ndarray, dict[str, Value]]] = []
    given_away: dict[str, set[str]] = {}  # by check

    def on_reply(identity: str, request: dict[str, Value], reply: Value) -> None:
        right = oracle.answer(REFERENCE, identity, request)
        answers = {REFERENCE: right}
        check = identity.partition(":")[0]
        info = judge.session.checks[check][0]
        spared = {
            name
            for other, names in given_away.items()
            if other != check
            and (info.retries or judge.session.checks[other][0].exercise != info.exercise)
            for name in names
        }
        for name in oracle.hints:
            answer = right if name in spared else oracle.answer(name, identity, request)
            if not same_reply(answer, right):
                answers[name] = answer
        given_away.setdefault(check, set()).update(answers.keys() - {REFERENCE})
        # Now: a check may change an array that it has handed over.
        calls.append((identity, fingerprint(request), answers))

    text = (topic.solutions / "reference.py").read_text(encoding="utf-8")
    source = source_of(text, topic.assignment.file)
    verdicts = judge.session.judge(source, SEED, on_reply=on_reply)
    for verdict in verdicts:
        if not verdict.passed:
            raise TopicError(
                f"{topic.name}: the reference does not pass the public check {verdict.check}:"
                f" {verdict.kind} {verdict.detail}"
            )
    retried = {name: info.retries for name, (info, _, _) in judge.session.checks.items()}
    for attempt in range(1, 1 + max(retried.values())):
        only = frozenset(name for name, retries in retried.items() if retries >= attempt)
        judge.session.judge(
            source, SEED, only=only, retry=False, attempt=attempt, on_reply=on_reply
        )
    curves = {v.check: [v.curve] for v in verdicts if v.curve}
    for path in sorted(topic.solutions.glob("alternatives/*.py")) if curves else ():
        source = source_of(path.read_text(encoding="utf-8"), topic.assignment.file)
        for verdict in judge.session.judge(source, SEED, only=frozenset(curves)):
            if verdict.passed and verdict.curve:
                curves[verdict.check].append(verdict.curve)
    bands = {check: band for check, each in curves.items() if (band := band_of(each))}
    return freeze(calls, oracle.hints, bands)


def build_wheel(out: Path) -> Path:
    """Puts the package itself into a folder, so that what is handed out installs without a server
    of its own. Returns the wheel's path. Raises TopicError where this is no checkout."""
    root = Path(__file__).resolve().parents[2]
    if not (root / "pyproject.toml").exists():
        raise TopicError("this needs a checkout of the project, installed by `pip install -e .`")
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603 -- our own command
        wheels = sorted(Path(folder).glob("*.whl"))
        if done.returncode != 0 or not wheels:
            raise TopicError(f"the package could not be built: {done.stderr[-500:]}")
        shutil.copyfile(wheels[0], out / wheels[0].name)
        return out / wheels[0].name
