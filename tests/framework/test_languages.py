"""What students read is in one language at a time: statements, starters, hints, titles of checks.

What is said about their work is looked at where it is made: in the terminal and the notebook
(`test_terminal`), the report and the feedback (`test_report`).
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.authoring.starter_notebook import starter_notebook
from autograder.model.record import Text
from autograder.model.topic import Topic, find_topics
from autograder.presentation.messages import LANGUAGES, Language
from tests.framework.conftest import REPOSITORY
from tests.framework.languages import english_in, spanish_in

FOREIGN = {"en": spanish_in, "es": english_in}
TOPICS = [topic for topic in find_topics(REPOSITORY) if not topic.assignment.draft]


def docstrings(path: Path) -> str:
    """All that a starter says, and nothing that it does."""
    return "\n\n".join(
        node.value.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ).replace("    ", "")


def told(topic: Topic) -> Iterator[Text]:
    """What `assignment.toml` and the headers of the wrong answers say in both languages."""
    yield topic.assignment.title
    for exercise in topic.assignment.exercises:
        yield from (each for each in (exercise.title, exercise.look, exercise.example) if each)
    yield from (wrong.hint for wrong in topic.wrong_answers.values() if wrong.hint)


def titles(folder: Path) -> Iterator[Text]:
    """The sentences of the checks in a folder, in both languages."""
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef):
                continue
            for call in node.decorator_list:
                if isinstance(call, ast.Call):
                    es = [ast.literal_eval(k.value) for k in call.keywords if k.arg == "es"]
                    if es:
                        yield Text(en=ast.get_docstring(node) or "", es=es[0])


ITALICS = re.compile(r"(?<!\*)\*[^*]{1,80}\*(?!\*)")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_what_an_author_wrote_in_one_language_holds_no_sentence_of_the_other(
    topic: Topic, language: Language
) -> None:
    foreign = FOREIGN[language]
    assert topic.hidden is not None
    texts = [each[language] for each in told(topic)]
    texts += [each[language] for each in [*titles(topic.public_suite), *titles(topic.hidden)]]
    texts.append(docstrings(topic.starter_in(language)))
    statement = starter_notebook(topic, language).cells[0].source
    # Papers keep their titles, and an example in the other language stands in italics.
    texts.append(ITALICS.sub("", statement.partition("\n## Ref")[0]))
    assert len(texts) > 20
    assert [(text, found) for text in texts if (found := foreign(text))] == []


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ("student_template/README.md", "en"),
        ("student_template/README.es.md", "es"),
        ("docs/students.md", "en"),
        ("docs/estudiantes.md", "es"),
    ],
)
def test_a_page_for_students_is_in_one_language(page: str, language: Language) -> None:
    assert FOREIGN[language]((REPOSITORY / page).read_text(encoding="utf-8")) == []


def test_a_sentence_in_the_other_language_is_found_and_code_is_not() -> None:
    assert english_in("Esto va bien. The result is what you asked for. Y esto.")
    assert english_in("Nothing was handed in."), "by the catalogue"
    assert english_in("Llama a `the_of(your, this)` y\n\n    that = which(the, of)\n") == []
    assert spanish_in("This is fine. Devuelve el estado que está más cerca.")
    assert spanish_in("Return the state, as in gru_cell, with hs[:, t].") == []
