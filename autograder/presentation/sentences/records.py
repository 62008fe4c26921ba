"""What a record as a whole says: how a submission stands, and whether a person has to look."""

from autograder.model.record import Adjustment, Record, Verdict
from autograder.presentation.messages import N_, Translator, safe
from autograder.presentation.sentences.problems import problem_sentence
from autograder.presentation.sentences.verdicts import heading

STATUSES: dict[str, str] = {
    "graded": N_("graded"),
    "not_submitted": N_("not submitted"),
    "unreadable": N_("unreadable"),
    "ungraded": N_("ungraded"),
}


def standing(record: Record, t: Translator) -> str:
    """How a submission stands, in a sentence: its points, or why it has none."""
    if record.score is not None:
        score, most = f"{record.score:g}", f"{record.max_score:g}"
        return t.text("{score} of {max_score} points", score=score, max_score=most)
    if record.status == "not_submitted":
        return t.text("Nothing was handed in.")
    if record.status == "unreadable":
        return t.text("What was handed in could not be read.")
    return t.text("This could not be graded. The fault is ours, not yours.")


def reasons_to_look(record: Record, t: Translator) -> list[str]:
    """Why a person has to look at a submission, a few words each; none where nobody has to."""
    reasons = []
    if record.uses:
        names = ", ".join(sorted({use.name for use in record.uses}))
        if any(use.certain for use in record.uses):
            reasons.append(t.text("uses {names}", names=names))
        else:
            reasons.append(t.text("may use {names}", names=names))
    if record.problem is not None and record.status in ("unreadable", "ungraded"):
        reasons.append(problem_sentence(record.problem, t))
    elif record.status == "ungraded":
        fault = next((each for each in record.verdicts if each.outcome == "ungraded"), None)
        reasons += [_finding(fault, t)] if fault else []
    return reasons


def first_finding(record: Record, t: Translator) -> str:
    """The first check that was not passed, in a line; empty where all were."""
    first = next((verdict for verdict in record.verdicts if not verdict.passed), None)
    return _finding(first, t) if first is not None else ""


def _finding(verdict: Verdict, t: Translator) -> str:
    title = safe(verdict.title[t.language], 100)
    if verdict.hint is None:
        return f"{heading(verdict, t)}: {title}"
    return safe(verdict.hint.text[t.language], 160)  # says more than that a value is wrong


def adjustment_sentence(adjustment: Adjustment, t: Translator) -> str:
    """What was changed of a score after the checks, by whom, and why; without a full stop."""
    before, after = (
        "?" if score is None else f"{score:g}" for score in (adjustment.before, adjustment.after)
    )
    if adjustment.kind == "late":
        return t.plural(
            "{n} day late: {percent} % off, {before} → {after}",
            "{n} days late: {percent} % off, {before} → {after}",
            adjustment.days or 0,
            percent=f"{adjustment.percent or 0:g}",
            before=before,
            after=after,
        )
    if adjustment.exercise:
        return t.text(
            "{points} points for {exercise} set by your teacher, {before} → {after} in all: {why}",
            points=f"{adjustment.points or 0:g}",
            exercise=adjustment.exercise,
            before=before,
            after=after,
            why=adjustment.why,
        )
    return t.text(
        "Set by your teacher, {before} → {after}: {why}",
        before=before,
        after=after,
        why=adjustment.why,
    )
