"""Begins a topic: its three folders, runnable, and failing as "not written"."""

from pathlib import Path

from autograder.model.topic import TopicError, find_course

FILES = {
    "assignments/{topic}/assignment.toml": """\
draft = true # until `autograder verify {topic} --mutate --calibrate` is green
file = "{topic}.py"

[title]
en = "{title}"
es = "{title}"

[[exercises]]
name = "double"
title = {{ en = "Twice the input", es = "El doble de la entrada" }}
points = 10
defines = ["double"]

[exercises.look]
en = "In the statement, what is said of the shape. In your code, what each entry is multiplied by."
es = "En el enunciado, qué se dice de la forma. En tu código, por cuánto se multiplica cada valor."

[exercises.example]
en = "Three times the input: (1, -2) gives (3, -6), and an empty tensor gives an empty one."
es = "El triple de la entrada: (1, -2) da (3, -6), y un tensor vacío da otro vacío."
""",
    "assignments/{topic}/README.md": """\
# {title}

Complete `{topic}.py`, then check your work with `autograder check {topic}`.

`double(x)` takes a tensor of any shape and returns twice its values.
""",
    "assignments/{topic}/README.es.md": """\
# {title}

Completa `{topic}.py` y comprueba tu trabajo con `autograder check {topic}`.

`double(x)` recibe un tensor de cualquier forma y devuelve el doble de sus valores.
""",
    "assignments/{topic}/{topic}.py": '''\
"""{title}: statement in README.md; check your work with `autograder check {topic}`."""

from torch import Tensor


def double(x: Tensor) -> Tensor:
    """Return twice x, whatever its shape."""
    raise NotImplementedError
''',
    "assignments/{topic}/{topic}.es.py": '''\
"""{title}: enunciado en README.es.md; comprueba tu trabajo con `autograder check {topic}`."""

from torch import Tensor


def double(x: Tensor) -> Tensor:
    """Devuelve el doble de x, sea cual sea su forma."""
    raise NotImplementedError
''',
    "assignments/{topic}/checks/test_{topic}.py": '''\
"""The public checks of {topic}."""

import numpy as np

from autograder.suite import Student, check


@check("double", es="double devuelve el doble de la entrada")
def test_values(student: Student) -> None:
    """double returns twice its input."""
    student.double(np.array([1.0, -2.0, 0.5])).matches_reference()
''',
    "solutions/{topic}/reference.py": """\
from torch import Tensor


def double(x: Tensor) -> Tensor:
    return 2 * x
""",
    "solutions/{topic}/alternatives/sum.py": """\
def double(x):
    return x + x
""",
    "solutions/{topic}/wrong/square.py": '''\
# /// wrong answer
# check = "test_values"
# kind = "wrong_value"
# hint.en = "This is the square of the input: 2 squared is 4 too, but 3 squared is not 6."
# hint.es = """
# Esto es el cuadrado de la entrada: 2 al cuadrado también es 4, pero 3 al cuadrado no es 6."""
# ///
"""The square of the input."""


def double(x: Tensor) -> Tensor:
    return x**2
''',
    "tests/hidden/{topic}/test_{topic}.py": '''\
"""The hidden suite of {topic}."""

import numpy as np

from autograder.suite import Student, check


@check("double", es="double devuelve el doble de la entrada, sea cual sea su forma")
def test_values(student: Student, rng: np.random.Generator) -> None:
    """double returns twice its input, whatever its shape."""
    for shape in [(3,), (2, 5), (1, 3, 2)]:
        student.double(rng.standard_normal(shape)).matches_reference()


@check("double", after=test_values, es="Los gradientes atraviesan double")
def test_gradients(student: Student, rng: np.random.Generator) -> None:
    """Gradients flow through double."""
    student.double.gradients(rng.standard_normal((2, 3))).matches_reference()
''',
}


def new_topic(name: str, course: Path | None = None) -> list[Path]:
    """Writes the folders of a topic and returns the files. Raises TopicError."""
    course = course or find_course()
    if course is None:
        raise TopicError(
            "a new topic needs a course: no folder with assignments/ and solutions/ here"
        )
    if not name.isidentifier() or name != name.lower():
        raise TopicError(
            f"{name!r} can't name a topic: use small letters, digits and _, as in rnn_2"
        )
    paths = [course / path.format(topic=name) for path in FILES]
    for folder in {path.parent for path in paths}:
        if folder.exists():
            raise TopicError(f"{folder} is there already: nothing was written")
    title = name.replace("_", " ").capitalize()
    for path, text in zip(paths, FILES.values(), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(topic=name, title=title), encoding="utf-8")
    return paths
