"""What a student's self-check is about: which topic, which file, what stands in it.

Nothing here brings pytest, numpy or torch: what can be said without running anything is said at
once.
"""

import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from autograder import TRIED_TORCH
from autograder.collect.source import missing_names, read_source
from autograder.model.record import Kind, Verdict
from autograder.model.record import Text as BothLanguages
from autograder.model.submission import File, Problem, Source, Submission
from autograder.model.topic import Topic, find_topics

UNPACKED_SECONDS = 60.0
MAX_BESIDE = 200  # files beside the main one that may be imported by it


class NothingToCheck(Exception):  # noqa: N818 -- it is a student's question, not an error
    """What was asked for is no topic and no file of one; `problem` says so."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind)
        self.problem = problem


def find_work(what: str | None, here: Path) -> tuple[Topic, Path]:
    """The topic and the student's file that `what` means: a topic's name, a file, or nothing.

    Raises NothingToCheck.
    """
    topics = find_topics(here)
    if not topics:
        raise NothingToCheck(Problem(kind="no_topics"))
    if what is not None and (path := here / what).suffix in (".py", ".ipynb"):
        return _topic_of(path, topics), path
    if what is None:
        inside = [topic for topic in topics if topic.folder in (here, *here.parents)]
        topics = inside or topics
        if len(topics) != 1:
            raise NothingToCheck(Problem(kind="which_topic", data={"known": _names(topics)}))
        what = topics[0].name
    topic = next((topic for topic in topics if topic.name == what), None)
    if topic is None:
        data: dict[str, str | int] = {"found": what, "known": _names(topics)}
        raise NothingToCheck(Problem(kind="unknown_topic", data=data))
    return topic, _newest(topic, here)


def _names(topics: list[Topic]) -> str:
    return ", ".join(topic.name for topic in topics)


def _topic_of(path: Path, topics: list[Topic]) -> Topic:
    for topic in topics:
        if topic.starter.stem == path.stem or topic.folder == path.resolve().parent:
            return topic
    if len(topics) == 1:
        return topics[0]
    known = ", ".join(topic.assignment.file for topic in topics)
    data: dict[str, str | int] = {"file": path.name, "known": known}
    raise NothingToCheck(Problem(kind="unknown_file", data=data))


def _newest(topic: Topic, here: Path) -> Path:
    """The student's file, here or in the topic's folder: the script, or the notebook where that
    was saved later. What was unpacked together was not saved one after the other."""
    folders = [here] if here == topic.folder else [here, topic.folder]
    for folder in folders:
        script = folder / topic.assignment.file
        notebook = script.with_suffix(".ipynb")
        if not script.is_file() and not notebook.is_file():
            continue
        if not notebook.is_file():
            return script
        later = script.is_file() and _saved(notebook) - _saved(script) > UNPACKED_SECONDS
        return notebook if later or not script.is_file() else script
    return topic.starter


def _saved(path: Path) -> float:
    return path.stat().st_mtime


def read_work(topic: Topic, path: Path) -> Source:
    """The student's file and the modules beside it, as a source."""
    files = []
    try:
        files.append(File(path=path.name, data=path.read_bytes()))
    except OSError:
        data: dict[str, str | int] = {"found": "", "expected": topic.assignment.file}
        missing = Problem(kind="no_file", data=data)
        return Source(main=path.name, modules={}, problem=missing)
    for other in sorted(path.parent.glob("*.py"))[:MAX_BESIDE]:
        if other != path and other.name != topic.assignment.file:
            files.append(File(path=other.name, data=other.read_bytes()))
    work = Submission(id=path.name, files=tuple(files), main=path.name)
    return read_source(work, topic.assignment)


def untried_torch() -> list[Problem]:
    """A note where the checks were not tried with the PyTorch that is installed. Nothing is
    refused for it: numbers may differ in their last digits, and that is all we know."""
    try:
        installed = version("torch")
    except PackageNotFoundError:
        return []
    oldest, newest = TRIED_TORCH
    if _release(oldest) <= _release(installed) <= _release(newest):
        return []
    data: dict[str, str | int] = {"version": installed, "oldest": oldest, "newest": newest}
    return [Problem(kind="untried_torch", data=data)]


def _release(version: str) -> tuple[int, ...]:
    """The first two numbers of a version: of "2.14.1+cpu" 2 and 14."""
    return tuple(int(number) for number in re.findall(r"\d+", version)[:2])


def missing_verdicts(source: Source, topic: Topic) -> list[Verdict]:
    """What can be said of the names that are not there, before anything runs."""
    found = missing_names(source, topic.assignment)
    return [_missing(exercise, name, suggestion) for exercise, name, suggestion in found]


def _missing(exercise: str, name: str, suggestion: str) -> Verdict:
    """What can be said of a name before anything runs."""
    return Verdict(
        check=name,
        exercise=exercise,
        title=BothLanguages(en=f"{name} is defined", es=f"{name} está definida"),
        outcome="failed",
        points=0.0,
        max_points=0.0,
        public=True,
        kind=Kind.MISSING,
        fault="student",
        function=name,
        suggestion=suggestion,
    )
