"""How verdicts and problems look in HTML: for the notebook, the report and what students get back.

The words are those of `sentences`, the pictures those of `pictures`; the templates stand in
`templates/` and escape whatever is put into them. What is not text, and so goes in as it is, is
ours alone: the pictures, the style sheet, the script.
"""

import base64
import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from autograder.model.record import Kind, Verdict
from autograder.presentation.messages import Language, Translator, safe
from autograder.presentation.pictures import draw_curve, draw_picture
from autograder.presentation.plates import draw_plain_curve
from autograder.presentation.sentences import Explanation, explain, heading, is_to_do, label
from autograder.presentation.svg import Drawing
from autograder.presentation.terminal.explanation import sparkline

TEMPLATES = Path(__file__).parent / "templates"
MARKS = {"passed": "✓", "failed": "✗", "not_run": "·", "ungraded": "?"}


@dataclass(frozen=True)
class Shown:
    """A verdict as the templates want it. `id` is the only one of its page; `explanation` is None
    where there is nothing to explain."""

    id: str
    check: str
    outcome: str
    mark: str
    title: str
    label: str
    points: float
    max_points: float
    explanation: Explanation | None
    curve: Drawing | None
    picture: Drawing | None


def shown(verdict: Verdict, t: Translator, id: str) -> Shown:  # noqa: A002 -- HTML's word
    """A verdict in the words of one language, with its pictures. Give it verdicts of `for_student`
    where a student will read it."""
    explained = verdict.outcome in ("failed", "ungraded") and verdict.kind is not None
    neutral = is_to_do(verdict) or bool(verdict.because)  # nothing that is wrong in this place
    curve = picture = None
    if explained and verdict.curve:
        try:
            curve = draw_curve(verdict.curve, t, f"{id}-curve")
        except ModuleNotFoundError:  # matplotlib is no student's
            curve = draw_plain_curve(verdict.curve, t)
    with contextlib.suppress(ModuleNotFoundError):  # words do as well
        if explained and verdict.picture:
            picture = draw_picture(verdict.picture, t, f"{id}-picture")
    return Shown(
        id=id,
        check=verdict.check,
        outcome="to_do" if neutral else verdict.outcome,
        mark=MARKS["not_run" if neutral else verdict.outcome],
        title=safe(verdict.title[t.language]),
        label=(label if verdict.because else heading)(verdict, t),
        points=verdict.points,
        max_points=verdict.max_points,
        explanation=explain(verdict, t) if explained else None,
        curve=curve,
        picture=picture,
    )


def render(template: str, language: Language, **data: Any) -> str:
    """A template of `templates/`, filled in. Everything in `data` is escaped, except `Markup`."""
    return _environment(language).get_template(template).render(**data)


def self_check(
    verdicts: Sequence[Verdict],
    title: str,
    closing: str,
    language: Language,
    prefix: str,
    rungs: Sequence[tuple[str, str]] = (),
) -> str:
    """A self-check as a fragment with its own style: the passes folded to one line, the first
    failure open. `prefix` makes its ids the only ones of the page that it will stand in; `rungs`
    are the hints for what fails first, each folded inside the one before it."""
    t = Translator(language)
    every = [shown(each, t, f"{prefix}-{i}") for i, each in enumerate(verdicts)]
    if not any(each.explanation for each in every):  # right, but too slow to be run whole
        every = [
            replace(each, explanation=explain(verdict, t))
            if verdict.kind == Kind.TIME_USED_UP
            else each
            for each, verdict in zip(every, verdicts, strict=True)
        ]
    explained = sorted((each for each in every if each.explanation), key=_worst_first)
    return render(
        "selfcheck.html",
        language,
        title=title,
        verdicts=every,
        first=explained[0].id if explained else "",
        closing=closing,
        rungs=rungs,
    )


def _worst_first(shown: Shown) -> bool:
    """What is wrong comes before what waits for it or is to be done."""
    return shown.outcome == "to_do"


def style(*names: str) -> Markup:
    """The style sheets of that name, to stand inside a page."""
    return Markup("").join(Markup(_read(f"{name}.css")) for name in names)  # noqa: S704 -- our files


def page_script(name: str) -> tuple[Markup, str]:
    """The script of that name, to stand inside a page, and the digest by which the page's policy
    knows it (SHA-256 in base64)."""
    code = Markup(_read(f"{name}.js"))  # noqa: S704 -- our file
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode("ascii")
    return Markup("<script>") + code + Markup("</script>"), digest


@cache
def _read(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    t = Translator(language)
    environment.globals.update(text=t.text, plural=t.plural, language=language, style=style)
    environment.filters.update(
        kind=lambda part: type(part).__name__,
        bars=sparkline,
        number=lambda number: f"{number:g}",
        svg=lambda drawing: Markup(drawing.svg),  # noqa: S704 -- drawn by us from numbers
    )
    return environment
