"""What a student and a teacher read: golden transcripts of real runs, in both languages.

`AUTOGRADER_UPDATE_GOLDEN=1 pytest tests/framework/test_terminal.py` writes the golden files anew;
then read the difference as a student would.
"""

import ast
import io
import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from autograder.collect import collect, read_source
from autograder.execution.sandbox.isolation import choose
from autograder.grading.job import GradeJob, grade_submission
from autograder.judge.judge import Judge, hidden_judge, public_judge
from autograder.lms.export.feedback import as_text, feedback_of
from autograder.lms.export.formats.gradescope import results
from autograder.model.record import Detail, Kind, Place, Record, Verdict, for_student
from autograder.model.record import Text as Both
from autograder.model.submission import File, Submission
from autograder.model.topic import Topic
from autograder.presentation.html import self_check as self_check_html
from autograder.presentation.messages import LANGUAGES, Language, Translator
from autograder.presentation.sentences import HEADINGS
from autograder.presentation.terminal.check import (
    SelfCheckPrinter,
    exit_code,
    failure_block,
    plain_verdicts,
    say_problem,
    topics_tables,
)
from autograder.presentation.terminal.explanation import sparkline
from autograder.presentation.terminal.grading import (
    GradeProgress,
    collection_table,
    results_summary,
    results_table,
)
from autograder.selfcheck.work import NothingToCheck, find_work
from tests.framework.languages import english_in
from tests.framework.tour import on_a_broken_machine, tour_page

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
COURSE = HERE / "fixtures" / "course"
REFERENCE = (COURSE / "solutions/regression/reference.py").read_text(encoding="utf-8")
STARTER = (COURSE / "assignments/regression/regression.py").read_text(encoding="utf-8")


def with_function(text: str) -> str:
    """The reference with one function (or more) written otherwise."""
    result = REFERENCE
    for node in ast.parse(text).body:
        assert isinstance(node, ast.FunctionDef)
        new = ast.get_source_segment(text, node)
        old = next(
            each
            for each in ast.parse(result).body
            if isinstance(each, ast.FunctionDef) and each.name == node.name
        )
        segment = ast.get_source_segment(result, old)
        assert new is not None
        assert segment is not None
        result = result.replace(segment, new)
    return result


SUBMISSIONS = {
    "all_pass": REFERENCE,
    "not_written": STARTER,
    "missing": REFERENCE.replace("def loss(", "def los(").replace("(loss(", "(los("),
    "missing_without_a_like": REFERENCE.replace("def count_below(", "def how_many("),
    "not_callable": REFERENCE + "\n\npredict = 3.5\n",
    "import_failed": with_function("def predict(x, w):\n    return x @ (w * WEIGHTS)\n")
    + "\n\nWEIGHTS = torch.ones(3).means()\n",
    "import_timed_out": REFERENCE + "\n\nwhile True:\n    predict(torch.eye(2), torch.ones(2))\n",
    "import_exits": REFERENCE + "\n\nimport os\nos._exit(0)\n",
    "forbidden_operator": with_function(
        "def scale(x):\n"
        "    std, mean = torch.std_mean(x, dim=0)\n"
        "    return (x - mean) / std, mean, std\n"
    ),
    "forbidden_autograd": with_function(
        "def loss_gradient(x, w, target):\n"
        "    w = w.clone().requires_grad_()\n"
        "    return torch.autograd.grad(loss(predict(x, w), target), w)[0]\n"
    ),
    "raised": with_function(
        "def predict(x, w):\n"
        "    print('x', tuple(x.shape), 'w', tuple(w.shape))\n"
        "    return torch.relu(w @ x + 0.0)\n"
    ),
    "timed_out": with_function(
        "def scale(x):\n    mean = x.mean(dim=0)\n    while mean.sum() < 100:\n        pass\n"
    ),
    "out_of_memory": with_function(
        "def scale(x):\n    return torch.ones(200_000, 200_000), x, x\n"
    ),
    "process_ended": with_function("def scale(x):\n    import os\n    os._exit(0)\n"),
    "reply_too_large": with_function("def scale(x):\n    return torch.ones(2000, 2000), x, x\n"),
    "malformed_reply": with_function(
        "def scale(x):\n"
        "    import os, struct\n"
        "    for descriptor in range(3, 64):\n"
        "        try:\n"
        "            os.write(descriptor, struct.pack('>IQ', 5, 0) + b'what?')\n"
        "        except OSError:\n"
        "            pass\n"
        "    return x, x, x\n"
    ),
    "nothing_returned": with_function("def predict(x, w):\n    result = x @ w\n"),
    "wrong_type": with_function("def predict(x, w):\n    return [float(row @ w) for row in x]\n"),
    "wrong_type_unsendable": with_function("def predict(x, w):\n    return {'result'} | {1}\n"),
    "wrong_length": with_function(
        "def scale(x):\n"
        "    mean, std = x.mean(dim=0), x.std(dim=0)\n"
        "    return (x - mean) / std, mean\n"
    ),
    "wrong_shape": with_function("def predict(x, w):\n    return x * w\n"),
    "wrong_dtype": with_function("def predict(x, w):\n    return (x @ w).float()\n"),
    "not_finite": with_function(
        "def scale(x):\n"
        "    mean, std = x.mean(dim=0), x.std(dim=0)\n"
        "    std = std - std\n"
        "    return (x - mean) / std, mean, std\n"
    ),
    "wrong_value": with_function(
        "def scale(x):\n"
        "    mean, std = x.mean(dim=0), x.std(dim=0, unbiased=False)\n"
        "    return (x - mean) / std, mean, std\n"
    ),
    "wrong_value_hint": with_function(
        "def loss(prediction, target):\n    return ((prediction - target) ** 2).sum()\n"
    ),
    "no_gradient": with_function(
        "def loss(prediction, target):\n"
        "    return torch.tensor(((prediction - target) ** 2).mean().item(), dtype=target.dtype)\n"
    ),
    "wrong_gradient": with_function(
        "def loss(prediction, target):\n"
        "    error = prediction - target\n"
        "    return (error * error.detach()).mean()\n"
    ),
    "broken_property": with_function(
        "def scale(x):\n"
        "    mean, std = x.mean(dim=0), x.std(dim=0)\n"
        "    small = 0.1 if len(x) > 3 else 0.0\n"
        "    return (x - mean) / (std + small), mean, std\n"
    ),
    "did_not_converge": with_function(
        "def fit(x, target, steps):\n"
        "    w = torch.zeros(x.shape[1], dtype=x.dtype)\n"
        "    losses = []\n"
        "    for _ in range(steps):\n"
        "        w = w - 0.01 * loss_gradient(x, w, target)\n"
        "        losses.append(float(loss(predict(x, w), target)))\n"
        "    return w, losses\n"
    ),
    "did_not_converge_rises": with_function(
        "def fit(x, target, steps):\n"
        "    w = torch.zeros(x.shape[1], dtype=x.dtype)\n"
        "    losses = []\n"
        "    for step in range(steps):\n"
        "        w = w - (0.1 if step < 50 else -1.0) * loss_gradient(x, w, target)\n"
        "        losses.append(float(loss(predict(x, w), target)))\n"
        "    return w, losses\n"
    ),
    # Right within rounding, and yet not in the suite's table.
    "grader_fault": with_function("def count_below(losses, limit):\n    return 2 + 1e-12\n"),
    # Right, and each call within its time; together they take more than a submission may.
    "time_used_up": with_function(
        "def predict(x, w):\n    slowly()\n    return x @ w\n\n"
        "def count_below(losses, limit):\n    slowly()\n    return 2\n\n"
        "def scale(x):\n    slowly()\n    mean, std = x.mean(dim=0), x.std(dim=0)\n"
        "    return (x - mean) / std, mean, std\n"
    )
    + "\n\ndef slowly():\n    import time\n    start = time.process_time()\n"
    "    while time.process_time() - start < 0.45:\n        pass\n",
    "hostile_output": with_function(
        "def predict(x, w):\n"
        "    print('\\x1b[2J\\x1b]0;owned\\x07[red]all checks pass[/red] \\u202eevil')\n"
        "    raise ValueError('\\x1b[32m' + 'A' * 5000)\n"
    ),
}

UNREADABLE: dict[str, dict[str, str | bytes]] = {
    "problem_syntax_error": {"regression.py": REFERENCE.replace("return x @ w", "return (x @ w")},
    "problem_wrong_file": {"notes.docx": "x"},
    "problem_no_file": {},
    "problem_wrong_content": {"other.py": "def f():\n    return 1\n"},
    "problem_empty_file": {"regression.py": "\n\n"},
    "problem_bad_notebook": {"regression.ipynb": "{"},
    "problem_several_files": {"a.py": REFERENCE, "b.py": REFERENCE + "# mine"},
    "problem_bad_archive": {"regression.zip": "PK, and no zip"},
    "problem_not_utf8": {"regression.py": "x = 'ñ'".encode("latin-1")},
    "problem_too_large": {"regression.py": "#" * (3 << 20)},
    "problem_too_complex": {"regression.py": "x = " + "-" * 100_000 + "1"},
}


@pytest.fixture(scope="module")
def topic() -> Topic:
    return Topic(COURSE / "assignments" / "regression", COURSE)


@pytest.fixture(scope="module")
def judge(topic: Topic) -> Iterator[Judge]:
    opened = public_judge(topic)
    yield opened
    opened.close()


def plain_console(width: int = 80) -> tuple[Console, io.StringIO]:
    stream = io.StringIO()
    console = Console(
        file=stream, width=width, color_system=None, highlight=False, markup=False, emoji=False
    )
    return console, stream


def submission(files: dict[str, str]) -> Submission:
    return Submission(
        id="me",
        files=tuple(File(path=path, data=text.encode()) for path, text in files.items()),
    )


@pytest.fixture(scope="module")
def hidden(topic: Topic, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    opened = hidden_judge(topic, choose("none"), tmp_path_factory.mktemp("answers"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def self_check(judge: Judge, topic: Topic) -> Callable[[str], list[Verdict]]:
    """The verdicts of the public checks on one of SUBMISSIONS, run once."""

    @cache
    def run(name: str) -> list[Verdict]:
        source = read_source(submission({"regression.py": SUBMISSIONS[name]}), topic.assignment)
        assert source.problem is None
        return judge.judge(source, seed=7)

    return run


@pytest.fixture(scope="module")
def hidden_records(hidden: Judge) -> dict[str, Record]:
    """The record of every one of SUBMISSIONS under the hidden suite."""
    return {
        name: graded(hidden, submission({"regression.py": text}))
        for name, text in SUBMISSIONS.items()
    }


def graded(judge: Judge, work: Submission) -> Record:
    job = GradeJob(
        course=str(COURSE),
        topic="regression",
        submission=work,
        seed=7,
        isolation="none",
        answers="",
    )
    return grade_submission(judge, job, suite="")


def lines_of(lines: list[Text]) -> list[str]:
    return [line.plain for line in lines]


def compare(name: str, language: Language, text: str) -> None:
    path = GOLDEN / f"{name}.{language}.txt"
    text = "".join(f"{line.rstrip()}\n" for line in text.splitlines())  # tables are padded
    if os.environ.get("AUTOGRADER_UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.exists(), f"{path} is missing; AUTOGRADER_UPDATE_GOLDEN=1 writes it"
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_a_self_check_reads_as_the_golden_transcript(
    name: str, self_check: Callable[[str], list[Verdict]], topic: Topic
) -> None:
    verdicts = self_check(name)
    for language in LANGUAGES:
        console, stream = plain_console()
        printer = SelfCheckPrinter(console, topic, Translator(language))
        printer.header()
        for verdict in verdicts:
            printer.verdict(verdict)
        printer.finish(verdicts)
        compare(name, language, stream.getvalue())


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_file_reads_as_the_golden_transcript(name: str, topic: Topic) -> None:
    with TemporaryDirectory() as folder:
        for path, text in UNREADABLE[name].items():
            data = text.encode() if isinstance(text, str) else text
            (Path(folder) / path).write_bytes(data)
        (work,) = collect(Path(folder), topic.assignment, system="file").submissions
    problem = read_source(work, topic.assignment).problem
    assert problem is not None
    for language in LANGUAGES:
        console, stream = plain_console()
        SelfCheckPrinter(console, topic, Translator(language)).problem(problem)
        compare(name, language, stream.getvalue())


@pytest.mark.parametrize(
    ("topics", "what"),
    [("", ""), ("gru rnn", ""), ("gru rnn", "gur"), ("gru rnn", "notes.py")],
)
def test_what_is_no_work_of_any_topic_reads_as_the_golden_transcript(
    topics: str, what: str, tmp_path: Path
) -> None:
    for name in topics.split():
        (tmp_path / name).mkdir()
        toml = (COURSE / "assignments/regression/assignment.toml").read_text(encoding="utf-8")
        (tmp_path / name / "assignment.toml").write_text(
            toml.replace("regression.py", f"{name}.py"), encoding="utf-8"
        )
    with pytest.raises(NothingToCheck) as lost:
        find_work(what or None, tmp_path)
    for language in LANGUAGES:
        console, stream = plain_console()
        say_problem(console, lost.value.problem, Translator(language))
        compare(f"nothing_{lost.value.problem.kind}", language, stream.getvalue())


@pytest.fixture(scope="module")
def machine_fault(topic: Topic) -> list[Verdict]:
    """The verdicts of a self-check on a machine whose Python ends as soon as it is started."""
    return on_a_broken_machine(topic, SUBMISSIONS["all_pass"])


@pytest.fixture(scope="module")
def judged(
    self_check: Callable[[str], list[Verdict]], machine_fault: list[Verdict]
) -> list[Verdict]:
    """One verdict of every kind that a self-check gives, from real runs."""
    found: dict[str, Verdict] = {}
    for name in SUBMISSIONS:
        for verdict in self_check(name):
            found.setdefault(str(verdict.kind), verdict)
    for verdict in machine_fault:
        found.setdefault(str(verdict.kind), verdict)
    return list(found.values())


def test_every_kind_of_failure_has_a_real_run(judged: list[Verdict]) -> None:
    assert set(Kind) - {verdict.kind for verdict in judged} == set()


def test_a_machine_that_fails_reads_as_the_golden_transcript(
    machine_fault: list[Verdict], topic: Topic
) -> None:
    for language in LANGUAGES:
        text = plain_verdicts(machine_fault, topic, Translator(language))
        compare("machine_fault", language, re.sub(r"\w+\.py:\d+", "module.py:1", text))


def test_the_tour_shows_every_kind_in_both_languages(
    self_check: Callable[[str], list[Verdict]], machine_fault: list[Verdict], topic: Topic
) -> None:
    cases = {name: self_check(name) for name in SUBMISSIONS}
    cases["machine_fault"] = machine_fault
    page = tour_page(topic, cases)
    for kind in Kind:
        assert f"<code>{kind}</code>" in page
        for language in LANGUAGES:
            assert page.count(Translator(language).text(HEADINGS[kind])) >= 2, kind
    assert page.count('<div lang="es">') == page.count('<div lang="en">') > len(Kind)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [40, 61, 80])
def test_no_line_is_wider_than_the_terminal(
    judged: list[Verdict], topic: Topic, language: Language, width: int
) -> None:
    console, stream = plain_console(width)
    printer = SelfCheckPrinter(console, topic, Translator(language), all_failures=True)
    printer.header()
    for verdict in judged:
        printer.verdict(verdict)
    printer.finish(judged)
    lines = stream.getvalue().splitlines()
    assert len(lines) > 100
    assert [line for line in lines if cell_len(line) > width] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_failure_beside_a_list_of_ten_checks_fits_one_screen(
    judged: list[Verdict], language: Language
) -> None:
    for verdict in judged:
        if verdict.kind is not None:
            assert len(failure_block(verdict, Translator(language))) <= 30 - 13


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_student_reads_no_input_and_no_value_of_a_hidden_check(
    hidden_records: dict[str, Record], language: Language
) -> None:
    secrets = 0
    for name, record in hidden_records.items():
        for seen, kept in zip(record.verdicts, for_student(record).verdicts, strict=True):
            if kept.kind is None or kept.kind == Kind.FORBIDDEN:  # says the student's own call
                continue
            shown = "\n".join(lines_of(failure_block(kept, Translator(language))))
            detail = seen.detail or Detail()
            for secret in (detail.expected, detail.got, detail.message, detail.output):
                if len(secret) > 4:
                    secrets += 1
                    assert secret not in shown, name
    assert secrets > 5, "there was something to hide"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_class_reads_as_the_golden_transcript(
    hidden: Judge, topic: Topic, language: Language, tmp_path: Path
) -> None:
    people = {
        "Ana Núñez": {"regression.py": SUBMISSIONS["all_pass"]},
        "Ben [red]Markup[": {"regression.py": SUBMISSIONS["wrong_value_hint"]},
        "陳 大文": {"regression (2).py": SUBMISSIONS["timed_out"]},
        "Dora": {"regression.py": SUBMISSIONS["not_written"]},
        "Eva": {"regression.py": "def broken(:\n"},
        "Flo": {"homework.docx": "x"},
        "Gus": {"regression.py": SUBMISSIONS["forbidden_operator"]},
        "Hugo\u202egnp.exe": {"regression.py": SUBMISSIONS["process_ended"]},
    }
    for person, files in people.items():
        for path, text in files.items():
            (tmp_path / "class" / person).mkdir(parents=True, exist_ok=True)
            (tmp_path / "class" / person / path).write_text(text, encoding="utf-8")
    roster = tmp_path / "roster.csv"
    roster.write_text("name,email\nAna Núñez,a@x.org\nZoe Last,z@x.org\n", encoding="utf-8")
    collection = collect(tmp_path / "class", topic.assignment, roster=roster)
    t = Translator(language)
    console, stream = plain_console()
    console.print(collection_table(collection, t))
    records = []
    with GradeProgress(console, t) as progress:
        progress.start(len(collection.submissions), 0)
        for work in collection.submissions:
            records.append(graded(hidden, work))
            progress.record(records[-1])
    console.print(results_table(records, t))
    console.print(results_summary(records, Path("RUN"), t))
    compare("class", language, stream.getvalue())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_topics_reads_as_the_golden_transcript(
    topic: Topic, language: Language
) -> None:
    console, stream = plain_console()
    for table in topics_tables([topic], Translator(language)):
        console.print(table)
    compare("topics", language, stream.getvalue())


def test_a_spanish_student_reads_no_english_sentence_wherever_verdicts_are_shown(
    judged: list[Verdict], hidden_records: dict[str, Record], topic: Topic
) -> None:
    shown = {"terminal": "", "notebook": self_check_html(judged, "Regresión", "", "es", "id")}
    console, stream = plain_console()
    printer = SelfCheckPrinter(console, topic, Translator("es"), all_failures=True)
    printer.header()
    for verdict in judged:
        printer.verdict(verdict)
    printer.finish(judged)
    shown["terminal"] = stream.getvalue()
    for name, record in hidden_records.items():
        shown[f"feedback on {name}"] = as_text(feedback_of(record, "es"))
        shown[f"Gradescope on {name}"] = "\n".join(texts_in(results(record, "es")))
    assert {where: found for where, text in shown.items() if (found := english_in(text))} == {}


def texts_in(value: object) -> Iterator[str]:
    """Every text in a JSON document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_in(each)


def test_the_exit_code_tells_passed_from_short_from_our_fault(judged: list[Verdict]) -> None:
    passed = [verdict for verdict in judged if verdict.passed]
    ours = [verdict for verdict in judged if verdict.kind == Kind.GRADER_FAULT]
    theirs = [verdict for verdict in judged if verdict.kind == Kind.WRONG_VALUE]
    assert passed
    assert ours
    assert theirs
    assert exit_code(passed) == 0
    assert exit_code(passed + ours) == 3
    assert exit_code(passed + ours + theirs) == 1


def test_colour_only_repeats_what_the_words_say(
    judged: list[Verdict], topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def printed() -> str:
        stream = io.StringIO()
        console = Console(
            file=stream, width=80, force_terminal=True, color_system="standard", highlight=False
        )
        printer = SelfCheckPrinter(console, topic, Translator("en"), all_failures=True)
        for verdict in judged:
            printer.verdict(verdict)
        printer.finish(judged)
        return stream.getvalue()

    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = printed()
    monkeypatch.setenv("NO_COLOR", "1")
    plain = printed()
    assert "\x1b[32m" in coloured
    assert re.search(r"\x1b\[[0-9;]*3[0-7]", plain) is None
    styles = re.compile(r"\x1b\[[0-9;]*m")
    assert styles.sub("", coloured) == styles.sub("", plain)


def test_progress_in_a_terminal_says_what_was_kept_and_what_is_done() -> None:
    stream = io.StringIO()
    console = Console(file=stream, width=100, force_terminal=True, color_system=None)
    with GradeProgress(console, Translator("en")) as progress:
        progress.start(2, 1)
        progress.record(
            Record(submission="a", students=(), topic="t", status="graded", score=1, max_score=1)
        )
    assert "1 was graded before and is kept." in stream.getvalue()
    assert "2 of 2 graded" in stream.getvalue()


def test_a_sparkline_keeps_start_end_and_what_is_not_finite() -> None:
    assert sparkline([0.0, 7.0]) == "▁█"
    assert sparkline([3.0] * 100, 5) == "▁▁▁▁▁"
    assert sparkline([1.0, None, 2.0]) == "▁×█"
    assert sparkline([None, None]) == "××"
    assert len(sparkline([float(i) for i in range(1000)], 40)) == 40


@pytest.mark.parametrize(
    ("before", "meant"),
    [("x = ", "boom"), ("    名前 = ", "boom(1)"), ("x" * 150, "boom"), ("\tif é: ", "go()")],
)
def test_the_caret_stands_under_what_is_meant(before: str, meant: str) -> None:
    column = len(before)
    place = Place(
        file="a.py",
        line=3,
        code=before + meant + " + 1",
        column=column,
        end_column=column + len(meant),
    )
    verdict = Verdict(
        check="c",
        exercise="e",
        title=Both(en="t", es="t"),
        outcome="failed",
        points=0,
        max_points=1,
        kind=Kind.RAISED,
        fault="student",
        exception="ValueError",
        place=place,
    )
    lines = lines_of(failure_block(verdict, Translator("en"), 60))
    at = next(i for i, line in enumerate(lines) if re.fullmatch(r" +\| +\^+", line))
    start = lines[at].index("^")
    above = lines[at - 1]
    shown = next(above[i:] for i in range(len(above)) if cell_len(above[:i]) == start)
    assert shown.startswith(meant)
    assert lines[at].count("^") == len(meant)
