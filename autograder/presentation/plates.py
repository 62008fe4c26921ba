"""Small pictures, drawn by hand: where an array is wrong, images, texts, pen drawings, attention.

Each is bounded, whatever a record holds, and told in words as well (`sentences.pictures`).
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
from rich.cells import cell_len

from autograder.model.record import Curve, Picture, Sketch, Stroke
from autograder.presentation.messages import Translator, safe
from autograder.presentation.sentences.pictures import (
    SHOWN_SKETCHES,
    SHOWN_TEXTS,
    differing,
    label_text,
    picture_words,
)
from autograder.presentation.svg import EXPECTED, GOT, INK, LETTER, WIDTH, Canvas, Drawing

MOST_IMAGES, MOST_ROWS, MOST_WORDS, MOST_STROKES = 10, 4, 16, 60
MOST_CURVE = 400  # points of a training curve
SPAN_OF_A_LOGARITHM = 50.0  # from there on an axis is logarithmic
LARGEST = 1e12  # whoever reports larger numbers has none worth drawing
FRAME = 0.6  # how strong the frame of an image is
LINE = 18.0  # from one line of text to the next
CELL = 7.8  # of a letter in a text, in pixels
# From dark to bright, each step as large to the eye as the next (matplotlib's viridis, CC0).
VIRIDIS = np.array(
    [
        *((68, 1, 84), (72, 40, 120), (62, 73, 137), (49, 104, 142), (38, 130, 142)),
        *((31, 158, 137), (53, 183, 121), (110, 206, 88), (181, 222, 43), (253, 231, 37)),
    ],
    dtype=np.float64,
)
NO_NUMBER = (213, 103, 10)


def draw_plain_curve(curve: Curve, t: Translator) -> Drawing | None:
    """A training curve and where it had to end, for who has not installed matplotlib. None where
    there is nothing to draw."""
    values = numbers(curve.values)
    known = np.flatnonzero(np.isfinite(values))
    if not len(known):
        return None
    limit, final = numbers([curve.limit, curve.final])
    shown = np.array([*values[known], *(x for x in (limit, final) if math.isfinite(x))])
    logarithm = shown.min() > 0 and shown.max() > SPAN_OF_A_LOGARITHM * shown.min()
    low, high = (math.log(x) if logarithm else x for x in (shown.min(), shown.max()))
    left, top, width, height = 62.0, 12.0, WIDTH - 62.0 - 16.0, 150.0

    def place(step: float, value: float) -> tuple[float, float]:
        share = ((math.log(value) if logarithm else value) - low) / (high - low or 1.0)
        return left + width * step / max(len(values) - 1, 1), top + height * (1 - share)

    canvas = Canvas()
    axes = [(left, top), (left, top + height), (left + width, top + height)]
    canvas.line(axes, INK, 0.6)
    for value in sorted({float(shown.min()), float(shown.max())}):
        canvas.text(left - 5, place(0, value)[1] + 4, f"{value:.3g}", "end")
    canvas.text(14, top + height / 2, t.text("loss"), "middle", turned=90)
    for step in sorted({0, len(values) - 1}):
        canvas.text(place(step, shown.min())[0], top + height + 17, str(step + 1), "middle")
    canvas.text(left + width / 2, top + height + 17, t.text("step"), "middle")
    thinned = known[:: math.ceil(len(known) / MOST_CURVE)]
    canvas.line([place(int(step), float(values[step])) for step in thinned], GOT, 1.8)
    seen = [t.text("Your training curve.")]
    if math.isfinite(limit):
        y = place(0, float(limit))[1]
        for dash in range(24):  # every other one
            x = left + width * dash / 24
            canvas.line([(x, y), (x + width / 48, y)], INK, 1.2)
        if math.isfinite(final):
            x, y = place(len(values) - 1, float(final))
            canvas.line([(x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y), (x, y - 5)], GOT, 2.0)
            seen.append(
                t.text("The diamond, what I measured in the end, has to be below the dashed line.")
            )
    return canvas.drawing(top + height + 24, " ".join(seen))


def draw_heat(picture: Picture, t: Translator) -> Drawing | None:
    """Where an array is wrong: the brighter, the further."""
    errors = shaped(picture.got, picture.shape, 2)
    if errors is None or not np.isfinite(errors).any():
        return None
    rows, columns = errors.shape
    left, right, top, bottom = 30.0, 76.0, 8.0, 22.0
    width = WIDTH - left - right
    height = min(max(width * rows / columns, 60.0), 300.0)
    canvas = Canvas()
    canvas.pixels(left, top, width, height, _viridis(errors))
    for index in sorted({0, rows - 1}):
        y = top + (index + 0.5) * height / rows
        canvas.text(left - 5, y + 4, str(index), "end")
    for index in sorted({0, columns - 1}):
        x = left + (index + 0.5) * width / columns
        canvas.text(x, top + height + 16, str(index), "middle")
    _scale(canvas, errors, left + width + 12, top, height)
    seen = t.text(
        "How far off each entry is, the last axis across: the brighter, the further; dark is right."
    )
    return canvas.drawing(top + height + bottom, seen)


def draw_images(picture: Picture, t: Translator) -> Drawing | None:
    """Images that should have been, above those that were made."""
    got = shaped(picture.got, picture.shape, 3)
    expected = shaped(picture.expected, picture.shape, 3)
    if got is None or not np.isfinite(got).any():
        return None
    rows = [(t.text("yours"), got, GOT)]
    seen = t.text("Below: what your code made of it.")
    if expected is not None:
        rows.insert(0, (t.text("expected"), expected, EXPECTED))
        seen = t.text("Above: what it should be. Below: what your code made of it.")
    return _strips(rows, seen, ())


def draw_rows(picture: Picture, t: Translator) -> Drawing | None:
    """Rows of images, each with its name."""
    dimensions = len(picture.shape)
    if dimensions not in (4, 5) or (dimensions == 5 and picture.shape[4] != 3):
        return None
    images = shaped(picture.got, picture.shape, dimensions)
    if images is None or not np.isfinite(images).any() or len(picture.labels) != len(images):
        return None
    rows = [
        (label_text(label, t), row, GOT if number in picture.yours else EXPECTED)
        for number, (label, row) in enumerate(zip(picture.labels, images, strict=True))
    ]
    seen = t.text("What stands below each other belongs together. In an orange frame: yours.")
    return _strips(rows[:MOST_ROWS], seen, picture_words(picture, t))


def draw_attention(picture: Picture, t: Translator) -> Drawing | None:
    """A heat map with a word at each row and above each column."""
    weights = shaped(picture.got, picture.shape, 2)
    if weights is None or not np.isfinite(weights).any():
        return None
    if [len(axis) for axis in picture.words] != list(weights.shape):
        return None
    weights = weights[:MOST_WORDS, :MOST_WORDS]
    rows, columns = ([safe(word, 14) for word in axis[:MOST_WORDS]] for axis in picture.words)
    longest = [max(cell_len(word) for word in words) * LETTER for words in (rows, columns)]
    turned = 50.0
    left = min(longest[0] + 10, 130.0)
    top = min(longest[1], 120.0) * math.sin(math.radians(turned)) + 16
    beside = max(70.0, min(longest[1], 120.0) * math.cos(math.radians(turned)) + 8)
    side = min((WIDTH - left - beside) / len(columns), 26.0)
    width, height = side * len(columns), side * len(rows)
    canvas = Canvas()
    canvas.pixels(left, top, width, height, _viridis(weights))
    for number, word in enumerate(rows):
        canvas.text(left - 6, top + (number + 0.5) * side + 4, word, "end")
    for number, word in enumerate(columns):
        canvas.text(left + (number + 0.5) * side + 3, top - 6, word, turned=turned)
    _scale(canvas, weights, left + width + 12, top, max(height, 40.0))
    seen = t.text("Where each row looks: the brighter, the more at the word above.")
    return canvas.drawing(top + max(height, 40.0) + 8, seen, picture_words(picture, t))


def draw_texts(picture: Picture, t: Translator) -> Drawing | None:
    """What was written beside what should have been, marked where they differ."""
    canvas = Canvas()
    rows = picture.texts[:SHOWN_TEXTS]
    labels = [t.text("given"), t.text("expected"), t.text("yours")]
    left = max(cell_len(label) for label in labels) * LETTER + 14
    columns = int((WIDTH - left) / CELL)
    y = 4.0
    for number, row in enumerate(rows):
        if number:
            canvas.line([(0, y), (WIDTH, y)], INK, 0.5, 0.4)
            y += 4
        got, expected = differing(safe(row.got), safe(row.expected))
        blocks = [(labels[1], expected, EXPECTED), (labels[2], got, GOT)]
        if row.given:
            blocks.insert(0, (labels[0], [(safe(row.given), False)], INK))
        for label, pieces, colour in blocks:
            canvas.text(0, y + 14, label)
            for line in _wrapped(pieces, columns):
                _marked(canvas, left, y, line, colour)
                y += LINE
        y += 4
    if not rows:
        return None
    seen = t.text("Marked: where yours and what it should be differ.")
    return canvas.drawing(y, seen, picture_words(picture, t))


def draw_strokes(picture: Picture, t: Translator) -> Drawing | None:
    """Pen drawings: thin what was given, thick how it was gone on with; below, how it really goes
    on."""
    sketches = picture.sketches[:SHOWN_SKETCHES]
    if not any(sketch.given or sketch.got for sketch in sketches):
        return None
    real = any(sketch.expected for sketch in sketches)
    labels = [t.text("yours"), *([t.text("expected")] if real else [])]
    left = max(cell_len(label) for label in labels) * LETTER + 10
    side = min((WIDTH - left) / len(sketches), 130.0)
    canvas = Canvas()
    for row, label in enumerate(labels):
        canvas.text(0, row * side + side / 2 + 4, label)
    for number, sketch in enumerate(sketches):
        place = _placed(sketch, side - 6)
        for row, (added, colour) in enumerate(((sketch.got, GOT), (sketch.expected, EXPECTED))):
            if row == len(labels):
                break
            x, y = left + number * side + 2, row * side + 2
            canvas.frame(x, y, side - 4, side - 4, 0.3)
            window = canvas.window(x, y, side - 4, side - 4)
            for stroke in sketch.given[:MOST_STROKES]:
                window.line(place(stroke), INK, 1.6, 0.75)
            for stroke in added[:MOST_STROKES]:
                window.line(place(stroke), colour, 3.2)
    seen = t.text("Thin: what was given. Thick: how your code went on.")
    if real:
        seen = t.text(
            "Thin: what was given. Thick, above: how your code went on; below: how it really goes"
            " on."
        )
    return canvas.drawing(len(labels) * side, seen, picture_words(picture, t))


def shaped(
    values: Sequence[float | None], shape: Sequence[int], dimensions: int
) -> np.ndarray | None:
    """The numbers in their shape, NaN for what can't be drawn. None where they do not fit it."""
    if not values or len(shape) != dimensions or math.prod(shape) != len(values):
        return None
    return numbers(values).reshape(shape)


def numbers(values: Sequence[float | None]) -> np.ndarray:
    """(n,) float64, NaN for what can't be drawn."""
    return np.array(
        [math.nan if x is None or not abs(x) < LARGEST else x for x in values], dtype=np.float64
    )


def _viridis(values: np.ndarray) -> np.ndarray:
    """(R, C) as colours (R, C, 3) from 0 to the largest; orange where there is no number."""
    known = np.isfinite(values)
    top = values[known].max()
    share = np.clip(np.where(known, values, 0.0) / (top if top > 0 else 1.0), 0.0, 1.0)
    stops = np.linspace(0.0, 1.0, len(VIRIDIS))
    colours = np.stack([np.interp(share, stops, channel) for channel in VIRIDIS.T], axis=-1)
    colours[~known] = NO_NUMBER
    return colours.round()


def _scale(canvas: Canvas, values: np.ndarray, x: float, y: float, height: float) -> None:
    """From dark to bright, with the numbers at both ends."""
    canvas.pixels(x, y, 10, height, _viridis(np.linspace(1.0, 0.0, 32)[:, None]))
    top = values[np.isfinite(values)].max()
    canvas.text(x + 15, y + 10, f"{max(top, 0.0):.3g}")
    canvas.text(x + 15, y + height, "0")


def _strips(
    rows: Sequence[tuple[str, np.ndarray, str]], seen: str, words: Sequence[str]
) -> Drawing:
    """Rows of images (N, H, W) or (N, H, W, 3), in frames of their colours."""
    shown = [images[:MOST_IMAGES] for _, images, _ in rows]
    count, height, width = shown[0].shape[:3]
    left = max(cell_len(label) for label, _, _ in rows) * LETTER + 8
    # A frame that is no grey: white images have an end on white paper, black ones on black.
    gap = 3.0
    across = min((WIDTH - left - gap) / count - gap, 96.0)
    down = min(max(across * height / width, 8.0), 160.0)
    canvas = Canvas()
    finite = np.concatenate([images[np.isfinite(images)] for images in shown])
    low, high = finite.min(), finite.max()
    y = 0.0
    for (label, _, frame), images in zip(rows, shown, strict=True):
        canvas.text(left - 8, y + gap + down / 2 + 4, label, "end")
        canvas.rectangle(left, y, count * (across + gap) + gap, down + 2 * gap, frame, FRAME)
        if images.ndim == 4:
            low, high = 0.0, 1.0
        for number, image in enumerate(images):
            grey = np.clip((image - low) / (high - low if high > low else 1.0), 0.0, 1.0)
            known = np.isfinite(grey) if grey.ndim == 2 else np.isfinite(grey).all(-1)
            colours = np.where(np.isfinite(grey), grey, 0.0) * 255
            if colours.ndim == 2:
                colours = np.repeat(colours[..., None], 3, axis=-1)
            colours[~known] = NO_NUMBER
            canvas.pixels(left + gap + number * (across + gap), y + gap, across, down, colours)
        y += down + 2 * gap + 5
    return canvas.drawing(y - 5, seen, words)


def _wrapped(pieces: Sequence[tuple[str, bool]], columns: int) -> list[list[tuple[str, bool]]]:
    """Pieces of a text, in lines no wider than so many cells, broken behind spaces where there
    are."""
    marked = [(letter, mark) for text, mark in pieces for letter in text]
    lines: list[list[tuple[str, bool]]] = []
    while marked:
        end = room = 0
        while end < len(marked) and (room := room + cell_len(marked[end][0])) <= columns:
            end += 1
        if end < len(marked):
            spaces = [i for i in range(end) if marked[i][0] == " "]
            end = spaces[-1] + 1 if spaces else max(end, 1)
        lines.append(marked[:end])
        marked = marked[end:]
    return lines or [[]]


def _marked(
    canvas: Canvas, x: float, y: float, line: Sequence[tuple[str, bool]], colour: str
) -> None:
    """A line of text, underlined and on colour where it is marked."""
    at = x
    start: float | None = None
    for letter, mark in [*line, ("", False)]:
        if mark and start is None:
            start = at
        elif not mark and start is not None:
            canvas.rectangle(start, y + 2, at - start, 15, colour, 0.25)
            canvas.rectangle(start, y + 16, at - start, 1.5, colour)
            start = None
        at += cell_len(letter) * CELL
    canvas.letters(x, y + 14, "".join(letter for letter, _ in line), CELL)


def _placed(sketch: Sketch, side: float) -> Callable[[Stroke], list[tuple[float, float]]]:
    """How points come into a square: what is known fills it, or where nothing is known of how it
    goes on, what was made of it, up to three times as far around; what runs further is cut."""
    known = _points([*sketch.given, *sketch.expected])
    if not sketch.expected:
        made = _points(sketch.got)
        if len(known):
            room = 3 * np.ptp(known, axis=0).max()
            made = np.clip(made, known.min(axis=0) - room, known.max(axis=0) + room)
        known = np.concatenate([known, made])
    low, high = (known.min(axis=0), known.max(axis=0)) if len(known) else (np.zeros(2), np.ones(2))
    span = float((high - low).max()) or 1.0
    margin = 0.12 * side
    scale = (side - 2 * margin) / span

    def place(stroke: Stroke) -> list[tuple[float, float]]:
        placed = (_points([stroke]) - (low + high) / 2) * scale + side / 2
        return [(float(x), float(y)) for x, y in np.clip(placed, -side, 2 * side)]

    return place


def _points(strokes: Sequence[Stroke]) -> np.ndarray:
    """(P, 2): the points of all."""
    pairs = [stroke[: len(stroke) // 2 * 2] for stroke in strokes]
    flat = np.array([number for pair in pairs for number in pair], dtype=np.float64)
    return flat.clip(-LARGEST, LARGEST).reshape(-1, 2)


PLATES: dict[str, Callable[[Picture, Translator], Drawing | None]] = {
    "heat": draw_heat,
    "images": draw_images,
    "rows": draw_rows,
    "attention": draw_attention,
    "texts": draw_texts,
    "strokes": draw_strokes,
}
