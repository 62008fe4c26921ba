"""`python -m demo.pictures RUN OUT`: the pictures of the README and of `docs/course.md`.

All are of real runs. `verdict.svg` is a self-check of a GRU with a misconception, as a terminal
shows it; `course/` has for each topic what a report shows of a training that went wrong, and two
comparisons (`demo.comparisons`).
`class.png` is the first screen of the report on RUN; a headless Chromium has to be installed for
it.
"""

import contextlib
import io
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from rich.console import Console

from autograder.authoring.proof import SEED
from autograder.execution.sandbox.isolation import choose
from autograder.judge.judge import hidden_judge
from autograder.judge.oracle import source_of
from autograder.model.topic import Topic, find_topic, find_topics
from autograder.presentation.messages import Language, Translator
from autograder.presentation.pictures import draw_picture
from autograder.presentation.terminal.check import SelfCheckPrinter
from autograder.selfcheck.check import SelfCheck, check_once
from autograder.selfcheck.hints import Ladder
from autograder.selfcheck.work import Work
from demo.comparisons import neighbours_svg, rate_distortion_svg

MISCONCEPTION = "update_gate_swapped"
SCREEN = "1280,1000"
MARGIN = 12  # around a picture that stands alone, in its own units
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


def training_svg(topic: Topic, language: Language) -> str:
    """What the report shows of a wrong answer whose training does not end where it should: what its
    model makes, beside what it ought to. "" where there is none."""
    t = Translator(language)
    with contextlib.closing(hidden_judge(topic, choose())) as judge:
        checks = judge.session.checks
        trained = {info.exercise: name for name, (info, _, _) in checks.items() if info.retries}
        for wrong in topic.wrong_answers.values():
            check = trained.get(checks[wrong.check][0].exercise)
            if check is None:
                continue
            source = source_of(wrong.text, topic.assignment.file)
            (verdict,) = judge.session.judge(source, SEED, only=frozenset([check]), retry=False)
            drawing = verdict.picture and draw_picture(verdict.picture, t, topic.name)
            if drawing:
                return _alone(drawing.svg)
    return ""


def _alone(svg: str) -> str:
    """An element of a page as a file of its own: on paper, whatever page it is shown in."""
    root = ElementTree.fromstring(svg)  # noqa: S314 -- our own
    style = f"background: #ffffff; color: #1c1e21; font-family: sans-serif; {root.get('style', '')}"
    root.set("style", style)
    x, y, width, height = map(float, root.get("viewBox", "").split())
    root.set("viewBox", f"{x - MARGIN} {y - MARGIN} {width + 2 * MARGIN} {height + 2 * MARGIN}")
    if not root.tag.startswith("{"):
        root.set("xmlns", "http://www.w3.org/2000/svg")
    return ElementTree.tostring(root, encoding="unicode")


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
    """Draws them all."""
    (out / "course").mkdir(parents=True, exist_ok=True)
    for topic in find_topics():
        svg = "" if topic.assignment.draft else training_svg(topic, "en")
        if svg:
            (out / "course" / f"{topic.name}.svg").write_text(svg, encoding="utf-8")
    (out / "course/rate_distortion.svg").write_text(rate_distortion_svg(), encoding="utf-8")
    (out / "course/neighbours.svg").write_text(neighbours_svg(), encoding="utf-8")
    (out / "verdict.svg").write_text(verdict_svg(), encoding="utf-8")
    class_png(run, out / "class.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
