"""Pictures that a check hands over: what is kept of arrays, images, texts and drawings.

What was predicted, written or drawn is the student's to choose: whatever does not have the form of
a picture makes none, and of what has, a bounded part is kept.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec
import numpy as np

from autograder.judge.compare import SHOWN_ENTRIES
from autograder.model.record import Picture, Sketch, Text, TextRow, three_digits

HEAT_SIDE = 32  # a larger picture of errors is pooled to this many rows and columns
# What a picture holds at most: points, steps, images a row, pixels a side, numbers in all.
POINTS, STEPS, IMAGES, SIDE = 500, 500, 8, 32
NUMBERS = IMAGES * SIDE**2
ROWS = 4  # of images
TEXTS, TEXT_LENGTH = 8, 200
WORDS, WORD_LENGTH = 16, 24  # along an axis of an attention map
SKETCHES, STROKES, PEN_POINTS = 8, 60, 2000  # drawings; strokes of one, points of all

# What rows of images are usually called.
GIVEN, YOURS, EXPECTED = (
    Text("given", "dado"),
    Text("yours", "tu código"),
    Text("expected", "esperado"),
)

Strokes = Sequence[np.ndarray]


def scatter(got: np.ndarray, data: np.ndarray) -> Picture | None:
    """Samples (N, 2) over the data (M, 2) that they should be like.

    The first 500 of each are kept. None where the samples have no such shape.
    """
    if not np.ndim(got) == np.ndim(data) == 2 or not np.shape(got)[1] == np.shape(data)[1] == 2:
        return None
    points = min(len(got), len(data), POINTS)
    return _pair("scatter", got[:points], data[:points])


def lines(got: np.ndarray, expected: np.ndarray) -> Picture | None:
    """A curve (N,) beside the one (N,) it should be.

    Of more than 500 steps every so manieth is kept. None where the two have not the same shape.
    """
    if np.ndim(got) != 1 or np.shape(got) != np.shape(expected):
        return None
    at = np.unique(np.linspace(0, len(got) - 1, min(len(got), STEPS)).astype(int))
    return _pair("lines", got[at], expected[at])


def images(got: np.ndarray, expected: np.ndarray) -> Picture | None:
    """Images (N, H, W) below those (N, H, W) they should be.

    The first 8 are kept, of pixels beyond 32 a side every so manieth. None where the two have not
    the same shape.
    """
    if np.ndim(got) != 3 or np.shape(got) != np.shape(expected) or 0 in np.shape(got):
        return None
    step = -(-max(got.shape[1:]) // SIDE)
    kept = np.s_[:IMAGES, ::step, ::step]
    return _pair("images", got[kept], expected[kept])


def image_rows(rows: Mapping[Text, np.ndarray], yours: Iterable[Text] = (YOURS,)) -> Picture | None:
    """Images below each other, in rows with names: `image_rows({GIVEN: x, YOURS: y, EXPECTED: z})`.

    Each row is (N, H, W), grey, or (N, H, W, 3), colours in [0, 1]; images that belong together
    have the same place. `yours` are the rows that the student's code has made. Up to 4 rows of 8
    images are kept, fewer where they are large, and of pixels beyond 32 a side every so manieth.
    None where rows have not all the same shape.
    """
    arrays = [np.asarray(array) for array in rows.values()][:ROWS]
    shape = arrays[0].shape if arrays else ()
    colours = len(shape) == 4 and shape[3] == 3
    if not (len(shape) == 3 or colours) or 0 in shape:
        return None
    if any(each.shape != shape or each.dtype.kind not in "biuf" for each in arrays):
        return None
    step = -(-max(shape[1:3]) // SIDE)
    arrays = [each[:, ::step, ::step] for each in arrays]
    count = min(IMAGES, 3 * NUMBERS // (len(arrays) * arrays[0][0].size))
    kept = np.stack([each[:count] for each in arrays])
    labels = tuple(rows)[:ROWS]
    mine = frozenset(yours)
    return Picture(
        kind="rows",
        shape=kept.shape,
        got=_rounded(kept),
        labels=labels,
        yours=tuple(number for number, label in enumerate(labels) if label in mine),
    )


def texts(
    got: Sequence[object], expected: Sequence[str], given: Sequence[str] = ()
) -> Picture | None:
    """What was written beside what should have been, and if `given` what it was written for.

    The first 8 are kept, 200 characters of each. What is no text is an empty one. None where there
    is nothing.
    """
    count = min(len(got), len(expected), TEXTS)
    rows = tuple(
        TextRow(
            given=_text(given[i], TEXT_LENGTH) if i < len(given) else "",
            got=_text(got[i], TEXT_LENGTH),
            expected=_text(expected[i], TEXT_LENGTH),
        )
        for i in range(count)
    )
    return Picture(kind="texts", texts=rows) if rows else None


def strokes(
    given: Sequence[Strokes], got: Sequence[Strokes], expected: Sequence[Strokes] = ()
) -> Picture | None:
    """Pen drawings: of each the strokes that were given, those that the student's code went on
    with, and if `expected` how it really goes on. A stroke is (P, 2): x, and y downwards.

    The first 8 drawings are kept, 60 strokes of each, 2000 points in all. A stroke of another shape
    is left out. None where there is nothing.
    """
    count = min(len(given), len(got), SKETCHES)
    room = PEN_POINTS // max(1, count * 3)
    sketches = tuple(
        Sketch(
            given=_strokes(given[i], room),
            got=_strokes(got[i], room),
            expected=_strokes(expected[i], room) if i < len(expected) else (),
        )
        for i in range(count)
    )
    return Picture(kind="strokes", sketches=sketches) if sketches else None


def attention(weights: np.ndarray, rows: Sequence[str], columns: Sequence[str]) -> Picture | None:
    """Where attention looks: weights (T, S), with a word at each row and at each column.

    The first 16 rows and columns are kept. None where the weights have no such shape.
    """
    array = np.asarray(weights)
    if array.shape != (len(rows), len(columns)) or array.dtype.kind not in "biuf":
        return None
    kept = array[:WORDS, :WORDS]
    if not kept.size:
        return None
    words = tuple(
        tuple(_text(word, WORD_LENGTH) for word in axis[:WORDS]) for axis in (rows, columns)
    )
    return Picture(kind="attention", shape=kept.shape, got=_rounded(kept), words=words)


def heat(errors: np.ndarray | None) -> Picture | None:
    """Where an array is wrong, as a picture no larger than HEAT_SIDE a side: its last axis across,
    all others down; of what is pooled the largest error is kept. None where it is small enough to
    be read."""
    if errors is None or errors.size <= SHOWN_ENTRIES:
        return None
    errors = errors.reshape(-1, errors.shape[-1])
    for axis in (0, 1):
        size = errors.shape[axis]
        if size > HEAT_SIDE:
            starts = np.arange(HEAT_SIDE) * size // HEAT_SIDE
            errors = np.maximum.reduceat(errors, starts, axis=axis)
    rounded = tuple(three_digits(float(error)) for error in errors.ravel())
    return Picture(kind="heat", shape=errors.shape, got=finite(rounded))


def kept(picture: Picture | None) -> Picture | None:
    """A picture as a record may hold it: with finite numbers, and None where it is larger than
    what is made here."""
    if picture is None or len(picture.got) + len(picture.expected) > 3 * NUMBERS:
        return None
    texts = [text for row in picture.texts for text in (row.given, row.got, row.expected)]
    words = [word for axis in picture.words for word in axis]
    pens = [each for s in picture.sketches for each in (*s.given, *s.got, *s.expected)]
    if (
        len(picture.texts) > TEXTS
        or len(picture.labels) > ROWS
        or len(picture.sketches) > SKETCHES
        or len(words) > 2 * WORDS
        or any(len(text) > TEXT_LENGTH for text in [*texts, *words])
        or sum(len(pen) for pen in pens) > 2 * PEN_POINTS
        or len(pens) > 3 * SKETCHES * STROKES
        or not all(math.isfinite(number) for pen in pens for number in pen)
    ):
        return None
    return msgspec.structs.replace(
        picture, got=finite(picture.got), expected=finite(picture.expected)
    )


def finite(values: Iterable[float | None]) -> tuple[float | None, ...]:
    """What a record holds: None in place of infinity and NaN."""
    return tuple(
        float(value) if value is not None and math.isfinite(value) else None for value in values
    )


def _pair(
    kind: Literal["scatter", "lines", "images"], got: np.ndarray, expected: np.ndarray
) -> Picture | None:
    if not got.size or got.shape != expected.shape:
        return None
    return Picture(kind=kind, shape=got.shape, got=_rounded(got), expected=_rounded(expected))


def _rounded(array: np.ndarray) -> tuple[float | None, ...]:
    return finite(float(f"{number:.4g}") for number in np.asarray(array, np.float64).ravel())


def _text(text: object, length: int) -> str:
    return text[:length] if isinstance(text, str) else ""


def _strokes(strokes: Strokes, room: int) -> tuple[tuple[float, ...], ...]:
    """Each stroke as x, y, x, y …, `room` points in all."""
    found = []
    for stroke in list(strokes)[:STROKES]:
        points = np.asarray(stroke)
        if points.ndim != 2 or points.shape[1] != 2 or points.dtype.kind not in "iuf":
            continue
        numbers = _rounded(points[:room])
        room -= len(numbers) // 2
        if numbers and None not in numbers:
            found.append(tuple(number for number in numbers if number is not None))
    return tuple(found)
