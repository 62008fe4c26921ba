"""The pages of a class: what they say, and that nothing a student writes is more than text there.

A small class is really graded, some of it hostile, and every page is parsed as strictly as HTML
can be.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import html5lib
import msgspec
import pytest
from html5lib.constants import namespaces

from autograder.authoring.new import new_topic
from autograder.cli import main
from autograder.collect import read_source
from autograder.execution.forked import Host
from autograder.grading.gradebook import Gradebook, RunError
from autograder.grading.job import GradeJob, grade_submission
from autograder.grading.similar import Lines, Pair, Passage
from autograder.judge.judge import Judge
from autograder.judge.oracle import LiveOracle
from autograder.model.record import Adjustment, Kind, Record
from autograder.model.submission import File, Source, Student, Submission
from autograder.presentation.messages import Language, Translator
from autograder.presentation.report import feedback_page, write_feedback, write_report
from autograder.presentation.report.statistics import (
    check_statistics,
    misconceptions,
    point_biserial,
    upper_lower,
)
from tests.framework.conftest import Course
from tests.framework.languages import catalogue

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the shared host is forked")

SECRET = "0.71937"
SUITE = """
@check("double", es="double devuelve el doble de la entrada")
def test_values(student, rng):
    "double returns twice its input"
    student.double(np.array([0.71937, 3.0])).matches_reference()

@check("double", es="double devuelve el doble de una matriz")
def test_matrix(student, rng):
    "double returns twice a matrix"
    student.double(rng.standard_normal((5, 7))).matches_reference()

@check("double", after=test_values, es="Los gradientes atraviesan double")
def test_gradients(student, rng):
    "Gradients flow through double"
    student.double.gradients(rng.standard_normal((4, 6))).matches_reference()

@check("double", es="el entrenamiento termina por debajo del límite")
def test_training(student, rng):
    "training ends below the limit"
    metric = student.double(np.ones(1)).array()[0] - 1.0
    expect_below(metric, 1.5, curve=metric + 1 / np.arange(1, 40))
"""
MARKUP = "</pre></script><script>alert(1)</script><img src=x onerror=alert(2)>"
QUOTES = '" onmouseover="alert(3)" \' autofocus onfocus=\'alert(4)'
UNSEEN = "\x1b[31mred\x1b[0m\x1b]0;title\x07 \u202egnp.exe\u2066 \x9b2J \x00"
WORK = {
    "right": "def double(x):\n    return x + x\n",
    "square": "def double(x):\n    return x**2\n",
    "triple": "def double(x):\n    return 3 * x\n",
    "starter": "def double(x):\n    raise NotImplementedError\n",
    "printed": f"""
print({MARKUP!r}, {QUOTES!r}, {UNSEEN!r})
def double(x):
    print(x.tolist(), {MARKUP!r})
    raise ValueError({MARKUP + UNSEEN!r})
""",
    "flood": """
def double(x):
    for _ in range(100):
        print("<b>" * 300_000)
    raise KeyError("<i>" * 100_000)
""",
    "documented": f"""
'''{MARKUP} \u202e'''
def double(x):  # {MARKUP} {QUOTES}
    return x.{"a" * 500}
""",
    "named": f"""
class Odd(Exception): pass
Odd.__name__ = {MARKUP!r}
def double(x):
    raise Odd({QUOTES!r})
""",
    "delegates": "import gc\ndef double(x):\n    gc.collect()\n    return x + x\n",
    "broken": f"def double(x:\n    {MARKUP}\n",
}
NAMES = {
    "printed": MARKUP,
    "flood": QUOTES,
    "documented": UNSEEN + "محمد",
    "named": '=HYPERLINK("http://evil.example/","x")',
    "broken": "{{ 7 * 7 }}{% raw %}",
}


@dataclass
class Graded:
    """A class that was graded: what is known of it."""

    root: Path
    submissions: list[Submission]
    records: list[Record]
    sources: dict[str, Source]

    def record(self, name: str) -> Record:
        return next(each for each in self.records if each.submission.startswith(name))


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory, host: Host) -> Iterator[Graded]:
    root = tmp_path_factory.mktemp("course") / "course"
    new_topic("toy", root)
    course = Course(root, host)
    course.suite(SUITE)
    topic = course.topic
    assert topic.hidden is not None
    judge = Judge(topic, topic.hidden, host, LiveOracle(topic, host), "none", public=False)
    result = Graded(root, [], [], {})
    for name, text in WORK.items():
        file = "toy.py" if name != "named" else 'x" onload="alert(5)/<b>toy.py'
        submission = Submission(
            id=f"{name} {NAMES.get(name, '')}".strip(),
            students=(Student(name=NAMES.get(name, name.title()), id=name),),
            files=(File(path=file, data=text.encode()),),
            main=file,
            group=MARKUP if name == "printed" else "",
            late=name == "square",
            attempt=2,
            attempts=3,
        )
        job = GradeJob(
            course=str(root),
            topic="toy",
            submission=submission,
            seed=3,
            isolation="none",
            answers="",
        )
        record = grade_submission(judge, job, "")
        result.submissions.append(submission)
        result.records.append(record)
        result.sources[submission.id] = read_source(submission, topic.assignment)
    absent = Submission(id="absent", students=(Student(name="Absent"),))
    job = GradeJob(
        course=str(root), topic="toy", submission=absent, seed=3, isolation="none", answers=""
    )
    result.records.append(grade_submission(judge, job, ""))
    yield result
    judge.session.close()


@pytest.fixture(scope="module", params=["en", "es"])
def pages(
    request: pytest.FixtureRequest, graded: Graded, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Language, dict[str, str], Path]:
    """Every page of the report, and each student's feedback below `feedback/`, by its path."""
    language: Language = request.param
    out = tmp_path_factory.mktemp("pages")
    lines = Lines(file=f"{MARKUP}.py", first=3, last=4, text=f"x = 1  # {MARKUP}\n{UNSEEN}")
    pair = Pair(
        one=graded.records[0].submission,
        other=graded.record("printed").submission,
        share=0.9,
        usual=0.1,
        passages=(Passage(one=lines, other=lines, tokens=60),) * 12,
    )
    write_report(graded.records, out, language, graded.sources, [pair])
    write_feedback(graded.records, out / "feedback", [language], graded.sources)
    found = {str(path.relative_to(out)): path.read_text("utf-8") for path in out.rglob("*.html")}
    return language, found, out


def parsed(page: str) -> Element:
    """The page's elements. Fails where it is not valid HTML."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(page)  # type: ignore[no-any-return] # html5lib has no types


def name_of(element: Element) -> str:
    return str(element.tag).removeprefix(f"{{{namespaces['svg']}}}")


def text_of(page: str) -> str:
    """What is read: neither styles nor scripts, but with the texts of labels."""
    root = parsed(page)
    for parent in list(root.iter()):
        for child in list(parent):
            if name_of(child) in ("style", "script"):
                parent.remove(child)
    labels = [element.get(key, "") for element in root.iter() for key in ("aria-label", "title")]
    return " ".join(" ".join([*root.itertext(), *labels]).split())


ELEMENTS = re.compile(
    "html|head|meta|title|link|style|script|body|header|nav|main|section|article|footer|h[1-4]|p|a|b"
    "|strong|small|span|bdi|q|code|pre|samp|mark|div|dl|dt|dd|ul|ol|li|figure|figcaption|details"
    "|summary|table|thead|tbody|tr|th|td|svg|g|path|use|defs|text|tspan|clipPath|rect|image|desc"
)
ATTRIBUTES = re.compile(
    "lang|charset|http-equiv|content|name|rel|href|class|id|style|open|tabindex|role|aria-label"
    "|aria-labelledby|aria-hidden|scope|data-value|data-search|data-found|data-sort|viewBox|width"
    "|height|stroke-linejoin|stroke-linecap|d|x|y|transform|clip-path|textLength|lengthAdjust"
    "|preserveAspectRatio"
)


def test_nothing_in_a_page_is_an_element_or_an_attribute_of_a_students(
    pages: tuple[Language, dict[str, str], Path],
) -> None:
    for path, page in pages[1].items():
        root = parsed(page)
        elements = {name_of(element) for element in root.iter() if isinstance(element.tag, str)}
        attributes = {key.rpartition("}")[2] for each in root.iter() for key in each.attrib}
        assert [each for each in elements if not ELEMENTS.fullmatch(each)] == [], path
        assert [each for each in attributes if not ATTRIBUTES.fullmatch(each)] == [], path
        scripts = [element for element in root.iter() if element.tag == "script"]
        assert len(scripts) == (path == "index.html"), path


def test_no_page_asks_for_anything_outside_its_folder_and_every_link_leads_somewhere(
    pages: tuple[Language, dict[str, str], Path],
) -> None:
    _, found, out = pages
    for path, page in found.items():
        root = parsed(page)
        ids = [element.get("id") for element in root.iter() if element.get("id") is not None]
        assert len(ids) == len(set(ids)), path
        assert all(re.fullmatch(r"[A-Za-z][\w-]*", each or "") for each in ids), path
        references = re.findall(r"url\(#([\w-]+)\)", page)
        for element in root.iter():
            references += (element.get("aria-labelledby") or "").split()
            for key, value in element.attrib.items():
                if key.rpartition("}")[2] not in ("href", "src"):
                    continue
                if value.startswith("#"):
                    references.append(value[1:])
                elif not value.startswith("data:image/png;base64,"):
                    assert not re.match(r"[a-z]+:|/", value), (path, value)
                    name, _, place = value.partition("#")
                    target = (out / path).parent.joinpath(unquote(name))
                    assert target.is_file(), (path, value)
                    assert not place or f'id="{place}"' in target.read_text("utf-8"), (path, value)
        assert set(references) <= set(ids), path
        assert "@import" not in page
        assert not re.search(r"url\((?!#)", page)


def test_a_students_file_needs_no_other_and_lets_no_script_run(
    pages: tuple[Language, dict[str, str], Path],
) -> None:
    for path, page in pages[1].items():
        root = parsed(page)
        (policy,) = [e.get("content", "") for e in root.iter("meta") if e.get("http-equiv")]
        assert policy.startswith("default-src 'none';")
        if path.startswith("feedback/"):
            assert "script-src" not in policy
            assert not list(root.iter("link"))
            hrefs = [element.get("href", "#") for element in root.iter("a")]
            assert all(href.startswith("#") for href in hrefs)


def test_what_is_hidden_is_on_the_teachers_page_and_never_on_the_students(
    graded: Graded, pages: tuple[Language, dict[str, str], Path]
) -> None:
    for path, page in pages[1].items():
        if path.startswith("feedback/"):
            assert SECRET not in page, path
            assert 'class="call"' not in page, path
    name = next(path for path in pages[1] if path.startswith("submissions/triple"))
    assert SECRET in pages[1][name]
    printed = next(path for path in pages[1] if path.startswith("submissions/printed"))
    assert SECRET in text_of(pages[1][printed]), "what was printed"


def test_no_character_that_is_not_seen_or_that_turns_text_round_is_left(
    pages: tuple[Language, dict[str, str], Path],
) -> None:
    for page in pages[1].values():
        assert not set(page) & set("\x1b\x9b\x07\x00\u202e\u2066")


def test_a_flood_is_cut(pages: tuple[Language, dict[str, str], Path]) -> None:
    for path, page in pages[1].items():
        assert len(page.encode()) < 150_000, path


def test_no_english_sentence_is_on_a_spanish_page(
    pages: tuple[Language, dict[str, str], Path],
) -> None:
    language, found, _ = pages
    texts = [text_of(page) for page in found.values()]
    seen = {piece for piece in catalogue() if any(piece in text for text in texts)}
    if language == "es":
        assert seen == set()
    else:
        assert len(seen) > 20


def test_the_class_page_says_who_needs_a_person_and_why(
    graded: Graded, pages: tuple[Language, dict[str, str], Path]
) -> None:
    language, found, _ = pages
    looks = re.search(r'<ul class="looks">(.*?)</section>', found["index.html"], re.DOTALL)
    assert looks is not None
    text = re.sub(r"<[^>]+>", "", looks[1])
    t = Translator(language)
    assert t.text("may use {names}", names="gc") in text  # delegates
    assert "toy.py" in text  # broken: its line
    assert "90" in text  # two that are alike
    assert 'href="similar.html#pair-0"' in looks[1]
    assert "Triple" not in text


def test_who_is_alike_stands_side_by_side_with_the_lines_of_both(
    pages: tuple[Language, dict[str, str], Path],
) -> None:
    root = parsed(pages[1]["similar.html"])
    (pair,) = [each for each in root.iter("section") if each.get("id") == "pair-0"]
    assert len(list(pair.iter("pre"))) == 20, "ten passages of twelve, in two columns"
    links = [each.get("href", "") for each in pair.iter("a")]
    assert [unquote(link).split(" ")[0] for link in links] == [
        "submissions/right.html",
        "submissions/printed",
    ]
    assert "x = 1" in text_of(pages[1]["similar.html"])


def test_a_misconception_leads_to_those_who_hold_it(
    graded: Graded, pages: tuple[Language, dict[str, str], Path]
) -> None:
    (found,) = misconceptions(graded.records)
    assert (found.wrong, found.holders) == ("square", ["square"])
    page = pages[1]["index.html"]
    start = page.index('<ol class="ranking">')
    assert 'href="submissions/square.html"' in page[start : page.index("</ol>", start)]
    assert found.hint[pages[0]] in page


def test_the_students_own_code_is_shown_with_the_line_that_failed(
    graded: Graded, pages: tuple[Language, dict[str, str], Path]
) -> None:
    path = next(path for path in pages[1] if path.startswith("feedback/starter"))
    page = pages[1][path]
    stopped = re.findall(r'<span class="stopped"><span class="number">(\d+)</span>', page)
    assert stopped == ["2"]
    assert "raise NotImplementedError</mark>" in page
    link = re.search(r'NotImplementedError</mark> <a href="#([\w-]+)">', page)
    assert link is not None
    assert f'id="{link[1]}"' in page


def test_pictures_of_hidden_checks_are_the_teachers_and_curves_are_for_both(
    graded: Graded, pages: tuple[Language, dict[str, str], Path]
) -> None:
    verdicts = {verdict.check: verdict for verdict in graded.record("triple").verdicts}
    picture, curve = verdicts["test_matrix"].picture, verdicts["test_training"].curve
    assert picture is not None
    assert (picture.kind, picture.shape) == ("heat", (5, 7))
    assert verdicts["test_gradients"].kind == Kind.NOT_RUN
    assert curve is not None
    assert len(curve.values) == 39
    assert pages[1]["submissions/triple.html"].count("<svg") == 2
    assert pages[1]["feedback/triple.html"].count("<svg") == 1
    assert graded.record("right").verdicts[3].curve is None, "nobody looks at it"


def test_lateness_attempts_and_changed_scores_are_said(graded: Graded) -> None:
    record = msgspec.structs.replace(
        graded.record("square"),
        score=4.5,
        submitted_at="2026-03-02T00:00:01",
        adjustments=(
            Adjustment(kind="late", before=5.0, after=4.5, why="", days=1, percent=10.0),
            Adjustment(kind="override", before=4.5, after=4.5, why="spoke to them <b>"),
        ),
    )
    text = text_of(feedback_page(record, ["en"]).decode())
    assert "4.5 of 10 points" in text
    assert "handed in 2026-03-02 00:00:01" in text
    assert "on time no" in text
    assert "attempt 2 of 3" in text
    assert "1 day late: 10 % off, 5 → 4.5" in text
    assert "Set by your teacher, 4.5 → 4.5: spoke to them <b>" in text


def test_a_page_in_both_languages_holds_each_in_its_own_part(graded: Graded) -> None:
    root = parsed(feedback_page(graded.record("triple"), ["es", "en"]).decode())
    assert root.get("lang") == "es"
    (other,) = [each for each in root.iter("details") if each.get("class") == "language"]
    assert other.get("lang") == "en"
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert "double returns twice a matrix" in " ".join(other.itertext())
    assert "double devuelve el doble de una matriz" not in " ".join(other.itertext())


def test_the_same_run_gives_the_same_pages(graded: Graded, tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_report(graded.records, tmp_path / name, "en", graded.sources)
    one, other = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
        for folder in (tmp_path / "one", tmp_path / "other")
    )
    assert one == other


def test_a_report_takes_the_place_of_an_earlier_one_and_of_nothing_else(
    graded: Graded, tmp_path: Path
) -> None:
    write_report(graded.records, tmp_path / "report", "en", {})
    write_report(graded.records[:2], tmp_path / "report", "en", {})
    assert len(list((tmp_path / "report/submissions").iterdir())) == 2
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.odt").write_text("years of work")
    with pytest.raises(RunError, match=r"thesis\.odt"):
        write_report(graded.records, tmp_path / "mine", "en", {})
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.odt"]


def test_the_command_writes_both_and_names_where(
    graded: Graded,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AUTOGRADER_COURSE", str(graded.root))
    with Gradebook(tmp_path / "run", write=True) as gradebook:
        gradebook.put({"topic": "toy"})
        gradebook.set_class(graded.submissions)
        for record in graded.records:
            gradebook.write(record)
    with pytest.raises(SystemExit) as ended:
        main(
            ["report", str(tmp_path / "run"), "--student-feedback", str(tmp_path / "back")],
            standalone_mode=False,
        )
    assert ended.value.code == 0
    assert str(tmp_path / "run/report/index.html") in capsys.readouterr().out
    assert len(list((tmp_path / "back").glob("*.html"))) == len(graded.records)
    right = (tmp_path / "back/right.html").read_text("utf-8")
    assert "English" in right or "Español" in right
    for page in (right, (tmp_path / "run/report/submissions/right.html").read_text("utf-8")):
        assert "return x + x" in page, "the run keeps what was handed in"


@pytest.mark.parametrize("language", ["en", "es"])
def test_several_runs_are_the_course_whose_page_leads_to_everybodys_work_in_every_topic(
    graded: Graded,
    language: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = tmp_path / "course"
    shutil.copytree(graded.root, root)
    for folder in ("assignments", "solutions", "tests/hidden"):
        shutil.copytree(root / folder / "toy", root / folder / "other")
    monkeypatch.setenv("AUTOGRADER_COURSE", str(root))
    for topic in ("toy", "other"):
        with Gradebook(tmp_path / topic, write=True) as gradebook:
            gradebook.put({"topic": topic})
            gradebook.set_class(graded.submissions)
            for record in graded.records:
                gradebook.write(msgspec.structs.replace(record, topic=topic))
    runs, out = [str(tmp_path / topic) for topic in ("toy", "other")], tmp_path / "pages"
    with pytest.raises(SystemExit) as ended:
        main(
            ["report", *runs, "--out", str(out), "--weight", "toy=3", "--lang", language],
            standalone_mode=False,
        )
    assert (ended.value.code, capsys.readouterr().out.split()[0]) == (0, str(out / "index.html"))
    page = (out / "index.html").read_text("utf-8")
    root_element = parsed(page)
    links = [each.get("href") or "" for each in root_element.iter() if name_of(each) == "a"]
    there = [link for link in links if not link.startswith("#")]
    assert {link.partition("/")[0] for link in there} == {"toy", "other"}
    assert all((out / unquote(link)).is_file() for link in there)
    elements = {name_of(each) for each in root_element.iter() if isinstance(each.tag, str)}
    assert [each for each in elements if not ELEMENTS.fullmatch(each)] == []
    assert ("Cada tema cuenta:" if language == "es" else "A topic counts:") in page
    with pytest.raises(SystemExit) as refused:
        main(["report", *runs], standalone_mode=False)
    assert refused.value.code == 2


# -- numbers --


def test_how_a_class_did_at_a_check_counts_who_failed_which_way(graded: Graded) -> None:
    statistics = {each.check: each for each in check_statistics(graded.records)}
    values = statistics["test_values"]
    assert (values.judged, values.passed) == (9, 2), "neither who is absent nor unreadable"
    assert values.difficulty == pytest.approx(2 / 9)
    assert values.failed[Kind.WRONG_VALUE] == ["square", "triple"]
    assert sum(map(len, values.failed.values())) == 7
    assert values.discrimination is None, "too few to say"


def test_discrimination_is_that_of_the_textbook() -> None:
    outcomes = [(score >= 6, float(score)) for score in range(1, 11)]
    # Pearson's correlation of 0, 0, 0, 0, 0, 1, 1, 1, 1, 1 with 1 … 10
    assert point_biserial(outcomes) == pytest.approx(0.870388, abs=1e-6)
    assert upper_lower(outcomes) == 1.0
    backwards = [(not passed, score) for passed, score in outcomes]
    assert point_biserial(backwards) == pytest.approx(-0.870388, abs=1e-6)
    assert point_biserial([(True, 1.0), (True, 2.0)]) is None
    assert upper_lower([(True, 1.0), (True, 2.0)]) is None
    assert point_biserial([(True, 1.0), (False, 1.0)]) is None
    assert upper_lower([(True, 1.0), (False, 1.0)]) is None


def test_a_fault_of_ours_says_nothing_about_a_check(graded: Graded) -> None:
    record = graded.record("triple")
    ours: dict[str, Any] = {"outcome": "ungraded", "kind": Kind.GRADER_FAULT, "fault": "grader"}
    verdict = msgspec.structs.replace(record.verdicts[0], **ours)
    broken = msgspec.structs.replace(record, status="ungraded", score=None, verdicts=(verdict,))
    (statistics,) = check_statistics([broken])
    assert (statistics.judged, statistics.failed) == (0, {})
