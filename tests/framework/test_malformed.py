"""Whatever is handed in gets a record, and costs its neighbours nothing.

`python -m benchmarks.malformed` does the same with a thousand.
"""

import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.framework.malformed import grade_malformed


@pytest.mark.skipif(sys.platform != "linux", reason="grading others is Linux's")
def test_each_of_a_class_of_malformed_submissions_has_its_record(tmp_path: Path) -> None:
    records = grade_malformed(60, 3, tmp_path)
    counts = Counter(record.status for record in records)
    assert counts["unreadable"] > 5
    assert counts["graded"] > 5
