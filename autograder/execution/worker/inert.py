"""Stand-ins, so that a submission is graded for what is asked and not for what stands around it.

Nothing is drawn, shown or logged in a worker: importing matplotlib would cost more than most
checks, and it wants a writable folder. Every attribute and call of a stand-in gives another one;
`tqdm(x)` gives what `x` gives. A library that is not installed fails where it is used, not where a
header copied from notebook to notebook imports it.
"""

import ast
import importlib.abc
import importlib.machinery
import linecache
import opcode
import sys
from collections.abc import Iterator, MutableSequence, Sequence
from types import FrameType, ModuleType
from typing import Any, NoReturn

from autograder.execution.worker.load import PREFIX

# Whole libraries, and parts of them.
NAMES = frozenset(
    {
        "IPython",
        "GPUtil",
        "altair",
        "autograder.selfcheck",  # a notebook's own check, saved with it as a script
        "beartype",
        "bokeh",
        "clearml",
        "comet_ml",
        "google",
        "ipdb",
        "ipywidgets",
        "jaxtyping",
        "livelossplot",
        "matplotlib",
        "mlflow",
        "mpl_toolkits",
        "neptune",
        "otter",
        "plotly",
        "psutil",
        "pudb",
        "pynvml",
        "seaborn",
        "sklearn_evaluation",
        "tensorboard",
        "tensorboardX",
        "torch.utils.tensorboard",
        "torchinfo",
        "torchsummary",
        "torchviz",
        "tqdm",
        "visdom",
        "wandb",
    }
)


class Inert:
    """Absorbs what is done to it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass

    def __mro_entries__(self, bases: object) -> tuple[type, ...]:
        return (Inert,)

    def __getattr__(self, name: str) -> "Inert":
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Another stand-in, or what was to be decorated."""
        # A decorator (@interact) must give back what it decorates.
        if len(args) == 1 and not kwargs and callable(args[0]):
            return args[0]
        return Inert()

    def __getitem__(self, key: object) -> "Inert":
        return Inert()

    def __setitem__(self, key: object, value: object) -> None:
        pass

    def __len__(self) -> int:
        return 2

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator["Inert"]:
        return iter([Inert() for _ in range(_wanted(sys._getframe(1)) or len(self))])

    def __enter__(self) -> "Inert":
        return self

    def __exit__(self, *exc: object) -> None:
        pass

    def __float__(self) -> float:
        return 0.0

    def __index__(self) -> int:
        return 0

    def __lt__(self, other: object) -> bool:
        return False

    __le__ = __gt__ = __ge__ = __lt__

    def __format__(self, spec: str) -> str:
        return ""


_OPERATORS = ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "and", "or")


def _absorb(self: Inert, *others: object) -> Inert:
    return Inert()


for _operator in (*_OPERATORS, *(f"r{name}" for name in _OPERATORS), "neg", "pos", "abs"):
    setattr(Inert, f"__{_operator}__", _absorb)


def _wanted(frame: FrameType) -> int:
    """How many values the statement that runs unpacks: `n, bins, patches = plt.hist(x)` wants
    three. 0 where it unpacks none."""
    code, at = frame.f_code.co_code, frame.f_lasti
    return code[at + 1] if code[at] == opcode.opmap["UNPACK_SEQUENCE"] else 0


class Progress:
    """`tqdm(x)`: gives what x gives, and takes what a bar is told."""

    def __init__(self, iterable: Any = None, *args: Any, **kwargs: Any) -> None:
        self._iterable = () if iterable is None else iterable

    def __iter__(self) -> Iterator[Any]:
        return iter(self._iterable)

    def __len__(self) -> int:
        return len(self._iterable)

    def __bool__(self) -> bool:
        return True

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *exc: object) -> None:
        pass

    def __getattr__(self, name: str) -> Inert:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert()

    @staticmethod
    def write(text: object, *args: Any, **kwargs: Any) -> None:
        """Prints a line, as `tqdm.write` does above the bar."""
        print(text)


def _range(*sizes: int, **kwargs: Any) -> Progress:
    return Progress(range(*sizes))


def _mapped(function: Any, *iterables: Any, **kwargs: Any) -> list[Any]:
    return list(map(function, *iterables))


# What tqdm has beside its bars.
_TQDM: dict[str, Any] = {
    "trange": _range,
    "tenumerate": lambda iterable, start=0, **kwargs: Progress(list(enumerate(iterable, start))),
    "tzip": lambda *iterables, **kwargs: Progress(list(zip(*iterables, strict=False))),
    "thread_map": _mapped,
    "process_map": _mapped,
}


class _InertModule(ModuleType):
    __path__: MutableSequence[str] = []  # noqa: RUF012 -- as ModuleType declares it
    __version__ = "0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self.__name__.partition(".")[0] == "tqdm":
            return _TQDM.get(name, Progress)
        return Inert()


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Makes modules of one type, with nothing to run."""

    module: type[ModuleType]

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """A module that absorbs."""
        return self.module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""

    def _spec(self, fullname: str) -> importlib.machinery.ModuleSpec:
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)


class InertFinder(_Finder):
    """Finds the stand-ins before the import system finds the real thing."""

    module = _InertModule

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The spec of a stand-in, for the names above and all below them."""
        parts = fullname.split(".")
        above = {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
        return self._spec(fullname) if above & NAMES else None


# --- libraries that are not there ----------------------------------------------------------------


class Absent:
    """Something of a module that is not there: may be named, and says so when it is used."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> "Absent":
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent(self._module)

    def __or__(self, other: object) -> "Absent":  # an annotation: `pd.DataFrame | None`
        return self

    __ror__ = __or__


def _absent(self: Absent, *args: Any, **kwargs: Any) -> NoReturn:
    raise ModuleNotFoundError(f"No module named {self._module!r}", name=self._module)


for _operator in (
    *("call", "getitem", "setitem", "iter", "len", "bool", "enter", "contains", "instancecheck"),
    *("mro_entries", "float", "index", "add", "mul", "sub", "radd", "rmul", "rsub"),
):
    setattr(Absent, f"__{_operator}__", _absent)


class _AbsentModule(ModuleType):
    __path__: MutableSequence[str] = []  # noqa: RUF012 -- as ModuleType declares it

    def __getattr__(self, name: str) -> Any:
        top = self.__name__.partition(".")[0]
        if name == "__all__":  # `from … import *`
            _absent(Absent(top))
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent(top)


class AbsentFinder(_Finder):
    """Asked last: finds what is not there, for a plain import in a submission's own text."""

    module = _AbsentModule

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The spec of an absent module; None where the import is one that may fail (in a `try`),
        is not the submission's, or asks for what a library that is there does not have."""
        above = fullname.rpartition(".")[0]
        if above and not isinstance(sys.modules.get(above), _AbsentModule):
            return None
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename.startswith("<frozen importlib"):
            frame = frame.f_back
        if frame is None or not frame.f_code.co_filename.startswith(PREFIX):
            return None
        return None if _is_tried(frame) else self._spec(fullname)


def _is_tried(frame: FrameType) -> bool:
    """Whether the line that runs stands in a `try`."""
    tree = ast.parse("".join(linecache.getlines(frame.f_code.co_filename)))
    return any(
        isinstance(node, ast.Try) and node.lineno <= frame.f_lineno <= (node.end_lineno or 0)
        for node in ast.walk(tree)
    )


def install() -> None:
    """Puts the finders in their places: before all others, and behind them."""
    sys.meta_path.insert(0, InertFinder())
    sys.meta_path.append(AbsentFinder())
