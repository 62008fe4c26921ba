"""`grader.check(...)` in a real kernel, with otter-grader and without: our verdicts are what is
read."""

import re
import shutil
import sys

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell

from autograder.authoring.handout import build_topic
from autograder.model.topic import Topic
from tests.framework.conftest import finished_topic

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="answers are frozen on Linux here")

CELLS = {
    "square": "def double(x): return x**2",
    "right": "def double(x): return x + x",
    "raises": "def double(x):\n    return x.twice()",
    "hostile": "def double(x):\n    raise ValueError('</pre><script>alert(1)</script>')",
    "stopped": (
        "import threading, _thread\n"
        "def double(x):\n"
        "    threading.Timer(0.5, _thread.interrupt_main).start()\n"
        "    while True:\n"
        "        x = x + 0\n"
    ),
    "writes": (
        "import os\ndef double(x):\n    os.makedirs('runs', exist_ok=True)\n"
        "    open('runs/made.txt', 'w').write('x')\n"
        "    assert open('runs/made.txt').read() == 'x'\n    return x + x"
    ),
    "reads": "def double(x):\n    open('toy.ipynb').read()\n    return x + x",
    "state": (
        "import sys, torch\n"
        "torch.manual_seed(3)\n"
        "drawn = torch.rand(1)\n"
        "torch.manual_seed(3)\n"
        "def double(x): return x + x"
    ),
}


Shown = dict[str, dict[str, str]]


# What a student who installs a handout has not: otter, and matplotlib for pictures.
ALONE = "import sys\nfor name in ('otter', 'matplotlib'):\n    sys.modules[name] = None"


@pytest.fixture(scope="module", params=["with otter", "alone"])
def outputs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """What `grader.check("toy")` shows, by the definition that stands when it is called and by the
    kind of text: "html", or the "plain" one where there is only that."""
    root = tmp_path_factory.mktemp("course")
    finished_topic(root)
    folder = tmp_path_factory.mktemp("student") / "toy"
    build_topic(Topic(root / "assignments/toy", root), folder)
    shutil.rmtree(root)
    notebook = nbformat.read(folder / "toy.ipynb", as_version=4)
    assert notebook.cells[-1].source == 'grader.check("toy")'
    if request.param == "alone":
        notebook.cells.insert(0, new_code_cell(ALONE))
    for text in CELLS.values():
        notebook.cells += [new_code_cell(text), new_code_cell('grader.check("toy")')]
    notebook.cells.append(new_code_cell("print(type(grader).__module__)"))
    notebook.cells.append(
        new_code_cell(
            "import threading\n"
            "assert torch.equal(torch.rand(1), drawn)\n"
            "print(os.path.exists('runs'), os.path.exists('toy.ipynb'))\n"
            "print([t.name for t in threading.enumerate() if t.name == 'judge'], sys.stderr.name)"
        )
    )
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}})
    client.execute()
    checks = [cell for cell in notebook.cells if cell.source == 'grader.check("toy")']
    shown = {}
    for name, cell in zip(["starter", *CELLS], checks, strict=True):
        (result,) = [each for each in cell.outputs if each.output_type == "execute_result"]
        shown[name] = {kind: result.data[f"text/{kind}"] for kind in ("plain", "html")}
    shown["grader"] = {"plain": notebook.cells[-2].outputs[0].text}
    assert ("otter" in shown["grader"]["plain"]) == (request.param == "with otter")
    shown["end"] = {"plain": notebook.cells[-1].outputs[0].text}
    return shown


def words(html: str) -> str:
    """What is read of a fragment, on one line."""
    text = re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))
    return " ".join(text.split())


def test_the_starter_is_not_written_yet(outputs: Shown) -> None:
    for text in outputs["starter"].values():
        assert "✗" not in text  # nothing is wrong yet
        assert "double" in text
    assert "not written yet" in words(outputs["starter"]["html"])
    assert "in place of that line" in words(outputs["starter"]["plain"])


def test_a_right_definition_passes_in_one_line(outputs: Shown) -> None:
    html = outputs["right"]["html"]
    assert "pass" in words(html)
    assert "hand in toy.ipynb" in words(html)
    assert "<details open" not in html
    assert "✗" not in html


def test_what_a_function_reads_and_writes_is_as_where_it_is_graded(outputs: Shown) -> None:
    assert "✗" not in outputs["writes"]["html"]
    for text in outputs["reads"].values():
        assert "FileNotFoundError" in text
        assert "no file beside those that you hand in" in words(text)
    assert "False True" in outputs["end"]["plain"]


def test_a_known_misconception_gets_its_hint(outputs: Shown) -> None:
    for text in outputs["square"].values():
        assert "square of the input" in words(text)


def test_the_first_failure_is_open_and_the_next_step_is_for_a_notebook(outputs: Shown) -> None:
    html = outputs["square"]["html"]
    assert html.count(" open>") == 1
    for text in outputs["square"].values():
        assert 'grader.check("toy")' in words(text).replace("&#34;", '"')


def test_an_error_is_told_as_we_tell_it_and_not_as_a_traceback(outputs: Shown) -> None:
    for text in outputs["raises"].values():
        assert "AttributeError" in text
        assert "autograder/" not in text
        assert "queue.py" not in text


def test_what_student_code_says_is_text_in_the_notebook(outputs: Shown) -> None:
    assert "<script" not in outputs["hostile"]["html"]
    assert "&lt;script&gt;alert(1)" in outputs["hostile"]["html"]


def test_the_stop_button_ends_an_endless_loop_and_the_check_goes_on(outputs: Shown) -> None:
    assert "KeyboardInterrupt" in outputs["stopped"]["plain"]
    assert "✗" not in outputs["state"]["plain"]


def test_the_kernel_is_as_it_was(outputs: Shown) -> None:
    assert outputs["end"]["plain"].splitlines()[1].startswith("[]")
