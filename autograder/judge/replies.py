"""What a reply of a worker says, and how much of it is believed.

Everything in a reply was made in the process of the student's code: it is a claim.
"""

import builtins
import re
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np

from autograder.execution.wire import Value
from autograder.execution.workers import WorkerFailure
from autograder.judge.suite import Failure
from autograder.model.record import Detail, Kind, Place
from autograder.model.submission import Problem, Source

MAX_TEXT = 2000
NOTES = 20  # on one submission
TOOK_TOO_LONG = "OutOfTime"  # what a worker raises in a statement that it waits for no longer
MOST_VARIABLES = 8
LIVE_CELL = re.compile(r"\[(\d+)\]")  # a cell that has run in a kernel, as a file of a source
ERROR_KINDS = frozenset(
    {
        Kind.MISSING,
        Kind.NOT_CALLABLE,
        Kind.IMPORT_FAILED,
        Kind.NOT_WRITTEN,
        Kind.FORBIDDEN,
        Kind.RAISED,
        Kind.TIMED_OUT,
        Kind.OUT_OF_MEMORY,
        Kind.WRONG_TYPE,
        Kind.NO_GRADIENT,
    }
)
CAUSES = ("numpy", "self")
AUTOGRAD = "torch.autograd"  # what a worker calls automatic differentiation
# Types that a hidden call may be said to have raised: Python's, numpy's, torch's, and a worker's.
EXCEPTIONS = frozenset(
    {
        *(name for name, value in vars(builtins).items() if isinstance(value, type)),
        *("AxisError", "DTypePromotionError", "LinAlgError", "UFuncTypeError", "_LinAlgError"),
        *("_ArrayMemoryError", "_UFuncBinaryResolutionError", "_UFuncNoLoopError"),
        *("AcceleratorError", "OutOfMemoryError", "FrozenInstanceError", "JSONDecodeError"),
        *("CannotCross", "ForbiddenCall", "BdbQuit", "NoGPU", TOOK_TOO_LONG, ""),
    }
)


def failure_of(failure: WorkerFailure) -> Failure:
    """What a worker that fell short says of the submission."""
    fields = dict(failure.data)
    message = fields.pop("message", "")
    return Failure(failure.kind, detail=Detail(message=message), **fields)


def checked_reply(reply: Value) -> dict[str, Any]:
    """A reply, if it has the form of one: everything in it is the student's to choose."""
    if isinstance(reply, dict):
        if set(reply) == {"value"}:
            return reply
        error = reply.get("error")
        if isinstance(error, str) and error in ERROR_KINDS:
            return reply
    raise Failure(Kind.MALFORMED_REPLY)


def are_gradients(value: Value) -> bool:
    """Whether a value has the form of what `student.NAME.gradients(…)` gives."""
    if not isinstance(value, dict) or set(value) != {"outputs", "gradients"}:
        return False
    gradients = value["gradients"]
    return gradients is None or (
        isinstance(gradients, dict)
        and all(each is None or isinstance(each, np.ndarray) for each in gradients.values())
    )


def failure_that_is_claimed(
    reply: dict[str, Any],
    source: Source,
    refused: Callable[[str], bool],
    *,
    public: bool,
    needed: Sequence[str] = (),
) -> Failure:
    """The failure that an error reply claims. `refused` says whether a name may have
    been refused, `needed` are the functions that were called.

    What a student reads of a hidden check holds no words that the process could make up, in
    which it would carry the inputs out: a name is shown where it is known to be one.
    """
    said = {
        key: reply[key][:200] if isinstance(reply.get(key), str) else ""
        for key in (
            *("exception", "function", "suggestion", "unbound"),
            *("forbidden", "message", "type"),
        )
    }
    kind = Kind(reply["error"])
    if said["forbidden"] != AUTOGRAD and not refused(said["forbidden"]):
        said["forbidden"] = ""
        kind = Kind.RAISED if kind == Kind.FORBIDDEN else kind
    if said["forbidden"] and said["forbidden"] != AUTOGRAD:
        said["forbidden"] = _as_written(said["forbidden"], reply.get("place"), source)
    message = reply["message"][:MAX_TEXT] if said["message"] else ""
    if not public:
        if said["exception"] not in EXCEPTIONS and not _is_word(said["exception"], source):
            message = f"{said['exception']}: {message}"
            said["exception"] = "Exception"
        if not _is_word(said["suggestion"], source):
            said["suggestion"] = ""
    fields: dict[str, Any] = {
        key: said[key] for key in ("exception", "suggestion", "forbidden") if said[key]
    }
    if isinstance(reply.get("cause"), str) and reply["cause"] in CAUSES:
        fields["cause"] = reply["cause"]
    if _is_word(said["unbound"], source):
        fields["unbound"] = said["unbound"]
    if kind == Kind.TIMED_OUT:
        fields.pop("exception", None)  # the worker's own way to end it
    if said["function"] in needed:
        fields["function"] = said["function"]
    place = _code_place(reply.get("place"), source)
    if place is not None:
        if kind == Kind.TIMED_OUT:  # where in the line is chance
            place = msgspec.structs.replace(place, column=None, end_column=None)
        fields["place"] = place
    fields["detail"] = Detail(
        message=message, got=said["type"], variables=_variables(reply.get("variables"))
    )
    return Failure(kind, **fields)


def statements_passed_over(
    value: Value, source: Source, refused: Callable[[str], bool]
) -> list[Problem]:
    """A note on each statement outside functions that is said to have failed when the submission
    was loaded. `at` is its line in the text that is run, where a notebook has another one."""
    notes = []
    for said in value[:NOTES] if isinstance(value, list) else ():
        place = _code_place(said.get("place"), source) if isinstance(said, dict) else None
        if place is None:
            continue
        at = said["statement"] if type(said.get("statement")) is int else said["place"][1]
        data: dict[str, str | int] = {"file": place.file, "line": place.line, "at": at}
        if place.cell is not None:
            data["cell"] = place.cell
        name = said.get("exception")
        exception = name[:100] if isinstance(name, str) else ""
        endless = exception == TOOK_TOO_LONG
        forbidden = said.get("forbidden")
        if endless:
            notes.append(Problem(kind="line_endless", data=data))
        elif isinstance(forbidden, str) and refused(forbidden):
            data["forbidden"] = _as_written(forbidden, said["place"], source)
            notes.append(Problem(kind="line_refused", data=data))
        else:
            data["exception"] = exception
            notes.append(Problem(kind="line_failed", data=data))
    return notes


def _as_written(name: str, place: Value, source: Source) -> str:
    """A forbidden name as the student wrote it, where that line holds one: behind `nn.GRUCell` the
    worker meets an operator that is called as the student's own function may be."""
    if isinstance(place, list | tuple) and len(place) == 4:
        file, line = place[:2]
        written = {use.name for use in source.uses if (use.file, use.line) == (file, line)}
        if len(written) == 1:
            return written.pop()
    return name


def _variables(value: Value) -> tuple[tuple[str, str], ...]:
    """What is claimed of the variables of a line: names, and what each holds."""
    if not isinstance(value, list):
        return ()
    pairs = [each for each in value[:MOST_VARIABLES] if isinstance(each, list) and len(each) == 2]
    return tuple(
        (name[:40], held[:60])
        for name, held in pairs
        if isinstance(name, str) and isinstance(held, str)
    )


def _is_word(name: str, source: Source) -> bool:
    """Whether a name stands in the student's own text."""
    return name.isidentifier() and any(
        re.search(rf"\b{re.escape(name)}\b", text) for text in source.modules.values()
    )


def _code_place(value: Value, source: Source) -> Place | None:
    if not isinstance(value, list | tuple) or len(value) != 4:
        return None
    file, line, column, end = value
    if not isinstance(file, str) or file not in source.modules or type(line) is not int:
        return None
    lines = source.modules[file].split("\n")
    if not 1 <= line <= len(lines):
        return None
    cell, count = None, None
    shown = line
    if file == source.main and line <= len(source.cells):
        at = source.cells[line - 1]
        cell, count, shown = at.cell, at.count or None, at.line
    elif live := LIVE_CELL.fullmatch(file):
        cell = count = int(live[1])
    code = lines[line - 1]
    columns: tuple[int, int] | tuple[None, None] = (None, None)
    if type(column) is int and type(end) is int and 0 <= column <= end:
        # Python counts bytes of UTF-8, people count characters.
        columns = (_characters(code, column), _characters(code, end))
    return Place(
        file=file,
        line=shown,
        code=code[:200],
        column=columns[0],
        end_column=columns[1],
        cell=cell,
        count=count,
    )


def _characters(line: str, count: int) -> int:
    """How many characters of `line` its first `count` bytes are, at most those that are shown."""
    return min(200, len(line.encode()[:count].decode("utf-8", "replace")))
