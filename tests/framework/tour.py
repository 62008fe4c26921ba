"""`make tour`: every kind of verdict on one page, in both languages, to be reviewed like code.

The verdicts are real: the fixture course's public checks, put to the submissions of the golden
transcripts. Each is shown as a notebook shows it and as a terminal does.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from unittest.mock import patch

from jinja2 import Environment
from markupsafe import Markup

from autograder.collect import read_source
from autograder.execution.forked import Host
from autograder.execution.sandbox.isolation import choose
from autograder.judge.judge import Judge, public_judge
from autograder.judge.oracle import LiveOracle
from autograder.model.record import Kind, Verdict
from autograder.model.submission import File, Submission
from autograder.model.topic import Topic
from autograder.presentation.html import self_check, style
from autograder.presentation.messages import Language, Translator
from autograder.presentation.terminal.check import failure_block

SEED = 7
LANGUAGES: tuple[Language, ...] = ("en", "es")
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Every kind of verdict</title>
<style>
{{ style }}
body.autograder { max-width: 96rem; }
.both { display: grid; gap: 0 2rem; }
@media (min-width: 70rem) { .both { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
.both > div { min-width: 0; }
.both > div > pre { font-size: 0.75rem; }
</style>
</head>
<body class="autograder">
<main>
<h1>Every kind of verdict</h1>
<nav aria-label="kinds">
{% for case in cases %}<a href="#{{ case.name }}">{{ case.name }}</a>{% endfor %}
</nav>
{% for case in cases %}
<section aria-labelledby="{{ case.name }}">
<h2 id="{{ case.name }}">{{ case.name }} <code>{{ case.kind }}</code></h2>
<div class="both">
{% for language, notebook, terminal in case.shown %}
<div lang="{{ language }}">
{{ notebook }}
{% if terminal %}<pre tabindex="0"><samp>{{ terminal }}</samp></pre>{% endif %}
</div>
{% endfor %}
</div>
</section>
{% endfor %}
</main>
</body>
</html>
"""


def source_judge(topic: Topic, judge: Judge) -> Callable[[str], list[Verdict]]:
    """What gives the verdicts of the public checks on a submission's text."""

    def verdicts(text: str) -> list[Verdict]:
        files = (File(path=topic.assignment.file, data=text.encode()),)
        return judge.judge(read_source(Submission(id="me", files=files), topic.assignment), SEED)

    return verdicts


def on_a_broken_machine(topic: Topic, text: str) -> list[Verdict]:
    """The verdicts where no Python can be started: the machine's fault."""
    with patch.object(sys, "executable", "/bin/false"):
        pool = Host(choose("none"))
        oracle = LiveOracle(topic, pool)
        judge = Judge(topic, topic.public_suite, pool, oracle, "none", public=True)
        try:
            return source_judge(topic, judge)(text)
        finally:
            judge.close()


def tour_page(topic: Topic, cases: Mapping[str, Sequence[Verdict]]) -> str:
    """The page: of each case the first failure, and the first of every kind that no case is for."""
    chosen = {name: verdict for name, found in cases.items() if (verdict := _first_failure(found))}
    kinds = {verdict.kind for verdict in chosen.values()}
    for verdict in (verdict for found in cases.values() for verdict in found):
        if verdict.kind not in kinds:
            kinds.add(verdict.kind)
            chosen[verdict.kind or "passed"] = verdict
    shown = [
        {
            "name": name,
            "kind": verdict.kind or "",
            "shown": [
                (each, _notebook(verdict, topic, each, name), _terminal(verdict, each))
                for each in LANGUAGES
            ],
        }
        for name, verdict in chosen.items()
    ]
    environment = Environment(autoescape=True)
    return environment.from_string(PAGE).render(cases=shown, style=style("verdict", "page"))


def _notebook(verdict: Verdict, topic: Topic, language: Language, name: str) -> Markup:
    title = topic.assignment.title[language]
    return Markup(self_check([verdict], title, "", language, prefix=f"{name}-{language}"))


def _terminal(verdict: Verdict, language: Language) -> str:
    if verdict.kind is None:
        return ""
    return "\n".join(line.plain for line in failure_block(verdict, Translator(language)))


def _first_failure(verdicts: Iterable[Verdict]) -> Verdict | None:
    return next((each for each in verdicts if each.kind not in (None, Kind.NOT_RUN)), None)


def main(out: Path) -> None:
    """Runs every case and writes the page."""
    from tests.framework.test_terminal import COURSE, SUBMISSIONS

    topic = Topic(COURSE / "assignments" / "regression", COURSE)
    judge = public_judge(topic)
    try:
        judge = source_judge(topic, judge)
        cases = {name: judge(text) for name, text in SUBMISSIONS.items()}
    finally:
        judge.close()
    cases["machine_fault"] = on_a_broken_machine(topic, SUBMISSIONS["all_pass"])
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(tour_page(topic, cases), encoding="utf-8")
    print(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
