"""The right file is graded, and read as far as it can be: what lies beside a starter, stubs left
behind, outputs, other names, other Pythons."""

import json
import re
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.collect import collect, read_source
from autograder.collect.newer import newer_python
from autograder.model.record import Text
from autograder.model.submission import File, Problem, Source, Submission
from autograder.model.topic import Assignment, Exercise
from autograder.presentation.messages import Language, Translator
from autograder.presentation.sentences import CodeLine, Sentence, explain_problem, note_text
from tests.framework.test_collect import make_folder, make_zip, notebook, zipped

ASSIGNMENT = Assignment(
    title=Text("GRU", "GRU"),
    file="gru.py",
    exercises=(Exercise(name="cell", title=Text("c", "c"), points=1, defines=("gru_cell", "GRU")),),
)
STARTER = (
    "def gru_cell(x, h):\n    raise NotImplementedError\n\n"
    "class GRU:\n    def forward(self, x):\n        raise NotImplementedError\n"
)
WRITTEN = (
    "def gru_cell(x, h):\n    return h\n\nclass GRU:\n    def forward(self, x):\n        return x\n"
)
EMPTY = "def gru_cell(x, h):\n    pass\n\nclass GRU:\n    'docs'\n    ...\n"
HALF = WRITTEN.replace("return x", "raise NotImplementedError")


def collected(path: Path, files: dict[str, str | bytes]) -> tuple[Submission, Source]:
    """What becomes of a student's folder."""
    (submission,) = collect(make_folder(path, files), ASSIGNMENT, system="file").submissions
    return submission, read_source(submission, ASSIGNMENT)


def read(data: str | bytes, name: str = "gru.py") -> Source:
    content = data if isinstance(data, bytes) else data.encode()
    work = Submission(id="x", files=(File(path=name, data=content),), main=name)
    return read_source(work, ASSIGNMENT)


def kinds(notes: tuple[Problem, ...]) -> list[str]:
    return [note.kind for note in notes]


def said(problem: Problem, language: Language = "en") -> str:
    parts = explain_problem(problem, Translator(language)).parts
    return " ".join(part.text for part in parts if isinstance(part, Sentence))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_what_windows_saves_as_unicode_is_read(tmp_path: Path, encoding: str) -> None:
    mark = "" if encoding == "utf-16" else "\ufeff"
    text = WRITTEN.replace("return h", "return h  # más rápido")
    for name, content in (("gru.py", text), ("gru.ipynb", notebook(text))):
        data = (mark + content).encode(encoding)
        _, source = collected(tmp_path / name, {name: data})
        assert (source.main, source.problem) == (name, None)
        assert {"gru_cell", "GRU"} <= set(source.names)
        assert "más rápido" in source.modules[name]


# -- which file --


@pytest.mark.parametrize(
    ("files", "main", "notes"),
    [
        ({"gru.py": STARTER, "gru_final.py": WRITTEN}, "gru_final.py", ["untouched"]),
        ({"gru.py": STARTER, "my work.py": WRITTEN}, "my work.py", ["untouched"]),
        ({"gru.py": STARTER, "entrega/solucion.py": WRITTEN}, "entrega/solucion.py", ["untouched"]),
        ({"gru.py": STARTER, "Untitled.ipynb": notebook(WRITTEN)}, "Untitled.ipynb", ["untouched"]),
        ({"gru.py": STARTER, "gru.ipynb": notebook(WRITTEN)}, "gru.ipynb", ["file_chosen"]),
        ({"gru.py": STARTER, "gru (1).py": WRITTEN}, "gru (1).py", ["untouched"]),
        ({"gru.py": STARTER, "solution/gru.py": WRITTEN}, "solution/gru.py", ["untouched"]),
        ({"gru.py": "", "gru_final.py": WRITTEN}, "gru_final.py", ["untouched"]),
        ({"gru.py": EMPTY, "gru2.py": WRITTEN}, "gru2.py", ["untouched"]),
        ({"gru.py": STARTER, "gru.json": notebook(WRITTEN)}, "gru.json", ["untouched"]),
        ({"gru.py": HALF, "gru_final.py": WRITTEN}, "gru.py", ["written_elsewhere"]),
        ({"gru.py": STARTER, "gru (1).py": STARTER}, "gru.py", []),
        ({"gru.py": WRITTEN, "gru (1).py": STARTER}, "gru.py", []),
        ({"gru.py": WRITTEN, "gru_old.py": HALF}, "gru.py", []),
        ({"gru.py": WRITTEN, "starter/gru.py": STARTER}, "gru.py", []),
        ({"gru.py": STARTER, "notes.py": "x = 1"}, "gru.py", []),
        # What the graded file imports is a part of it.
        ({"gru.py": f"{STARTER}\nfrom cells import *", "cells.py": WRITTEN}, "gru.py", []),
        ({"gru.py": "from cells import gru_cell, GRU", "cells.py": WRITTEN}, "gru.py", []),
        ({"gru.py": "print(1)", "helpers.py": WRITTEN}, "gru.py", []),
    ],
)
def test_a_written_file_is_never_beaten_by_an_untouched_starter_in_silence(
    tmp_path: Path, files: dict[str, str | bytes], main: str, notes: list[str]
) -> None:
    submission, source = collected(tmp_path / "x", files)
    assert submission.problem is None
    assert submission.main == main
    assert kinds(submission.notes) == notes
    assert source.problem is None
    for note in submission.notes:
        assert main.rpartition("/")[2] in note_text(note, Translator("es"))


def test_a_written_file_that_does_not_parse_is_not_graded_as_its_starter(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"gru.py": STARTER, "gru_final.py": f"{WRITTEN}\nx = = 1"}
    submission, source = collected(tmp_path / "x", files)
    assert (submission.main, kinds(submission.notes)) == ("gru_final.py", ["untouched"])
    assert source.problem is not None
    assert source.problem.kind == "syntax_error"


@pytest.mark.parametrize("text", [WRITTEN, notebook(WRITTEN)], ids=["script", "notebook"])
@pytest.mark.parametrize("name", ["gru.txt", "gru.py.txt", "gru.ipynb", "gru.py"])
def test_a_script_or_a_notebook_is_read_by_its_content(
    tmp_path: Path, name: str, text: str | bytes
) -> None:
    submission, source = collected(tmp_path / "x", {name: text, "requirements.txt": "torch"})
    assert submission.main == name
    assert {"gru_cell", "GRU"} <= set(source.names)


def test_where_two_are_written_beside_the_starter_a_person_is_asked(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "gru.py": STARTER,
        "a.py": WRITTEN,
        "b.py": f"{WRITTEN}\nx = 1",
    }
    submission, _ = collected(tmp_path / "x", files)
    assert submission.problem is not None
    assert submission.problem.kind == "several_files"
    assert "a.py" in str(submission.problem.data["found"])


# -- stubs that were left behind --


def test_of_a_notebook_the_written_definition_counts_and_the_stub_below_is_told() -> None:
    source = read(notebook("import math", WRITTEN, STARTER), "gru.ipynb")
    assert "NotImplementedError" not in source.modules["gru.ipynb"]
    assert sorted(str(note.data["name"]) for note in source.notes) == ["GRU", "gru_cell"]
    assert kinds(source.notes) == ["stub_left_out"] * 2
    text = note_text(source.notes[0], Translator("en"))
    assert "defined twice" in text
    assert "cell 3" in text


def test_in_a_script_the_last_definition_counts_and_a_stub_there_is_told() -> None:
    source = read(f"{WRITTEN}\n{STARTER}")
    assert source.modules["gru.py"].count("NotImplementedError") == 2
    assert [(note.kind, note.data["name"], note.data["line"]) for note in source.notes] == [
        ("stub_last", "gru_cell", 8),
        ("stub_last", "GRU", 11),
    ]
    assert "written at line 1" in note_text(source.notes[0], Translator("en"))
    assert "línea 8" in note_text(source.notes[0], Translator("es"))


@pytest.mark.parametrize("text", [STARTER, WRITTEN, f"{STARTER}\n{WRITTEN}", f"{WRITTEN}\n{HALF}"])
def test_nothing_is_said_where_the_last_one_is_meant(text: str) -> None:
    assert kinds(read(text).notes) == (
        ["stub_last"] if text.endswith(HALF) and text != HALF else []
    )


# -- notebooks under other names, and their outputs --


@pytest.mark.parametrize("name", ["gru.json", "gru.ipynb.json", "gru.ipynb.txt", "Gru (1).json"])
def test_a_json_that_is_a_notebook_is_read_as_one_and_noted(tmp_path: Path, name: str) -> None:
    submission, source = collected(tmp_path / "x", {name: notebook(WRITTEN)})
    assert (submission.main, kinds(submission.notes)) == (name, ["renamed_file"])
    assert {"gru_cell", "GRU"} <= set(source.names)


def test_any_other_json_is_data(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"gru.py": WRITTEN, "data.json": "[1]", "gru.json": "{}"}
    submission, _ = collected(tmp_path / "x", files)
    assert submission.main == "gru.py"
    assert [file.path for file in submission.files] == ["gru.py"]
    only, _ = collected(tmp_path / "y", {"gru.json": '{"nbformat_not": 4}'})
    assert only.problem is not None
    assert only.problem.kind == "wrong_file"


def test_in_a_class_folder_a_notebook_saved_as_json_is_somebodys(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "Ana.json": notebook(WRITTEN), "Ben.py": WRITTEN, "settings.json": "{}",
    }  # fmt: skip
    found = collect(make_folder(tmp_path / "class", files), ASSIGNMENT)
    assert sorted(submission.id for submission in found.submissions) == ["Ana", "Ben"]
    assert kinds(found.notes) == ["unmatched_entry"]


def big_notebook(size: int) -> bytes:
    output = {"output_type": "display_data", "data": {"image/png": "A" * size}, "metadata": {}}
    code = {"cell_type": "code", "source": WRITTEN, "outputs": [output], "metadata": {}}
    cells = [code, {"cell_type": "markdown", "source": "# x"}]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}).encode()


@pytest.mark.parametrize("packed", [False, True])
def test_outputs_do_not_count_in_a_notebooks_size(tmp_path: Path, packed: bool) -> None:
    data = big_notebook(40 * 2**20)
    files: dict[str, str | bytes] = (
        {"work.zip": zipped({"gru.ipynb": data})} if packed else {"gru.ipynb": data}
    )
    submission, source = collected(tmp_path / "x", files)
    assert submission.problem is None
    assert sum(len(file.data) for file in submission.files) < 10_000
    assert {"gru_cell", "GRU"} <= set(source.names)


def test_a_small_notebook_is_kept_as_it_is(tmp_path: Path) -> None:
    data = big_notebook(1000)
    submission, _ = collected(tmp_path / "x", {"gru.ipynb": data})
    assert submission.files[0].data == data


# -- archives --


def test_two_archives_glued_together_are_noted(tmp_path: Path) -> None:
    first, second = zipped({"gru.py": STARTER}), zipped({"gru.py": WRITTEN})
    (tmp_path / "glued.zip").write_bytes(first + second)
    whole = collect(tmp_path / "glued.zip", ASSIGNMENT)
    assert kinds(whole.notes) == ["glued_archive"]
    make_zip(tmp_path / "class.zip", {"Ana/work.zip": first + second, "Ben/gru.py": WRITTEN})
    found = collect(tmp_path / "class.zip", ASSIGNMENT)
    assert [kinds(each.notes) for each in found.submissions] == [["glued_archive"], []]
    for language, words in (("en", "only the last one"), ("es", "solo se leyó el último")):
        assert words in note_text(found.submissions[0].notes[0], Translator(language))


def test_a_program_before_an_archive_is_no_second_one(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"#!/bin/sh\n" * 100 + zipped({"gru.py": WRITTEN}))
    assert zipfile.is_zipfile(tmp_path / "x.zip")
    assert kinds(collect(tmp_path / "x.zip", ASSIGNMENT).notes) == []


# -- lines that are no Python, or another one --

NEWER = [
    ('print(f"{d["loss"]}")', "f-string: expecting '}'", "3.12"),
    ("print(f'{d['loss']:.3f} {x}')", "f-string: unmatched '['", "3.12"),
    ("x = f\"{'\\n'.join(y)}\"", "f-string expression part cannot include a backslash", "3.12"),
    ("type Pair = tuple[int, int]", "invalid syntax", "3.12"),
    ("def first[T](x: list[T]) -> T: return x[0]", "expected '('", "3.12"),
    ("class Box[T]: pass", "invalid syntax", "3.12"),
    ("x = t'{name}'", "invalid syntax", "3.14"),
    ("x = [*row for row in rows]", "iterable unpacking cannot be used in comprehension", "3.15"),
    ("lazy import torch", "invalid syntax", "3.15"),
]


@pytest.mark.parametrize(("line", "message", "version"), NEWER)
def test_what_older_pythons_say_of_newer_code_is_known(
    line: str, message: str, version: str
) -> None:
    assert newer_python(message, line, (3, 11)) == version
    assert newer_python(message, line, (3, 15)) == ""


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('print(f"{x")', "f-string: expecting '}'"),
        ("print(f'{}')", "f-string: empty expression not allowed"),
        ("type = 3 4", "invalid syntax"),
        ("def f(x", "'(' was never closed"),
        ("class A x:", "invalid syntax"),
    ],
)
def test_what_is_wrong_in_every_python_is_not_said_to_be_newer(line: str, message: str) -> None:
    assert newer_python(message, line, (3, 11)) == ""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="it is valid there")
@pytest.mark.parametrize(("line", "version"), [(line, version) for line, _, version in NEWER])
@pytest.mark.parametrize("name", ["gru.py", "gru.ipynb"])
def test_a_file_for_a_newer_python_is_named_as_such(line: str, version: str, name: str) -> None:
    source = read(notebook(line) if name.endswith("nb") else f"x = 1\n{line}\n", name)
    assert source.problem is not None
    assert source.problem.kind == "newer_python"
    assert f"is for Python {version}, and this is Python 3.11" in said(source.problem)
    assert f"es para Python {version}, y este es Python 3.11" in said(source.problem, "es")
    parts = explain_problem(source.problem, Translator("en")).parts
    assert [part.code for part in parts if isinstance(part, CodeLine)] == [line]


def test_except_without_brackets_is_for_a_newer_python() -> None:
    problem = read("try:\n    x = 1\nexcept ValueError, TypeError:\n    pass\n").problem
    assert problem is not None
    if sys.version_info < (3, 14):
        assert (problem.kind, problem.data["newer"]) == ("newer_python", "3.14")
        assert "except (A, B)" in said(problem)


WRONG = {
    "x = (1,\u00a02)": "can't be seen",
    "x\u200b = 1": "can't be seen",
    "x = “a”": "looks like the one that Python knows",
    "x = 1 \u2212 2": "looks like the one that Python knows",
    "x = 1\n  y = 2": "further to the right",
    "if x:\n    y = 1\n  z = 2": "between two levels",
    "def f():\nreturn 1": "The line before it opens a block",
    "if x:\n\ty = 1\n        z = 2": "Tabs and spaces",
    "return 1": "outside of what it belongs to",
    "x = (1, 2": "Count the brackets",
    "x = 1)": "Count the brackets",
    "x = 'abc": "has no end",
    "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> b": "Git",
    "|||||||  base": "Git",
    "def f()\n    return 1": "a bracket or a colon may be missing",
    "x = = 1": "a bracket or a colon may be missing",
    "f() = 1": "what Python says",
}


@pytest.mark.parametrize("text", WRONG)
def test_the_advice_on_a_line_that_is_no_python_fits_it(text: str) -> None:
    problem = read(f"import math\n{text}\n").problem
    assert problem is not None
    assert problem.kind == "syntax_error"
    assert WRONG[text] in said(problem)
    if "a bracket or a colon" not in WRONG[text]:
        assert "a bracket or a colon" not in said(problem)
    spanish = explain_problem(problem, Translator("es")).parts[-1]
    assert isinstance(spanish, Sentence)
    assert not re.search(r"\b(?:the|that|line)\b", spanish.text)
