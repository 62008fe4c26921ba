"""Whether the course itself is sound: what its suites pass, what they catch and give away."""

import ast
import contextlib
import itertools
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from autograder.authoring.answers import answers_in, outcomes
from autograder.authoring.bench import Bench
from autograder.authoring.cheats import earned
from autograder.authoring.data import data_problems, shipped_hidden_data
from autograder.authoring.handout import build_topic
from autograder.authoring.languages import ENGLISH, sentences_with
from autograder.execution.sandbox.isolation import choose
from autograder.judge.judge import SEED, Judge, hidden_judge, public_judge
from autograder.judge.oracle import source_of
from autograder.model.record import FirstFailure, Kind, Record, Text, Verdict
from autograder.model.submission import File, Submission
from autograder.model.topic import Limits, Topic, TopicError
from autograder.presentation.messages import LANGUAGES

Part = Literal[
    "files",
    "starter",
    "right",
    "wrong",
    "cost",
    "cheats",
    "answers",
    "public",
    "unseen",
    "secrecy",
    "mutants",
    "calibration",
]
MIN_SECRET = 20  # characters: shorter lines (`return x`) are nobody's secret
HIDDEN_CPU_SECONDS, PUBLIC_CPU_SECONDS = 12.0, 4.0  # what a suite may cost its reference
MEASUREMENTS = 3  # of a suite that costs more: other work on the machine can only add to it


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at: whose, what was found, and whether it is as it should be.

    `part` is one of `Part`; "unseen" is a wrong answer that the public checks pass. Of a wrong
    answer, `check` is the first that failed, and `hints` are the wrong answers whose hints were
    shown.
    """

    topic: str
    part: str
    subject: str
    ok: bool
    found: str = ""
    score: float | None = None
    cpu_seconds: float | None = None
    check: str = ""
    hints: tuple[str, ...] = ()


def verify_topic(bench: Bench, *, seed: int, trained: int | None = None) -> Iterator[Finding]:
    """Looks at every part of a bench's topic; yields each finding as it is known.

    `trained` is how many of the right answers are put through the trainings, the reference first,
    and all where it is None. Where it is given, the wrong answers that a training has to catch are
    held to passing whatever comes before it: what is stored of them in the calibration stands. The
    other wrong answers are then looked at up to their first failure and its hint, and no further.
    """
    topic = bench.topic
    report = _Reporter(topic)
    yield from _files(topic, report)
    yield from _wrong_files(topic, report)
    try:
        wrong = topic.wrong_answers
    except TopicError:
        return  # it is among the findings, and no judge starts before it is put right
    trainings: dict[str, bool] = {}
    starter = _submission(topic, "starter", topic.starter.stem, _text(topic.starter))
    right = [_submission(topic, "right", path.stem, _text(path)) for path in right_answers(topic)]
    taught = right[:trained]
    costs: list[float] = []
    for record in bench.graded([starter, *taught], [seed]):
        trainings.update((verdict.check, verdict.retries > 0) for verdict in record.verdicts)
        if record.submission == "right/reference":
            costs.append(record.cpu_seconds)
        yield _judged(topic, record, report)
    while min(costs) > HIDDEN_CPU_SECONDS and len(costs) < MEASUREMENTS:
        costs += [record.cpu_seconds for record in bench.graded(right[:1], [seed])]
    yield _cost(report, "hidden suite", min(costs), HIDDEN_CPU_SECONDS)
    # A wrong answer that has to fail before any training is not put through the trainings: it
    # would pass most of them, at a hundred times the cost of all the rest.
    quick = [check for check, training in trainings.items() if not training]
    early, late = right[len(taught) :], right[:0]
    for name, each in wrong.items():
        is_early = trainings.get(each.check) is False or trained is not None
        (early if is_early else late).append(_submission(topic, "wrong", name, each.text))
        if each.check not in trainings:
            known = ", ".join(trainings)
            problem = f"has a header with check = {each.check!r}: it is one of {known}"
            yield report("files", name, problem)
    order = list(trainings)
    first_failure: FirstFailure | None = None if trained is None else "diagnosed"
    for record in bench.graded(early, [seed], only=quick, first_failure=first_failure):
        part, _, name = record.submission.partition("/")
        expected = wrong[name] if part == "wrong" else None
        if expected is not None and trainings.get(expected.check):  # and it was not run
            before = order[: order.index(expected.check)]
            passed = [verdict for verdict in record.verdicts if verdict.check in before]
            yield report(part, name, right_problem(passed), record)
        else:
            yield _judged(topic, record, report)
    for record in bench.graded(late, [seed]):
        yield _judged(topic, record, report)
    yield from _put_to_a_judge(bench, report, seed)
    with contextlib.closing(public_judge(topic)) as judge:
        yield from _public(judge, report, trained)
        yield from _secrecy(judge, report)


def _put_to_a_judge(bench: Bench, report: "_Reporter", seed: int) -> Iterator[Finding]:
    """What is no class: lazy cheats, and answers that were written after the suite."""
    topic, isolation = bench.topic, choose(bench.isolation)
    with contextlib.closing(hidden_judge(topic, isolation, bench.answers)) as judge:
        for cheat, passed in earned(judge.session, seed):
            names = ", ".join(verdict.check for verdict in passed)
            yield report("cheats", f"{cheat.exercise}: {cheat.what}", names and f"earns {names}")
        if topic.answers is not None and topic.answers.is_dir():
            for outcome in outcomes(judge.session, answers_in(topic.answers, topic), [seed]):
                yield report("answers", outcome.name, "" if outcome.ok else outcome.found)


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
    ships = {path(each) for path in (topic.statement_in, topic.starter_in) for each in LANGUAGES}
    for path in sorted(ships):
        yield report("files", path.name, "" if path.is_file() else "is missing")
    for path in sorted(ships - {topic.starter}):
        if path.suffix == ".py" and path.is_file():
            yield report("files", path.name, _translation_problem(topic.starter, path))
    for path in (topic.statement_in("es"), topic.starter_in("es")):
        if path.is_file():
            # Papers keep their titles.
            english = sentences_with(ENGLISH, _told(path).partition("\n## Ref")[0])
            yield report("files", path.name, f"holds English: {english[0]!r}" if english else "")
    seconds = topic.assignment.limits.cpu_seconds
    if seconds != Limits().cpu_seconds:  # a topic's own: a student plans for what is said
        for language in LANGUAGES:
            path = topic.statement_in(language)
            said = path.is_file() and f" {seconds:g} s " in " ".join(_text(path).split())
            problem = (
                "" if said else f"does not say that a call may take {seconds:g} s of computing"
            )
            yield report("files", path.name, problem)
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
    for exercise in topic.assignment.exercises:
        for rung in ("look", "example"):
            if not _in_both(getattr(exercise, rung)):
                yield report("files", exercise.name, f"has no `{rung}` in both languages")
    for subject, problem in data_problems(topic):
        yield report("files", subject, problem)


def _wrong_files(topic: Topic, report: _Reporter) -> Iterator[Finding]:
    """Whether each wrong answer is a difference, the whole difference and nothing but that."""
    for name, path in topic.wrong_files.items():
        try:
            hint = topic.wrong_answer(name).hint
        except TopicError as error:
            yield report("files", name, str(error))
            continue
        problems = topic.reference.idle(_text(path))
        if hint is not None and not _in_both(hint):
            problems.append("has no hint in both languages")
        for problem in problems:
            yield report("files", name, problem)


def _translation_problem(starter: Path, translated: Path) -> str:
    """Where a starter's translation, which may differ in its docstrings and comments alone, has
    other code."""
    ends = ("", "its end")
    pairs = itertools.zip_longest(_statements(starter), _statements(translated), fillvalue=ends)
    for (code, _), (translated_code, where) in pairs:
        if code != translated_code:
            return f"has other code than {starter.name} at {where}"
    return ""


def _statements(path: Path) -> Iterator[tuple[str, str]]:
    """The code of each top-level statement without the words of docstrings, and what it is
    called."""
    tree = ast.parse(_text(path))
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = "in any language"
    for node in tree.body:
        yield ast.dump(node), getattr(node, "name", f"line {node.lineno}")


def _told(path: Path) -> str:
    """What a statement says, or a starter in its docstrings."""
    if path.suffix != ".py":
        return _text(path)
    told = (
        node.value.value
        for node in ast.walk(ast.parse(_text(path)))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
    return "\n\n".join(told).replace("    ", "")


def _in_both(text: Text | None) -> bool:
    return text is not None and bool(text.en.strip()) and bool(text.es.strip())


def _signatures(path: Path) -> dict[str, object]:
    """The argument names of the top-level functions and of the methods of classes."""
    found: dict[str, object] = {}
    for node in ast.parse(_text(path)).body:
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


def _submission(topic: Topic, part: Part, name: str, text: str) -> Submission:
    file = File(path=topic.assignment.file, data=text.encode())
    # An alternative may have a wrong answer's name: that of the part keeps them apart.
    return Submission(id=f"{part}/{name}", files=(file,))


def _judged(topic: Topic, record: Record, report: "_Reporter", *, passes: bool = False) -> Finding:
    """What a record says; `passes` is whether even a wrong answer has to pass what was run."""
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
    finding = report(part, subject, problem, record)
    if part != "wrong":
        return finding
    first = next((verdict.check for verdict in record.verdicts if not verdict.passed), "")
    hints = tuple(sorted({verdict.hint.wrong for verdict in record.verdicts if verdict.hint}))
    return msgspec.structs.replace(finding, check=first, hints=hints)


def _cost(report: "_Reporter", suite: str, cpu_seconds: float, limit: float) -> Finding:
    over = f"costs its reference more than {limit:g} CPU-s" if cpu_seconds > limit else ""
    finding = report("cost", suite, over)
    return msgspec.structs.replace(finding, cpu_seconds=round(cpu_seconds, 3))


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
    its header names, with its own hint, and no other wrong answer's hint may be shown. It needs no
    hint where nan or inf is what it answers: none may rest on that."""
    expected = topic.wrong_answers[name]
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
        if expected.hint is not None:
            return f"{got}, but its hint is not shown"
        shown = "" if first.detail is None else first.detail.got
        if first.kind != Kind.NOT_FINITE and shown not in ("nan", "inf", "-inf"):
            return f"{got}, but it has no hint"
    return ""


def _values(verdict: Verdict) -> str:
    detail = verdict.detail
    if detail is None:
        return ""
    if verdict.curve is not None:
        return f": {verdict.curve.final}, limit {verdict.curve.limit}"
    return f": expected {detail.expected}, got {detail.got} {detail.message}".rstrip()


def _public(judge: Judge, report: _Reporter, trained: int | None) -> Iterator[Finding]:
    """The public checks: the starter is not written, every right answer passes."""
    topic = judge.topic
    checks = judge.session.checks
    quick = frozenset(name for name, (info, _, _) in checks.items() if not info.retries)
    judges: list[tuple[Path, Callable[[Sequence[Verdict]], str]]] = [
        (topic.starter, starter_problem)
    ]
    right = right_answers(topic)
    untrained = right[len(right[:trained]) :]
    judges += [(path, right_problem) for path in right]
    costs: list[float] = []

    def judged(path: Path) -> list[Verdict]:
        source = source_of(_text(path), topic.assignment.file)
        only = quick if path in untrained else None
        verdicts = judge.session.judge(source, SEED, only=only)
        costs.append(sum(verdict.cpu_seconds for verdict in verdicts))
        return verdicts

    for path, problem in judges:
        verdicts = judged(path)
        faults = [v for v in verdicts if v.outcome == "ungraded"]
        found = faults[0].detail.message if faults and faults[0].detail else problem(verdicts)
        finding = report("public", path.stem, found)
        yield msgspec.structs.replace(finding, cpu_seconds=round(costs[-1], 3))
    costs = costs[1:2]  # the reference's
    while min(costs) > PUBLIC_CPU_SECONDS and len(costs) < MEASUREMENTS:
        judged(judges[1][0])
    yield _cost(report, "public suite", min(costs), PUBLIC_CPU_SECONDS)
    # Which of them a student could be told by the public checks is the author's to decide.
    for name, wrong in topic.wrong_answers.items() if trained is None else ():
        source = source_of(wrong.text, topic.assignment.file)
        verdicts = judge.session.judge(source, SEED, only=quick, first_failure="undiagnosed")
        if right_problem(verdicts) == "":
            yield report("unseen", name, "")


def _secrecy(judge: Judge, report: _Reporter) -> Iterator[Finding]:
    """No line of a solution or of the hidden suite is in what students get. `judge` is that of the
    public checks."""
    topic = judge.topic
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / topic.name
        try:
            build_topic(topic, out, judge=judge)
        except TopicError as error:
            yield report("secrecy", "handout", str(error))
            return
        shipped = b"\n".join(path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file())
        known = {line.strip() for path in topic.folder.rglob("*.py") for line in _lines(path)}
        assert topic.solutions is not None
        assert topic.hidden is not None
        for name in shipped_hidden_data(topic, shipped):
            yield report("secrecy", name, "the handout holds this hidden file of data")
        for path in sorted([*topic.solutions.rglob("*.*"), *topic.hidden.rglob("*.*")]):
            if path.suffix not in (".py", ".toml", ".json") or topic.hidden_data in path.parents:
                continue
            for line in _lines(path):
                secret = line.strip()
                if len(secret) < MIN_SECRET or secret in known or _is_name(secret):
                    continue
                if secret.encode() in shipped:
                    yield report("secrecy", path.name, f"the handout holds its line {secret!r}")
                    break
            else:
                yield report("secrecy", path.name, "")


def _is_name(line: str) -> bool:
    """Whether a line is nothing but a quoted name, as in a call that goes over several lines."""
    return line.rstrip(",").strip("\"'").isidentifier()


def _lines(path: Path) -> list[str]:
    return _text(path).splitlines()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
