"""The ladder of hints: opened rung by rung, remembered here, never the answer at once."""

from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from autograder.model.record import Hint, Kind, Text, Verdict
from autograder.model.topic import Topic
from autograder.presentation.messages import Language, Translator
from autograder.presentation.terminal.check import SelfCheckPrinter, hint_lines
from autograder.selfcheck.hints import Ladder, memory_path

COURSE = Path(__file__).parent / "fixtures" / "course"
FAILED = Verdict(
    check="test_loss",
    exercise="loss",
    title=Text(en="loss is a mean", es="loss es una media"),
    outcome="failed",
    points=0,
    max_points=1,
    kind=Kind.WRONG_VALUE,
    fault="student",
)
DIAGNOSED = msgspec.structs.replace(FAILED, hint=Hint(wrong="sum", text=Text(en="sum", es="suma")))


@pytest.fixture
def topic() -> Topic:
    return Topic(COURSE / "assignments" / "regression", COURSE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "hints.json"


def shown(
    verdict: Verdict, ladder: Ladder, language: Language = "en", width: int = 80
) -> list[str]:
    lines = hint_lines(verdict, ladder, Translator(language), "autograder check --hint", width)
    return [line.plain for line in lines]


def test_nothing_is_open_until_it_is_asked_for(topic: Topic, path: Path) -> None:
    assert shown(FAILED, Ladder(topic, path)) == [
        "stuck? autograder check --hint says where to look"
    ]
    assert not path.exists()


def test_rungs_open_from_the_bottom_one_at_a_time(topic: Topic, path: Path) -> None:
    ladder = Ladder(topic, path)
    assert [ladder.open_next(FAILED) for _ in range(3)] == ["look", "example", None]
    assert list(ladder.opened(FAILED)) == ["look", "example"]


def test_what_was_opened_is_still_open_the_next_time_and_nowhere_else(
    topic: Topic, path: Path
) -> None:
    Ladder(topic, path).open_next(FAILED)
    again = Ladder(topic, path)
    assert list(again.opened(FAILED)) == ["look"]
    assert again.next(FAILED) == "example"
    other = msgspec.structs.replace(FAILED, exercise="scale")
    assert list(again.opened(other)) == []


def test_a_certain_diagnosis_takes_the_place_of_where_to_look(topic: Topic, path: Path) -> None:
    ladder = Ladder(topic, path)
    assert ladder.open_next(DIAGNOSED) == "example"
    assert list(ladder.opened(DIAGNOSED)) == ["example"]
    assert ladder.next(FAILED) == "look", "a later mistake without a diagnosis still has its rung"


@pytest.mark.parametrize(
    "verdict",
    [
        msgspec.structs.replace(FAILED, kind=Kind.MISSING),
        msgspec.structs.replace(FAILED, kind=Kind.IMPORT_FAILED),
        msgspec.structs.replace(FAILED, outcome="ungraded", kind=Kind.GRADER_FAULT),
        msgspec.structs.replace(FAILED, outcome="passed", kind=None),
        msgspec.structs.replace(FAILED, exercise="fit"),  # its author wrote none
    ],
    ids=["missing", "import", "our fault", "passed", "no hints"],
)
def test_what_no_hint_helps_with_offers_none(topic: Topic, path: Path, verdict: Verdict) -> None:
    ladder = Ladder(topic, path)
    assert shown(verdict, ladder) == []
    printer = SelfCheckPrinter(Console(), topic, Translator("en"), hints=ladder)
    (note,) = printer.note_lines(printer.open_hint([verdict]))
    assert note.plain.startswith("There is no further hint here")


@pytest.mark.parametrize("damage", ["", "{", "[1]", '{"regression/loss": 3}'])
def test_a_damaged_memory_is_an_empty_one(topic: Topic, path: Path, damage: str) -> None:
    path.parent.mkdir()
    path.write_text(damage)
    ladder = Ladder(topic, path)
    assert ladder.opened(FAILED) == {}
    assert ladder.open_next(FAILED) == "look"
    assert list(Ladder(topic, path).opened(FAILED)) == ["look"]


def test_where_nothing_can_be_written_a_hint_opens_all_the_same(
    topic: Topic, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    ladder = Ladder(topic, tmp_path / "state" / "hints.json")
    assert ladder.open_next(FAILED) == "look"
    assert list(ladder.opened(FAILED)) == ["look"]


def test_the_memory_is_in_the_users_own_state_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert memory_path() == tmp_path / "autograder" / "hints.json"


@pytest.mark.parametrize("width", [40, 80])
def test_an_example_keeps_its_code_as_lines_and_wraps_its_prose(
    topic: Topic, path: Path, width: int
) -> None:
    ladder = Ladder(topic, path)
    ladder.open_next(DIAGNOSED)
    lines = shown(DIAGNOSED, ladder, width=width)
    assert lines[0].startswith("example: The largest distance")
    assert all(len(line) <= width for line in lines)
    whole = " ".join(" ".join(lines).split())
    assert "return distance.max()" in whole
    assert "# (N, M)" in whole
    if width == 80:
        assert "    return distance.max()                            # ()" in lines


def test_every_rung_is_said_in_spanish(topic: Topic, path: Path) -> None:
    ladder = Ladder(topic, path)
    ladder.open_next(FAILED)
    lines = shown(FAILED, ladder, "es")
    assert lines[0].startswith("dónde mirar: El enunciado")
    assert lines[-1] == "¿no sale? autograder check --hint muestra un ejemplo resuelto"
