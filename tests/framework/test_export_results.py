"""The results of single submissions, as Gradescope, GitHub Classroom, PrairieLearn, Coursera and
Autolab read them.

`AUTOGRADER_UPDATE_GOLDEN=1 pytest tests/framework/test_export_results.py` writes the golden file
anew.
"""

import base64
import json
import os
import re
from pathlib import Path

import msgspec
import pytest

from autograder.lms.export import FORMATS, ExportError, Options
from autograder.lms.export.feedback import as_html, as_text, feedback_of
from autograder.model.record import (
    Curve,
    Detail,
    Hint,
    Kind,
    Picture,
    Place,
    Record,
    Text,
    Verdict,
    for_student,
    to_json,
)
from autograder.model.submission import Problem, Student
from autograder.presentation.report.pages import feedback_page

GOLDEN = Path(__file__).parent / "fixtures" / "export" / "gradescope_results.json"
SECRET = "s3cret_value"


def verdict(exercise: str, check: str, **more: object) -> Verdict:
    """A check that was passed, unless `more` says otherwise."""
    about: dict[str, object] = {
        "check": check,
        "exercise": exercise,
        "title": Text(f"{check} is right", f"{check} está bien"),
        "outcome": "passed",
        "points": 10.0,
        "max_points": 10.0,
        "cpu_seconds": 0.25,
    }
    return Verdict(**(about | more))


FAILED = {"outcome": "failed", "points": 0.0, "function": "f"}
VERDICTS = (
    verdict("cell", "test_cell", public=True),
    verdict(
        "cell",
        "test_shape",
        **FAILED,
        public=True,
        kind=Kind.WRONG_SHAPE,
        detail=Detail(call="f([1., 2.])", expected="(2,)", got="(1,)"),
        max_points=30.0,
    ),
    verdict(
        "train",
        "test_hidden",
        **FAILED,
        kind=Kind.RAISED,
        exception="ValueError",
        place=Place(file="gru.py", line=3, code="raise ValueError(x)"),
        detail=Detail(call=f"f({SECRET})", message=SECRET, output=SECRET, expected=SECRET),
        picture=Picture(kind="lines", shape=(1,), got=(123456.5,), expected=(654321.5,)),
        hint=Hint(wrong="swapped", text=Text("Look at x.", "Mira x.")),
        max_points=40.0,
    ),
    verdict(
        "train",
        "test_after",
        outcome="not_run",
        points=0.0,
        kind=Kind.NOT_RUN,
        blocked_by="test_hidden",
        max_points=20.0,
    ),
)


def record(**more: object) -> Record:
    """A record with a check of each outcome."""
    about: dict[str, object] = {
        "submission": "Ann / Lee_7",
        "students": (Student(name="Ann", id="7"),),
        "topic": "gru",
        "status": "graded",
        "score": 10.0,
        "max_score": 100.0,
        "verdicts": VERDICTS,
        "cpu_seconds": 1.0,
        "suite": "abc",
        "seed": 1,
    }
    return Record(**(about | more))


BLANK = [
    record(submission="gone", status="not_submitted", score=None, verdicts=()),
    record(submission="ours", status="ungraded", score=None, verdicts=()),
    record(
        submission="odd",
        status="unreadable",
        score=None,
        verdicts=(),
        problem=Problem(kind="empty_file", data={"file": "gru.py"}),
    ),
]


def files_of(name: str, records: list[Record], **options: object) -> dict[str, str]:
    """The files of a format, as text."""
    files = FORMATS[name].export(records, None, Options(**options)).files
    return {path: data.decode() for path, data in files.items()}


@pytest.mark.parametrize(
    "name",
    ["gradescope", "github-classroom", "prairielearn", "coursera", "autolab", "relate"],
)
@pytest.mark.parametrize("verdicts", [VERDICTS, VERDICTS[2:]])
def test_no_results_show_what_is_hidden(name: str, verdicts: tuple[Verdict, ...]) -> None:
    one = record(verdicts=verdicts, students=(Student(name="Ann", email="a@x.invalid"),))
    text = "".join(files_of(name, [one]).values())
    for encoded in re.findall(r"_RESULTS=(\S+)", text):
        text += base64.b64decode(encoded).decode()
    assert "test_hidden is right" in text
    for secret in (SECRET, "123456.5", "654321.5"):
        assert secret not in text


def test_what_was_measured_of_a_hidden_check_reaches_a_student_with_three_digits() -> None:
    # A hundred digits in a loss are a letter home.
    measured = 0.1234567
    training = verdict(
        "train",
        "test_training",
        **FAILED,
        kind=Kind.DID_NOT_CONVERGE,
        metric=measured,
        metric_limit=0.04,
        curve=Curve(values=(1 + measured, None, 0.0, measured), final=measured, limit=0.04),
    )
    training = msgspec.structs.replace(training, cpu_seconds=measured)
    one = record(verdicts=(training,), cpu_seconds=measured)
    seen = for_student(one)
    assert seen.verdicts[0].curve == Curve(values=(1.12, None, 0.0, 0.123), final=0.123, limit=0.04)
    assert (seen.cpu_seconds, seen.verdicts[0].metric) == (0.123, 0.123)
    texts = [to_json(seen).decode(), feedback_page(one, ["en", "es"]).decode()]
    for language in ("en", "es"):
        feedback = feedback_of(one, language)
        texts += [as_text(feedback), as_html(feedback)]
    for name in ("gradescope", "github-classroom", "prairielearn", "coursera", "autolab"):
        texts += files_of(name, [one]).values()
    assert not [text for text in texts if re.search(r"0?\.1234|1\.123", text)]
    public = msgspec.structs.replace(training, public=True)
    assert for_student(record(verdicts=(public,))).verdicts == (public,), "nothing is hidden there"


@pytest.mark.parametrize("name", ["gradescope", "github-classroom", "coursera", "autolab"])
def test_nobody_without_a_grade_gets_a_zero(name: str) -> None:
    export = FORMATS[name].export([record(), *BLANK], None)
    assert {path.split("/")[0] for path in export.files} == {
        path.split("/")[0] for path in FORMATS[name].export([record()], None).files
    }
    assert [note.split(":")[0] for note in export.notes if "left blank" in note] == ["ours", "odd"]


@pytest.mark.parametrize("name", ["gradescope", "prairielearn", "coursera"])
def test_results_are_in_the_language_that_was_asked_for(name: str) -> None:
    text = "".join(files_of(name, [record()], language="es").values())
    assert "test_cell está bien" in text
    assert "is right" not in text


def test_gradescope_gets_the_golden_results() -> None:
    (text,) = files_of("gradescope", [record()]).values()
    if os.environ.get("AUTOGRADER_UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_gradescope_reads_every_field() -> None:
    (text,) = files_of("gradescope", [record()]).values()
    results = json.loads(text)
    formats = {"text", "html", "simple_format", "md", "ansi"}
    assert results["output_format"] in formats
    assert results["score"] == 10.0
    assert {test["visibility"] for test in results["tests"]} == {"visible"}
    assert [test["number"] for test in results["tests"]] == ["1.1", "1.2", "2.1", "2.2"]
    assert [test["status"] for test in results["tests"]] == ["passed", *["failed"] * 3]
    assert sum(test["max_score"] for test in results["tests"]) == 100
    for test in results["tests"]:
        assert 0 <= test["score"] <= test["max_score"]
        assert test["output_format"] in formats
        assert "\r" not in test["output"]
        assert bool(test["output"]) == (test["status"] == "failed")


def test_github_classroom_counts_the_same_in_console_and_report() -> None:
    (text,) = files_of("github-classroom", [record()]).values()
    environment = dict(line.split("=", 1) for line in text.splitlines())
    runners = environment["RUNNERS"].split(",")
    assert all(re.fullmatch("[a-z0-9]+", runner) for runner in runners)
    console = reported = 0.0
    for runner in runners:
        results = json.loads(base64.b64decode(environment[f"{runner.upper()}_RESULTS"]))
        tests = results["tests"]
        assert results["status"] in ("pass", "fail", "error")
        passed = sum(test["status"] == "pass" for test in tests)
        console += passed / len(tests) * results["max_score"]
        reported += sum(test["score"] for test in tests)
    assert console == reported == 10.0
    partly = record(score=5.0, verdicts=(verdict("cell", "test_cell", points=5.0),))
    with pytest.raises(ExportError, match=r"Ann . Lee_7: 5\.0 of 10\.0 points in test_cell"):
        files_of("github-classroom", [partly])


def test_prairielearn_gets_a_share_of_one_and_points_for_every_test() -> None:
    files = files_of("prairielearn", [record(), *BLANK])
    results = {path.split("/")[0].split("-")[0]: json.loads(text) for path, text in files.items()}
    assert set(results) == {"Ann _ Lee_7", "ours", "odd"}
    graded = results["Ann _ Lee_7"]
    assert graded["score"] == 0.1
    assert graded["gradable"]
    assert all({"points", "max_points", "name"} <= set(test) for test in graded["tests"])
    assert results["ours"]["gradable"] is False
    assert results["odd"]["format_errors"]


def test_results_above_prairielearns_limit_are_refused() -> None:
    many = tuple(
        verdict(
            "cell",
            f"check{number}",
            **FAILED,
            public=True,
            kind=Kind.RAISED,
            exception="ValueError",
            detail=Detail(call="f()", message="é" * 400, output="\n".join(["y" * 300] * 9)),
        )
        for number in range(1500)
    )
    with pytest.raises(ExportError, match=r"Ann . Lee_7: its results are"):
        files_of("prairielearn", [record(verdicts=many, max_score=15000.0)])


def test_coursera_gets_a_fraction_and_a_page() -> None:
    files = files_of("coursera", [record()])
    folder = next(iter(files)).split("/")[0]
    feedback = json.loads(files[f"{folder}/feedback.json"])
    assert feedback["fractionalScore"] == 0.1
    assert feedback["feedbackType"] == "HTML"
    assert files[f"{folder}/htmlFeedback.html"].startswith("<!DOCTYPE html>")


def test_autolab_reads_the_last_line_in_its_own_way() -> None:
    (text,) = files_of("autolab", [record()]).values()
    *shown, last = text.splitlines()
    quoted = re.sub(r"([a-zA-Z0-9]+):", r'"\1":', last)
    assert json.loads(quoted) == {"scores": {"cell": 10.0, "train": 0.0}}
    assert not any(line.lstrip().startswith("{") for line in shown)
    colon = record(verdicts=(verdict("part a: cells", "test_cell"),))
    with pytest.raises(ExportError, match="misread the problem 'part a: cells'"):
        files_of("autolab", [colon])
