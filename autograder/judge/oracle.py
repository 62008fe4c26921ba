"""What the right answer is, and what each wrong answer would be, for the same call.

Computed by running the reference and the wrong answers in workers of their own, once per suite and
seed; or read from the file that was frozen into a handout.
"""

import contextlib
import hashlib
import math
import os
import tempfile
import zlib
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec
import numpy as np

from autograder.execution.wire import PREFIX, Bounds, Value, WireError, decode, encode, sizes
from autograder.execution.workers import KILLED, Worker, WorkerFailure, WorkerPool
from autograder.judge.compare import difference
from autograder.model.outline import Outline
from autograder.model.record import Curve, Hint, Text
from autograder.model.submission import Source
from autograder.model.topic import DamagedHandoutError, Topic, TopicError

REFERENCE = "reference"
TRUSTED_BOUNDS = Bounds(header=64 << 20, body=1 << 30, nodes=2_000_000)
CPU_SECONDS = 120.0
HELD_BYTES, WRITTEN_BYTES = 256 << 20, 1 << 30  # answers kept in memory, and on disk
BAND_STEPS = 60  # of a band that is stored for people to read


# Of a training check: the lowest and the highest of right solutions at each step.
Band = tuple[tuple[float, ...], tuple[float, ...]]


class StoredBand(msgspec.Struct, frozen=True, kw_only=True):
    """A band at a few of its `steps`, the first and the last among them and all as far apart."""

    steps: int
    low: tuple[float, ...]
    high: tuple[float, ...]


class OracleError(Exception):
    """The right answer can't be had: the grader's fault, never the student's."""


class UnansweredError(OracleError):
    """The reference has no answer to this call: it raises there, or was never asked. A call that
    passes on what a student answered may be such a one."""


class Oracle(Protocol):
    """Answers a call for the reference or a wrong answer, knows the hints, and for checks whose
    right training curves were frozen the band in which they lie."""

    hints: dict[str, Text]
    bands: dict[str, Band]

    def candidates(self, check: str, costly: bool, passed: Collection[str]) -> list[str]:
        """The wrong answers to compare with at a check: none that a check in `passed` would have
        told, and fewer where its calls are `costly`."""

    def answer(self, name: str, identity: str, request: dict[str, Value]) -> Value:
        """The reply of `reference` or of a wrong answer to a request. `identity` is
        "check:attempt:number of the call"."""

    def end_check(self) -> None:
        """Lets go of what the check needed."""


def source_of(text: str, file: str) -> Source:
    """A solution of the course's own, as a source: trusted, so not scanned."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Source(main=file, modules={file: text}, digest=digest, open_ended=True)


class LiveOracle:
    """Runs the solutions of a course; keeps what they answered in memory and in `folder`."""

    def __init__(self, topic: Topic, pool: WorkerPool, folder: Path | None = None) -> None:
        if topic.solutions is None:
            raise TopicError(f"{topic.name} has no solutions here")
        file = topic.assignment.file
        reference = (topic.solutions / "reference.py").read_text(encoding="utf-8")
        self._sources = {REFERENCE: source_of(reference, file)}
        self._wrong = topic.wrong_answers
        self.hints = {name: wrong.hint for name, wrong in self._wrong.items() if wrong.hint}
        # Several trainings each, too dear to run for a picture: those of the calibration, if any.
        self.bands: dict[str, Band] = {}
        for name, wrong in self._wrong.items():
            self._sources[name] = source_of(wrong.text, file)
        self._limits = topic.assignment.limits
        self._module = topic.starter.stem
        self._pool = pool
        self._folder = folder
        self._memory: dict[str, Value] = {}  # the one used longest ago comes first
        self._held = 0
        self._written = 0
        self._workers: dict[str, Worker] = {}
        self._loaded: dict[str, str] = {}
        self._outlines: dict[str, Outline] = {}
        self._codes: dict[tuple[str, tuple[str, ...]], str] = {}
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def candidates(self, check: str, costly: bool, passed: Collection[str]) -> list[str]:
        """See `Oracle.candidates`. Whoever passed the check that catches a wrong answer has not
        written that one, whatever this check makes of both. Where the call is a training, those
        that this check is to catch: running every wrong answer's training would cost more than the
        class."""
        checks = {name: self._wrong[name].check for name in self.hints}
        return [
            name
            for name, told_by in checks.items()
            if told_by not in passed and (not costly or told_by == check)
        ]

    def answer(self, name: str, identity: str, request: dict[str, Value]) -> Value:
        """See `Oracle.answer`. Raises OracleError where a solution can't be run."""
        if name != REFERENCE:
            # A wrong answer is the reference but for one misconception: where that plays no part
            # in a call, there is nothing to run.
            called = _called(request)
            if self._code(name, called) == self._code(REFERENCE, called):
                name = REFERENCE
        digest = hashlib.sha256(self._sources[name].digest.encode() + encode(request)).hexdigest()
        if digest in self._memory:
            kept = self._memory.pop(digest)
            self._held -= _size(kept)
        else:
            kept = self._read(digest)
            if kept is None:
                kept = self._compute(name, request)
                self._write(digest, kept)
        self._remember(digest, kept)
        return kept

    def _code(self, name: str, called: tuple[str, ...]) -> str:
        """What of a solution a call depends on. Raises OracleError where it is no Python."""
        if (name, called) not in self._codes:
            if name not in self._outlines:
                source = self._sources[name]
                try:
                    self._outlines[name] = Outline(source.modules[source.main])
                except SyntaxError as error:
                    raise OracleError(f"{name} does not load: {error}") from None
            self._codes[name, called] = self._outlines[name].code_for(called)
        return self._codes[name, called]

    def _remember(self, digest: str, value: Value) -> None:
        # A call may pass on what a student answered, so that there is no end to the calls.
        self._memory[digest] = value
        self._held += _size(value)
        while self._held > HELD_BYTES and len(self._memory) > 1:
            self._held -= _size(self._memory.pop(next(iter(self._memory))))

    def _compute(self, name: str, request: dict[str, Value]) -> Value:
        # The reference has a worker to itself. The wrong answers, which are as trusted, share one:
        # loading the next costs a tenth of a fork, and there may be dozens.
        kind = REFERENCE if name == REFERENCE else "wrong"
        for last in (False, True):
            try:
                return self._ask(kind, name, request)
            except WorkerFailure as failure:
                self.end_check()
                if failure.data.get("exception") == KILLED and not last:
                    continue  # from outside: no solution of ours kills itself
                if name == REFERENCE:
                    raise OracleError(f"the reference: {failure.kind} {failure.data}") from None
                return {"error": str(failure.kind)}
        raise AssertionError

    def _ask(self, kind: str, name: str, request: dict[str, Value]) -> Value:
        if kind not in self._workers:
            self._workers[kind] = self._pool.open(self._limits, CPU_SECONDS * 10)
        worker = self._workers[kind]
        if self._loaded.get(kind) != name:
            source = self._sources[name]
            load = {
                "op": "load",
                "name": self._module,
                "main": source.main,
                "modules": source.modules,
                "seed": 0,
            }
            reply = worker.ask(load, CPU_SECONDS, CPU_SECONDS * 2)
            if "error" in reply or reply["value"]:
                raise OracleError(f"{name} does not load: {reply}")
            self._loaded[kind] = name
        return worker.ask(request, CPU_SECONDS, CPU_SECONDS * 2)

    def end_check(self) -> None:
        """Closes the workers: the next check gets fresh ones."""
        for worker in self._workers.values():
            worker.close()
        self._workers.clear()
        self._loaded.clear()

    def _read(self, digest: str) -> Value | None:
        if self._folder is None:
            return None
        try:
            return _thaw((self._folder / digest).read_bytes())
        except (OSError, WireError, zlib.error):
            return None

    def _write(self, digest: str, value: Value) -> None:
        if self._folder is None or self._written > WRITTEN_BYTES:
            return
        data = _freeze(value)
        self._written += len(data)
        with contextlib.suppress(OSError):  # a full disk costs time, not grades
            handle, name = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(self._folder / digest)


class FrozenOracle:
    """Reads what the reference and the wrong answers answered when the handout was built."""

    def __init__(self, path: Path) -> None:
        try:
            content = _thaw(path.read_bytes())
        except (OSError, WireError, zlib.error):
            raise DamagedHandoutError(path.name) from None
        self._calls: dict[str, Any] = content["calls"]
        self.hints = {name: Text(en=en, es=es) for name, (en, es) in content["hints"].items()}
        self.bands = {
            check: (tuple(low.tolist()), tuple(high.tolist()))
            for check, (low, high) in content["bands"].items()
        }

    def candidates(self, check: str, costly: bool, passed: Collection[str]) -> list[str]:
        """See `Oracle.candidates`: all of them, since nothing is left to compute."""
        return list(self.hints)

    def answer(self, name: str, identity: str, request: dict[str, Value]) -> Value:
        """See `Oracle.answer`. Raises UnansweredError where this call was not frozen."""
        call = self._calls.get(identity)
        inputs = fingerprint(request)
        if (
            call is None
            or call["inputs"].shape != inputs.shape
            or not np.allclose(call["inputs"], inputs, rtol=1e-6, equal_nan=True)
        ):
            raise UnansweredError(f"{identity} is not the call that was frozen into this handout")
        return call["answers"].get(name, call["answers"][REFERENCE])

    def end_check(self) -> None:
        """Nothing to let go of."""


def _called(request: dict[str, Value]) -> tuple[str, ...]:
    """The names of the module that a request uses."""
    function = request.get("function")
    return (function,) if function else tuple(request["needs"])


def freeze(
    calls: Iterable[tuple[str, np.ndarray, dict[str, Value]]],
    hints: dict[str, Text],
    bands: dict[str, Band],
) -> bytes:
    """The frozen file: (identity, fingerprint of the inputs, answers by name) of every call, the
    hints, the bands.

    An answer that equals the reference's is left out.
    """
    content = {
        "calls": {
            identity: {"inputs": inputs, "answers": answers} for identity, inputs, answers in calls
        },
        "hints": {name: [text.en, text.es] for name, text in hints.items()},
        "bands": {
            check: [np.array(low, np.float32), np.array(high, np.float32)]
            for check, (low, high) in bands.items()
        },
    }
    return _freeze(content)


def band_of(curves: Sequence[Curve]) -> Band | None:
    """Between the lowest and the highest of right solutions' curves at each step, up to the end of
    the shortest. None where there is none without a gap."""
    whole = [curve.values for curve in curves if curve.values and None not in curve.values]
    if not whole:
        return None
    steps = min(map(len, whole))
    values = np.array([each[:steps] for each in whole], dtype=np.float64)
    return tuple(values.min(axis=0).tolist()), tuple(values.max(axis=0).tolist())


def stored_band(band: Band) -> StoredBand:
    """A band as a calibration keeps it."""
    steps = len(band[0])
    low, high = (
        tuple(float(f"{edge[at]:.4g}") for at in _band_steps(steps).tolist()) for edge in band
    )
    return StoredBand(steps=steps, low=low, high=high)


def stored_bands(calibration: Path) -> dict[str, Band]:
    """The bands that a `calibration.json` holds, by check; none where it can't be read, which
    `verify` says: no grade depends on a band."""

    class Calibrated(msgspec.Struct):
        band: StoredBand | None = None

    try:
        found = msgspec.json.decode(calibration.read_bytes(), type=dict[str, Calibrated])
    except (OSError, msgspec.DecodeError):
        return {}
    return {check: _filled(each.band) for check, each in found.items() if each.band is not None}


def _filled(band: StoredBand) -> Band:
    known = _band_steps(band.steps)
    low, high = (
        tuple(float(f"{value:.4g}") for value in np.interp(np.arange(band.steps), known, edge))
        for edge in (band.low, band.high)
    )
    return low, high


def _band_steps(steps: int) -> np.ndarray:
    """Which steps of a band are stored, from 0."""
    return np.unique(np.linspace(0, steps - 1, min(steps, BAND_STEPS)).round().astype(int))


def fingerprint(request: dict[str, Value]) -> np.ndarray:
    """A few numbers that change when the inputs of a call do, but not by rounding."""
    numbers: list[float] = []

    def walk(value: Value) -> None:
        if isinstance(value, np.ndarray):
            flat = value.astype(np.float64).ravel()
            with np.errstate(over="ignore", invalid="ignore"):  # inf is a fingerprint too
                sums = flat.sum(), (flat**2).sum()
            numbers.extend([*map(float, value.shape), *map(float, sums)])
        elif isinstance(value, list | tuple):
            for item in value:
                walk(item)
        elif isinstance(value, dict):
            for item in value.values():
                walk(item)
        elif isinstance(value, bool | int | float):
            numbers.append(float(value))

    walk([request.get("args"), request.get("kwargs")])
    return np.asarray(numbers)


def _size(value: Value) -> int:
    """About how many bytes a value takes in memory."""
    if isinstance(value, np.ndarray):
        return 100 + value.nbytes
    if isinstance(value, str):
        return 50 + len(value)
    if isinstance(value, dict):
        return 100 + sum(_size(key) + _size(item) for key, item in value.items())
    if isinstance(value, list | tuple):
        return 100 + sum(map(_size, value))
    return 30


def _freeze(value: Value) -> bytes:
    return zlib.compress(encode(value), 6)


def _thaw(data: bytes) -> Value:
    frame = zlib.decompress(data)
    header, _ = sizes(frame[: PREFIX.size], TRUSTED_BOUNDS)
    start = PREFIX.size
    return decode(frame[start : start + header], frame[start + header :], TRUSTED_BOUNDS)


def diagnose(
    oracle: Oracle,
    check: str,
    calls: list[tuple[str, dict[str, Value], Value]],
    costly: bool,
    passed: Collection[str],
) -> Hint | None:
    """The hint of the one wrong answer that answers every one of these calls as the student did.

    `calls` are (identity, request, the student's reply) of one check, in order; `costly` and
    `passed` are those of `Oracle.candidates`. No match, or more than one: no hint, since a hint
    that is not certain is not shown. Nor one that rests on nan or inf alone, where many mistakes
    end: in some call the wrong answer has to differ from the right one elsewhere too.
    """

    def matches(name: str) -> bool:
        return all(
            same_reply(oracle.answer(name, identity, request), reply)
            for identity, request, reply in calls
        )

    def tells(name: str) -> bool:
        answers = (
            (oracle.answer(name, identity, request), oracle.answer(REFERENCE, identity, request))
            for identity, request, _ in calls
        )
        return any(not same_reply(*_finite_in_both(wrong, right)) for wrong, right in answers)

    found = [name for name in oracle.candidates(check, costly, passed) if matches(name)]
    if len(found) != 1 or not tells(found[0]):
        return None
    return Hint(wrong=found[0], text=oracle.hints[found[0]])


def same_reply(a: Value, b: Value) -> bool:
    """Whether two replies are the same answer: equal values, or the same error, word for word."""
    if not isinstance(a, dict) or not isinstance(b, dict):
        return False
    if "error" in a or "error" in b:
        keys = ("error", "exception", "message", "function")
        return all(a.get(key) == b.get(key) for key in keys)
    one, other = a.get("value"), b.get("value")
    # Both ways: a float32 answer is not a float64 one, though the wider may stand for the narrower.
    return (
        difference(one, other, rtol=1e-6, atol=1e-9) is None
        and difference(other, one, rtol=1e-6, atol=1e-9) is None
    )


def _finite_in_both(one: Value, other: Value) -> tuple[Value, Value]:
    """Two values with 0 for every number that is nan or inf in one of them."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray) and one.shape == other.shape:
        finite = np.isfinite(one) & np.isfinite(other)
        return _blanked(one, finite), _blanked(other, finite)
    if isinstance(one, float) and isinstance(other, float):
        return (one, other) if math.isfinite(one) and math.isfinite(other) else (0.0, 0.0)
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        both = {key: _finite_in_both(one[key], other[key]) for key in one}
        return {key: a for key, (a, _) in both.items()}, {key: b for key, (_, b) in both.items()}
    if isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        pairs = [_finite_in_both(a, b) for a, b in zip(one, other, strict=True)]
        return type(one)(a for a, _ in pairs), type(other)(b for _, b in pairs)
    return one, other


def _blanked(array: np.ndarray, finite: np.ndarray) -> np.ndarray:
    blanked = array.copy()
    blanked[~finite] = 0
    return blanked
