"""The documentation says what is there: its commands, options, headings and links exist."""

import re
from pathlib import Path

import click
import pytest

from autograder.authoring.new import FILES
from autograder.cli import main
from autograder.model.record import Kind
from autograder.presentation.messages import LANGUAGES, Language, Translator
from autograder.presentation.sentences import HEADINGS
from tests.framework.conftest import REPOSITORY

PAGES = sorted(
    [
        REPOSITORY / "README.md",
        *REPOSITORY.glob("docs/*.md"),
        *REPOSITORY.glob("student_template/*.md"),
        *REPOSITORY.glob("assignments/*/README*.md"),
    ]
)
STUDENTS: dict[Language, str] = {"en": "students.md", "es": "estudiantes.md"}


def command_of(words: list[str]) -> tuple[click.Command, str]:
    """The command that the words begin with, and its name."""
    command: click.Command = main
    name = "autograder"
    for word in words:
        if not isinstance(command, click.Group) or word not in command.commands:
            break
        command, name = command.commands[word], f"{name} {word}"
    return command, name


def commands_in(text: str) -> list[tuple[str, str]]:
    """What is typed into a shell in a page: in backquotes or an indented line, from the name of
    the program on."""
    typed = re.findall(r"`([^`\n]+)`", text) + re.findall(r"^    (.+)$", text, re.MULTILINE)
    found = []
    for line in typed:
        match = re.search(r"(?:^|[;&|\s])autograder (.*)", line.replace("$ ", ""))
        if match:
            found.append((line, match[1]))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_every_command_and_option_that_a_page_names_exists(page: Path) -> None:
    for line, arguments in commands_in(page.read_text(encoding="utf-8")):
        words = arguments.split()
        if words[0].startswith("-"):
            continue
        command, name = command_of(words)
        assert command is not main, line
        options = {text for each in command.params for text in each.opts}
        named = set(re.findall(r"(?<!\S)--[a-z-]+", arguments.split("#")[0]))
        assert named <= options | {"--help"}, f"{name} has no such option: {line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if "://" not in link:
            assert (page.parent / link).exists(), link


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_students_page_says_what_to_do_about_every_kind_of_failure(language: Language) -> None:
    text = (REPOSITORY / "docs" / STUDENTS[language]).read_text(encoding="utf-8")
    table = "\n".join(line for line in text.splitlines() if line.startswith("|"))
    t = Translator(language)
    for kind, heading in HEADINGS.items():
        said = t.text(heading)
        last = said.split()[-1]  # "wrong type, length, shape"
        assert kind == Kind.NOT_RUN or said in table or last in table, said


def test_both_students_pages_say_the_same_things_in_the_same_order() -> None:
    english, spanish = (
        (REPOSITORY / "docs" / name).read_text(encoding="utf-8") for name in STUDENTS.values()
    )
    assert english.count("\n## ") == spanish.count("\n## ")
    assert english.count("\n|") == spanish.count("\n|")


def test_the_wrong_answer_that_authors_are_shown_is_the_one_that_a_new_topic_has() -> None:
    page = (REPOSITORY / "docs/authors.md").read_text(encoding="utf-8")
    written = FILES["solutions/{topic}/wrong/square.py"].format(topic="toy", title="Toy")

    assert f"```python\n{written}```\n" in page
