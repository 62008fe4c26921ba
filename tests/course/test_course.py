"""The course itself: every starter fails as "not written", every right answer gets full marks,
every wrong answer its verdict and its hint, and nothing hidden is in a handout."""

from pathlib import Path

import pytest

from autograder.topic import Topic, find_topics
from autograder.verify import verify_topic

COURSE = Path(__file__).resolve().parents[2]
PROVEN = [topic for topic in find_topics(COURSE) if not topic.assignment.draft]


@pytest.mark.parametrize("topic", PROVEN, ids=lambda topic: topic.name)
def test_a_topic_is_as_it_should_be(topic: Topic) -> None:
    findings = list(verify_topic(topic, workers=2, seed=20261123))

    assert [finding for finding in findings if not finding.ok] == []
    parts = {finding.part for finding in findings}
    assert parts >= {"files", "starter", "right", "wrong", "public", "secrecy"}
