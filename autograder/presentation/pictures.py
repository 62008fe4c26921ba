"""How arrays and training curves look: SVG, to stand inside a page or a notebook.

The only module that knows matplotlib, which is imported when there is something to draw. What is
ink takes the colour of the text around it; the two colours can be told apart on light and on dark,
and by who sees no colours, since lines and marks differ as well. The same arrays give the same
bytes.
"""

import io
import math
import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import numpy as np

from autograder.model.record import Curve, Picture
from autograder.presentation.messages import Translator

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_POINTS, MOST_IMAGES = 500, 10
LARGEST = 1e12  # whoever reports larger numbers has none worth drawing
SPAN_OF_A_LOGARITHM = 50.0
BINS = 10
FRAME = 0.6  # how strong the frame of an image is
MOST_SIDE_BY_SIDE = 3  # words of a legend

# What matplotlib is told, and what stands in the page instead.
_INK, _GOT, _EXPECTED = "#010203", "#d55e01", "#0173b3"
_COLOURS = {
    _INK: "currentColor",
    _GOT: "var(--got, #d5670a)",
    _EXPECTED: "var(--expected, #2f83c5)",
}
_SETTINGS = {
    "svg.hashsalt": "autograder",
    "svg.fonttype": "none",  # text stays text: smaller, and in the reader's own font
    "font.size": 10,
    "text.color": _INK,
    "axes.edgecolor": _INK,
    "axes.labelcolor": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.facecolor": "none",
    "legend.frameon": False,
    "legend.borderpad": 0.0,
    "image.interpolation": "none",
}
_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Drawing:
    """An `<svg>` element and, in the reader's language, what can be seen in it."""

    svg: str
    caption: str


def draw_curve(curve: Curve, t: Translator, prefix: str) -> Drawing | None:
    """A training curve, where it had to end, and the band in which right solutions lie.

    `prefix` makes its ids the only ones of their page. None where there is nothing to draw.
    """
    values = _numbers(curve.values)
    if not np.isfinite(values).any():
        return None
    steps = np.arange(1, len(values) + 1)
    low, high = _numbers(curve.band_low), _numbers(curve.band_high)
    banded = 0 < len(low) == len(high)
    limit = curve.limit if curve.limit is not None and abs(curve.limit) < LARGEST else None
    final = curve.final if curve.final is not None and abs(curve.final) < LARGEST else None

    def plot(figure: "Figure") -> None:
        from matplotlib.ticker import MaxNLocator, NullFormatter

        axes = figure.subplots()
        if banded:
            band = np.arange(1, len(low) + 1)
            axes.fill_between(
                band, low, high, color=_EXPECTED, alpha=0.4, lw=1.5, label=t.text("right solutions")
            )
        label = t.text("yours")
        if len(values) == 1:
            axes.plot(steps, values, "o", color=_GOT, label=label)
        axes.plot(steps, values, color=_GOT, lw=1.6, label=label if len(values) > 1 else None)
        if limit is not None:
            axes.axhline(limit, color=_INK, lw=1, ls=(0, (5, 3)), label=t.text("pass line"))
        if final is not None:
            mark = axes.plot([len(values)], [final], "D", color=_GOT, ms=6, mec=_INK, clip_on=False)
            mark[0].set_label(t.text("measured"))
        shown = np.concatenate([values, low, high, [x for x in (limit, final) if x is not None]])
        shown = shown[np.isfinite(shown)]
        if shown.min() > 0 and shown.max() > SPAN_OF_A_LOGARITHM * shown.min():
            axes.set_yscale("log")
            axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
            axes.yaxis.set_minor_formatter(NullFormatter())
        axes.set_xlabel(t.text("step"))
        axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        _legend(axes)

    seen = [t.text("Your training curve.")]
    if limit is not None and final is not None:
        seen.append(
            t.text("The diamond, what I measured in the end, has to be below the dashed line.")
        )
    if banded:
        seen.append(t.text("The band is where right solutions are."))
    return _drawn(plot, (4.8, 2.6), prefix, " ".join(seen))


def draw_picture(picture: Picture, t: Translator, prefix: str) -> Drawing | None:
    """Arrays of a verdict. `prefix` as for `draw_curve`; None where the arrays do not fit the
    shape that they announce, or hold no number."""
    got, expected = _shaped(picture.got, picture), _shaped(picture.expected, picture)
    if got is None or not np.isfinite(got).any():
        return None
    return _DRAWERS[picture.kind](got, expected, t, prefix)


def draw_distribution(
    scores: Sequence[float], max_score: float, t: Translator, prefix: str
) -> Drawing | None:
    """How many submissions have how many points. None where there is no score."""
    if not scores or max_score <= 0:
        return None
    counts, edges = np.histogram(scores, bins=BINS, range=(0, max_score))

    def plot(figure: "Figure") -> None:
        axes = figure.subplots()
        bars = axes.bar(
            edges[:-1], counts, width=np.diff(edges) * 0.92, align="edge", color=_EXPECTED
        )
        axes.bar_label(bars, labels=[str(n) if n else "" for n in counts], padding=2, color=_INK)
        axes.set_xticks(edges)
        axes.set_xticklabels([f"{edge:g}" for edge in edges])
        axes.set_xlabel(t.text("points"))
        axes.yaxis.set_visible(False)
        axes.spines["left"].set_visible(False)
        axes.margins(x=0.01, y=0.12)

    full = sum(score >= max_score for score in scores)
    seen = t.plural(
        "{n} submission with a score; with full marks: {full}.",
        "{n} submissions with a score; with full marks: {full}.",
        len(scores),
        full=full,
    )
    return _drawn(plot, (4.8, 2.2), prefix, seen)


def _scatter(got: np.ndarray, expected: np.ndarray | None, t: Translator, prefix: str) -> Drawing:
    def plot(figure: "Figure") -> None:
        axes = figure.subplots()
        if expected is not None:
            points = expected[:MOST_POINTS]
            axes.plot(*points.T[:2], "+", color=_EXPECTED, ms=5, mew=1, label=t.text("data"))
        points = got[:MOST_POINTS]
        axes.plot(*points.T[:2], "o", color=_GOT, ms=3.2, alpha=0.8, label=t.text("yours"))
        axes.set_aspect("equal", adjustable="datalim")
        _legend(axes)

    return _drawn(
        plot,
        (4.2, 3.6),
        prefix,
        t.text("Circles: your samples. Crosses: the data they should be like."),
    )


def _lines(got: np.ndarray, expected: np.ndarray | None, t: Translator, prefix: str) -> Drawing:
    def plot(figure: "Figure") -> None:
        axes = figure.subplots()
        if expected is not None:
            axes.plot(expected, color=_EXPECTED, lw=1.6, ls=(0, (5, 2)), label=t.text("expected"))
        axes.plot(got, color=_GOT, lw=1.6, label=t.text("yours"))
        _legend(axes)

    return _drawn(
        plot, (4.8, 2.6), prefix, t.text("Solid line: yours. Dashed line: what it should be.")
    )


def _images(got: np.ndarray, expected: np.ndarray | None, t: Translator, prefix: str) -> Drawing:
    rows = [(t.text("yours"), got, _GOT)]
    if expected is not None:
        rows.insert(0, (t.text("expected"), expected, _EXPECTED))
    finite = np.concatenate([images[np.isfinite(images)] for _, images, _ in rows])

    def plot(figure: "Figure") -> None:
        grid = figure.subplots(len(rows), 1, squeeze=False)
        for axes, (label, images, frame) in zip(grid[:, 0], rows, strict=True):
            shown = images[:MOST_IMAGES]
            # A frame that is no grey: white images have an end on white paper, black ones on black.
            gap = max(1, shown.shape[2] // 8)
            framed = np.pad(shown, ((0, 0), (gap, gap), (gap, 0)), constant_values=np.nan)
            strip = framed.transpose(1, 0, 2).reshape(framed.shape[1], -1)
            strip = np.pad(strip, ((0, 0), (0, gap)), constant_values=np.nan)
            axes.imshow(strip, cmap="gray", vmin=finite.min(), vmax=finite.max())
            axes.set_facecolor((frame, FRAME))
            axes.set_ylabel(label, rotation=0, ha="right", va="center")
            axes.set_xticks([])
            axes.set_yticks([])
            axes.spines[:].set_visible(False)

    _, height, width = got.shape
    count = min(len(got), MOST_IMAGES)
    tall = len(rows) * (4.0 * height / (count * width * 1.125) + 0.15)
    seen = t.text("Below: what your code made of it.")
    if expected is not None:
        seen = t.text("Above: what it should be. Below: what your code made of it.")
    return _drawn(plot, (4.8, min(max(tall, 0.8), 4.2)), prefix, seen)


def _heat(got: np.ndarray, _: np.ndarray | None, t: Translator, prefix: str) -> Drawing:
    def plot(figure: "Figure") -> None:
        axes = figure.subplots()
        axes.set_facecolor(_GOT)  # what is no number
        image = axes.imshow(got, cmap="viridis", vmin=0.0, aspect="auto")
        axes.set_xticks(sorted({0, got.shape[1] - 1}))
        axes.set_yticks(sorted({0, got.shape[0] - 1}))
        axes.spines[:].set_visible(False)
        bar = figure.colorbar(image, ax=axes, pad=0.02)
        bar.outline.set_visible(False)

    rows, columns = got.shape
    height = min(max(4.0 * rows / columns, 1.2), 3.6)
    return _drawn(
        plot,
        (4.8, height),
        prefix,
        t.text(
            "How far off each entry is, the last axis across: the brighter, the further; dark is"
            " right."
        ),
    )


_DRAWERS: dict[str, Callable[[np.ndarray, np.ndarray | None, Translator, str], Drawing]] = {
    "scatter": _scatter,
    "lines": _lines,
    "images": _images,
    "heat": _heat,
}
_DIMENSIONS = {"scatter": 2, "lines": 1, "images": 3, "heat": 2}


def _numbers(values: Sequence[float | None]) -> np.ndarray:
    """(n,) float64, NaN for what can't be drawn."""
    return np.array(
        [math.nan if x is None or not abs(x) < LARGEST else x for x in values], dtype=np.float64
    )


def _shaped(values: Sequence[float | None], picture: Picture) -> np.ndarray | None:
    shape = picture.shape
    if not values or len(shape) != _DIMENSIONS[picture.kind] or math.prod(shape) != len(values):
        return None
    if picture.kind == "scatter" and shape[1] != 2:
        return None
    return _numbers(values).reshape(shape)


def _legend(axes: "Axes") -> None:
    count = len(axes.get_legend_handles_labels()[1])
    columns = 2 if count > MOST_SIDE_BY_SIDE else count
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=columns, handlelength=1.6)


def _drawn(
    plot: Callable[["Figure"], None], inches: tuple[float, float], prefix: str, caption: str
) -> Drawing:
    # Neither pyplot nor the user's own settings: in a notebook both are the student's.
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    settings: dict[Any, Any] = {**matplotlib.rcParamsDefault, **_SETTINGS}
    settings.pop("backend", None)
    context: AbstractContextManager[None] = matplotlib.rc_context(settings)
    out = io.BytesIO()
    with context, np.errstate(all="ignore"):
        figure = Figure(figsize=inches, layout="constrained", facecolor="none")
        FigureCanvasSVG(figure)
        plot(figure)
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return Drawing(_inline(out.getvalue(), prefix, caption), caption)


def _inline(svg: bytes, prefix: str, caption: str) -> str:
    """matplotlib's file as an element that may stand in a page beside others of its kind."""
    root = ElementTree.fromstring(svg)  # noqa: S314 -- written by matplotlib a moment ago
    used = set(re.findall(rb'(?:href="#|url\(#)([\w-]+)', svg))
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{_SVG}metadata", f"{_SVG}style"):
                parent.remove(child)  # its style would be that of the whole page
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
        attributes = {key.partition("}")[2] or key: x for key, x in element.attrib.items()}
        element.attrib.clear()
        for key, value in attributes.items():
            if key == "id":
                if value.encode() in used:
                    element.set(key, f"{prefix}-{value}")
                continue
            value = re.sub(r"url\(#", f"url(#{prefix}-", value)
            if key == "href" and value.startswith("#"):
                value = f"#{prefix}-{value[1:]}"
            for ours, theirs in _COLOURS.items():
                value = value.replace(ours, theirs)
            if key == "style":
                value = re.sub(r"font-family: [^;]+", "font-family: inherit", value)
            element.set(key, value)
    view = [float(number) for number in root.attrib["viewBox"].split()]
    root.attrib.clear()
    root.attrib.update(
        {
            "role": "img",
            "aria-label": caption,
            "viewBox": " ".join(f"{number:g}" for number in view),
            "width": f"{view[2] * 4 / 3:.0f}",
            "height": f"{view[3] * 4 / 3:.0f}",
            "stroke-linejoin": "round",
            "stroke-linecap": "butt",
        }
    )
    return re.sub(r">\s+<", "><", ElementTree.tostring(root, encoding="unicode"))
