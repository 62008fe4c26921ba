"""The student's own check: their file, the public checks, a verdict that teaches."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.collect import missing_names, read_source
from autograder.judge.judge import SEED, Judge, public_judge, self_check_pool
from autograder.model.record import Kind, Verdict
from autograder.model.record import Text as BothLanguages
from autograder.model.submission import File, Problem, Source, Submission
from autograder.model.topic import Topic, find_topics
from autograder.presentation.terminal import SelfCheckPrinter, exit_code

UNREADABLE = 2
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


class SelfCheck:
    """The judge of one student's file, warm for as often as it is asked."""

    def __init__(self, topic: Topic, path: Path) -> None:
        self.topic = topic
        self.path = path
        # Torch loads while the file is read: most mistakes are known before it has.
        self._place = self_check_pool(topic)
        self._bench: Judge | None = None

    def read(self) -> Source:
        """The file as it is now."""
        return read_work(self.topic, self.path)

    def missing(self, source: Source) -> list[Verdict]:
        """What can be said of the names that are not there, before anything runs."""
        found = missing_names(source, self.topic.assignment)
        return [_missing(exercise, name, suggestion) for exercise, name, suggestion in found]

    def titles(self) -> dict[str, BothLanguages]:
        """The sentence of each check, in the suite's order; waits until the suite is read."""
        return {name: title for name, (_, title, _) in self._judge().session.checks.items()}

    def judge(
        self,
        source: Source,
        on_verdict: Callable[[Verdict], None],
        first: Sequence[str] = (),
        stop: threading.Event | None = None,
    ) -> list[Verdict]:
        """The verdicts; see `JudgeSession.judge`. Raises Stopped."""
        return self._judge().judge(source, SEED, on_verdict, first, stop)

    def interrupt(self) -> None:
        """Ends the call that is being made, from any thread."""
        if self._bench is not None:
            self._bench.session.interrupt()

    def close(self) -> None:
        """Ends the processes."""
        if self._bench is not None:
            self._bench.close()
        else:
            self._place.close()

    def _judge(self) -> Judge:
        if self._bench is None:
            self._bench = public_judge(self.topic, self._place)
        return self._bench


def check_once(check: SelfCheck, printer: SelfCheckPrinter, *, open_hint: bool = False) -> int:
    """Checks the file as it is now and prints what was found, with the next rung of the ladder of
    hints where `open_hint` asks for it. Returns the exit code."""
    printer.header()
    source = check.read()
    if source.problem is not None:
        printer.problem(source.problem)
        return UNREADABLE
    missing = check.missing(source)
    for verdict in missing:
        printer.verdict(verdict)
    said = {verdict.function for verdict in missing}

    def tell(verdict: Verdict) -> None:
        if not (verdict.kind == Kind.MISSING and verdict.function in said):
            printer.verdict(verdict)

    verdicts = check.judge(source, tell)
    printer.finish(verdicts, open_hint=open_hint)
    return exit_code(verdicts)


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
