"""The source that is run: exactly the file's text, a notebook's definitions, the modules beside."""

import ast
import contextlib
import json
import os
import signal
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.collect import missing_names, read_source
from autograder.collect.bounded import TooComplex, bounded
from autograder.collect.notebook import NotebookError, convert, read_cells
from autograder.model.record import Text
from autograder.model.submission import File, Line, Problem, Source, Submission
from autograder.model.topic import Assignment, Exercise

ASSIGNMENT = Assignment(
    title=Text("GRU", "GRU"),
    file="gru.py",
    exercises=(
        Exercise(name="cell", title=Text("c", "c"), points=1, defines=("gru_cell",)),
        Exercise(name="layer", title=Text("l", "l"), points=1, defines=("GRU", "gru_forward")),
    ),
)


def read(files: dict[str, str | bytes], main: str = "gru.py") -> Source:
    every = tuple(
        File(path=path, data=data if isinstance(data, bytes) else data.encode())
        for path, data in files.items()
    )
    return read_source(Submission(id="x", files=every, main=main), ASSIGNMENT)


def read_script(text: str | bytes) -> Source:
    return read({"gru.py": text})


def notebook(*cells: str | dict[str, object], **metadata: object) -> str:
    every = [
        cell if isinstance(cell, dict) else {"cell_type": "code", "source": cell.splitlines(True)}
        for cell in cells
    ]
    return json.dumps({"nbformat": 4, "cells": every, "metadata": metadata})


def read_notebook(*cells: str | dict[str, object]) -> Source:
    return read({"gru.ipynb": notebook(*cells)}, "gru.ipynb")


def problem_of(source: Source) -> Problem:
    assert source.problem is not None
    return source.problem


def run(source: Source) -> SimpleNamespace:
    """The collected text, run: only what this file wrote gets here."""
    assert source.problem is None
    space: dict[str, object] = {"__name__": "gru"}
    exec(compile(source.modules[source.main], "gru", "exec", dont_inherit=True), space)
    return SimpleNamespace(**space)


# -- scripts --


@pytest.mark.parametrize(
    "text", ["x = 1\r\ny = 'á'\r\n", "x = 1\ry = 2", "\x0cx = 1", "x = 1  # ñ"]
)
def test_the_text_of_a_script_is_run_as_it_is(text: str) -> None:
    source = read_script(text)
    assert source.modules == {"gru.py": text}
    assert source.names[0] == "x"
    assert source.cells == ()


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read_script(b"\xef\xbb\xbfx = 1\n").modules == {"gru.py": "x = 1\n"}


@pytest.mark.parametrize(
    "data",
    [
        b"# coding: rot13\nx = 1\n",
        b"#!/usr/bin/python\n# -*- coding: utf-7 -*-\nx = 1\n",
        b"\n# vim: set fileencoding=utf-16 :\n",
        b"\xff\xfex\0=\0",
        b"x = '\xe1'\n",
        b"x = 1\0\n",
    ],
)
def test_what_is_neither_utf8_nor_says_its_western_encoding_is_refused(data: bytes) -> None:
    assert problem_of(read_script(data)).kind == "not_utf8"


@pytest.mark.parametrize(
    "data", [b"# -*- coding: utf-8 -*-\nx = 1", b"#\n# coding=UTF8\nx = 1", b"x = 1\n# coding: b\n"]
)
def test_a_cookie_that_says_utf8_is_fine(data: bytes) -> None:
    assert read_script(data).names == ("x",)


@pytest.mark.parametrize("named", ["latin-1", "iso-8859-1", "cp1252", "Latin_1"])
def test_a_western_encoding_that_python_would_read_is_read(named: str) -> None:
    text = f"# -*- coding: {named} -*-\nx = 'ñandú'\n"
    assert read_script(text.encode("latin-1")).modules == {"gru.py": text}


def test_a_syntax_error_is_placed() -> None:
    problem = problem_of(read_script("x = 1\n  y = (\n"))
    assert problem.kind == "syntax_error"
    assert problem.data["file"] == "gru.py"
    assert problem.data["line"] == 2
    assert problem.data["text"] == "  y = ("
    assert problem.data["message"] == "unexpected indent"


def test_what_parses_and_does_not_compile_is_a_syntax_error_too() -> None:
    problem = problem_of(read_script("x = 1\nreturn x\n"))
    assert (problem.kind, problem.data["line"]) == ("syntax_error", 2)


@pytest.mark.parametrize("data", ["", "\n \n", b"\xef\xbb\xbf", b"\0\0"])
def test_an_empty_file_says_so(data: str | bytes) -> None:
    assert problem_of(read_script(data)).kind == "empty_file"


def test_a_file_above_256_kib_is_too_large() -> None:
    problem = problem_of(read_script("#" * (256 * 1024 + 1)))
    assert (problem.kind, problem.data["limit"]) == ("too_large", 256 * 1024)


@pytest.mark.parametrize(
    "text",
    [
        "a\n" * (128 * 1024),
        "x = " + "-" * 100_000 + "1",
        "x = " + "1+" * 100_000 + "1",
        "x = " + "a." * 100_000 + "b",
        "x = " + "(" * 150 + ")" * 150 + "\n" + "if x:\n " * 200,
        "x = " + "[" * 100_000,
        "class A:" + "pass;" * 40_000,
        "f" + "()" * 100_000,
        "x = f'" + "{" * 1000,
    ],
)
def test_source_that_would_bring_a_parser_down_is_a_problem_of_its_own(text: str) -> None:
    source = read_script(text)
    assert source.problem is None or source.problem.kind in ("too_complex", "syntax_error")


def test_the_names_are_those_at_the_top_level() -> None:
    source = read_script(
        "import torch.nn as nn, os.path\n"
        "from math import *\n"
        "def f(a):\n    b = 1\n    global c\n    c = 2\n"
        "class D:\n    e = 1\n"
        "for g in []:\n    h = 1\n"
        "with f() as (i, j): k: int = 1\n"
        "if (l := 1): pass\n"
        "z = [m for m in []]\n"
        "n: int\n"
    )
    expected = {"nn", "os", "f", "c", "D", "g", "h", "i", "j", "k", "l", "z"}
    assert expected <= set(source.names)
    assert not {"a", "b", "e", "m"} & set(source.names)
    assert source.open_ended


@pytest.mark.parametrize(
    ("text", "open_ended"),
    [
        ("from utils import *", True),
        ("exec('x = 1')", True),
        ("globals()['x'] = 1", True),
        ("def __getattr__(name): return 1", True),
        ("import torch\nmodel = torch\nmodel.eval()\n", False),
        ("from math import pi", False),
    ],
)
def test_what_may_bind_more_names_is_open_ended(text: str, open_ended: bool) -> None:
    source = read_script(text)
    assert source.open_ended is open_ended
    assert (missing_names(source, ASSIGNMENT) == []) is open_ended


def test_missing_names_come_with_the_name_that_was_probably_meant() -> None:
    source = read_script("def gru_cel(): pass\ndef gruForward(): pass\nimport torch\n")
    assert missing_names(source, ASSIGNMENT) == [
        ("cell", "gru_cell", "gru_cel"),
        ("layer", "GRU", ""),
        ("layer", "gru_forward", "gruForward"),
    ]
    assert missing_names(read_script("gru_cell = GRU = gru_forward = 1"), ASSIGNMENT) == []


# -- modules beside --


def test_only_the_modules_that_are_imported_go_along() -> None:
    source = read(
        {
            "hw/gru.py": "from net.layers import x\nimport utils, torch\nfrom lost import y\n",
            "hw/net/__init__.py": "",
            "hw/net/layers.py": "from . import deep\nfrom ..unused import z\n",
            "hw/net/deep.py": "x = 1\n",
            "hw/utils.py": "import gru\n",
            "hw/unused.py": "raise SystemExit\n",
            "hw/torch.py": "stolen = 1\n",
            "hw/test_gru.py": "(",
        },
        "hw/gru.py",
    )
    assert source.main == "gru.py"
    assert sorted(source.modules) == [
        "gru.py",
        "net/__init__.py",
        "net/deep.py",
        "net/layers.py",
        "utils.py",
    ]


def test_a_module_that_canvas_renamed_is_found_by_its_own_name() -> None:
    source = read({"gru-3.py": "import utils\n", "utils-2.py": "x = 1\n"}, "gru-3.py")
    assert source.modules["utils.py"] == "x = 1\n"


def test_a_module_that_is_no_python_is_left_out_with_a_note() -> None:
    source = read({"gru.py": "import utils\n", "utils.py": "def f(:\n"})
    assert list(source.modules) == ["gru.py"]
    (note,) = source.notes
    assert (note.kind, note.data["problem"], note.data["line"]) == (
        "module_left_out",
        "syntax_error",
        1,
    )


def test_equal_sources_have_equal_digests_and_others_do_not() -> None:
    one = read({"gru.py": "import utils\n", "utils.py": "x = 1\n"})
    same = read({"a/gru.py": "import utils\n", "a/utils.py": "x = 1\n", "b.py": ""}, "a/gru.py")
    other = read({"gru.py": "import utils\n", "utils.py": "x = 2\n"})
    assert one.digest == same.digest != other.digest


# -- notebooks --


def test_the_definitions_are_taken_whatever_else_a_notebook_does() -> None:
    source = read_notebook(
        "%matplotlib inline\n!pip install torch\nimport math\nimport matplotlib.pyplot as plt\n",
        {"cell_type": "markdown", "source": "# Text with `code`"},
        "H = 32; relu = math.sqrt; print(H)\n",
        "def gru_cell(x):\n    # a comment\n    return relu(x) * H\n",
        "assert gru_cell(4) == 64\nplt.plot([gru_cell(i) for i in range(3)])\nplt.show()",
        "for epoch in range(10**9):\n    H = epoch\n",
        "%%bash\nrm -rf /\n",
        "%%time\ndef gru_forward(x):\n    return gru_cell(x)\n",
        "raise ValueError('stop here')",
        "get_ipython().system('ls')\nfiles = !ls\ngru_cell?\n%timeit gru_cell(1)\n",
        "class GRU:\n    def forward(self, x):\n        return gru_forward(x)\n",
        "if __name__ == '__main__':\n    GRU().forward(1)\n",
    )
    text = source.modules["gru.ipynb"]
    for left_out in ("plt", "print", "epoch", "rm -rf", "raise", "ls", "__main__", "pip"):
        assert left_out not in text
    module = run(source)
    assert module.GRU().forward(4) == 64
    assert {"gru_cell", "gru_forward", "GRU"} <= set(source.names)
    assert source.notes == ()


def test_every_line_is_the_students_and_says_where_it_stood() -> None:
    cells = (
        "import math\n\n# words\ndef gru_cell(x):\n\n    return math.sqrt(\n        x)  # root\n",
        "@staticmethod\ndef gru_forward(\n    x,\n): return gru_cell(x)\n\n",
    )
    source = read_notebook(*cells)
    lines = source.modules["gru.ipynb"].removesuffix("\n").split("\n")
    assert len(lines) == len(source.cells)
    for text, place in zip(lines, source.cells, strict=True):
        assert text == cells[place.cell - 1].split("\n")[place.line - 1]
    assert source.cells[lines.index("        x)  # root")] == Line(1, 7)
    assert source.cells[lines.index("@staticmethod")] == Line(2, 1)


def test_statements_that_share_a_line_are_told_apart() -> None:
    source = read_notebook(
        "print('é'); import math; H = 3; print(1)\n",
        "A = (1,\n 2); print(A); B = A; print(B,\n  A); C = B\n",
        "def gru_cell(x): return math.sqrt(x) + H + sum(C)",
    )
    assert "print" not in source.modules["gru.ipynb"]
    assert run(source).gru_cell(4) == 8


def test_an_assignment_is_taken_where_a_definition_reads_it() -> None:
    source = read_notebook(
        "import math\nscale = 2\nfactor = scale * 3\nunused = 1 / 0\nbig = list(range(9))\n",
        "def helper(x): return x * factor\n",
        "def gru_cell(x):\n    unused = x\n    return helper(unused)\n",
    )
    module = run(source)
    assert module.gru_cell(1) == 6
    assert not hasattr(module, "big")
    assert "1 / 0" not in source.modules["gru.ipynb"]


def test_a_value_that_needs_a_file_or_a_training_is_left_out_with_a_note() -> None:
    source = read_notebook(
        "text = open('names.txt').read()\n",
        "def gru_cell(x): return len(text)\ndef gru_forward(x): return model\n",
        "model = train_model(100)\nloss = gru_forward(2)\n",
    )
    run(source)
    assert [(note.kind, note.data["name"], note.data["cell"]) for note in source.notes] == [
        ("value_left_out", "model", 3),
        ("value_left_out", "text", 1),
    ]


def test_definitions_inside_if_and_try_are_taken_where_these_hold_nothing_else() -> None:
    source = read_notebook(
        "try:\n    import google.colab\n    COLAB = True\nexcept ImportError:\n"
        "    COLAB = False\n    print('here')\n",
        "if COLAB:\n    !pip install torch\nelse:\n    pass\n",
        "import sys\nif sys.version_info > (3,):\n    def root(x): return x ** 0.5\n"
        "else:\n    root = None\n",
        "def gru_cell(x): return root(x), COLAB\n",
        "if True:\n    def gru_forward(x): return x\n    gru_forward(10 ** 9)\n",
    )
    module = run(source)
    assert module.gru_cell(4) == (2.0, False)
    assert not hasattr(module, "gru_forward")


def test_the_last_of_several_definitions_counts_as_in_a_kernel() -> None:
    source = read_notebook("def gru_cell(): return 1\n", "def gru_cell(): return 2\n")
    assert run(source).gru_cell() == 2


def test_a_test_that_overwrites_the_function_does_not_lose_it() -> None:
    source = read_notebook(
        "def gru_cell(x): return x\ndef doubled(f): return lambda x: 2 * f(x)\n",
        "gru_cell = doubled(gru_cell)\n",
        "y = 3\ngru_cell = gru_cell(y)\n",
        "gru_cell, z = 1, 2\n",
    )
    assert run(source).gru_cell(4) == 8


def test_what_changes_a_definition_stays_with_it() -> None:
    source = read_notebook(
        "class GRU: pass\n", "def forward(self): return 7\nGRU.forward = forward\n", "x = GRU()\n"
    )
    module = run(source)
    assert module.GRU().forward() == 7
    assert not hasattr(module, "x")


def test_harmless_set_up_is_kept_where_its_arguments_cannot_fail() -> None:
    source = read_notebook(
        "import random, warnings, sys\nimport numpy as np\nSEED = 3\n",
        "random.seed(SEED)\nnp.random.seed(0)\nwarnings.filterwarnings('ignore')\n",
        "random.seed(args.seed)\nrandom.shuffle([])\n",
        "def gru_cell(): return 1\n",
    )
    text = source.modules["gru.ipynb"]
    assert "random.seed(SEED)" in text
    assert "np.random.seed(0)" in text
    assert "warnings.filterwarnings('ignore')" in text
    assert "args" not in text
    assert "shuffle" not in text


def test_what_python_says_of_the_future_stands_first() -> None:
    source = read_notebook(
        "import math\n",
        "from __future__ import annotations\ndef gru_cell(x: Unknown): return math.pi\n",
    )
    assert source.modules["gru.ipynb"].startswith("from __future__")
    assert source.cells[0] == Line(2, 1)
    assert run(source).gru_cell(1) > 3


def test_code_that_looks_names_up_keeps_every_definition() -> None:
    source = read_notebook(
        "def gru_cell(x): return globals()['he' + 'lper'](x)\n", "def helper(x): return x\n"
    )
    assert run(source).gru_cell(5) == 5
    assert source.open_ended


def test_a_cell_that_is_no_python_loses_only_itself() -> None:
    source = read_notebook("def gru_cell(): return 1\n", "x = 1\nfor:\n", "GRU = 2 = 3", "await x")
    assert run(source).gru_cell() == 1
    assert [(note.kind, note.data["cell"], note.data["line"]) for note in source.notes] == [
        ("cell_syntax_error", 2, 2),
        ("cell_syntax_error", 3, 1),
    ]


def test_a_broken_cell_is_the_problem_where_nothing_asked_for_is_left() -> None:
    problem = problem_of(read_notebook("import torch\n", "def gru_cell(:\n"))
    assert problem.kind == "syntax_error"
    assert (problem.data["cell"], problem.data["line"]) == (2, 1)
    assert problem.data["text"] == "def gru_cell(:"


def test_percent_signs_and_marks_inside_python_stay() -> None:
    cell = 'def gru_cell(a, b):\n    """\n    %time?\n    !ls\n    """\n    return (a\n      % b)\n'
    source = read_notebook(cell)
    assert source.modules["gru.ipynb"] == cell
    assert run(source).gru_cell(7, 4) == 3


def test_a_cell_that_writes_the_graded_file_counts_as_its_code() -> None:
    source = read_notebook("%%writefile gru.py\ndef gru_cell(): return 1\n")
    assert run(source).gru_cell() == 1
    assert read_notebook("%%writefile other.py\ndef gru_cell(): return 1\n").names == ()


def test_nothing_asked_for_leaves_all_definitions_to_suggest_from() -> None:
    source = read_notebook("def gru_cel(): return 1\nx = 1\n")
    assert missing_names(source, ASSIGNMENT)[0] == ("cell", "gru_cell", "gru_cel")
    assert run(source).gru_cel() == 1


def test_older_notebooks_and_loose_ones_are_read() -> None:
    old = {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": "GRU = 1\n"}]}]}
    loose = {"cells": [{"cell_type": "code", "source": "GRU = 1\n"}, {"cell_type": "raw"}, {}]}
    for each in (old, loose):
        assert run(read({"gru.ipynb": json.dumps(each)}, "gru.ipynb")).GRU == 1
    # Renamed to .py, as some do.
    assert run(read({"gru.py": notebook("GRU = 1\n")})).GRU == 1
    assert run(read({"gru.ipynb": "\ufeff" + notebook("GRU = 1\r\n")}, "gru.ipynb")).GRU == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{", "not_json"),
        (b"gru_cell: nothing", "not_json"),
        (b"\xff\xfe{\0}\0", "not_utf8"),
        (b"[]", "not_a_notebook"),
        (b"{}", "not_a_notebook"),
        (b'{"cells": 3}', "not_a_notebook"),
        (b'{"cells": [{"cell_type": "code", "source": 3}]}', "not_a_notebook"),
        (b'{"cells": []}', "no_code"),
        (notebook("  \n").encode(), "no_code"),
        (notebook("x <- 3", kernelspec={"language": "R"}).encode(), "language"),
        (notebook("#" * (2**20 + 1)).encode(), "too_large"),
        (notebook(*["x = 1"] * 5001).encode(), "too_large"),
    ],
)
def test_a_notebook_that_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    problem = problem_of(read({"gru.ipynb": data}, "gru.ipynb"))
    assert (problem.kind, problem.data["reason"]) == ("bad_notebook", reason)


def test_a_deep_notebook_brings_nothing_down() -> None:
    deep = "[" * 200_000 + "]" * 200_000
    for data in (deep, '{"cells": [], "x": ' + deep + "}", '{"metadata": ' + deep + "}"):
        assert problem_of(read({"gru.ipynb": data}, "gru.ipynb")).kind in (
            "bad_notebook",
            "too_complex",
        )


code = st.lists(
    st.sampled_from(
        [
            "def gru_cell(x):\n    return H\n",
            "H = 3\n",
            "H = 4; print(H); G = H",
            "%magic\n",
            "!ls\n",
            "?",
            "x = !ls\n",
            "%%time\n",
            "%%writefile gru.py\n",
            "if H:\n    !ls\n",
            "'''",
            "\\\n",
            "(\n",
            ")",
            "\t",
            "  y = 1\n",
            "from __future__ import annotations\n",
            "@H\nclass GRU: pass\n",
            "é = 'ü'; ｆ = é\n",
            "\x0c",
            "\r",
            "\0",
            ";",
            "try:\n    import a\nexcept E:\n    pass\n",
        ]
    ),
    max_size=6,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(code, st.text(max_size=20)), max_size=5))
def test_no_cells_make_a_text_that_is_no_python(cells: list[str]) -> None:
    try:
        found = read_cells(notebook(*cells).encode())
    except NotebookError:
        return
    converted = convert(found, frozenset({"gru_cell"}), "gru.ipynb", "gru")
    ast.parse(converted.text)
    assert converted.text.count("\n") == len(converted.lines)


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("cells", "worksheets", "cell_type", "source", "input", "metadata"),
                    *("kernelspec", "language", "code"),
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(anything)
def test_no_json_brings_the_notebook_reader_down(document: object) -> None:
    with contextlib.suppress(NotebookError):
        read_cells(json.dumps(document).encode())


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=100))
def test_no_bytes_bring_the_notebook_reader_down(data: bytes) -> None:
    for each in (
        data,
        b'{"cells": ' + data,
        b'{"cells": [{"cell_type": "code", "source": "' + data,
    ):
        with contextlib.suppress(NotebookError):
            read_cells(each)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(["gru.py", "gru.ipynb", "a/b.py.txt"]))
def test_no_bytes_bring_the_reading_of_a_source_down(data: bytes, name: str) -> None:
    source = read({name: data}, name)
    assert source.problem is None or source.problem.data["file"] == name


# -- the bounded child --


def _endless() -> int:
    while True:
        pass


def _greedy() -> int:
    return len(bytearray(8 * 2**30))


def _dies() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 1


def _raises() -> int:
    raise RecursionError


def test_a_child_that_dies_or_runs_over_is_too_complex(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.collect.bounded.CPU_SECONDS", 1)
    for function in (_endless, _greedy, _dies, _raises):
        with pytest.raises(TooComplex):
            bounded(function, returns=int)
    monkeypatch.setattr("autograder.collect.bounded.RESULT_BYTES", 1000)
    with pytest.raises(TooComplex):
        bounded(lambda: "x" * 10_000_000, returns=str)
    assert bounded(lambda: {"a": [1, "ñ"]}, returns=dict[str, list[int | str]]) == {"a": [1, "ñ"]}


def test_without_fork_the_function_runs_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("os.fork")
    assert bounded(lambda: (1, 2), returns=tuple[int, int]) == (1, 2)
    with pytest.raises(TooComplex):
        bounded(_raises, returns=int)
    assert problem_of(read_script("x = (")).kind == "syntax_error"
