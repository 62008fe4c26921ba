"""Code typed into a text box of an LMS, as Moodle and Canvas give it back: a page of HTML."""

import zipfile
from pathlib import Path

import pytest

from autograder.collect import collect, read_source
from autograder.collect.typed import code_of
from tests.framework.test_export_moodle import ASSIGNMENT

CODE = "def f(x):\n    if x < 2:\n        return 1\n\n    return f(x - 1)\n"
MOODLE = "<html><head><title>x</title></head><body>{}</body></html>"


@pytest.mark.parametrize(
    "page",
    [
        # TinyMCE, a line a paragraph; then line breaks in one paragraph, indented by both spaces.
        "<p>def f(x):</p>\n<p>&nbsp; &nbsp; if x &lt; 2:</p>\n"
        "<p>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;return 1</p>\n"
        "<p>&nbsp; &nbsp; return f(x - 1)</p>",
        "<p>def f(x):<br>&nbsp; &nbsp; if x &lt; 2:<br />\n&nbsp; &nbsp; &nbsp; &nbsp; return 1"
        "<br>&nbsp; &nbsp; return f(x - 1)</p>",
        # What Moodle makes of a plain text area, and a block of code.
        '<div class="text_to_html">def f(x):<br />\n    if x &lt; 2:<br />\n'
        "        return 1<br />\n"
        "    return f(x - 1)</div>",
        "<pre><code>def f(x):\n    if x &lt; 2:\n        return 1\n"
        "    return f(x - 1)\n</code></pre>",
    ],
)
def test_lines_and_indentation_are_those_that_are_seen(page: str) -> None:
    text = code_of(MOODLE.format(page).encode())
    assert [line for line in text.splitlines() if line] == [
        line for line in CODE.splitlines() if line
    ]


@pytest.mark.parametrize(
    ("name", "system"),
    [
        ("Ana_7_assignsubmission_onlinetext/onlinetext.html", "moodle"),
        ("ana_101_text.html", "canvas"),
    ],
)
def test_typed_code_is_graded_where_there_is_no_file(
    tmp_path: Path, name: str, system: str
) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, MOODLE.format(f"<pre>{CODE}</pre>".replace("< 2", "&lt; 2")))
    found = collect(path, ASSIGNMENT)
    assert found.system == system
    (submission,) = found.submissions
    assert submission.problem is None
    assert [note.kind for note in submission.notes if note.kind == "text_read"] == ["text_read"]
    source = read_source(submission, ASSIGNMENT)
    assert source.problem is None
    assert source.names == ("f",)


def test_a_file_counts_before_what_was_typed_and_a_greeting_is_no_code(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    page = MOODLE.format("<pre>def f(): return 'typed'</pre>")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Ana_7_assignsubmission_onlinetext/onlinetext.html", page)
        archive.writestr("Ana_7_assignsubmission_file/hw1.py", "def f(): return 'file'")
        archive.writestr("Bea_8_assignsubmission_onlinetext/onlinetext.html", "<p>hi</p>")
    ana, bea = collect(path, ASSIGNMENT).submissions
    assert (ana.main, ana.problem) == ("hw1.py", None)
    assert bea.problem is not None
    assert bea.problem.kind == "wrong_file"


def test_no_page_brings_the_reader_down() -> None:
    assert code_of(b"<pre>" * 100_000 + b"\xff\xfe") is not None
    assert "x" in code_of(b"</p></p></script>x<![CDATA[<!")
