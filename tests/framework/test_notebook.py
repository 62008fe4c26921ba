"""`grader.check(...)` in a real kernel: otter-grader asks, and our verdicts are what is read."""

import shutil
import sys

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell

from autograder.handout import build_topic
from autograder.new import new_topic
from autograder.topic import Topic

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="answers are frozen on Linux here")

CELLS = {
    "square": "def double(x): return x**2",
    "right": "def double(x): return x + x",
    "raises": "def double(x):\n    return x.twice()",
    "stopped": (
        "import threading, _thread\n"
        "def double(x):\n"
        "    threading.Timer(0.5, _thread.interrupt_main).start()\n"
        "    while True:\n"
        "        x = x + 0\n"
    ),
    "state": (
        "import sys, torch\n"
        "torch.manual_seed(3)\n"
        "drawn = torch.rand(1)\n"
        "torch.manual_seed(3)\n"
        "def double(x): return x + x"
    ),
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What `grader.check("toy")` shows, by the definition that stands when it is called."""
    root = tmp_path_factory.mktemp("course")
    new_topic("toy", root)
    folder = tmp_path_factory.mktemp("student") / "toy"
    build_topic(Topic(root / "assignments/toy", root), folder)
    shutil.rmtree(root)
    notebook = nbformat.read(folder / "toy.ipynb", as_version=4)
    assert notebook.cells[-1].source == 'grader.check("toy")'
    for text in CELLS.values():
        notebook.cells += [new_code_cell(text), new_code_cell('grader.check("toy")')]
    notebook.cells.append(
        new_code_cell(
            "import threading\n"
            "assert torch.equal(torch.rand(1), drawn)\n"
            "print([t.name for t in threading.enumerate() if t.name == 'judge'], sys.stderr.name)"
        )
    )
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}})
    client.execute()
    checks = [cell for cell in notebook.cells if cell.source == 'grader.check("toy")']
    texts = {
        name: "\n".join(
            output.get("text", "") or output.get("data", {}).get("text/plain", "")
            for output in cell.outputs
        )
        for name, cell in zip(["starter", *CELLS], checks, strict=True)
    }
    texts["end"] = notebook.cells[-1].outputs[0].text
    return texts


def test_the_starter_is_not_written_yet(outputs: dict[str, str]) -> None:
    assert "✗" in outputs["starter"]
    assert "double" in outputs["starter"]
    assert "passed!" not in outputs["starter"]


def test_a_right_definition_passes(outputs: dict[str, str]) -> None:
    assert "passed!" in outputs["right"]


def test_a_known_misconception_gets_its_hint(outputs: dict[str, str]) -> None:
    assert "square of the input" in outputs["square"].replace("\n", " ").replace("  ", " ")


def test_an_error_is_told_as_we_tell_it_and_not_as_a_traceback(outputs: dict[str, str]) -> None:
    assert "AttributeError" in outputs["raises"]
    assert "autograder/" not in outputs["raises"]
    assert "queue.py" not in outputs["raises"]


def test_the_stop_button_ends_an_endless_loop_and_the_check_goes_on(
    outputs: dict[str, str],
) -> None:
    assert "KeyboardInterrupt" in outputs["stopped"]
    assert "passed!" in outputs["state"]


def test_the_kernel_is_as_it_was(outputs: dict[str, str]) -> None:
    assert outputs["end"].startswith("[]")
