"""A wrong answer is its difference from the reference: how it is laid over, and made."""

import ast
from pathlib import Path
from typing import Any

import pytest

from autograder.model.record import Kind, Text
from autograder.model.topic import Topic, TopicError
from autograder.model.wrong_answer import (
    NEW_HEADER,
    Reference,
    WrongAnswerError,
    header_of,
    read_header,
)
from tests.framework.conftest import Course, header

HEADER = header("test_values", "wrong_value", Text(en="the hint", es="la pista"))
REFERENCE = '''\
"""The reference."""

import math

import torch
from torch import Tensor, nn

RATE = 0.5

# --- the first part ---


# What a cell does.
def cell(x: Tensor) -> Tensor:
    return torch.tanh(x)
    # so much for that


def layer(x: Tensor) -> Tensor:
    return cell(cell(x))  # twice


class Model(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return layer(x) * RATE + math.pi
'''


def laid_over(text: str) -> str:
    return Reference(REFERENCE).laid_over(HEADER + text)


def names(text: str) -> list[str]:
    """What a text binds at its top level, in order."""
    return [
        name
        for node in ast.parse(text).body
        for name in (
            [getattr(node, "name", "")]
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            else [each.id for each in ast.walk(node) if isinstance(each, ast.Name)]
        )
        if name
    ]


# --- laid over --------------------------------------------------------------------------------


def test_a_definition_takes_the_place_of_the_references_with_the_comments_right_above_it() -> None:
    whole = laid_over('"""Wrong."""\n\n\n# What it should not do.\ndef cell(x):\n    return x\n')

    assert whole == REFERENCE.replace('"""The reference."""', '"""Wrong."""').replace(
        "# What a cell does.\ndef cell(x: Tensor) -> Tensor:\n    return torch.tanh(x)\n"
        "    # so much for that\n",
        "# What it should not do.\ndef cell(x):\n    return x\n",
    )


def test_an_assignment_a_class_and_an_import_take_their_places_by_name() -> None:
    whole = laid_over("import numpy as math\nRATE: float = 2\n@str\nclass Model: ...\n")

    assert names(whole) == ["RATE", "float", "cell", "layer", "Model"]
    assert "import math" not in whole
    assert whole.index("import numpy as math") < whole.index("RATE: float = 2")
    assert "0.5" not in whole
    assert "@str\nclass Model: ..." in whole
    assert "nn.Module" not in whole


def test_an_import_that_takes_one_of_two_names_leaves_the_other() -> None:
    whole = laid_over("from toy import nn\n")
    seen: dict[str, Any] = {}
    imports = [node for node in ast.parse(whole).body if isinstance(node, ast.ImportFrom)]

    for node in imports:
        seen |= {alias.name: node.module for alias in node.names}
    assert seen == {"Tensor": "torch", "nn": "toy"}


def test_a_new_definition_comes_before_the_first_statement_that_uses_it() -> None:
    whole = laid_over(
        "SCALE = 3\n"
        "def _helper(x): return x * SCALE\n"
        "def nobody(): ...\n"
        "def _once(x): return _helper(x)\n"
        "def layer(x): return _once(x)\n"
    )

    assert names(whole) == [
        *("RATE", "cell", "SCALE", "_helper", "_once", "layer", "Model", "nobody")
    ]


def test_a_function_in_the_name_of_an_import_comes_after_the_imports() -> None:
    reference = Reference("from toy import f\nfrom toy import T\n\n\ndef g(x): return f(x)\n")

    whole = reference.laid_over("def f(x: T): return x\n")

    assert whole == "from toy import T\n\n\ndef f(x: T): return x\n\n\ndef g(x): return f(x)\n"


def test_what_defines_nothing_in_the_reference_stays_where_it_is() -> None:
    reference = Reference("import torch\n\ntorch.manual_seed(0)\nRATE = 1\n")

    assert reference.laid_over("RATE = 2\n") == "import torch\n\ntorch.manual_seed(0)\nRATE = 2\n"


def test_a_local_variable_of_the_same_name_is_no_use() -> None:
    reference = Reference("def f():\n    scale = 1\n    return scale\n\n\ndef g(): ...\n")

    assert names(reference.laid_over("def g(): return scale\nscale = 2\n")) == ["f", "scale", "g"]


def test_a_new_import_comes_after_the_references_and_one_of_the_future_before_all() -> None:
    whole = laid_over("from __future__ import annotations\nimport numpy as np\n")

    compile(whole, "whole", "exec")
    assert whole.startswith("from __future__ import annotations\n")
    assert "from torch import Tensor, nn\nimport numpy as np\n" in whole


def test_the_docstring_is_the_differences_and_nobodys_where_it_has_none() -> None:
    assert ast.get_docstring(ast.parse(laid_over('"""Mine."""\nRATE = 1\n'))) == "Mine."
    assert ast.get_docstring(ast.parse(laid_over("RATE = 1\n"))) is None
    bare = Reference("RATE = 0\n")
    assert bare.laid_over('"""Mine."""\nRATE = 1\n') == '"""Mine."""\n\nRATE = 1\n'


def test_a_difference_of_nothing_is_the_reference() -> None:
    assert laid_over('"""The reference."""\n') == REFERENCE


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("RATE = 1\nprint(RATE)\n", "does something in line 8: a difference holds definitions"),
        ("from torch import *\n", "does something in line 7"),
        ("RATE = 1; SCALE = 2\n", "has two statements in line 7"),
        ("def cell(:\n", "is no Python: .*line 7"),
    ],
)
def test_what_is_no_difference_is_refused_by_the_line_of_the_file(text: str, told: str) -> None:
    with pytest.raises(WrongAnswerError, match=told):
        laid_over(text)


# --- made out of a whole file -----------------------------------------------------------------


def test_the_difference_of_a_whole_file_is_what_differs_under_an_empty_header() -> None:
    whole = laid_over(
        '"""Wrong."""\n\nimport numpy as np\n\n\ndef cell(x):\n    return np.abs(x)\n'
    )

    difference, unsaid = Reference(REFERENCE).difference(whole)

    assert difference == (
        f'{NEW_HEADER}"""Wrong."""\n\nimport numpy as np\n\n\ndef cell(x):\n    return np.abs(x)\n'
    )
    assert unsaid == []
    assert Reference(REFERENCE).laid_over(difference) == whole


def test_a_header_that_the_whole_file_has_stays() -> None:
    difference, _ = Reference(REFERENCE).difference(HEADER + laid_over("RATE = 1\n"))

    assert difference == f"{HEADER}\n\nRATE = 1\n"
    assert header_of(difference) == HEADER


def test_a_docstring_more_or_an_import_in_other_words_is_no_difference() -> None:
    whole = (
        REFERENCE.replace(
            "-> Tensor:\n    return cell", '-> Tensor:\n    """x."""\n    return cell'
        )
        .replace("import Tensor, nn", "import nn\nfrom torch import Tensor, fft")
        .replace("RATE = 0.5", "RATE = 0.25")
    )

    difference, _ = Reference(REFERENCE).difference(whole)

    assert difference.removeprefix(NEW_HEADER) == (
        '"""The reference."""\n\nfrom torch import fft\n\n\nRATE = 0.25\n'
    )


def test_what_a_difference_cannot_say_of_a_file_is_told() -> None:
    whole = REFERENCE.replace("RATE = 0.5", "torch.manual_seed(0)")

    difference, unsaid = Reference(REFERENCE).difference(whole)

    assert difference == f'{NEW_HEADER}"""The reference."""\n'
    assert unsaid == [
        "line 8 defines nothing: it is left out",
        "RATE is missing in the file: the reference's stays",
    ]


# --- what makes no difference -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('"""Nothing."""\n', ["differs from the reference in nothing"]),
        ("import math\nRATE = 0.5\n", ["differs from the reference in nothing"]),
        ("RATE = 1\nimport math\n", ["defines math as the reference does"]),
        (
            "def cell(x): ...\ndef layer(x: Tensor) -> Tensor:\n    return cell(cell(x))\n",
            ["defines layer as the reference does"],
        ),
        (
            "RATE = 1\ndef celll(x): return celll(x)\n",
            ["defines celll, which the reference does not, and nothing uses it"],
        ),
        ("RATE = 1\ndef cell(x): return _once(x)\ndef _once(x): ...\n", []),
    ],
)
def test_what_makes_no_difference_is_told(text: str, told: list[str]) -> None:
    assert Reference(REFERENCE).idle(HEADER + text) == told


# --- the header -------------------------------------------------------------------------------


def test_a_header_says_check_kind_and_hint_and_joins_the_lines_of_a_hint() -> None:
    found = read_header(
        '# a word before\n# /// wrong answer\n# check = "test_f"\n# kind = "raised"\n'
        '# hint.en = """\n# One line\n#\n# and another."""\n# hint.es = "Una."\n# ///\nx = 1\n'
    )

    assert (found.check, found.kind) == ("test_f", Kind.RAISED)
    assert found.hint == Text(en="One line and another.", es="Una.")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("# ///\n", "", r"square\.py has no header: `# /// wrong answer`, then check"),
        ("# /// wrong answer\n", "# /// script\n", "has no header"),
        ("# kind =", "# kind", r"square\.py has a header that can't be read .*it is TOML"),
        ('# kind = "wrong_value"\n', "", "can't be read .*required field `kind`"),
        ("# hint.es", "# hint.fr", "can't be read .*hint"),
        ('"wrong_value"', '"wrong"', "has a header with kind = 'wrong': it is one of missing, "),
        ("return x**2", "return (", "is no Python"),
    ],
)
def test_a_bad_header_is_told_with_the_file_and_what_to_change(
    course: Course, old: str, new: str, told: str
) -> None:
    path = course.topic.wrong_files["square"]
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))

    with pytest.raises(TopicError, match=told):
        _ = course.topic.wrong_answers


def test_a_topic_has_its_wrong_answers_by_name_and_a_handout_none(
    course: Course, tmp_path: Path
) -> None:
    found = course.topic.wrong_answers

    assert list(found) == ["square"]
    assert (found["square"].check, found["square"].kind) == ("test_values", Kind.WRONG_VALUE)
    assert found["square"].hint.es.startswith("Esto es el cuadrado de la entrada: 2 al cuadrado")
    assert "from torch import Tensor" in found["square"].text
    assert Topic(tmp_path, None).wrong_answers == {}
    with pytest.raises(TopicError, match=r"toy has no wrong answer 'cube' \(it has square\)"):
        course.topic.wrong_answer("cube")
