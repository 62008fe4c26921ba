"""Samples that the commit draws: others from commit to commit, the same whenever one is tested."""

import random
import subprocess
from pathlib import Path

from autograder.model.topic import Topic

COURSE = Path(__file__).resolve().parents[2]


def drawn(topic: Topic) -> random.Random:
    """What draws samples of a topic."""
    command = ["git", "-C", str(COURSE), "rev-parse", "HEAD"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return random.Random(f"{topic.name} {done.stdout.strip()}")
