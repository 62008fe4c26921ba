"""Similarity: copies are found however they are disguised, honest work is left in peace."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from autograder.authoring.new import new_topic
from autograder.grading.gradebook import Gradebook
from autograder.grading.similar import Pair, similar_pairs
from autograder.model.record import Record
from autograder.model.submission import File, Problem, Source, Student, Submission
from autograder.model.topic import Topic
from autograder.presentation.messages import Translator
from autograder.presentation.terminal.similar import similar_report
from demo.make_class import STYLES
from tests.framework.conftest import REPOSITORY

GRU = Topic(REPOSITORY / "assignments" / "gru", REPOSITORY)
STARTER = GRU.starter.read_text(encoding="utf-8")
HONEST = {
    style: (REPOSITORY / "solutions/gru/alternatives" / f"{style}.py").read_text(encoding="utf-8")
    for style in STYLES
}


def sources(texts: dict[str, str]) -> dict[str, Source]:
    return {name: Source(main="gru.py", modules={"gru.py": text}) for name, text in texts.items()}


def found(texts: dict[str, str], starter: str = STARTER) -> list[Pair]:
    return similar_pairs(sources(texts), starter)


def names(pairs: list[Pair]) -> list[tuple[str, str]]:
    return [(pair.one, pair.other) for pair in pairs]


def disguised(text: str) -> str:
    """A copy with every local name changed, its functions the other way round, comments and empty
    lines put in, numbers changed."""
    locals_ = set(re.findall(r"^ +(\w+) = ", text, re.MULTILINE))
    locals_ |= set(re.findall(r"for (\w+) in", text))
    for number, name in enumerate(sorted(locals_)):
        text = re.sub(rf"(?<![\w.]){name}\b(?!=)", f"mine_{number}", text)
    head, *parts = re.split(r"\n\n\n(?=def |class )", text)
    text = "\n\n\n".join([head, *reversed(parts)]).replace("1e-", "2e-")
    lines = [line + "  # all my own work" if line.strip() else line for line in text.split("\n")]
    return "\n\n".join(lines)


def test_people_who_worked_alone_are_no_pair() -> None:
    assert len(HONEST) >= 6
    assert found(HONEST) == []


@pytest.mark.parametrize("victim", HONEST)
def test_a_copy_is_found_under_other_names_in_another_order(victim: str) -> None:
    pairs = found({**HONEST, "~copy": disguised(HONEST[victim])})
    assert names(pairs) == [(victim, "~copy")]
    assert pairs[0].share > 0.7
    assert pairs[0].usual < 0.1


def test_a_passage_says_the_lines_of_both() -> None:
    (pair,) = found({**HONEST, "~copy": disguised(HONEST["einsum"])})
    longest = pair.passages[0]
    assert longest.tokens == max(passage.tokens for passage in pair.passages)
    for lines, text in (
        (longest.one, HONEST["einsum"]),
        (longest.other, disguised(HONEST["einsum"])),
    ):
        kept = text.split("\n")[lines.first - 1 : lines.last]
        assert [line.strip() for line in lines.text.split("\n")] == [each.strip() for each in kept]


def test_one_function_copied_into_other_work_is_found() -> None:
    whole = HONEST["functional"]
    backward = re.search(r"\n\n\ndef gru_backward\(.*?(?=\n\n\n(?:def|class) )", whole, re.DOTALL)
    assert backward is not None
    other = HONEST["row_by_row"]
    theirs = re.search(r"\n\n\ndef gru_backward\(.*?(?=\n\n\n(?:def|class) )", other, re.DOTALL)
    assert theirs is not None
    mixed = other.replace(theirs.group(), disguised(backward.group()))
    assert ("functional", "~mixed") in names(found({**HONEST, "~mixed": mixed}))


def test_the_starter_is_nobodys_own() -> None:
    assert found({"ana": STARTER, "ben": STARTER, "eva": STARTER + "\n\nx = 1\n"}) == []


def test_what_many_of_the_class_share_makes_no_pair() -> None:
    shown_in_class = HONEST["einsum"].partition("\n\n\nclass ")[0]
    variants = {
        name: shown_in_class + "\n\n\nclass " + text.partition("\n\n\nclass ")[2]
        for name, text in HONEST.items()
    }
    assert len(variants) > 5
    assert found(variants) == []


def test_two_alone_are_compared_too() -> None:
    text = HONEST["per_gate"]
    assert names(found({"ana": text, "ben": disguised(text)})) == [("ana", "ben")]
    assert found({"ana": text, "ben": HONEST["einsum"]}) == []
    assert found({"ana": text}) == []
    assert found({}) == []


def test_what_can_not_be_read_is_passed_over() -> None:
    broken = Source(main="gru.py", modules={}, problem=Problem(kind="syntax_error"))
    odd = {"eva": 'x = (\n"""', "flo": "\x00\x1b[2J", "gus": "é" * 1000 + "\n" * 500, "ida": ""}
    assert similar_pairs({**sources({**HONEST, **odd}), "dan": broken}, STARTER) == []


def test_names_and_lines_of_students_are_shown_harmless() -> None:
    evil = "\x1b[2J[red]\u202e"
    text = HONEST["per_gate"].replace("\n    ", f"\n    # {evil}\n    ")
    (pair,) = found({"ana": text, evil: text})
    stream = io.StringIO()
    console = Console(file=stream, width=60, color_system=None, highlight=False, markup=False)
    console.print(similar_report([pair], [ungraded("ana"), ungraded(evil)], Translator("es"), 60))
    shown = stream.getvalue()
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[red]" in shown
    assert "nunca un veredicto" in shown
    assert all(len(line.rstrip()) <= 60 for line in shown.splitlines())


def test_the_commands_read_a_run_and_say_the_same_every_time(tmp_path: Path) -> None:
    (tmp_path / "assignments").mkdir()
    (tmp_path / "solutions").mkdir()
    new_topic("toy", tmp_path)
    double = "\n\ndef double(x):\n    return 2 * x\n"
    work = {**HONEST, "Zoë Núñez": disguised(HONEST["einsum"])}
    with Gradebook(tmp_path / "run", write=True) as gradebook:
        gradebook.put({"topic": "toy"})
        gradebook.set_class(
            Submission(
                id=person,
                students=(Student(name=person, id=person),),
                files=(File(path="toy.py", data=(text + double).encode()),),
                main="toy.py",
            )
            for person, text in work.items()
        )
        for person in work:
            gradebook.write(ungraded(person))

    def run(*command: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "autograder", *command, "--lang", "en"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    written = []
    for _ in range(2):
        said = run("similar", "run", "--json", "pairs.json")
        written.append((tmp_path / "pairs.json").read_bytes())
    assert "1 pair shares more than chance" in said
    assert "Zoë Núñez · einsum" in said
    assert said.count("toy.py:") == 4, "two passages, side by side"
    assert written[0] == written[1]
    (pair,) = json.loads(written[0])
    assert {pair["one"], pair["other"]} == {"einsum", "Zoë Núñez"}
    run("report", "run")
    page = (tmp_path / "run/report/index.html").read_text(encoding="utf-8")
    share = f"{pair['share']:.0%}"
    assert f"{share} in common with Zoë Núñez" in page
    assert f"{share} in common with einsum" in page


def ungraded(person: str) -> Record:
    return Record(
        submission=person,
        students=(Student(name=person, id=person),),
        topic="toy",
        status="ungraded",
        score=None,
        max_score=10.0,
    )
