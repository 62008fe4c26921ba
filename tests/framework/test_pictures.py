"""Pictures: what is drawn of any numbers, harmless and the same each time."""

import math
import re
from collections.abc import Callable
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes
from hypothesis.extra.numpy import arrays as hypothesis_arrays

from autograder.judge.pictures import images, lines, scatter
from autograder.model.record import Curve, Kind, Picture
from autograder.presentation.messages import Language, Translator
from autograder.presentation.pictures import draw_curve, draw_distribution, draw_picture
from autograder.presentation.svg import Drawing
from tests.framework.conftest import Course

ENGLISH = Translator("en")
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)


def picture(kind: str, got: np.ndarray, expected: np.ndarray | None = None) -> Picture:
    return Picture(
        kind=kind,  # type: ignore[arg-type] # a kind of picture
        shape=got.shape,
        got=tuple(got.ravel().tolist()),
        expected=() if expected is None else tuple(expected.ravel().tolist()),
    )


def texts(drawing: Drawing | None) -> list[str]:
    assert drawing is not None
    root = ElementTree.fromstring(drawing.svg)
    return [" ".join(each.itertext()) for each in root.iter("text")]


def test_a_curve_shows_the_pass_line_the_measure_and_the_band_of_right_solutions() -> None:
    values = (1.0, 0.8, 0.7)
    bare = draw_curve(Curve(values=values), ENGLISH, "a")
    full = draw_curve(
        Curve(
            values=values, final=0.7, limit=0.1, band_low=(0.9, 0.3, 0.1), band_high=(1.1, 0.5, 0.2)
        ),
        ENGLISH,
        "a",
    )
    assert "yours" in texts(bare)
    assert "pass line" not in texts(bare)
    assert {"yours", "pass line", "measured", "right solutions"} <= set(texts(full))
    assert full is not None
    assert "The diamond, what I measured in the end, has to be below the dashed" in full.caption
    not_measured = draw_curve(Curve(values=values, limit=0.1), ENGLISH, "a")
    assert not_measured is not None
    assert "diamond" not in not_measured.caption


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_kind_is_drawn_in_both_languages(language: Language) -> None:
    rng = np.random.default_rng(1)
    t = Translator(language)
    for one in (
        picture("scatter", rng.random((20, 2)), rng.random((30, 2))[:20]),
        picture("lines", rng.random(9), rng.random(9)),
        picture("images", rng.random((3, 4, 5)), rng.random((3, 4, 5))),
        picture("heat", rng.random((4, 6))),
    ):
        drawn = draw_picture(one, t, "x")
        assert drawn is not None
        assert drawn.caption == t.text(drawn.caption) or language == "es"
        root = ElementTree.fromstring(drawn.svg)
        assert (root.get("role"), root.get("aria-label")) == ("img", drawn.caption)
        assert draw_picture(one, t, "x") == drawn, "the same arrays give the same bytes"


def test_two_pictures_in_a_page_share_no_id_and_nothing_of_its_style() -> None:
    curve = Curve(values=tuple(1 / np.arange(1, 9)), limit=0.5)
    one, other = (draw_curve(curve, ENGLISH, prefix) for prefix in ("one", "other"))
    assert one is not None
    assert other is not None
    ids = [set(re.findall(r'id="([^"]+)"', each.svg)) for each in (one, other)]
    assert ids[0]
    assert not ids[0] & ids[1]
    for reference in re.findall(r'(?:href="#|url\(#)([\w-]+)', one.svg):
        assert reference in ids[0]
    assert "<style" not in one.svg
    assert "DejaVu" not in one.svg
    assert "http" not in one.svg
    assert "currentColor" in one.svg
    assert not re.search(r"#0000|black|#010203", one.svg), "ink that the dark would swallow"


@settings(max_examples=25, deadline=None)
@given(
    values=st.lists(NUMBERS, max_size=12),
    band=st.lists(st.floats(-10, 10), max_size=5),
    limit=NUMBERS,
)
def test_whatever_student_code_reports_is_drawn_or_left_out(
    values: list[float | None], band: list[float], limit: float | None
) -> None:
    curve = Curve(
        values=tuple(values), final=limit, limit=limit, band_low=tuple(band), band_high=tuple(band)
    )
    drawn = draw_curve(curve, ENGLISH, "x")
    known = [value for value in values if value is not None and abs(value) < 1e12]
    assert (drawn is not None) == bool(known)
    if drawn is not None:
        ElementTree.fromstring(drawn.svg)


def test_images_have_frames_of_the_colours_of_their_rows() -> None:
    white = np.ones((3, 6, 6))
    drawn = draw_picture(picture("images", white, white), ENGLISH, "x")
    assert drawn is not None
    for colour in ("--got", "--expected"):
        assert re.search(rf"fill: var\({colour}, [^)]+\); fill-opacity", drawn.svg)


@pytest.mark.parametrize("number", [math.nan, math.inf, 1e300, 0.0])
@pytest.mark.parametrize("kind", ["scatter", "lines", "images", "heat"])
def test_arrays_that_hold_no_number_worth_drawing_are_left_out(kind: str, number: float) -> None:
    shape = {"scatter": (3, 2), "lines": (4,), "images": (2, 3, 3), "heat": (3, 4)}[kind]
    drawn = draw_picture(picture(kind, np.full(shape, number)), ENGLISH, "x")
    assert (drawn is not None) == (number == 0.0)


def test_arrays_that_are_not_what_they_announce_are_left_out() -> None:
    for shape, count in (((3, 3), 9), ((2, 2), 3), ((4,), 4), ((0, 2), 0)):
        wrong = Picture(kind="scatter", shape=shape, got=(1.0,) * count)
        assert draw_picture(wrong, ENGLISH, "x") is None


def test_a_class_without_scores_has_no_distribution() -> None:
    assert draw_distribution([], 10.0, ENGLISH, "x") is None
    assert draw_distribution([3.0], 0.0, ENGLISH, "x") is None
    drawn = draw_distribution([0.0, 10.0, 10.0], 10.0, ENGLISH, "x")
    assert drawn is not None
    assert drawn.caption == "3 submissions with a score; with full marks: 2."
    assert "2" in texts(drawn)


def test_a_wrong_matrix_brings_a_picture_of_where_it_is_wrong(course: Course) -> None:
    course.suite(
        """
        @check("double", es="x")
        def test_small(student, rng):
            "x"
            student.double(rng.standard_normal((2, 3))).matches_reference()

        @check("double", es="x")
        def test_large(student, rng):
            "x"
            student.double(rng.standard_normal((100, 8))).matches_reference()

        @check("double", es="x")
        def test_sequence(student, rng):
            "x"
            student.double(rng.standard_normal((4, 3, 2))).matches_reference()

        @check("double", es="x")
        def test_gradients(student, rng):
            "x"
            student.double.gradients(rng.standard_normal((4, 5))).matches_reference()
        """
    )
    verdicts = course.judge(
        """
        import torch

        def double(x):
            wrong = torch.zeros_like(x)
            wrong[0, 1] = 1
            moved = wrong * (not x.requires_grad)
            return torch.where(wrong == 1, x.detach() + x + moved, 2 * x)
        """
    )
    assert verdicts["test_small"].picture is None, "six numbers can be read"
    large = verdicts["test_large"].picture
    assert large is not None
    assert (large.kind, large.shape) == ("heat", (32, 8))
    assert np.argmax(np.array(large.got)) == 1
    assert sum(value == 0 for value in large.got if value is not None) == 32 * 8 - 1
    assert draw_picture(large, ENGLISH, "x") is not None
    sequence = verdicts["test_sequence"].picture
    assert sequence is not None
    assert sequence.shape == (12, 2)
    assert [i for i, error in enumerate(sequence.got) if error] == [2, 3]
    assert verdicts["test_gradients"].kind == Kind.WRONG_GRADIENT
    gradient = verdicts["test_gradients"].picture
    assert gradient is not None
    assert gradient.shape == (4, 5)
    assert [i for i, error in enumerate(gradient.got) if error] == [1]


def test_a_row_that_is_wrong_is_drawn_as_one(course: Course) -> None:
    course.suite(
        """
        @check("double", es="x")
        def test_values(student, rng):
            "x"
            student.double(rng.standard_normal(9)).matches_reference()
        """
    )
    row = course.judge("def double(x):\n    return x * x")["test_values"].picture
    assert row is not None
    assert row.shape == (1, 9)
    assert draw_picture(row, ENGLISH, "x") is not None


ARRAYS = hypothesis_arrays(
    np.float64, array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=70)
)


@settings(max_examples=40, deadline=None)
@example(got=np.zeros((0, 0, 0)), expected=np.zeros(()), same=True)
@given(got=ARRAYS, expected=ARRAYS, same=st.booleans())
@pytest.mark.parametrize("make", [scatter, lines, images])
def test_whatever_a_student_returns_makes_a_picture_of_bounded_size_or_none(
    make: Callable[[np.ndarray, np.ndarray], Picture | None],
    got: np.ndarray,
    expected: np.ndarray,
    same: bool,
) -> None:
    made = make(got, got[::-1] if same and got.ndim else expected)
    if made is not None:
        assert len(made.got) == len(made.expected) == math.prod(made.shape) <= 8 * 32 * 32


def test_a_picture_that_is_too_large_is_left_out_and_costs_nothing(course: Course) -> None:
    course.suite(
        """
        from autograder.model.record import Picture
        from autograder.suite import scatter

        @check("double", es="x")
        def test_training(student, rng):
            "x"
            samples = student.double(rng.standard_normal((600, 2))).array()
            expect_below(2.0, 1.0, picture=scatter(samples, samples))

        @check("double", es="x")
        def test_flood(student, rng):
            "x"
            numbers = (0.0,) * 100_000
            flood = Picture(kind="lines", shape=(100_000,), got=numbers, expected=numbers)
            expect_below(2.0, 1.0, picture=flood)
        """
    )
    verdicts = course.judge("def double(x):\n    return 2 * x")
    assert [verdict.kind for verdict in verdicts.values()] == [Kind.DID_NOT_CONVERGE] * 2
    kept = verdicts["test_training"].picture
    assert kept is not None
    assert kept.shape == (500, 2)
    assert verdicts["test_flood"].picture is None
