"""The page of a course: everybody's points in every topic, and how each topic went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from urllib.parse import quote

from autograder.grading.course_table import CourseTable, Person
from autograder.model.record import Record
from autograder.model.topic import Topic, in_course_order
from autograder.presentation.html import page_script, render, style
from autograder.presentation.messages import Language, Translator, safe
from autograder.presentation.report.pages import (
    CLASS,
    FOLDER,
    NAME_CELLS,
    STYLE,
    page_href,
    write_pages,
)
from autograder.presentation.report.statistics import Misconception, misconceptions
from autograder.presentation.sentences import STATUSES

MOST_MISCONCEPTIONS = 3  # of a topic


@dataclass(frozen=True)
class _Topic:
    """How a topic went: the share of its points that was reached on average, and by how many."""

    name: str
    title: str
    href: str
    graded: int
    mean: float | None
    misconceptions: Sequence[Misconception]


@dataclass(frozen=True)
class _Cell:
    """What somebody has in a topic, and where it is looked at; `words` where there is no score."""

    score: float | None
    words: str
    href: str


def write_course(
    topics: Mapping[Topic, Sequence[Record]], table: CourseTable, out: Path, language: Language
) -> Path:
    """Writes the course's page into `out`, which leads to each topic's own report, to be written
    into the folder of its name beside it; returns the path of the page.

    Raises RunError where `out` holds anything but an earlier report.
    """
    t = Translator(language)
    in_order = in_course_order(topics)
    script, digest = page_script("table")
    page = render(
        "course.html",
        language,
        topics=[_topic(topic, topics[topic], language) for topic in in_order],
        people=[
            (safe(person.name, NAME_CELLS), [_cell(person, each, t) for each in in_order], person)
            for person in table.people
        ],
        weights=table.weights,
        weighted=len(set(table.weights.values())) > 1,
        script=script,
        script_digest=digest,
        stylesheet=STYLE,
    )
    write_pages([(STYLE, style("verdict", "page")), (CLASS, page)], out)
    return out / CLASS


def _topic(topic: Topic, records: Sequence[Record], language: Language) -> _Topic:
    shares = [
        record.score / record.max_score
        for record in records
        if record.score is not None and record.max_score
    ]
    return _Topic(
        name=safe(topic.name),
        title=safe(topic.assignment.title[language]),
        href=f"{quote(topic.name)}/{CLASS}",
        graded=len(shares),
        mean=fmean(shares) if shares else None,
        misconceptions=misconceptions(records)[:MOST_MISCONCEPTIONS],
    )


def _cell(person: Person, topic: Topic, t: Translator) -> _Cell:
    record = person.records.get(topic.name)
    if record is None:
        return _Cell(None, "", "")
    to = page_href(record, f"{quote(topic.name)}/{FOLDER}/")
    return _Cell(record.score, t.text(STATUSES[record.status]), to)
