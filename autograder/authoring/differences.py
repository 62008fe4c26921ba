"""Wrong answers to read and to begin: the whole file of one, the difference made out of a file."""

from pathlib import Path

from autograder.model.topic import Topic, TopicError
from autograder.model.wrong_answer import NOTHING, WrongAnswerError, header_of


def whole_file(topic: Topic, name: str) -> str:
    """The whole file that a wrong answer stands for, under its header, whatever that says. Raises
    TopicError."""
    path = topic.wrong_file(name)
    text = _read(path)
    try:
        return header_of(text) + topic.reference.laid_over(text)
    except WrongAnswerError as error:
        raise TopicError(f"{path} {error}") from None


def difference_from(topic: Topic, path: Path) -> tuple[str, list[str]]:
    """The difference from the reference made out of a whole file, and what of the file it does not
    say. Raises TopicError, where there is no difference too."""
    try:
        difference, unsaid = topic.reference.difference(_read(path))
        idle = topic.reference.idle(difference)
    except WrongAnswerError as error:
        raise TopicError(f"{path} {error}") from None
    if NOTHING in idle:
        raise TopicError(f"{path} {NOTHING}")
    return difference, unsaid


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TopicError(f"{path} can't be read: {error}") from None
