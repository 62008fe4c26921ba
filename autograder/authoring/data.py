"""Whether the data of a topic may be shipped: small, its source and licence named, readable."""

import re
from collections.abc import Iterator
from pathlib import Path

from autograder.judge.data import TopicData
from autograder.judge.suite import SuiteError
from autograder.model.topic import DATA_NOTE, Topic, data_files

MOST_KIB = 512  # of a topic's data, what students get and what is hidden together
# A line that begins with the word, and goes on; or a heading, and a line below it.
LICENCE = re.compile(r"^\W*(?:licen[cs]e|licencia)s?\W+\w", re.IGNORECASE | re.MULTILINE)


def data_problems(topic: Topic) -> Iterator[tuple[str, str]]:
    """What was looked at of a topic's data, by file, and what is wrong with it ("": nothing)."""
    folders = [topic.data, topic.hidden_data]
    files = [path for folder in folders for path in data_files(folder)]
    if not files:
        return
    kib = sum(path.stat().st_size for path in files) / 1024
    yield "data", f"is {kib:.0f} KiB, at most {MOST_KIB} KiB" if kib > MOST_KIB else ""
    for folder in folders:
        if data_files(folder):
            yield from _note_problems(folder, topic)
    yield from _reading_problems(topic)


def _note_problems(folder: Path, topic: Topic) -> Iterator[tuple[str, str]]:
    path = folder / DATA_NOTE
    subject = path.relative_to(topic.course or topic.folder).as_posix()
    if not path.is_file():
        yield subject, "is missing: say source, version, licence, attribution, how it was made"
        return
    text = path.read_text(encoding="utf-8")
    if not LICENCE.search(text):
        yield subject, "names no licence: a line “Licence: …”"
        return
    unnamed = [each.name for each in data_files(folder) if each.name not in text]
    yield subject, f"does not name {', '.join(unnamed)}" if unnamed else ""


def _reading_problems(topic: Topic) -> Iterator[tuple[str, str]]:
    try:
        data = TopicData(topic, public=False)
    except SuiteError as error:
        yield "data", str(error)
        return
    read = {".npz": data.load, ".npy": data.array}
    for name in data.names:
        if Path(name).suffix in read:
            try:
                read[Path(name).suffix](name)
            except SuiteError as error:
                yield name, str(error)


def shipped_hidden_data(topic: Topic, shipped: bytes) -> list[str]:
    """The names of hidden files of data whose bytes are in what students get."""
    hidden = data_files(topic.hidden_data)
    return [path.name for path in hidden if (held := path.read_bytes()) and held in shipped]
