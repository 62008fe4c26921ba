"""`python -m demo.make_course FOLDER`: writes what five people handed in for every topic.

In FOLDER stands for each topic that is no draft a zip as Moodle packs it, and its worksheet.
Everybody is somebody of whom a course has several: one who is right, in an own way each time;
two who hold a misconception here and there; one who stops half-way through the course; one who
comes late to it.
"""

import sys
from pathlib import Path

from autograder.model.topic import Topic, find_topics, in_course_order
from demo.make_class import ROOT, Person, write_download

NAMES = ("Inés Álvarez", "Mateo Ríos", "Grace Okafor", "Søren Ångström", "Chloé Lefèvre")


def handed_in(topic: Topic, number: int, count: int) -> list[Person]:
    """What the five handed in for a topic, the `number`-th of `count` (from 0)."""
    assert topic.solutions is not None
    own = sorted((topic.solutions / "alternatives").glob("*.py"))
    right = own[number % len(own)].read_text(encoding="utf-8")
    reference = (topic.solutions / "reference.py").read_text(encoding="utf-8")
    wrong = list(topic.wrong_answers)
    some, other = (
        topic.wrong_answers[wrong[(share * len(wrong) // 5 + number) % len(wrong)]].text
        for share in (1, 3)
    )
    starter = topic.starter.read_text(encoding="utf-8")
    half = count // 2
    texts = (
        right,
        some if number % 2 else reference,
        other,
        reference if number < half else None,
        starter if number < half else some,
    )
    file = topic.assignment.file
    return [
        Person(name, () if text is None else ((file, text.encode()),))
        for name, text in zip(NAMES, texts, strict=True)
    ]


def main(folder: Path) -> None:
    """Writes a zip for each topic."""
    topics = [topic for topic in in_course_order(find_topics(ROOT)) if not topic.assignment.draft]
    for number, topic in enumerate(topics):
        write_download(folder, topic.name, handed_in(topic, number, len(topics)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
