"""What a picture shows, in words: for a terminal, and for who can't see it."""

import math
from collections.abc import Sequence
from difflib import SequenceMatcher

from autograder.model.record import Picture, Text
from autograder.presentation.messages import Translator, safe
from autograder.presentation.sentences.parts import Rows, Seen, Sentence
from autograder.presentation.sentences.pieces import number_text

SHOWN_TEXTS, SHOWN_SKETCHES, SHOWN_WORDS = 8, 8, 24
TEXTS_IN_WORDS, SKETCHES_IN_WORDS, WORDS_IN_WORDS = 3, 4, 8
CELLS = 60  # of a text in a row


def seen(picture: Picture, t: Translator) -> list[Seen]:
    """What a picture shows, where words can say it; curves and heat maps say nothing in words
    that a verdict does not say."""
    tell = {"texts": _texts, "strokes": _strokes, "attention": _attention, "rows": _rows}
    if picture.kind not in tell:
        return []
    parts = tell[picture.kind](picture, t)
    return [Seen(tuple(parts))] if parts else []


def picture_words(picture: Picture, t: Translator) -> tuple[str, ...]:
    """The same as sentences."""
    told: list[str] = []
    for part in (part for each in seen(picture, t) for part in each.parts):
        if isinstance(part, Sentence):
            told.append(part.text)
        else:
            told += [f"{label}: {value}." for label, value in part.rows]
    return tuple(told)


def label_text(label: Text, t: Translator) -> str:
    """What a row of images is called."""
    return safe(label[t.language], 14)


def differing(got: str, expected: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Both texts in pieces, each with whether it differs from the other text: by words where there
    are several, else by letters."""
    by_word = " " in got.strip() or " " in expected.strip()
    one, other = (_tokens(text) if by_word else list(text) for text in (got, expected))
    pieces: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] = ([], [])
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        for side, part in zip(pieces, ("".join(one[a:b]), "".join(other[c:d])), strict=True):
            if part:
                side.append((part, kind != "equal"))
    return pieces


def _tokens(text: str) -> list[str]:
    """Words, and each space by itself."""
    tokens: list[str] = []
    for number, word in enumerate(text.split(" ")):
        tokens += [" ", word] if number else [word]
    return [token for token in tokens if token]


def _texts(picture: Picture, t: Translator) -> list[Sentence | Rows]:
    parts: list[Sentence | Rows] = []
    for row in picture.texts[:TEXTS_IN_WORDS]:
        got, expected = differing(safe(row.got, CELLS), safe(row.expected, CELLS))
        rows = [(t.text("expected"), _bracketed(expected)), (t.text("yours"), _bracketed(got))]
        if row.given:
            rows.insert(0, (t.text("given"), safe(row.given, CELLS)))
        parts.append(Rows(tuple(rows)))
    if parts:
        sentence = t.text("In brackets: where yours and what it should be differ.")
        parts.append(Sentence(sentence))
    return parts


def _bracketed(pieces: Sequence[tuple[str, bool]]) -> str:
    """The text, in brackets where it differs; a bracket takes no space in."""
    shown = ""
    for text, differs in pieces:
        inside = text.strip(" ")
        if not differs or not inside:
            shown += text
            continue
        before = text[: len(text) - len(text.lstrip(" "))]
        shown += f"{before}[{inside}]{text[len(before) + len(inside) :]}"
    return shown


def _strokes(picture: Picture, t: Translator) -> list[Sentence | Rows]:
    parts: list[Sentence | Rows] = []
    for number, sketch in enumerate(picture.sketches[:SKETCHES_IN_WORDS], start=1):
        given, got, expected = len(sketch.given), len(sketch.got), len(sketch.expected)
        if expected:
            text = t.text(
                "Drawing {number}: strokes given: {given}, yours: {got}, expected: {expected}.",
                number=number,
                given=given,
                got=got,
                expected=expected,
            )
        else:
            text = t.text(
                "Drawing {number}: strokes given: {given}, yours: {got}.",
                number=number,
                given=given,
                got=got,
            )
        parts.append(Sentence(text))
    return parts


def _attention(picture: Picture, t: Translator) -> list[Sentence | Rows]:
    shape = picture.shape
    if [len(axis) for axis in picture.words] != list(shape) or 0 in shape:
        return []
    if math.prod(shape) != len(picture.got):
        return []
    import numpy as np  # not at the top: most of what is said has no picture, and is said at once

    rows, columns = picture.words
    weights = np.array([-1.0 if x is None else x for x in picture.got]).reshape(shape)
    looks = []
    for word, row in list(zip(rows, weights, strict=True))[:WORDS_IN_WORDS]:
        most = int(np.argmax(row))
        looks.append(
            (safe(word, 20) or "·", f"{safe(columns[most], 20)} ({number_text(float(row[most]))})")
        )
    sentence = t.text("Where each looks most, and how much:")
    return [Sentence(sentence), Rows(tuple(looks))]


def _rows(picture: Picture, t: Translator) -> list[Sentence | Rows]:
    if len(picture.shape) < 4 or math.prod(picture.shape) != len(picture.got) or not picture.got:
        return []
    names = ", ".join(label_text(label, t) for label in picture.labels)
    count = picture.shape[1]
    parts: list[Sentence | Rows] = [
        Sentence(
            t.plural(
                "{n} image in rows, one below the other: {names}.",
                "{n} images in rows, one below the other: {names}.",
                count,
                names=names,
            )
        )
    ]
    import numpy as np

    last = len(picture.labels) - 1
    if len(picture.yours) == 1 and picture.yours[0] < last == picture.shape[0] - 1:
        images = np.array([math.nan if x is None else x for x in picture.got])
        images = images.reshape(picture.shape)
        off = np.abs(images[picture.yours[0]] - images[last])
        if np.isfinite(off).any():
            parts.append(
                Sentence(
                    t.text(
                        "A pixel of yours is off by {error} on average.",
                        error=number_text(float(np.nanmean(off))),
                    )
                )
            )
    return parts
