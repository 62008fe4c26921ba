"""Whether the course itself is sound: what its suites pass, what they catch and give away."""

import ast
import itertools
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from autograder.bench import SEED, public_bench
from autograder.grade import run_submissions
from autograder.handout import build_topic
from autograder.judge.oracle import source_of
from autograder.mutate import mutants
from autograder.record import Kind, Record, Verdict
from autograder.submission import File, Submission
from autograder.topic import Topic, TopicError

Part = Literal["files", "starter", "right", "wrong", "public", "secrecy", "mutants", "calibration"]
MIN_SECRET = 20  # characters: shorter lines (`return x`) are nobody's secret


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at: whose, what was found, and whether it is as it should be.

    `part` is one of `Part`.
    """

    topic: str
    part: str
    subject: str
    ok: bool
    found: str = ""
    score: float | None = None
    cpu_seconds: float | None = None


def verify_topic(
    topic: Topic, *, workers: int, seed: int, isolation: str | None = None
) -> Iterator[Finding]:
    """Looks at every part of a topic; yields each finding as it is known."""
    report = _Reporter(topic)
    yield from _files(topic, report)
    with tempfile.TemporaryDirectory() as folder:

        def judged(
            answers: Sequence[tuple[Part, Path]], only: Sequence[str] = ()
        ) -> Iterator[tuple[Record, Finding]]:
            submissions = [_submission(topic, part, path) for part, path in answers]
            for record in run_submissions(
                topic,
                submissions,
                workers=workers,
                seeds=[seed],
                answers=Path(folder) / "answers",
                isolation=isolation,
                only=only,
            ):
                yield record, _judged(topic, record, report)

        checks: dict[str, bool] = {}
        right: list[tuple[Part, Path]] = [("right", path) for path in right_answers(topic)]
        for record, finding in judged([("starter", topic.starter), *right]):
            checks.update((verdict.check, verdict.retries > 0) for verdict in record.verdicts)
            yield finding
        # A wrong answer that has to fail before any training is not put through the trainings: it
        # would pass most of them, at a hundred times the cost of all the rest.
        quick = [check for check, training in checks.items() if not training]
        wrong: dict[bool, list[tuple[Part, Path]]] = {True: [], False: []}
        for path in wrong_answers(topic):
            expected = topic.wrong_answers.get(path.stem)
            early = expected is not None and checks.get(expected.check) is False
            wrong[early].append(("wrong", path))
        for _, finding in itertools.chain(judged(wrong[True], quick), judged(wrong[False])):
            yield finding
    yield from _public(topic, report)
    yield from _secrecy(topic, report)


class EquivalentMutant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mutant that no check can tell from the reference, and why, in `equivalent.toml`."""

    mutant: str
    reason: str


def equivalent_mutants(topic: Topic) -> dict[str, str]:
    """The reasons in `solutions/<topic>/equivalent.toml`, by mutant. Raises TopicError."""
    assert topic.solutions is not None
    path = topic.solutions / "equivalent.toml"
    if not path.exists():
        return {}
    try:
        listed = msgspec.toml.decode(path.read_bytes(), type=dict[str, list[EquivalentMutant]])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TopicError(f"{path}: {error}") from None
    return {each.mutant: each.reason for each in listed.get("mutants", [])}


class MutantResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one mutant: the check and kind that killed it, or none."""

    topic: str
    mutant: str
    operator: str
    line: int
    check: str = ""
    kind: str = ""
    equivalent: str = ""


def mutate_topic(
    topic: Topic, *, workers: int, seed: int, isolation: str | None = None
) -> Iterator[MutantResult]:
    """Grades every mutant of the reference as far as its first failure; yields what came of it."""
    assert topic.solutions is not None
    text = (topic.solutions / "reference.py").read_text(encoding="utf-8")
    found = {f"{number:05}": mutant for number, mutant in enumerate(mutants(text))}
    reasons = equivalent_mutants(topic)
    submissions = [
        Submission(id=key, files=(File(path=topic.assignment.file, data=mutant.text.encode()),))
        for key, mutant in found.items()
    ]
    with tempfile.TemporaryDirectory() as folder:
        for record in run_submissions(
            topic,
            submissions,
            workers=workers,
            seeds=[seed],
            answers=Path(folder),
            isolation=isolation,
            first_failure=True,
        ):
            mutant = found[record.submission]
            last = record.verdicts[-1] if record.verdicts else None
            killed = last is not None and last.outcome == "failed"
            check = last.check if killed and last else "reading" if last is None else ""
            yield MutantResult(
                topic=topic.name,
                mutant=mutant.name,
                operator=mutant.operator,
                line=mutant.line,
                check=check,
                kind=str(last.kind) if killed and last else record.status if last is None else "",
                equivalent=reasons.get(mutant.name, ""),
            )


def mutant_findings(topic: Topic, results: Sequence[MutantResult]) -> Iterator[Finding]:
    """What the results say of the suite: survivors that are not listed, lists that are stale, and
    the table in a line."""
    report = _Reporter(topic)
    for result in results:
        if not result.check and not result.equivalent:
            where = f"line {result.line}, {result.operator}"
            yield report("mutants", result.mutant, f"survives ({where})")
        elif result.check and result.equivalent:
            yield report(
                "mutants", result.mutant, f"is listed as equivalent, but {result.check} kills it"
            )
    known = {result.mutant for result in results}
    for name in equivalent_mutants(topic):
        if name not in known:
            yield report("mutants", name, "is listed as equivalent, but there is no such mutant")
    killed = [result for result in results if result.check]
    training = [result for result in killed if result.kind == Kind.DID_NOT_CONVERGE]
    equivalent = sum(not result.check and bool(result.equivalent) for result in results)
    line = (
        f"{len(results)} made, {len(killed)} killed ({len(training)} by training alone),"
        f" {equivalent} equivalent, {len(results) - len(killed) - equivalent} survive"
    )
    yield report("mutants", line, "")


class _Reporter:
    def __init__(self, topic: Topic) -> None:
        self.topic = topic

    def __call__(
        self, part: str, subject: str, problem: str, record: Record | None = None
    ) -> Finding:
        return Finding(
            topic=self.topic.name,
            part=part,
            subject=subject,
            ok=not problem,
            found=problem,
            score=record.score if record else None,
            cpu_seconds=record.cpu_seconds if record else None,
        )


def _files(topic: Topic, report: _Reporter) -> Iterator[Finding]:
    assert topic.solutions is not None
    for name in ("README.md", "README.es.md", topic.assignment.file):
        missing = "" if (topic.folder / name).is_file() else "is missing"
        yield report("files", name, missing)
    starter = _signatures(topic.starter)
    reference = _signatures(topic.solutions / "reference.py")
    for exercise in topic.assignment.exercises:
        for name in exercise.defines:
            problem = ""
            if name not in starter:
                problem = f"{topic.assignment.file} does not define it"
            elif starter[name] != reference.get(name):
                problem = f"the starter takes {starter[name]}, the reference {reference.get(name)}"
            yield report("files", name, problem)
    written = {path.stem for path in (topic.solutions / "wrong").glob("*.py")}
    for name in sorted(written ^ set(topic.wrong_answers)):
        where = "hints.toml" if name in written else "wrong/"
        yield report("files", name, f"is not in {where}")
    for name, wrong in topic.wrong_answers.items():
        if not wrong.hint.en.strip() or not wrong.hint.es.strip():
            yield report("files", name, "has no hint in both languages")


def _signatures(path: Path) -> dict[str, object]:
    """The argument names of the top-level functions and of the methods of classes."""
    found: dict[str, object] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = _arguments(node)
        elif isinstance(node, ast.ClassDef):
            found[node.name] = {
                each.name: _arguments(each)
                for each in node.body
                if isinstance(each, ast.FunctionDef)
                and (each.name in ("__init__", "forward") or not each.name.startswith("_"))
            }
    return found


def _arguments(node: ast.FunctionDef) -> list[str]:
    return [argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]]


def right_answers(topic: Topic) -> list[Path]:
    """The reference and the alternatives."""
    assert topic.solutions is not None
    alternatives = sorted((topic.solutions / "alternatives").glob("*.py"))
    return [topic.solutions / "reference.py", *alternatives]


def wrong_answers(topic: Topic) -> list[Path]:
    """The wrong answers."""
    assert topic.solutions is not None
    return sorted((topic.solutions / "wrong").glob("*.py"))


def _submission(topic: Topic, part: Part, path: Path) -> Submission:
    file = File(path=topic.assignment.file, data=path.read_bytes())
    # A wrong answer may be another's text: the name of the part keeps them apart.
    return Submission(id=f"{part}/{path.stem}", files=(file,))


def _judged(topic: Topic, record: Record, report: "_Reporter") -> Finding:
    part, _, subject = record.submission.partition("/")
    if record.status != "graded":
        fault = next((v for v in record.verdicts if v.outcome == "ungraded"), None)
        what: object = record.problem
        if fault is not None and fault.detail is not None:
            what = f"{fault.check}: {fault.detail.message}"
        problem = f"{record.status}: {what}"
    elif part == "starter":
        problem = starter_problem(record.verdicts)
    elif part == "right":
        problem = right_problem(record.verdicts)
    else:
        problem = wrong_problem(topic, subject, record.verdicts)
    return report(part, subject, problem, record)


def starter_problem(verdicts: Sequence[Verdict]) -> str:
    """What is wrong with the verdicts of an untouched starter: each must be "not written"."""
    for verdict in verdicts:
        if verdict.kind not in (Kind.NOT_WRITTEN, Kind.NOT_RUN):
            return f"{verdict.check}: {verdict.kind or verdict.outcome}, expected not_written"
    return ""


def right_problem(verdicts: Sequence[Verdict]) -> str:
    """What is wrong with the verdicts of a right answer: each must be a pass."""
    for verdict in verdicts:
        if not verdict.passed:
            return f"{verdict.check}: {verdict.kind}{_values(verdict)}"
    return ""


def wrong_problem(topic: Topic, name: str, verdicts: Sequence[Verdict]) -> str:
    """What is wrong with the verdicts of a wrong answer: its first failure must be the one that
    `hints.toml` names, with its own hint, and no other wrong answer's hint may be shown."""
    expected = topic.wrong_answers.get(name)
    if expected is None:
        return "is not in hints.toml"
    first = next((verdict for verdict in verdicts if not verdict.passed), None)
    if first is None:
        return "gets full marks"
    got = f"{first.check}: {first.kind}"
    if (first.check, first.kind) != (expected.check, expected.kind):
        return f"{got}, expected {expected.check}: {expected.kind}"
    hints = {verdict.hint.wrong for verdict in verdicts if verdict.hint is not None}
    if hints - {name}:
        return f"shows the hint of {', '.join(sorted(hints - {name}))}"
    if first.hint is None:
        return f"{got}, but its hint is not shown"
    return ""


def _values(verdict: Verdict) -> str:
    detail = verdict.detail
    if detail is None:
        return ""
    if verdict.curve is not None:
        return f": {verdict.curve.final}, limit {verdict.curve.limit}"
    return f": expected {detail.expected}, got {detail.got} {detail.message}".rstrip()


def _public(topic: Topic, report: _Reporter) -> Iterator[Finding]:
    """The public checks: the starter is not written, every right answer passes."""
    assert topic.solutions is not None
    bench = public_bench(topic)
    try:
        judges: list[tuple[Path, Callable[[Sequence[Verdict]], str]]] = [
            (topic.starter, starter_problem)
        ]
        judges += [(path, right_problem) for path in right_answers(topic)]
        for path, problem in judges:
            verdicts = bench.judge(source_of(path, topic.assignment.file), SEED)
            faults = [v for v in verdicts if v.outcome == "ungraded"]
            found = faults[0].detail.message if faults and faults[0].detail else problem(verdicts)
            cpu_seconds = round(sum(verdict.cpu_seconds for verdict in verdicts), 3)
            finding = report("public", path.stem, found)
            yield msgspec.structs.replace(finding, cpu_seconds=cpu_seconds)
    finally:
        bench.close()


def _secrecy(topic: Topic, report: _Reporter) -> Iterator[Finding]:
    """No line of a solution or of the hidden suite is in what students get."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / topic.name
        try:
            build_topic(topic, out)
        except TopicError as error:
            yield report("secrecy", "handout", str(error))
            return
        shipped = b"\n".join(path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file())
        known = {line.strip() for path in topic.folder.rglob("*.py") for line in _lines(path)}
        assert topic.solutions is not None
        assert topic.hidden is not None
        for path in sorted([*topic.solutions.rglob("*.*"), *topic.hidden.rglob("*.*")]):
            if path.suffix not in (".py", ".toml", ".json"):
                continue
            for line in _lines(path):
                secret = line.strip()
                if len(secret) < MIN_SECRET or secret in known:
                    continue
                if secret.encode() in shipped:
                    yield report("secrecy", path.name, f"the handout holds its line {secret!r}")
                    break
            else:
                yield report("secrecy", path.name, "")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
