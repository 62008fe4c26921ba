"""The report of `verify`: what was found of each topic, as lines, as tables and as JSON."""

from collections.abc import Callable, Sequence

import msgspec
from rich import box
from rich.table import Table

from autograder.authoring.bench import bench
from autograder.authoring.calibrate import (
    Calibration,
    calibrate_topic,
    calibration_findings,
    load_calibration,
)
from autograder.authoring.mutation_testing import (
    MutantCounts,
    MutantResult,
    count_mutants,
    mutant_findings,
    mutate_topic,
)
from autograder.authoring.proof import store_proof, stored_mutants
from autograder.authoring.verify import Finding, verify_topic
from autograder.model.topic import Topic

VERSION = 1  # of the JSON
QUIET = (
    "files",
    "secrecy",
    "cheats",
    "unseen",
)  # parts with many lines, of which only what is wrong is told


class Confusion(msgspec.Struct, frozen=True, kw_only=True):
    """One wrong answer: the check that failed first, and whose hints were shown."""

    wrong: str
    check: str
    hints: tuple[str, ...]


class TopicReport(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of a topic. `cpu_seconds` is what each suite costs the reference."""

    topic: str
    ok: bool
    findings: tuple[Finding, ...]
    confusion: tuple[Confusion, ...]
    cpu_seconds: dict[str, float]
    mutant_counts: MutantCounts | None
    mutants: tuple[MutantResult, ...]
    calibration: dict[str, Calibration]


def prove(
    topic: Topic,
    *,
    workers: int,
    seed: int,
    isolation: str | None,
    mutate: bool,
    calibrate: bool,
    store: bool,
    tell: Callable[[str], None],
) -> TopicReport:
    """Looks at every part of a topic, and at its mutants where `mutate` is set. With `calibrate`
    its trainings are measured first. With `store` all of that but the measuring is done, and stored
    as the topic's proof where it is as it should be; mutants are made anew where something has
    changed that they rest on. Raises TopicError, SuiteError, RunError."""
    findings: list[Finding] = []

    def found(finding: Finding) -> None:
        findings.append(finding)
        if not finding.ok or finding.part not in QUIET:
            tell(line(finding, topic.max_score))

    mutants: list[MutantResult] = []
    with bench(topic, workers=workers, isolation=isolation) as graders:
        if calibrate:
            calibrate_topic(graders, tell=tell)
        for finding in verify_topic(graders, seed=seed):
            found(finding)
        for finding in calibration_findings(graders):
            found(finding)
        counts = stored_mutants(topic) if store and not mutate else None
        if counts is not None:
            tell(f"  mutants: as in the stored proof, {counts.made} made, {counts.survive} survive")
        elif mutate or store:
            mutants += mutate_topic(graders, seed=seed)
            for finding in mutant_findings(topic, mutants):
                found(finding)
            counts = count_mutants(mutants)
    ok = all(finding.ok for finding in findings)
    if store and ok:
        assert counts is not None
        tell(f"  proof: {store_proof(topic, counts)}")
    return TopicReport(
        topic=topic.name,
        ok=ok,
        findings=tuple(findings),
        confusion=tuple(
            Confusion(wrong=finding.subject, check=finding.check, hints=finding.hints)
            for finding in findings
            if finding.part == "wrong"
        ),
        cpu_seconds={
            finding.subject: finding.cpu_seconds
            for finding in findings
            if finding.part == "cost" and finding.cpu_seconds is not None
        },
        mutant_counts=counts,
        mutants=tuple(mutants),
        calibration=load_calibration(topic),
    )


def line(finding: Finding, max_score: float) -> str:
    """A finding, as it is told."""
    score = "" if finding.score is None else f" {finding.score:g}/{max_score:g}"
    cost = "" if finding.cpu_seconds is None else f" {finding.cpu_seconds:.1f} CPU-s"
    text = f"{finding.part:11} {finding.subject}{score}{cost} {finding.found}".rstrip()
    return f"  {'✓' if finding.ok else '✗'} {text}"


def encode_reports(reports: Sequence[TopicReport]) -> bytes:
    """The reports as JSON."""
    content = {"version": VERSION, "topics": reports}
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def tables(reports: Sequence[TopicReport]) -> list[Table]:
    """The reports as tables: suites, hints, mutants, trainings; without those that are empty."""
    found = [
        _table(
            "Suites",
            ("topic", "hidden CPU-s", "public CPU-s", "right answers", "wrong answers"),
            [
                (
                    report.topic,
                    f"{report.cpu_seconds.get('hidden suite', 0):.1f}",
                    f"{report.cpu_seconds.get('public suite', 0):.1f}",
                    str(sum(finding.part == "right" for finding in report.findings)),
                    str(len(report.confusion)),
                )
                for report in reports
            ],
        ),
        _table(
            "Hints: the check at which wrong answers fail first, and whose hint they are shown",
            ("check", "wrong answers", "their own", "another's", "none"),
            [row for report in reports for row in _hints(report)],
        ),
        _table(
            "Public checks: wrong answers that they pass",
            ("topic", "how many", "of", "which"),
            [
                (report.topic, str(len(unseen)), str(len(report.confusion)), ", ".join(unseen))
                for report in reports
                if (unseen := [each.subject for each in report.findings if each.part == "unseen"])
            ],
        ),
        _table(
            "Mutants",
            ("topic", "made", "killed", "without training", "equivalent", "survive"),
            [
                (
                    report.topic,
                    str(counts.made),
                    str(counts.killed),
                    f"{counts.killed_without_training / max(counts.killed, 1):.1%}",
                    str(counts.equivalent),
                    str(counts.survive),
                )
                for report in reports
                if (counts := report.mutant_counts) is not None
            ],
        ),
        _table(
            "Trainings: how far the limit is from the worst right run and from the best wrong one",
            ("check", "limit", "right", "margin", "wrong", "margin", "P(right fails)"),
            [row for report in reports for row in _trainings(report)],
        ),
    ]
    return [table for table in found if table.row_count]


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def _hints(report: TopicReport) -> list[tuple[str, ...]]:
    by_check: dict[str, list[Confusion]] = {}
    for each in report.confusion:
        by_check.setdefault(each.check, []).append(each)
    return [
        (
            f"{report.topic} {check or '(none)'}",
            str(len(those)),
            str(sum(each.wrong in each.hints for each in those)),
            str(sum(bool(set(each.hints) - {each.wrong}) for each in those)),
            str(sum(not each.hints for each in those)),
        )
        for check, those in by_check.items()
    ]


def _trainings(report: TopicReport) -> list[tuple[str, ...]]:
    return [
        (
            f"{report.topic} {check}",
            f"{each.limit:g}",
            f"{each.right.worst:.3g}",
            f"×{each.margin_right:.1f}",
            f"{min(wrong.best for wrong in each.wrong.values()):.3g}" if each.wrong else "",
            f"×{each.margin_wrong:.1f}" if each.margin_wrong is not None else "",
            f"{each.probability:.0e}",
        )
        for check, each in report.calibration.items()
    ]
