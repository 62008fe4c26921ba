"""Stand-ins for what draws, shows or logs, so that a submission that plots is graded all the same.

Nothing is drawn in a worker: importing matplotlib would cost more than most checks, and it wants a
writable folder. Every attribute and call of a stand-in gives another one; `tqdm(x)` gives `x`.
"""

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Iterator, MutableSequence, Sequence
from types import ModuleType
from typing import Any

NAMES = frozenset(
    {
        "IPython",
        "altair",
        "bokeh",
        "google",
        "ipywidgets",
        "matplotlib",
        "mpl_toolkits",
        "otter",
        "plotly",
        "seaborn",
        "sklearn_evaluation",
        "tensorboard",
        "torchinfo",
        "torchsummary",
        "torchviz",
        "tqdm",
        "wandb",
    }
)


class Inert:
    """Absorbs what is done to it."""

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

    def __iter__(self) -> Iterator["Inert"]:
        # `fig, ax = plt.subplots()` is the only unpacking that plotting code does.
        return iter((Inert(), Inert()))

    def __enter__(self) -> "Inert":
        return self

    def __exit__(self, *exc: object) -> None:
        pass


def _progress(iterable: Any = None, *args: Any, **kwargs: Any) -> Any:
    if iterable is None:
        return Inert()
    return iterable


class _InertModule(ModuleType):
    __path__: MutableSequence[str] = []  # noqa: RUF012 -- as ModuleType declares it

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self.__name__.partition(".")[0] == "tqdm":
            return (lambda *sizes: range(*sizes)) if name == "trange" else _progress
        return Inert()


class InertFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the stand-ins before the import system finds the real thing."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The spec of a stand-in, for the names above and all below them."""
        if fullname.partition(".")[0] not in NAMES:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """An empty module that absorbs."""
        return _InertModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""


def install() -> None:
    """Puts the stand-ins before everything else that imports."""
    sys.meta_path.insert(0, InertFinder())
