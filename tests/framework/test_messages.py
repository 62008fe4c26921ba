"""One catalogue for both languages: nothing missing, nothing unused, nothing unsafe."""

import ast
import gettext
import io
import runpy
import unicodedata
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

import autograder
from autograder.model.record import Curve, Detail, Kind, Place, Text, Verdict
from autograder.model.submission import Problem
from autograder.presentation.messages import (
    DOMAIN,
    LANGUAGES,
    LOCALE,
    N_,
    Language,
    Translator,
    choose_language,
    safe,
    safe_lines,
)
from autograder.presentation.sentences import (
    HEADINGS,
    PROBLEMS,
    REASONS,
    Call,
    CodeLine,
    Explanation,
    Quote,
    Rows,
    Sentence,
    explain,
    explain_problem,
    problem_sentence,
)

MAKE = runpy.run_path(str(Path(__file__).with_name("compile_messages.py")))
PACKAGE = Path(autograder.__file__).parent
HOSTILE = "\x1b[2J\x1b]0;owned\x07\u202e\u2066\x9b1m\r\n\x00{name}{0.__class__}[red]"


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return MAKE["translations"]()  # type: ignore[no-any-return] # run_path knows no types


@pytest.fixture(scope="module")
def said() -> set[str | tuple[str, ...]]:
    """Every message in the code: a sentence, or the pair of a plural."""
    return MAKE["sentences"]()  # type: ignore[no-any-return] # run_path knows no types


def test_every_sentence_is_translated_and_none_is_left_over(
    catalogue: Catalog, said: set[str | tuple[str, ...]]
) -> None:
    kept = {message.id for message in catalogue if message.id}
    assert said - kept == set(), "run `make messages` and translate these"
    assert kept - said == set(), "run `make messages`: nobody says these any more"


def test_no_translation_is_empty_or_doubtful(catalogue: Catalog) -> None:
    for message in catalogue:
        strings = message.string if message.pluralizable else (message.string,)
        assert all(strings), message.id
        assert not message.fuzzy or not message.id, message.id


def test_translations_have_the_placeholders_of_their_sentence(catalogue: Catalog) -> None:
    for message in catalogue:
        if not message.id:
            continue
        sources = message.id if message.pluralizable else (message.id,)
        strings = message.string if message.pluralizable else (message.string,)
        wanted = fields(sources[-1])
        assert fields(strings[-1]) == wanted, message.id
        # The sentence for one need not name the number.
        assert all(wanted - {("n", "")} <= fields(each) <= wanted for each in strings), message.id
        assert all(wanted - {("n", "")} <= fields(each) <= wanted for each in sources), message.id


def fields(message: str) -> set[tuple[str, str | None]]:
    parsed = Formatter().parse(message)
    return {(name, format_) for _, name, format_, _ in parsed if name is not None}


def test_no_sentence_is_left_in_english(catalogue: Catalog) -> None:
    for message in catalogue:
        if message.id and not message.pluralizable and len(message.id.split()) > 3:
            assert message.id != message.string


def test_the_compiled_catalogue_is_that_of_the_source(catalogue: Catalog) -> None:
    fresh = io.BytesIO()
    write_mo(fresh, catalogue)
    fresh.seek(0)
    with (LOCALE / "es" / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        kept = gettext.GNUTranslations(file)
    new = gettext.GNUTranslations(fresh)
    for message in catalogue:
        if message.pluralizable:
            for count in (1, 2):
                assert kept.ngettext(*message.id, count) == new.ngettext(*message.id, count)
        elif message.id:
            assert kept.gettext(message.id) == new.gettext(message.id), "run `make messages`"


@pytest.mark.parametrize(
    ("option", "variables", "chosen"),
    [
        ("es", {"AUTOGRADER_LANG": "en", "LANG": "en_GB.UTF-8"}, "es"),
        ("en", {"AUTOGRADER_LANG": "es"}, "en"),
        (None, {"AUTOGRADER_LANG": "es", "LC_ALL": "en_GB.UTF-8"}, "es"),
        (None, {"LC_ALL": "es_MX.UTF-8", "LANG": "en_GB.UTF-8"}, "es"),
        (None, {"LC_ALL": "C", "LANG": "es_ES.UTF-8"}, "en"),
        (None, {"LC_MESSAGES": "es_AR", "LANG": "C"}, "es"),
        (None, {"LANG": "es_ES.UTF-8"}, "es"),
        (None, {"LANG": "fr_FR.UTF-8"}, "en"),
        (None, {}, "en"),
    ],
)
def test_the_language_is_that_of_the_option_then_the_variable_then_the_locale(
    option: str | None, variables: dict[str, str], chosen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AUTOGRADER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", "linux")
    assert choose_language(option) == chosen


@given(st.text(), st.integers(2, 100))
@example(HOSTILE, 80)
@example("a" + "\u0301" * 50, 80)
@example("\u3164\U000e0041\ud800\u2028\ue000", 80)
@example("漢字" * 30, 41)
def test_safe_text_is_one_harmless_line(text: str, width: int) -> None:
    line = safe(text, width)
    assert cell_len(line) <= width
    assert all(unicodedata.category(c) not in ("Zl", "Zp", "Cs") for c in line)
    assert all(unicodedata.category(c)[0] != "C" or c in "\u200c\u200d" for c in line)
    assert "\u3164" not in line
    assert safe(line, width) == line
    line.encode("utf-8")  # no half of a surrogate pair


def test_safe_text_keeps_names_and_columns() -> None:
    for name in ("José Núñez-O'Brien", "陳大文", "می‌خواهم", "👩‍🔬 Zoë", "क्षत्रिय"):
        assert safe(name) == name
    assert safe("a\tb\x1bc") == "a b\ufffdc"
    assert safe("abcdef", 4) == "abc…"
    assert safe_lines("\n one\r\n\x1b[2Jtwo\n\n") == [" one", "\ufffd[2Jtwo"]


def test_text_is_made_safe_before_it_enters_a_sentence() -> None:
    sentence = Translator("es").text(N_("{file} is empty."), file=HOSTILE)
    assert sentence == f"{safe(HOSTILE)} está vacío."
    assert "{0.__class__}" in sentence, "what a student writes is no format"


def test_plurals_are_counted_in_both_languages() -> None:
    for language, one, many in (
        ("en", "1 submission (x)", "2 submissions (x)"),
        ("es", "1 entrega (x)", "2 entregas (x)"),
    ):
        t = Translator("es" if language == "es" else "en")
        for count, wanted in ((1, one), (2, many)):
            pair = ("{n} submission ({system})", "{n} submissions ({system})")
            assert t.plural(*pair, count, system="x") == wanted


# -- every kind of verdict and every problem has its sentences --


def verdict(kind: Kind, **fields: object) -> Verdict:
    told = {
        "check": "test_x",
        "exercise": "x",
        "title": Text(en="x holds", es="x se cumple"),
        "outcome": "failed",
        "points": 0.0,
        "max_points": 1.0,
        "kind": kind,
        "fault": "student",
    }
    return Verdict(**{**told, **fields})  # type: ignore[arg-type] # the fields are a verdict's


def texts(explanation: Explanation) -> list[str]:
    found = [explanation.heading, explanation.where, explanation.hint]
    for part in explanation.parts:
        match part:
            case Sentence(text) | Call(text):
                found.append(text)
            case Rows(rows):
                found += [text for row in rows for text in row]
            case CodeLine(_, code):
                found.append(code)
            case Quote(lines):
                found += lines
            case plot:
                found.append(plot.caption)
    return found


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_explained_in_both_languages(kind: Kind) -> None:
    english, spanish = (texts(explain(verdict(kind), Translator(each))) for each in LANGUAGES)
    assert kind in HEADINGS
    assert english[0]
    assert english[3]
    pairs = list(zip(english, spanish, strict=True))
    assert [one for one, other in pairs if one == other and one not in ("", "nan or inf")] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_whatever_a_verdict_holds_is_harmless_and_shown(kind: Kind, language: Language) -> None:
    place = Place(file=HOSTILE, line=3, code=HOSTILE, column=0, end_column=99)
    detail = Detail(
        call=HOSTILE,
        part=HOSTILE,
        expected=HOSTILE,
        got=HOSTILE,
        index=(0, 1),
        wrong_entries=2,
        entries=6,
        largest_error=1.0,
        allowed_error=1e-7,
        message=HOSTILE,
        output=HOSTILE,
    )
    told = verdict(
        kind,
        function=HOSTILE,
        suggestion=HOSTILE,
        argument=HOSTILE,
        exception=HOSTILE,
        forbidden=HOSTILE,
        limit=0.5,
        place=place,
        curve=Curve(values=(1.0, None, 2.0), final=None, limit=0.1),
        detail=detail,
    )
    for text in texts(explain(told, Translator(language))):
        assert all(unicodedata.category(c)[0] != "C" for c in text)
    # and with nothing but the kind, as a student reads of a hidden check
    assert texts(explain(verdict(kind), Translator(language)))


def literals(folder: Path, *calls: str) -> set[str]:
    """The literal `kind=` or first argument of every such call in the sources."""
    found = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in calls:
                values = [k.value for k in node.keywords if k.arg == "kind"] or node.args[:1]
                found |= {str(v.value) for v in values if isinstance(v, ast.Constant)}
    return found


def test_every_problem_that_the_code_names_has_its_sentences_and_no_other_has() -> None:
    named = literals(PACKAGE, "Problem", "_Unreadable")
    assert len(named) > 20
    assert named - set(PROBLEMS) == set()
    assert set(PROBLEMS) - named - {"grader_fault"} == set()


def test_every_reason_why_a_file_is_refused_has_its_words() -> None:
    named = literals(PACKAGE / "collect", "ArchiveError", "NotebookError")
    assert len(named) > 5
    assert named - set(REASONS) == set()


@pytest.mark.parametrize("kind", PROBLEMS)
def test_a_problem_is_said_with_and_without_its_data(kind: str) -> None:
    for language in LANGUAGES:
        t = Translator(language)
        bare = problem_sentence(Problem(kind=kind), t)
        assert bare
        assert "{" not in bare
        names = [name for name, _ in fields(PROBLEMS[kind][0])]
        data: dict[str, str | int] = dict.fromkeys(names, HOSTILE)
        full = explain_problem(Problem(kind=kind, data=data), t)
        for text in texts(full):
            assert all(unicodedata.category(c)[0] != "C" for c in text)


def test_a_problem_of_another_version_is_named() -> None:
    assert problem_sentence(Problem(kind="moon_phase"), Translator("es")) == "moon_phase"
    assert texts(explain_problem(Problem(kind="moon_phase"), Translator("en")))
