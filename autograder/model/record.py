"""The one record: what the judge found, versioned, from which everything else is rendered.

Language-free: a verdict says *what* (a kind and its data); sentences are made by whoever shows
it, from the message catalogue, in the reader's language. Only texts written by authors of topics
(titles, hints) come in both languages, as `Text`.
"""

import math
from enum import StrEnum
from typing import Any, Literal

import msgspec

from autograder.model.submission import Problem, Student, Use

SCHEMA = 1

Fault = Literal["student", "grader", "machine"]
Status = Literal["graded", "not_submitted", "unreadable", "ungraded"]
Outcome = Literal["passed", "failed", "not_run", "ungraded"]
FirstFailure = Literal["diagnosed", "undiagnosed"]  # what of it, where judging ends with it


class Kind(StrEnum):
    """The ways in which a check can fail, in the order in which they are looked for."""

    MISSING = "missing"
    NOT_CALLABLE = "not_callable"
    IMPORT_FAILED = "import_failed"
    NOT_WRITTEN = "not_written"
    FORBIDDEN = "forbidden"
    RAISED = "raised"
    TIMED_OUT = "timed_out"
    TIME_USED_UP = "time_used_up"
    OUT_OF_MEMORY = "out_of_memory"
    PROCESS_ENDED = "process_ended"
    REPLY_TOO_LARGE = "reply_too_large"
    MALFORMED_REPLY = "malformed_reply"
    NOTHING_RETURNED = "nothing_returned"
    WRONG_TYPE = "wrong_type"
    WRONG_LENGTH = "wrong_length"
    WRONG_SHAPE = "wrong_shape"
    WRONG_DTYPE = "wrong_dtype"
    NOT_FINITE = "not_finite"
    WRONG_VALUE = "wrong_value"
    NO_GRADIENT = "no_gradient"
    WRONG_GRADIENT = "wrong_gradient"
    BROKEN_PROPERTY = "broken_property"
    DID_NOT_CONVERGE = "did_not_converge"
    NOT_RUN = "not_run"
    GRADER_FAULT = "grader_fault"
    MACHINE_FAULT = "machine_fault"


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence by the author of a topic, in both languages of the course."""

    en: str
    es: str

    def __getitem__(self, language: str) -> str:
        return self.es if language == "es" else self.en


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the student's own code. `cell` counts a notebook's code cells from 1; `count` is
    the number that Jupyter shows beside the cell, where it has run."""

    file: str
    line: int
    code: str = ""
    column: int | None = None
    end_column: int | None = None
    cell: int | None = None
    count: int | None = None


class Hint(msgspec.Struct, frozen=True, kw_only=True):
    """A diagnosis that is certain: the answer equals that of the named wrong answer."""

    wrong: str
    text: Text


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """What was called and what came back. Of a hidden check it is for the teacher alone.

    `part` names which part of a structured answer is meant ("[1]", "dWx"); `index` is the worst
    entry; `wrong_entries` of `entries` are outside the tolerance. `missing` and `extra` are names
    of parts, where those differ. `variables` are those of the line that failed, each with what it
    holds in a few words. `flooded` says that more was printed than is kept. `script` makes the call
    once more; `whole` says that `call` does so too, as it stands.
    """

    call: str = ""
    part: str = ""
    expected: str = ""
    got: str = ""
    index: tuple[int, ...] = ()
    wrong_entries: int | None = None
    entries: int | None = None
    largest_error: float | None = None
    allowed_error: float | None = None
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    message: str = ""
    variables: tuple[tuple[str, str], ...] = ()
    output: str = ""
    flooded: bool = False
    script: str = ""
    whole: bool = False


class Curve(msgspec.Struct, frozen=True, kw_only=True):
    """A training curve as the student's code reported it, and where it had to end."""

    values: tuple[float | None, ...]
    final: float | None = None
    limit: float | None = None
    band_low: tuple[float, ...] = ()
    band_high: tuple[float, ...] = ()


class TextRow(msgspec.Struct, frozen=True, kw_only=True):
    """What was written beside what should have been, and what it was written for."""

    given: str = ""
    got: str = ""
    expected: str = ""


Stroke = tuple[float, ...]  # x, y, x, y …: y goes downwards


class Sketch(msgspec.Struct, frozen=True, kw_only=True):
    """A pen drawing: the strokes that were given, how they were gone on with, and how they should
    have been."""

    given: tuple[Stroke, ...] = ()
    got: tuple[Stroke, ...] = ()
    expected: tuple[Stroke, ...] = ()


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """What people would rather look at: `kind` says how it is drawn.

    `scatter`: got and expected are (N, 2); `lines`: (N,) each; `images`: (N, H, W) each;
    `heat`: got only, (R, C). `rows` of images: got only, (R, N, H, W) or (R, N, H, W, 3), `labels`
    name the rows and `yours` numbers those that the student's code has made. `attention`: got only,
    (T, S), `words` stand at its rows and at its columns. Flattened row by row, with `shape`.
    `texts` and `sketches` are of the kinds `texts` and `strokes`.
    """

    kind: Literal["scatter", "lines", "images", "heat", "rows", "attention", "texts", "strokes"]
    shape: tuple[int, ...] = ()
    got: tuple[float | None, ...] = ()
    expected: tuple[float | None, ...] = ()
    labels: tuple[Text, ...] = ()
    yours: tuple[int, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    texts: tuple[TextRow, ...] = ()
    sketches: tuple[Sketch, ...] = ()


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What one check found."""

    check: str
    exercise: str
    title: Text
    outcome: Outcome
    points: float
    max_points: float
    public: bool = False
    kind: Kind | None = None
    fault: Fault | None = None
    function: str = ""  # the student's function that was called
    suggestion: str = ""  # the name that was probably meant
    argument: str = ""  # the argument whose gradient is meant
    unbound: str = ""  # the name that was needed, and that the line at `place` failed to bind
    exception: str = ""  # the type of what the student's code raised
    cause: str = ""  # what is behind it where Python's words mislead: `numpy`, `self`
    forbidden: str = ""  # the call that is not allowed
    limit: float | None = None  # seconds or MiB, where a limit was passed
    blocked_by: str = ""  # the check that has to pass first
    because: str = ""  # another exercise's function, which this one calls and which fails itself
    place: Place | None = None
    hint: Hint | None = None
    curve: Curve | None = None
    picture: Picture | None = None
    detail: Detail | None = None
    metric: float | None = None  # what a training was judged by, and the limit it was held to
    metric_limit: float | None = None
    cpu_seconds: float = 0.0
    shared: bool = False  # whether its worker had served other checks before, all of them passed
    attempts: int = 1
    retries: int = 0  # how many further attempts the check allows

    @property
    def passed(self) -> bool:
        """Whether the check was passed."""
        return self.outcome == "passed"


class Adjustment(msgspec.Struct, frozen=True, kw_only=True):
    """A change of a score that is not the judge's: by a late policy, or by a teacher's hand.

    A late policy says for how many `days` it took how many `percent` of the points earned; an
    override of one `exercise` says the `points` that it gives to that.
    """

    kind: Literal["late", "override"]
    before: float | None
    after: float | None
    why: str
    days: int | None = None
    percent: float | None = None
    exercise: str = ""
    points: float | None = None


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The judge's outcome for one submission. Numbers in it are finite; `score` is blank (None)
    unless `status` is `graded`, so that no fault of ours ever counts as a zero.

    `score` is what counts, after `adjustments`, which are in the order in which they were made.
    """

    schema: int = SCHEMA
    submission: str
    students: tuple[Student, ...]
    topic: str
    status: Status
    score: float | None
    max_score: float
    verdicts: tuple[Verdict, ...] = ()
    problem: Problem | None = None
    notes: tuple[Problem, ...] = ()
    uses: tuple[Use, ...] = ()
    main: str = ""
    group: str = ""
    submitted_at: str = ""
    late: bool | None = None
    late_seconds: int | None = None
    attempt: int | None = None
    attempts: int | None = None
    seed: int | None = None
    suite: str = ""  # digest of the suite, the reference and the limits
    source: str = ""  # digest of what was run
    isolation: str = ""  # the layers it was graded under
    cpu_seconds: float = 0.0
    adjustments: tuple[Adjustment, ...] = ()

    @property
    def earned(self) -> float | None:
        """The score as the judge found it."""
        return self.adjustments[0].before if self.adjustments else self.score


def for_student(record: Record) -> Record:
    """The record without what reveals a hidden call: its inputs, values, text and output.

    Of a hidden check a student keeps the title, the kind, the type of the exception, their own
    line, the hint, and to three digits what was measured: in all of them, their code could write
    out what it was given.
    """
    verdicts = tuple(
        verdict if verdict.public else _without_inputs(verdict) for verdict in record.verdicts
    )
    return msgspec.structs.replace(
        record,
        verdicts=verdicts,
        uses=(),
        seed=None,
        cpu_seconds=three_digits(record.cpu_seconds),
    )


def _without_inputs(verdict: Verdict) -> Verdict:
    curve = verdict.curve
    if curve is not None:
        values = tuple(value and three_digits(value) for value in curve.values)
        final = curve.final and three_digits(curve.final)
        curve = msgspec.structs.replace(curve, values=values, final=final)
    return msgspec.structs.replace(
        verdict,
        detail=None,
        picture=None,
        curve=curve,
        metric=verdict.metric and three_digits(verdict.metric),
        cpu_seconds=three_digits(verdict.cpu_seconds),
    )


def three_digits(number: float) -> float:
    """The number with three significant digits."""
    return float(f"{number:.3g}")


def to_json(record: Record) -> bytes:
    """The record as indented UTF-8 JSON. Raises ValueError where a number is not finite."""
    _refuse_non_finite(msgspec.to_builtins(record))
    return msgspec.json.format(msgspec.json.encode(record), indent=1)


def from_json(data: bytes) -> Record:
    """Reads a record, raising `msgspec.ValidationError` where it is not one of this schema."""
    record = msgspec.json.decode(data, type=Record)
    if record.schema != SCHEMA:
        raise msgspec.ValidationError(f"record schema {record.schema}, expected {SCHEMA}")
    return record


def json_schema() -> dict[str, Any]:
    """The JSON schema of a record."""
    return msgspec.json.schema(Record)


def _refuse_non_finite(value: object) -> None:
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("a record holds finite numbers only")
    if isinstance(value, dict):
        for item in value.values():
            _refuse_non_finite(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_non_finite(item)
