"""One topic as a zip that grades one submission elsewhere: what is in it, and how it is used there.

    settings.json                 what was said when it was packed
    autograder-….whl              ourselves
    constraints.txt               the versions we were tested with
    course/                       the topic with its solutions and its hidden suite

What else a zip holds is its reader's: `gradescope` and `otter_bridge`.
"""

import secrets
import tempfile
from collections.abc import Collection
from pathlib import Path

import msgspec

from autograder.authoring.handout import build_wheel
from autograder.grading.grade import grade_class
from autograder.grading.gradebook import load_records, write_whole
from autograder.grading.late import LateError, LatePolicy, check
from autograder.lms.export.zipped import zipped
from autograder.model.record import Record
from autograder.model.submission import Submission
from autograder.model.topic import Topic, TopicError
from autograder.presentation.messages import Language

SETTINGS = "settings.json"
CONSTRAINTS = "constraints.txt"
COURSE = "course"


class PackageSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What was said when a package was made. The `seed` is drawn then, so that every submission and
    every regrade meets the same hidden inputs."""

    topic: str
    seed: int
    language: Language = "en"
    late: LatePolicy | None = None


def new_settings(topic: Topic, language: Language, late: LatePolicy | None) -> PackageSettings:
    """Settings with a seed that nobody can foresee. Raises LateError where the policy is none."""
    if late is not None:
        check(late, [])
    return PackageSettings(
        topic=topic.name, seed=secrets.randbits(62), language=language, late=late
    )


def package_files(topic: Topic, settings: PackageSettings) -> dict[str, bytes]:
    """What every package holds, by path. Raises TopicError where the topic has no hidden suite, is
    a draft, or this is no checkout of the project."""
    if topic.course is None or topic.hidden is None or topic.solutions is None:
        raise TopicError("a package is made from a course: a handout has no hidden suite")
    if topic.assignment.draft:
        raise TopicError(f"{topic.name} is a draft (draft = true in its assignment.toml)")
    files = {SETTINGS: msgspec.json.format(msgspec.json.encode(settings))}
    with tempfile.TemporaryDirectory() as made:
        wheel = build_wheel(Path(made))
        files[wheel.name] = wheel.read_bytes()
    files[CONSTRAINTS] = (Path(__file__).resolve().parents[3] / "constraints.txt").read_bytes()
    for folder in (topic.folder, topic.solutions, topic.hidden):
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(topic.course)
            hidden = any(part.startswith((".", "__pycache__")) for part in inside.parts)
            if path.is_file() and not hidden:
                files[f"{COURSE}/{inside.as_posix()}"] = path.read_bytes()
    return files


def write_package(files: dict[str, bytes], out: Path, executable: Collection[str] = ()) -> None:
    """Writes the zip, whole or not at all. Raises TopicError where it can't be."""
    if out.suffix.lower() != ".zip":
        raise TopicError(f"{out} is no zip: give --out a name such as autograder.zip")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, zipped(files, executable))
    except OSError as error:
        raise TopicError(f"{out} can't be written: {error.strerror or error}") from None


def read_settings(folder: Path) -> PackageSettings:
    """The settings of an unpacked package."""
    return msgspec.json.decode((folder / SETTINGS).read_bytes(), type=PackageSettings)


def packaged_topic(folder: Path) -> Topic:
    """The topic of an unpacked package."""
    course = folder / COURSE
    return Topic(course / "assignments" / read_settings(folder).topic, course)


def grade_packaged(folder: Path, submission: Submission) -> Record:
    """Grades one submission by an unpacked package, as a class of one: with the same isolation, the
    same preflight and the same second try.

    Raises RunError and MissingLayer where nothing can be graded on this machine.
    """
    settings = read_settings(folder)
    late = settings.late
    try:
        if late is not None:
            check(late, [submission])
    except LateError:
        late = None  # nothing says when it was handed in
    with tempfile.TemporaryDirectory(prefix="autograder-") as run:
        grade_class(
            packaged_topic(folder),
            [submission],
            Path(run),
            workers=1,
            seed=settings.seed,
            late=late,
        )
        (record,) = load_records(Path(run))
    return record
