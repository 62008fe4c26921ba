"""What a student reads in an LMS: the record, without what is hidden, as text and as HTML.

The words are those of the self-check (`sentences`, `terminal`), harmless in a terminal; HTML
escapes them once more.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.model.record import Record, Verdict, for_student
from autograder.presentation.messages import Language, Translator, safe
from autograder.presentation.sentences import (
    Explanation,
    adjustment_sentence,
    explain,
    explain_problem,
    heading,
    not_run,
    standing,
)
from autograder.presentation.terminal.explanation import explanation_lines

_CHECKS = 200
_WIDTH = 78
_SIGNS = {"passed": "✓", "failed": "✗", "not_run": "·", "ungraded": "?"}


@dataclass(frozen=True)
class Feedback:
    """What a student reads of a record, in one language: a sentence, a line for each check, and
    what is wrong first, in full."""

    language: Language
    topic: str
    summary: str
    checks: tuple[str, ...]
    first: tuple[str, ...]


def feedback_of(record: Record, language: Language) -> Feedback:
    """The feedback of a record."""
    shown = for_student(record)
    translate = Translator(language)
    verdicts = shown.verdicts[:_CHECKS]
    first: tuple[str, ...] = ()
    changed = [adjustment_sentence(each, translate) for each in shown.adjustments]
    if shown.score is not None:
        wrong = (each for each in verdicts if each.outcome in ("failed", "ungraded"))
        first = next((explanation(each, language, verdicts) for each in wrong), ())
    elif shown.status == "unreadable" and shown.problem is not None:
        first = _lines(explain_problem(shown.problem, translate), translate)
    return Feedback(
        language=language,
        topic=safe(shown.topic),
        summary=". ".join([standing(shown, translate), *changed]),
        checks=tuple(_check_line(verdict, shown.verdicts, translate) for verdict in verdicts),
        first=first,
    )


def explanation(
    verdict: Verdict, language: Language, verdicts: Sequence[Verdict]
) -> tuple[str, ...]:
    """Why a check was not passed, in full; nothing where it was. `verdicts` are all of the record.
    Give it verdicts of `for_student` only."""
    translate = Translator(language)
    if verdict.outcome == "not_run":
        return (not_run(verdict, verdicts, translate),)
    if verdict.passed or verdict.kind is None:
        return ()
    return _lines(explain(verdict, translate), translate)


def as_text(feedback: Feedback) -> str:
    """Plain text of at most 80 columns."""
    return "\n".join([feedback.summary, *feedback.checks, *feedback.first])


def as_html(feedback: Feedback) -> str:
    """A fragment without styles or scripts, on one line, safe to put into a page or a CSV cell.

    A backslash is written as a reference, since PHP's CSV reader takes it as an escape.
    """
    parts = [f"<p>{_escaped(feedback.summary)}</p>"]
    if feedback.checks:
        parts.append(
            f"<ul>{''.join(f'<li>{_escaped(line)}</li>' for line in feedback.checks)}</ul>"
        )
    if feedback.first:
        parts.append(f"<pre>{'<br>'.join(map(_escaped, feedback.first))}</pre>")
    return "".join(parts)


def _check_line(verdict: Verdict, verdicts: Sequence[Verdict], translate: Translator) -> str:
    points = f"{verdict.points:g}/{verdict.max_points:g}"
    line = f"{_SIGNS[verdict.outcome]} {safe(verdict.title[translate.language])} ({points})"
    if verdict.outcome == "not_run":
        return f"{line}: {not_run(verdict, verdicts, translate)}"
    return (
        line if verdict.passed or verdict.kind is None else f"{line}: {heading(verdict, translate)}"
    )


def _lines(explained: Explanation, translate: Translator) -> tuple[str, ...]:
    return tuple(line.plain for line in explanation_lines(explained, translate, _WIDTH))


def _escaped(text: str) -> str:
    return html.escape(text, quote=True).replace("\\", "&#92;")
