"""What a student's self-check is about: which topic, which file, what stands in it.

Nothing here brings pytest, numpy or torch: what can be said without running anything is said at
once.
"""

import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from autograder import TRIED_TORCH
from autograder.collect.notebook import NotebookError, read_cells
from autograder.collect.source import in_utf8, missing_names, read_source
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


@dataclass(frozen=True)
class Work:
    """The topic and the student's file; `beside` is the other one, .py or .ipynb, where both have
    been worked on."""

    topic: Topic
    path: Path
    beside: Path | None = None


def find_work(what: str | None, here: Path) -> Work:
    """What a self-check is to be of: a topic's name, a file, or nothing. Raises NothingToCheck."""
    topics = find_topics(here)
    if not topics:
        raise NothingToCheck(Problem(kind="no_topics"))
    if what is not None and (path := here / what).suffix in (".py", ".ipynb"):
        return Work(_topic_of(path, topics), path)
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
    return work_on(topic, here)


def exercise_of(topic: Topic, name: str) -> str:
    """The exercise of that name, or the one that asks for a function of that name. Raises
    NothingToCheck."""
    for exercise in topic.assignment.exercises:
        if name == exercise.name or name in exercise.defines:
            return exercise.name
    known = ", ".join(exercise.name for exercise in topic.assignment.exercises)
    data: dict[str, str | int] = {"found": name, "topic": topic.name, "known": known}
    raise NothingToCheck(Problem(kind="unknown_exercise", data=data))


def all_work(here: Path) -> list[Work]:
    """The student's file of each topic here; none where they stand in a topic's own folder, or
    there is only one topic."""
    topics = find_topics(here)
    inside = any(topic.folder in (here, *here.parents) for topic in topics)
    return [] if inside or len(topics) < 2 else [work_on(topic, here) for topic in topics]


def work_on(topic: Topic, here: Path) -> Work:
    """The student's file of a topic, here or in the topic's folder: the script or the notebook.

    Of the two the one that is no longer as it was handed out; where both were worked on, the
    notebook only if it was saved later. What was unpacked together was not saved one after the
    other.
    """
    for folder in [here] if here == topic.folder else [here, topic.folder]:
        script = folder / topic.assignment.file
        notebook = script.with_suffix(".ipynb")
        there = [path for path in (script, notebook) if path.is_file()]
        if len(there) == 1:
            return Work(topic, there[0])
        if there:
            begun = [path for path in there if not is_as_given(topic, path)]
            if len(begun) == 1:
                return Work(topic, begun[0])
            later = _saved(notebook) - _saved(script) > UNPACKED_SECONDS
            chosen, other = (notebook, script) if later else (script, notebook)
            return Work(topic, chosen, other if begun else None)
    for folder in dict.fromkeys((topic.folder, here)):
        if (path := _renamed(topic, folder)) is not None:
            return Work(topic, path)
    return Work(topic, topic.starter)


def _renamed(topic: Topic, folder: Path) -> Path | None:
    """The one file of a folder that defines what the topic asks for, under another name; as it is
    taken where it is graded."""
    asked = {name for exercise in topic.assignment.exercises for name in exercise.defines}
    others = [path for path in sorted(folder.iterdir()) if path.suffix in (".py", ".ipynb")]
    found = []
    for path in others[:MAX_BESIDE]:
        source = read_work(topic, path)
        if source.problem is None and len(missing_names(source, topic.assignment)) < len(asked):
            found.append(path)
    return found[0] if len(found) == 1 else None


def given_back(work: Work) -> Work:
    """The file that `reset` writes: the script where it is lost and nothing is in the notebook."""
    script = work.path.with_name(work.topic.assignment.file)
    named = work.path in (script, script.with_suffix(".ipynb"))
    if script.exists() or (named and not is_as_given(work.topic, work.path)):
        return work
    return Work(work.topic, script)


def is_as_given(topic: Topic, path: Path) -> bool:
    """Whether the student's script or notebook holds the code that was handed out, and no other."""
    given = topic.given.with_suffix(path.suffix)
    if given == path:  # a course's own starter
        return True
    if not given.is_file():
        return False
    if path.suffix != ".ipynb":
        return _lines(path.read_bytes()) == _lines(given.read_bytes())
    try:
        mine, theirs = (read_cells(each.read_bytes()) for each in (path, given))
    except NotebookError:
        return False
    return [cell.text for cell in mine] == [cell.text for cell in theirs]


def _lines(data: bytes) -> list[bytes]:
    return data.removeprefix(b"\xef\xbb\xbf").split()


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


def _saved(path: Path) -> float:
    return path.stat().st_mtime


def notes_on(work: Work) -> list[Problem]:
    """What there is to know besides the verdicts."""
    if work.beside is None:
        return untried_torch()
    other = Problem(kind="both_files", data={"other": work.beside.name})
    return [other, *untried_torch()]


def read_work(topic: Topic, path: Path) -> Source:
    """The student's file and the modules beside it, as a source."""
    files = []
    try:
        files.append(File(path=path.name, data=in_utf8(path.read_bytes())))
    except OSError:
        data: dict[str, str | int] = {"found": "", "expected": topic.assignment.file}
        missing = Problem(kind="no_file", data=data)
        return Source(main=path.name, modules={}, problem=missing)
    for other in sorted(path.parent.glob("*.py"))[:MAX_BESIDE]:
        if other != path and other.name != topic.assignment.file:
            files.append(File(path=other.name, data=in_utf8(other.read_bytes())))
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


def missing_verdicts(source: Source, topic: Topic, exercise: str = "") -> list[Verdict]:
    """What can be said of the names that are not there, before anything runs; of one exercise where
    that is given."""
    return [
        _missing(of, name, suggestion)
        for of, name, suggestion in missing_names(source, topic.assignment)
        if exercise in ("", of)
    ]


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
