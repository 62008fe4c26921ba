"""What pytest does with checks: `pytest` in a handout, or a click in an editor's test panel.

A check is an ordinary test function to pytest: it is collected, chosen (`-k`, `--lf`), stopped at
(`-x`) and timed as any other. When it is run, it is put to our judge on the student's file, and a
failure's text is our verdict. With `--submission FILE` it is that file, of the hidden suite too:
for authors and teachers, on a file that they trust; it is no grading.

For a debugger the student's code runs in this process, in pytest's own thread: with `--pdb` and
`--trace`, where it calls `breakpoint()`, and where a debugger is attached.
"""

import functools
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType, ModuleType, TracebackType
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from rich.text import Text

    from autograder.execution.same_process import SameProcess
    from autograder.judge.judge import Judge
    from autograder.model.record import Verdict
    from autograder.model.topic import Topic

STOPS = re.compile(r"\bbreakpoint\s*\(|\b(?:i?pdb|pudb)\b")
OPENED = pytest.StashKey[dict[Path, "Opened"]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--submission`."""
    parser.getgroup("autograder").addoption(
        "--submission",
        type=Path,
        metavar="FILE",
        help="put the checks to this file, which you trust: there is no sandbox, and it is no"
        " grading",
    )


class Given:
    """What a check asks for, so that pytest finds it: the judge gives the real things."""

    @pytest.fixture
    def student(self) -> None:
        """The submission."""

    @pytest.fixture
    def rng(self) -> None:
        """Random numbers of the check's own."""

    @pytest.fixture
    def data(self) -> None:
        """The data of the topic."""

    @pytest.fixture
    def topic_folder(self) -> None:
        """The folder of the suite."""


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> None:
    """Knows what checks ask for once there are some: in other people's tests a missing fixture
    stays missing."""
    plugins = parent.config.pluginmanager
    if _is_suite(module_path.parent) and not plugins.has_plugin(Given.__name__):
        plugins.register(Given(), Given.__name__)


def _is_suite(folder: Path) -> bool:
    public = folder.name == "checks" and (folder.parent / "assignment.toml").is_file()
    above = folder.parents[2] if len(folder.parents) > 2 else folder
    return public or (above / "assignments" / folder.name / "assignment.toml").is_file()


def pytest_report_collectionfinish(config: pytest.Config, items: list[pytest.Item]) -> list[str]:
    """Says which file the checks are put to, once for each topic."""
    lines = []
    for suite in dict.fromkeys(item.path.parent for item in items if _is_check(item)):
        opened = _opened(config, suite)
        lines.append(opened.header())
    return lines


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Puts a check to the judge; any other test is pytest's."""
    if not _is_check(pyfuncitem):
        return None
    _opened(pyfuncitem.config, pyfuncitem.path.parent).run(pyfuncitem)
    return True


def pytest_unconfigure(config: pytest.Config) -> None:
    """Ends the judges."""
    for opened in config.stash.get(OPENED, {}).values():
        opened.close()


def _is_check(item: pytest.Item) -> bool:
    return hasattr(getattr(item, "function", None), "autograder_check")


def _opened(config: pytest.Config, suite: Path) -> "Opened":
    opened = config.stash.setdefault(OPENED, {})
    if suite not in opened:
        opened[suite] = Opened(config, suite)
    return opened[suite]


class Opened:
    """A suite, the file that it is put to, and its judge once there is something to run."""

    def __init__(self, config: pytest.Config, suite: Path) -> None:
        from autograder.presentation.messages import Translator, choose_language
        from autograder.selfcheck.work import Work, work_on

        self.config = config
        self.t: Translator = Translator(choose_language())
        self.topic = _topic_of(suite)
        self.hidden = self.topic.hidden == suite
        given: Path | None = config.option.submission
        if given is None and self.hidden:
            raise pytest.UsageError(
                f"{suite.name}: the hidden checks are put to --submission FILE, one that you trust"
            )
        self.work: Work
        if given is not None:
            self.work = Work(self.topic, config.invocation_params.dir / given)
        else:
            self.work = work_on(self.topic, config.invocation_params.dir)
        self._judge: Judge | None = None
        self._process: SameProcess | None = None
        self._raised: BaseException | None = None

    def header(self) -> str:
        """The topic and the file, and that it is no grading where it might be taken for one."""
        file = self.work.path
        if self.config.option.submission is None:
            return self.t.text(
                "{topic}: the checks of {file}", topic=self.topic.name, file=file.name
            )
        return self.t.text(
            "{topic}: the checks of {file}, trusted and without a sandbox. This is no grading.",
            topic=self.topic.name,
            file=str(file),
        )

    def run(self, item: pytest.Function) -> None:
        """Runs one check. Fails with the verdict as its text; skips what has not been run."""
        from autograder.presentation.sentences import explain_problem
        from autograder.presentation.terminal.explanation import explanation_lines
        from autograder.selfcheck.work import read_work

        source = read_work(self.topic, self.work.path)
        if source.problem is not None:
            told = explanation_lines(explain_problem(source.problem, self.t), self.t)
            pytest.fail(_text(told), pytrace=False)
        if self._judge is None:
            self._open(debugged=_is_debugged(self.config, "".join(source.modules.values())))
        judge = self._judge
        assert judge is not None

        def put() -> "list[Verdict]":
            from autograder.judge.judge import SEED

            return judge.session.judge(source, SEED, only=frozenset({item.name}))

        self._raised = None
        (verdict,) = put() if self._process is None else self._process.run(put)
        if verdict.passed:
            return
        trace = self._raised.__traceback__ if self._raised is not None else None
        if trace is None and self._process is not None and item.config.option.usepdb:
            trace = _where_it_returned(functools.partial(self._process.run, put))
        self._tell(verdict, trace)

    def _tell(self, verdict: "Verdict", trace: TracebackType | None) -> None:
        from autograder.presentation.terminal.check import failure_block

        text = _text(failure_block(verdict, self.t, titled=True))
        if verdict.outcome == "not_run":
            pytest.skip(text)
        failed = pytest.fail.Exception(text, pytrace=False)
        if trace is not None:  # so that --pdb stops in the student's line
            raise failed.with_traceback(_to_their_line(trace))
        raise failed

    def _open(self, *, debugged: bool) -> None:
        from autograder.execution.unconfined import self_check_pool
        from autograder.judge.judge import Judge, public_judge
        from autograder.judge.oracle import LiveOracle

        pool: Any
        if debugged:
            from autograder.execution.same_process import SameProcess

            pool = self._process = SameProcess(folder=self.work.path.parent)
            self._prepare(self._process)
        else:
            pool = self_check_pool(self.topic.assignment.forbidden.calls)
        # The solutions of a course run in workers of their own, whoever is debugged.
        others = pool if not debugged else self_check_pool(())
        if self.hidden:
            assert self.topic.hidden is not None
            oracle = LiveOracle(self.topic, others)
            self._judge = Judge(self.topic, self.topic.hidden, pool, oracle, "none", public=False)
        else:
            self._judge = public_judge(self.topic, pool, others)

    def _prepare(self, process: "SameProcess") -> None:
        """Lets the debugger's own ways of ending pass, and `--trace` stop at the first line of what
        a check calls."""
        import bdb

        def remember(error: BaseException) -> None:
            self._raised = error

        process.performer.on_error = remember
        process.performer.passes_on = (bdb.BdbQuit, pytest.exit.Exception)
        if self.config.option.trace:
            names = {name for each in self.topic.assignment.exercises for name in each.defines}
            process.performer.on_load = functools.partial(_stop_in, names=frozenset(names))

    def close(self) -> None:
        """Ends the judge and its processes."""
        if self._judge is not None:
            self._judge.close()


def _text(lines: "Sequence[Text]") -> str:
    # Without the rule: pytest's summary shows how it begins.
    first, *others = (line.plain for line in lines)
    return "\n".join([re.sub("[─ ]{2,}", " · ", first.strip("─ ")), *others])


def _topic_of(suite: Path) -> "Topic":
    from autograder.model.topic import find_topics

    for topic in find_topics(suite):
        if suite in (topic.public_suite, topic.hidden):
            return topic
    raise pytest.UsageError(f"{suite} is the suite of no topic: an assignment.toml is missing")


def _is_debugged(config: pytest.Config, code: str) -> bool:
    """Whether somebody wants to stop in the student's code."""
    if config.option.usepdb or config.option.trace or STOPS.search(code):
        return True
    if "pydevd" in sys.modules or "debugpy" in sys.modules:  # an editor's debugger
        return True
    return sys.gettrace() is not None


def _to_their_line(trace: TracebackType | None) -> TracebackType | None:
    """The traceback up to the student's innermost line: what torch does below it is not theirs."""
    from autograder.execution.same_process import is_submission

    last = None
    each = trace
    while each is not None:
        if is_submission(each.tb_frame.f_code.co_filename):
            last = each
        each = each.tb_next
    if last is not None:
        last.tb_next = None
    return trace


def _where_it_returned(run: Callable[[], object]) -> TracebackType | None:
    """Runs it once more and says where the student's function returned: what came back is wrong,
    nothing was raised, and there its variables are."""
    from autograder.execution.same_process import is_submission

    returned: list[FrameType] = []

    def watch(frame: FrameType, event: str, argument: object) -> None:
        code = frame.f_code
        if event == "return" and is_submission(code.co_filename) and code.co_name != "<module>":
            returned[:] = [frame]

    sys.setprofile(watch)
    try:
        run()
    finally:
        sys.setprofile(None)
    if not returned:
        return None
    (frame,) = returned
    return TracebackType(None, frame, frame.f_lasti, frame.f_lineno)


def _stop_in(module: ModuleType, names: frozenset[str]) -> None:
    """Lets pdb stop at the first line of each of these functions, and of a class's methods."""
    for name in names & vars(module).keys():
        found = vars(module)[name]
        if isinstance(found, type):
            for method in ("__init__", "forward"):
                if method in vars(found):
                    setattr(found, method, _stopping(vars(found)[method]))
        elif callable(found):
            setattr(module, name, _stopping(found))


def _stopping(function: Callable[..., Any]) -> Callable[..., Any]:
    from _pytest.debugging import pytestPDB

    @functools.wraps(function)
    def stop(*args: Any, **kwargs: Any) -> Any:
        # As pytest's own --trace does for a test function.
        debugger = pytestPDB._init_pdb("runcall")  # type: ignore[no-untyped-call] # pytest's own
        return debugger.runcall(function, *args, **kwargs)

    return stop
