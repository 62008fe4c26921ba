"""Two pictures of `docs/course.md` that compare, made by the references of their topics on digits
that these have not seen: what an image costs and loses, and which digit is nearest to another.
"""

import importlib.util
import io
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import matplotlib
import numpy as np
import torch
from matplotlib.figure import Figure
from torch import nn

from autograder.presentation.pictures import SETTINGS

ROOT = Path(__file__).resolve().parents[1]
SHOWN = 8  # the first of those held out
BLUE, ORANGE, GREY = "#2b7bba", "#d9772b", "#777777"


def _module(path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(Path(path).stem, ROOT / path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _digits(topic: str) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    with (
        np.load(ROOT / "assignments" / topic / "data/digits.npz") as given,
        np.load(ROOT / "tests/hidden" / topic / "data/held_out.npz") as held_out,
    ):
        return dict(given), dict(held_out)


def _svg(plot: Callable[[Figure], None], inches: tuple[float, float]) -> str:
    out = io.StringIO()
    with matplotlib.rc_context(SETTINGS):
        figure = Figure(figsize=inches)
        plot(figure)
        metadata = {"Date": None, "Creator": None}
        figure.savefig(out, format="svg", bbox_inches="tight", metadata=metadata)
    return out.getvalue()


def rate_distortion_svg() -> str:
    """The part of the variance that is lost, over the bits that an image takes: of a network that
    learnt to write, of principal components rounded to as many levels, and of a cosine transform
    with entropy-coded indices, as JPEG has it."""
    reference = _module("solutions/compression/reference.py")
    given, held_out = _digits("compression")
    x, new = (torch.tensor(each["images"] / 16.0).flatten(1) for each in (given, held_out))
    spread = (new - x.mean(0)).square().mean()
    levels = 4
    directions = torch.linalg.svd(x - x.mean(0), full_matrices=False)[2]
    learnt, components = [], []
    for size in (3, 6, 9, 12, 16):
        bits = size * np.log2(levels)
        torch.manual_seed(size)
        encoder = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, size)).double()
        decoder = nn.Sequential(nn.Linear(size, 64), nn.ReLU(), nn.Linear(64, 64)).double()
        reference.train_compressor(encoder, decoder, x, levels, 1500, 64, 0.002, 0)
        with torch.no_grad():
            _, code = reference.quantise(torch.sigmoid(encoder(new)), levels)
            learnt.append((bits, ((decoder(code) - new).square().mean() / spread).item()))
        z, held = ((each - x.mean(0)) @ directions[:size].T for each in (x, new))
        low, high = z.quantile(0.02, dim=0), z.quantile(0.98, dim=0)
        _, rounded = reference.quantise((held - low) / (high - low), levels)
        back = (low + rounded * (high - low)) @ directions[:size] + x.mean(0)
        components.append((bits, ((back - new).square().mean() / spread).item()))
    cosine = torch.kron(reference.dct_matrix(8), reference.dct_matrix(8))
    transformed = []
    for step in (3.0, 2.4, 2.0, 1.6, 1.3, 1.0, 0.8):
        indices, back = reference.transform_code(new - x.mean(0), cosine, step)
        lost = (back + x.mean(0) - new).square().mean() / spread
        transformed.append((reference.entropy_bits(indices), lost.item()))

    def plot(figure: Figure) -> None:
        axes = figure.subplots()
        for points, colour, name in (
            (transformed, GREY, "cosine transform, entropy-coded"),
            (components, ORANGE, "principal components, 4 levels each"),
            (learnt, BLUE, "learnt code, 4 levels each"),
        ):
            axes.plot(*zip(*points, strict=True), "o-", color=colour, label=name, markersize=4)
        axes.set(xlabel="bits an image", ylabel="variance lost", xlim=(0, 36), ylim=(0, 1))
        axes.legend(loc="upper left", bbox_to_anchor=(0, -0.2))

    return _svg(plot, (6.4, 3.2))


def neighbours_svg() -> str:
    """Digits in bad light, and the nearest of those with a label: by their pixels, and by their
    code."""
    reference = _module("solutions/features/reference.py")
    starter = _module("assignments/features/features.py")  # which brings the data
    given, held_out = _digits("features")
    x = starter.dark_pages(given["images"], 0.75, seed=0)
    new = starter.dark_pages(held_out["images"][:SHOWN], 0.75, seed=1)
    first = starter.first_parameters(x, 12, 0)
    trained, _ = reference.train_encoder(x, first, 400, 128, 0.005, seed=0)
    codes = (reference.encode(each, trained) for each in (new, x))
    truth = held_out["labels"][:SHOWN]
    rows = [("given", [page.reshape(24, 24) for page in new], truth)]
    for name, (mine, all_) in (("nearest by pixels", (new, x)), ("nearest by code", codes)):
        nearest = torch.cdist(mine.double(), all_.double()).argmin(1)
        pictures = [given["images"][row].reshape(8, 8) for row in nearest]
        rows.append((name, pictures, given["labels"][nearest]))

    def plot(figure: Figure) -> None:
        for axes, (name, pictures, labels) in zip(figure.subplots(3, SHOWN), rows, strict=True):
            axes[0].set_ylabel(name, rotation=0, ha="right", va="center")
            for each, picture, right in zip(axes, pictures, labels == truth, strict=True):
                each.imshow(picture, cmap="gray")
                each.set(xticks=[], yticks=[])
                for spine in each.spines.values():
                    spine.set(visible=True, color=BLUE if right else ORANGE, linewidth=2)

    return _svg(plot, (6.4, 2.6))
