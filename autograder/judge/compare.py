"""Compares two answers, part by part, in the order type, length, shape, dtype, finite, values."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.execution.wire import Value
from autograder.model.record import Kind

SHOWN_ENTRIES = 6
MOST_EXTRA = 8  # keys that were not asked for, of those that are named


@dataclass(frozen=True)
class Mismatch:
    """The first way in which an answer differs. Texts are what a person would paste.

    `errors` is |got - expected| of every entry, where values are what differs. `missing` and
    `extra` are keys of a dict, where those are.
    """

    kind: Kind
    part: str
    expected: str
    got: str
    index: tuple[int, ...] = ()
    wrong_entries: int | None = None
    entries: int | None = None
    largest_error: float | None = None
    allowed_error: float | None = None
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    errors: np.ndarray | None = field(default=None, compare=False, repr=False)


def difference(
    got: Value, expected: Value, rtol: float = 1e-7, atol: float = 1e-9
) -> Mismatch | None:
    """The first difference between two answers, or None.

    `rtol` and `atol` hold for float64 answers, |got - expected| ≤ atol + rtol·|expected|. Where the
    expected array is of a narrower type, they are at least 1e-4 and 1e-5 times its largest entry:
    what that type can hold.
    """
    parts: list[tuple[str, np.ndarray, np.ndarray]] = []
    mismatch = _structure(got, expected, "", parts)
    if mismatch is not None:
        return mismatch
    for part, array, _ in parts:
        mismatch = _finite(part, array, _)
        if mismatch is not None:
            return mismatch
    for part, array, wanted in parts:
        mismatch = _values(part, array, wanted, rtol, atol)
        if mismatch is not None:
            return mismatch
    return None


def form_difference(got: Value, expected: Value, *, shapes: bool = True) -> Mismatch | None:
    """The first difference in type, length, shape or dtype, or None; without `shapes`, of arrays
    the dtype alone counts."""
    return difference(_blank(got, shapes), _blank(expected, shapes))


def _blank(value: Value, shapes: bool) -> Value:
    """The value with zeros in its arrays and for its numbers."""
    if isinstance(value, np.ndarray):
        return np.zeros(value.shape if shapes else (), value.dtype)
    if isinstance(value, bool | int | float):
        return type(value)(0)
    if isinstance(value, list | tuple):
        return type(value)(_blank(item, shapes) for item in value)
    if isinstance(value, dict):
        return {key: _blank(item, shapes) for key, item in value.items()}
    return value


def show(value: Value, *, pasted: bool = False) -> str:
    """A value as people write it: arrays in full up to six entries, else dtype and shape.

    `pasted`: the small arrays as the tensors that they are to a student's code, `tensor([1., 2.])`.
    """
    if isinstance(value, np.ndarray):
        if value.size <= SHOWN_ENTRIES:
            return f"tensor({_nested(value, '.')})" if pasted else _nested(value)
        return f"{value.dtype} {tuple(value.shape)}"
    if isinstance(value, float | np.floating):
        return _number(value)
    if isinstance(value, list | tuple):
        items = ", ".join(show(item, pasted=pasted) for item in value)
        if isinstance(value, list):
            return f"[{items}]"
        return f"({items}{',' if len(value) == 1 else ''})"
    if isinstance(value, dict):
        items = ", ".join(f"{key}: {show(item, pasted=pasted)}" for key, item in value.items())
        return f"{{{items}}}"
    return repr(value)


def _nested(array: np.ndarray, point: str = "") -> str:
    if array.ndim == 0:
        return _number(array[()], point)
    return "[" + ", ".join(_nested(row, point) for row in array) + "]"


def _number(value: Any, point: str = "") -> str:
    """Six digits of a number; a float that is a whole number gets the `point`."""
    if isinstance(value, bool | np.bool_ | int | np.integer):
        return str(value)
    number = complex(value) if isinstance(value, complex | np.complexfloating) else float(value)
    text = f"{number:.6g}"
    return text + point if text.lstrip("-").isdigit() else text


def _leaf(value: Value) -> np.ndarray | None:
    if isinstance(value, np.ndarray):
        return value
    if isinstance(value, bool | int | float):
        return np.asarray(value)
    return None


def kind_name(value: Value) -> str:
    """What a value is, in the words of a student: tensor, number, tuple …"""
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        return "tensor"
    return type(value).__name__


def _structure(
    got: Value, expected: Value, part: str, parts: list[tuple[str, np.ndarray, np.ndarray]]
) -> Mismatch | None:
    wanted, array = _leaf(expected), _leaf(got)
    if wanted is not None:
        if got is None:
            return Mismatch(Kind.NOTHING_RETURNED, part, kind_name(expected), "None")
        if array is None:
            return Mismatch(Kind.WRONG_TYPE, part, kind_name(expected), kind_name(got))
        if array.shape != wanted.shape:
            return Mismatch(Kind.WRONG_SHAPE, part, str(wanted.shape), str(array.shape))
        family = {"f": "f", "c": "c", "b": "b", "i": "i", "u": "i"}
        same = family[array.dtype.kind] == family[wanted.dtype.kind]
        plain = not isinstance(expected, np.ndarray) or not isinstance(got, np.ndarray)
        if not same and not (plain and array.dtype.kind in "if" and wanted.dtype.kind in "if"):
            return Mismatch(Kind.WRONG_DTYPE, part, str(wanted.dtype), str(array.dtype))
        narrower = array.dtype.itemsize < wanted.dtype.itemsize and wanted.dtype.kind == "f"
        if narrower and not plain:
            return Mismatch(Kind.WRONG_DTYPE, part, str(wanted.dtype), str(array.dtype))
        parts.append((part, array, wanted))
        return None
    if isinstance(expected, list | tuple):
        if got is None:
            return Mismatch(Kind.NOTHING_RETURNED, part, kind_name(expected), "None")
        if not isinstance(got, list | tuple):
            return Mismatch(Kind.WRONG_TYPE, part, kind_name(expected), kind_name(got))
        if len(got) != len(expected):
            return Mismatch(Kind.WRONG_LENGTH, part, str(len(expected)), str(len(got)))
        for i, (item, wanted_item) in enumerate(zip(got, expected, strict=True)):
            mismatch = _structure(item, wanted_item, f"{part}[{i}]", parts)
            if mismatch is not None:
                return mismatch
        return None
    if isinstance(expected, dict):
        if got is None:
            return Mismatch(Kind.NOTHING_RETURNED, part, kind_name(expected), "None")
        if not isinstance(got, dict):
            return Mismatch(Kind.WRONG_TYPE, part, kind_name(expected), kind_name(got))
        if set(got) != set(expected):
            return Mismatch(
                Kind.WRONG_VALUE,
                part,
                ", ".join(expected),
                ", ".join(got)[:500],
                missing=tuple(key for key in expected if key not in got),
                extra=tuple(key[:100] for key in got if key not in expected)[:MOST_EXTRA],
            )
        for key, wanted_item in expected.items():
            mismatch = _structure(got[key], wanted_item, f"{part}.{key}" if part else key, parts)
            if mismatch is not None:
                return mismatch
        return None
    if type(got) is not type(expected) or got != expected:
        kind = Kind.WRONG_VALUE if type(got) is type(expected) else Kind.WRONG_TYPE
        return Mismatch(kind, part, show(expected)[:200], show(got)[:200])
    return None


def _finite(part: str, array: np.ndarray, wanted: np.ndarray) -> Mismatch | None:
    if array.dtype.kind not in "fc":
        return None
    bad = ~np.isfinite(array) & np.isfinite(wanted)
    if not bad.any():
        return None
    index = _first(bad)
    return Mismatch(
        Kind.NOT_FINITE,
        part,
        _number(wanted[index]),
        _number(array[index]),
        index=index,
        wrong_entries=int(bad.sum()),
        entries=int(array.size),
    )


def _values(
    part: str, array: np.ndarray, wanted: np.ndarray, rtol: float, atol: float
) -> Mismatch | None:
    if array.size == 0:
        return None
    exact = array.dtype.kind in "biu" and wanted.dtype.kind in "biu"
    wide = np.complex128 if "c" in (array.dtype.kind, wanted.dtype.kind) else np.float64
    a, b = array.astype(wide), wanted.astype(wide)
    with np.errstate(invalid="ignore", over="ignore"):
        scale = float(np.abs(b[np.isfinite(b)]).max(initial=0.0))
        if exact:
            rtol, atol = 0.0, 0.0
        elif wanted.dtype.kind in "fc" and np.finfo(wanted.dtype).eps > 1e-10:
            rtol, atol = max(rtol, 1e-4), max(atol, 1e-5 * scale)
        error = np.asarray(np.abs(a - b))  # 0-d stays an array
        error[(a == b) | (np.isnan(a) & np.isnan(b))] = 0.0
        error[np.isnan(error)] = np.inf
        if exact:  # float64 does not hold every integer
            error[array != wanted] = np.maximum(error[array != wanted], 1.0)
        # Where infinity or NaN is expected, nothing else is near it.
        allowed = np.where(np.isfinite(b), atol + rtol * np.abs(b), 0.0)
        bad = ~(error <= allowed)
    if not bad.any():
        return None
    worst = np.unravel_index(int(np.argmax(np.where(bad, error, -1.0))), error.shape)
    index = tuple(int(i) for i in worst)
    largest = float(error[index])
    return Mismatch(
        Kind.WRONG_VALUE,
        part,
        _number(wanted[index]),
        _number(array[index]),
        index=index,
        wrong_entries=int(bad.sum()),
        entries=int(array.size),
        largest_error=largest if np.isfinite(largest) else None,
        allowed_error=float(allowed[index]) if np.isfinite(allowed[index]) else None,
        errors=error,
    )


def _first(mask: np.ndarray) -> tuple[int, ...]:
    return tuple(int(i) for i in np.argwhere(mask)[0])
