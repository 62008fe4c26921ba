"""`python -m demo.pictures RUN OUT`: the pictures of the README, of real runs.

`verdict.svg` is a self-check of a GRU with a misconception, as a terminal shows it. `class.png` is
the first screen of the report on RUN; a headless Chromium has to be installed for it.
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from autograder.model.topic import find_topic
from autograder.presentation.messages import Translator
from autograder.presentation.terminal.check import SelfCheckPrinter
from autograder.selfcheck.check import SelfCheck, check_once
from autograder.selfcheck.hints import Ladder
from autograder.selfcheck.work import Work

MISCONCEPTION = "update_gate_swapped"
SCREEN = "1280,1000"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def verdict_svg() -> str:
    """What `autograder check gru` prints on the misconception."""
    topic = find_topic("gru")
    console = Console(
        file=io.StringIO(), width=80, record=True, force_terminal=True, color_system="truecolor",
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / topic.assignment.file
        path.write_text(topic.wrong_answer(MISCONCEPTION).text, encoding="utf-8")
        check = SelfCheck(Work(topic, path))
        ladder = Ladder(topic, Path(folder) / "hints.json")
        try:
            check_once(check, SelfCheckPrinter(console, topic, Translator("en"), hints=ladder))
        finally:
            check.close()
    svg = console.export_svg(title="autograder check gru", unique_id="autograder-verdict")
    return re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)  # it would fetch them


def class_png(run: Path, out: Path) -> None:
    """The first screen of the report on a run."""
    browser = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if browser is None:
        raise SystemExit("the picture of the class page needs a chromium: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        ours = [sys.executable, "-m", "autograder", "report", str(run), "--lang", "en"]
        subprocess.run([*ours, "--out", folder], check=True)  # noqa: S603 -- our own command
        theirs = [browser, "--headless", "--no-sandbox", "--hide-scrollbars", "--log-level=3"]
        light = ["--blink-settings=preferredColorScheme=1", f"--window-size={SCREEN}"]
        page = (Path(folder) / "index.html").as_uri()
        subprocess.run([*theirs, *light, f"--screenshot={out}", page], check=True)  # noqa: S603 -- the same


def main(run: Path, out: Path) -> None:
    """Draws both."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "verdict.svg").write_text(verdict_svg(), encoding="utf-8")
    class_png(run, out / "class.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
