"""Topics: found by folder, described by `assignment.toml`, never registered."""

import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

import msgspec

from autograder.model.groups import GROUPS, Group
from autograder.model.meant import meant
from autograder.model.record import Kind, Text
from autograder.model.wrong_answer import Reference, WrongAnswer, WrongAnswerError, read_header

_KNOWN = ", ".join(GROUPS)


# Before the module, its objectives, what they are for, and what else there is, in that order.
CoursePart = Literal["before", "objectives", "applications", "more"]
PARTS: tuple[CoursePart, ...] = get_args(CoursePart)
DATA_NOTE = "DATA.md"  # in a folder of data: source, version, licence, how it was made


class TopicError(Exception):
    """A topic is not written as it should be; the message says which file and what to change."""


class DamagedHandoutError(TopicError):
    """What was frozen into a handout when it was built is missing or damaged: `file`."""

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} is missing or damaged: unpack the handout again")
        self.file = file


class Exercise(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step of a topic: the names it defines in the student's file, and its points.

    `by_hand` lists the functions in which automatic differentiation is not a solution. `look` and
    `example` are further rungs of the ladder of hints: where to look, in the statement and in one's
    own code, and a worked example of something like it, which is never the answer.
    """

    name: str
    title: Text
    points: float
    defines: tuple[str, ...]
    by_hand: tuple[str, ...] = ()
    look: Text | None = None
    example: Text | None = None


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one call may use. CPU and wall time in seconds, memory and reply in MiB.

    `import_cpu_seconds` holds for loading the file; memory is on top of what torch itself takes.
    `submission_cpu_seconds` and `submission_wall_seconds` are what all calls of a submission may
    use together; left out, they follow from the suite (`judge.sharing.Budget`).
    """

    cpu_seconds: float = 10.0
    wall_seconds: float = 60.0
    import_cpu_seconds: float = 10.0
    memory_mib: int = 1024
    reply_mib: int = 64
    submission_cpu_seconds: float | None = None
    submission_wall_seconds: float | None = None


class Forbidden(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is not a solution: kinds of calls (`groups`, see `GROUPS`), and of its own a topic's
    dotted names (`torch.nn.utils.clip_grad_norm_`), looked for in the source and refused in the
    worker where they are functions, and operators (`aten::gru_cell`), refused by the worker's
    dispatcher. Raises ValueError where there is no such group."""

    groups: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in self.groups:
            if name not in GROUPS:
                raise ValueError(f"forbidden.groups: no group {name!r} (there are: {_KNOWN})")

    @property
    def calls(self) -> tuple[str, ...]:
        """All that a worker refuses."""
        return self.groups + self.operators + self.names

    def found_in(self, dotted: str) -> set[str]:
        """What of it a dotted name is, or is inside of: each as it is to be called."""
        listed = {name for name in self.names if f"{dotted}.".startswith(f"{name}.")}
        return listed | {found for each in self._groups if (found := each.name_of(dotted))}

    def found_by_last(self, attribute: str) -> str:
        """What of it something may be that is only known by its last name, "" where nothing."""
        for name in self.names:
            if name.rpartition(".")[2] == attribute:
                return name
        return attribute if any(each.has_part(attribute) for each in self._groups) else ""

    def holds(self, refused: str) -> bool:
        """Whether a worker may have refused something under that name."""
        if refused in self.operators or refused in self.names:
            return True
        return any(
            each.has_operator(refused) or each.name_of(refused) == refused for each in self._groups
        )

    @property
    def _groups(self) -> list[Group]:
        return [GROUPS[name] for name in self.groups]


class CoursePlace(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a topic stands in the course: its `part`, and its `number` there; the topics that
    should come before it; the hours that it takes, roughly."""

    part: CoursePart
    number: int
    after: tuple[str, ...] = ()
    hours: float


class Assignment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `assignment.toml` says. `file` is the file that students hand in. A `draft` is a topic
    that is not proven yet: it can be checked, graded and verified, but not handed out. A topic
    need have no place in a `course`."""

    title: Text
    file: str
    exercises: tuple[Exercise, ...]
    limits: Limits = Limits()
    forbidden: Forbidden = Forbidden()
    draft: bool = False
    course: CoursePlace | None = None


class Topic:
    """One topic of the course, or of a handout (which has no `solutions/` and no hidden suite).

    `folder` holds what ships; `solutions` and `hidden` are None where they are not there.
    """

    def __init__(self, folder: Path, course: Path | None) -> None:
        self.folder = folder
        self.name = folder.name
        self.course = course
        self.solutions = course / "solutions" / self.name if course else None
        self.hidden = course / "tests" / "hidden" / self.name if course else None
        # Right and wrong answers that were written after the suite, each with what it is.
        self.answers = course / "tests" / "course" / "answers" / self.name if course else None

    @cached_property
    def assignment(self) -> Assignment:
        """The parsed `assignment.toml`. Raises TopicError, naming the file."""
        path = self.folder / "assignment.toml"
        try:
            return msgspec.toml.decode(path.read_bytes(), type=Assignment)
        except FileNotFoundError:
            raise TopicError(f"{path} is missing") from None
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise TopicError(f"{path}: {error}") from None

    @cached_property
    def wrong_answers(self) -> dict[str, WrongAnswer]:
        """The wrong answers by name, empty in a handout. Raises TopicError, naming the file."""
        return {name: self.wrong_answer(name) for name in self.wrong_files}

    def wrong_answer(self, name: str) -> WrongAnswer:
        """One wrong answer, laid over the reference. Raises TopicError, naming the file."""
        path = self.wrong_file(name)
        try:
            text = path.read_text(encoding="utf-8")
            header = read_header(text)
            return WrongAnswer(
                check=header.check,
                kind=Kind(header.kind),
                hint=header.hint,
                text=self.reference.laid_over(text),
            )
        except (WrongAnswerError, UnicodeDecodeError) as error:
            raise TopicError(f"{path} {error}") from None

    @cached_property
    def wrong_files(self) -> dict[str, Path]:
        """The files of the wrong answers, by name. Empty in a handout."""
        paths = sorted((self.solutions / "wrong").glob("*.py")) if self.solutions else []
        return {path.stem: path for path in paths}

    def wrong_file(self, name: str) -> Path:
        """The file of one wrong answer. Raises TopicError where there is none."""
        if name not in self.wrong_files:
            known = ", ".join(self.wrong_files) or "none"
            raise TopicError(f"{self.name} has no wrong answer {name!r} (it has {known})")
        return self.wrong_files[name]

    @cached_property
    def reference(self) -> Reference:
        """The reference, to lay wrong answers over. Raises TopicError, naming the file."""
        if self.solutions is None:
            raise TopicError(f"{self.name} has no solutions here")
        path = self.solutions / "reference.py"
        try:
            return Reference(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise TopicError(f"{path} is missing") from None
        except (WrongAnswerError, UnicodeDecodeError) as error:
            raise TopicError(f"{path} {error}") from None

    @property
    def starter(self) -> Path:
        """The starter that students complete, with its docstrings in English."""
        return self.folder / self.assignment.file

    @property
    def given(self) -> Path:
        """The starter as it was handed out: in a handout, where `starter` is what the student
        makes of it, the copy that lies with the checks."""
        copy = self.public_suite / "starter" / self.assignment.file
        return copy if copy.is_file() else self.starter

    def starter_in(self, language: str) -> Path:
        """The same starter, with its docstrings in that language."""
        return self.starter if language == "en" else self.starter.with_suffix(f".{language}.py")

    def statement_in(self, language: str) -> Path:
        """The statement in that language."""
        return self.folder / ("README.md" if language == "en" else f"README.{language}.md")

    @property
    def public_suite(self) -> Path:
        """The folder of the public checks."""
        return self.folder / "checks"

    @property
    def data(self) -> Path:
        """The folder of the data that students get, which need not be there."""
        return self.folder / "data"

    @property
    def hidden_data(self) -> Path:
        """The folder of the data that only the judge may see. Raises TopicError in a handout."""
        if self.hidden is None:
            raise TopicError(f"{self.name} has no hidden suite here, and no data of one")
        return self.hidden / "data"

    @property
    def max_score(self) -> float:
        """The points of all exercises together."""
        return round(sum(exercise.points for exercise in self.assignment.exercises), 6)

    def exercise(self, name: str) -> Exercise:
        """The exercise of that name. Raises TopicError where there is none."""
        for exercise in self.assignment.exercises:
            if exercise.name == name:
                return exercise
        known = ", ".join(exercise.name for exercise in self.assignment.exercises)
        close = meant(name, [exercise.name for exercise in self.assignment.exercises])
        raise TopicError(f"{self.name} has no exercise {name!r} (it has {known}){close}")


def data_files(folder: Path) -> list[Path]:
    """The files of a folder of data, by name, without what says where they are from; none where
    there is no folder."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.name != DATA_NOTE
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]


def find_course(start: Path | None = None) -> Path | None:
    """The course that holds `start` (the working directory by default), or that
    AUTOGRADER_COURSE names: the folder above it with `assignments/` and `solutions/`."""
    named = os.environ.get("AUTOGRADER_COURSE")
    if named:
        return Path(named).resolve()
    here = (start or Path.cwd()).resolve()
    for folder in [here, *here.parents]:
        if (folder / "assignments").is_dir() and (folder / "solutions").is_dir():
            return folder
    return None


def find_topics(start: Path | None = None) -> list[Topic]:
    """The topics of the course around `start`, or of the handout there: every folder with an
    `assignment.toml`, by name."""
    course = find_course(start)
    if course is not None:
        folders = (course / "assignments").iterdir()
    else:
        here = (start or Path.cwd()).resolve()
        folder = next(
            (folder for folder in [here, *here.parents] if any(folder.glob("*/assignment.toml"))),
            None,
        )
        if folder is None:
            return [Topic(here, None)] if (here / "assignment.toml").exists() else []
        folders = folder.iterdir()
    return sorted(
        (Topic(folder, course) for folder in folders if (folder / "assignment.toml").is_file()),
        key=lambda topic: topic.name,
    )


def in_course_order(topics: Iterable[Topic]) -> list[Topic]:
    """The topics in the order of the course; those without a place in it come last, by name.
    Raises TopicError where an `assignment.toml` can't be read."""

    def place(topic: Topic) -> tuple[int, int, str]:
        said = topic.assignment.course
        if said is None:
            return len(PARTS), 0, topic.name
        return PARTS.index(said.part), said.number, topic.name

    return sorted(topics, key=place)


def find_topic(name: str, start: Path | None = None) -> Topic:
    """The topic of that name. Raises TopicError, listing the topics there are."""
    topics = find_topics(start)
    for topic in topics:
        if topic.name == name:
            return topic
    known = ", ".join(topic.name for topic in topics) or "none"
    close = meant(name, [topic.name for topic in topics])
    raise TopicError(f"no topic {name!r} here; topics found: {known}{close}")
