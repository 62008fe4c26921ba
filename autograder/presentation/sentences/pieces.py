"""What several explanations say alike: what was called, what came of it, where, the error."""

from collections.abc import Sequence

from autograder.model.record import Place, Verdict
from autograder.presentation.messages import Translator, safe, safe_lines
from autograder.presentation.sentences.parts import Call, CodeLine, Part, Quote, Rows, Sentence

CALL_CELLS = 600
QUOTED_LINES = 6
QUOTED_CELLS = 300


def place_text(place: Place, t: Translator) -> str:
    """Where a line is, as a student looks for it."""
    if place.count is not None:
        return t.text("cell [{cell}], line {line}", cell=place.count, line=place.line)
    if place.cell is not None:
        return t.text("cell {cell}, line {line}", cell=place.cell, line=place.line)
    return f"{safe(place.file, 60)}:{place.line}"


def called(verdict: Verdict, t: Translator, tail: str) -> list[Part]:
    """I called …, and `tail`."""
    call = safe(verdict.detail.call, CALL_CELLS) if verdict.detail else ""
    if call:
        return [Sentence(t.text("I called")), Call(call), Sentence(tail)]
    if verdict.function:
        begin = t.text("I called {function}", function=verdict.function)
    else:
        begin = t.text("I ran this check")
    return [Sentence(f"{begin} {tail}")]


def compared(verdict: Verdict, t: Translator) -> list[Part]:
    """Expected and got, where they may be shown."""
    detail = verdict.detail
    if detail is None or not (detail.expected and detail.got):
        return []
    expected, got = safe(detail.expected, QUOTED_CELLS), safe(detail.got, QUOTED_CELLS)
    return [Rows(((t.text("expected"), expected), (t.text("got"), got)))]


def which_part(verdict: Verdict, t: Translator) -> str:
    """The result, or the part of it that is meant: by its name where it has one."""
    part = safe(verdict.detail.part, 80) if verdict.detail else ""
    if part.startswith("["):
        return t.text("part {part} of the result", part=part)
    return part or t.text("the result")


def usual_advice(verdict: Verdict, text: str) -> list[Part]:
    """What usually helps: said only where no certain diagnosis is."""
    return [] if verdict.hint else [Sentence(text)]


def parameter_advice(verdict: Verdict, t: Translator) -> list[Part]:
    """How a class of the student's comes to have a parameter."""
    if not verdict.function[:1].isupper():
        return []
    text = t.text(
        "What a module is to have is assigned to self in __init__, by the name in the statement: a"
        " parameter as nn.Parameter(…)."
    )
    return usual_advice(verdict, text)


def told(verdict: Verdict, t: Translator, tail: str, advice: str = "") -> list[Part]:
    """I called …, and `tail`: expected, got; what usually helps."""
    rows = compared(verdict, t)
    parts = called(verdict, t, tail + (":" if rows else "."))
    return parts + rows + (usual_advice(verdict, advice) if advice else [])


def code_at(place: Place | None) -> list[Part]:
    """The student's line, with the columns to point at."""
    if place is None or not place.code.strip():
        return []
    code = safe(place.code.rstrip(), 200)
    return [CodeLine(place.line, code, place.column, place.end_column)]


def variables(verdict: Verdict) -> list[Part]:
    """What the variables of that line hold."""
    held = verdict.detail.variables if verdict.detail else ()
    return [Rows(tuple((safe(name, 40), safe(text, 60)) for name, text in held))] if held else []


def exception_quote(verdict: Verdict) -> list[Part]:
    """The error as Python says it, untranslated so that it can be searched for."""
    message = verdict.detail.message if verdict.detail else ""
    lines = safe_lines(message, QUOTED_CELLS) if message.strip() else []
    name = safe(verdict.exception, 100)
    first = f"{name}: {lines[0]}" if name and lines else name or "".join(lines[:1])
    if not first:
        return []
    shown = [first, *lines[1:QUOTED_LINES]]
    return [Quote((*shown, "…") if len(lines) > QUOTED_LINES else tuple(shown), whole=True)]


def number_text(value: float | None) -> str:
    """A number to three significant digits."""
    return "?" if value is None else f"{value:.3g}"


def index_text(index: Sequence[int]) -> str:
    """An index as it is written in code."""
    joined = ",\u00a0".join(str(i) for i in index)  # no line may break inside
    return f"[{joined}]"
