"""The course itself: every starter fails as "not written", every right answer gets full marks,
every wrong answer its verdict and its hint, and nothing hidden is in a handout.

A topic whose proof (`autograder verify TOPIC --prove`) still holds is looked at in samples; one of
which something has changed since is proven whole.
"""

import re
from pathlib import Path

import pytest

from autograder.authoring.bench import bench
from autograder.authoring.calibrate import calibration_findings, load_calibration
from autograder.authoring.proof import SEED, spot_check, stored_proof
from autograder.authoring.verify import verify_topic
from autograder.model.topic import Topic, find_topics, in_course_order
from tests.course.drawn import drawn

COURSE = Path(__file__).resolve().parents[2]
PROVEN = [topic for topic in find_topics(COURSE) if not topic.assignment.draft]
# Right answers that are put through the whole suite: the reference. `autograder verify` trains them
# all, and the wrong answers that a training has to catch; here what is stored of those has to hold.
TRAINED = 1


@pytest.mark.parametrize("topic", PROVEN, ids=lambda topic: topic.name)
def test_a_topic_is_as_it_should_be(topic: Topic) -> None:
    proof = stored_proof(topic)
    if proof is not None:
        findings = list(spot_check(topic, proof, drawn(topic.name)))
        assert [finding for finding in findings if not finding.ok] == []
        assert {finding.part for finding in findings} == {"starter", "right", "wrong"}
        return
    with bench(topic, workers=1) as graders:
        findings = list(verify_topic(graders, seed=SEED, trained=TRAINED))
        if load_calibration(topic):
            findings += calibration_findings(graders, seeds=1)

    assert [finding for finding in findings if not finding.ok] == []
    parts = {finding.part for finding in findings}
    assert parts >= {"files", "starter", "right", "wrong", "public", "secrecy"}


def test_every_topic_has_a_place_of_its_own_and_comes_after_what_it_needs() -> None:
    topics = in_course_order(find_topics(COURSE))
    places = [topic.assignment.course for topic in topics]
    assert None not in places
    assert len({(place.part, place.number) for place in places if place}) == len(topics)
    before: set[str] = set()
    for topic, place in zip(topics, places, strict=True):
        assert place is not None
        assert set(place.after) <= before, topic.name
        before.add(topic.name)


@pytest.mark.parametrize("page", ["course.md", "curso.md"])
def test_the_page_of_the_course_has_every_topic_in_its_order(page: str) -> None:
    text = (COURSE / "docs" / page).read_text(encoding="utf-8")
    named = re.findall(r"^\| \[(\w+)\]\(\.\./assignments/\1/", text, re.MULTILINE)
    assert named == [topic.name for topic in in_course_order(find_topics(COURSE))]
