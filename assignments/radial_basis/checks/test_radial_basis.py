"""The public checks of the radial basis function topic: small numbers, to follow on paper."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    Student,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_equal,
    lines,
    probe,
)

if TYPE_CHECKING:
    import torch

SQUARE = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
HALF = math.sqrt(0.5)  # with this width 2σ² is 1
ROOT = math.sqrt(math.log(2))  # and at this distance a bump is 1/2


def column(*numbers: float) -> np.ndarray:
    """Points on a line, (N, 1)."""
    return np.array(numbers)[:, None]


@check("squared_distances", es="De (0, 0) y (1, 1) a (0, 1), (3, 4) y (1, 1): 1, 25, 2 y 1, 13, 0")
def test_distances_on_paper(student: Student) -> None:
    """From (0, 0) and (1, 1) to (0, 1), (3, 4) and (1, 1): 1, 25, 2 and 1, 13, 0."""
    C = np.array([[0.0, 1.0], [3.0, 4.0], [1.0, 1.0]])
    student.squared_distances.gradients(SQUARE[[0, 3]], C).matches_reference()
    expect_arguments_kept(student, "squared_distances", SQUARE, C)


@check(
    "squared_distances",
    after=test_distances_on_paper,
    es="Cerca de 10⁸ una distancia de 1 sigue siendo 1, también entre 30 puntos",
)
def test_distances_near_large_numbers(student: Student) -> None:
    """Near 10⁸ a distance of 1 is still 1, among 30 points, too."""
    for N in [4, 30]:
        line = 1e8 + np.arange(float(N))[:, None]
        student.squared_distances(line, line[:3]).matches_reference()


@check("rbf_features", es="Las características de las esquinas del primer ejemplo resuelto")
def test_features_on_paper(student: Student) -> None:
    """The features of the corners in the first worked example."""
    student.rbf_features(SQUARE, SQUARE[[0, 3]], HALF).matches_reference()
    line, C = column(0.0, 3.0, 90.0), column(0.0, 1.0)
    student.rbf_features.gradients(line, C, 2.0).matches_reference()
    expect_arguments_kept(student, "rbf_features", SQUARE, SQUARE[[0, 3]], HALF)


@check(
    "rbf_features",
    after=test_features_on_paper,
    es="Los anchos 1 y 2 pertenecen al primer y al segundo centro, y les llegan gradientes",
)
def test_features_with_two_widths(student: Student) -> None:
    """The widths 1 and 2 belong to the first and the second centre, and gradients reach them."""
    C, sigma = SQUARE[[0, 3]], np.array([1.0, 2.0])
    for X in [SQUARE[:2] + 0.5, SQUARE, SQUARE[:1]]:
        student.rbf_features.gradients(X, C, sigma).matches_reference()


@probe
def kind_of_width(student: Any, C: torch.Tensor) -> Any:
    """Whether it is a Python float."""
    return isinstance(student.common_width(C), float)


@check(
    "widths", es="Con centros 0, 3 y 4 common_width es 4/√6, un float de Python; con uno solo, 1"
)
def test_common_width_on_paper(student: Student) -> None:
    """With centres 0, 3 and 4, common_width is 4/√6, a Python float; with one alone it is 1."""
    for C in [column(0.0, 3.0, 4.0), SQUARE[:1], SQUARE * 10]:
        student.common_width(C).matches_reference()
        expect(student.run(kind_of_width, C).value is True)


@check("widths", es="Con centros 0, 3 y 4 local_widths es 3, 1, 1; con uno solo, 1")
def test_local_widths_on_paper(student: Student) -> None:
    """With centres 0, 3 and 4, local_widths is 3, 1, 1; with one alone it is 1."""
    for C in [column(0.0, 3.0, 4.0), SQUARE[:1], SQUARE * 10]:
        student.local_widths(C).matches_reference()


@check(
    "widths",
    after=test_local_widths_on_paper,
    es="Con centros 2, 2, 7 y 10 local_widths es 5, 5, 3, 3; con 2 y 2, 1 y 1",
)
def test_local_widths_with_a_twin(student: Student) -> None:
    """With centres 2, 2, 7 and 10, local_widths is 5, 5, 3, 3; with 2 and 2 it is 1 and 1."""
    student.local_widths(column(2.0, 2.0, 7.0, 10.0)).matches_reference()
    student.local_widths(column(2.0, 2.0)).matches_reference()
    student.common_width(column(2.0, 2.0)).matches_reference()


@check("kmeans_step", es="Un paso con puntos 1, 2, 6 y 9 y centros 0 y 7")
def test_kmeans_on_paper(student: Student) -> None:
    """A step with points 1, 2, 6 and 9 and centres 0 and 7."""
    student.kmeans_step(column(1.0, 2.0, 6.0, 9.0), column(0.0, 7.0)).matches_reference()
    student.kmeans_step(column(0.0, 4.0, 5.0, 20.0), column(0.0, 9.0)).matches_reference()
    student.kmeans_step(SQUARE * 2, np.array([[0.0, 0.5], [3.0, 1.0]])).matches_reference()


@check(
    "kmeans_step",
    after=test_kmeans_on_paper,
    es="El tercer ejemplo resuelto: un empate, y un centro sin puntos; lo recibido no cambia",
)
def test_kmeans_worked_example(student: Student) -> None:
    """The third worked example: a tie, and a centre without points; what is given is kept."""
    points, centres = column(0.0, 3.0, 5.0, 7.0), column(0.0, 6.0, 20.0)
    student.kmeans_step(points, centres).matches_reference()
    student.kmeans_step(points, centres[::-1].copy()).matches_reference()
    expect_arguments_kept(student, "kmeans_step", points, centres)


@check("fit_rbf", es="El segundo ejemplo resuelto: w = 2 y b = -1; con penalización 1/8, 1 y -1/4")
def test_fit_on_paper(student: Student) -> None:
    """The second worked example: w = 2 and b = -1; with the penalty 1/8, 1 and -1/4."""
    X, y, C = column(0.0, ROOT), column(1.0, 0.0), column(0.0)
    student.fit_rbf(X, y, C, HALF).matches_reference(1e-6, 1e-8)
    student.fit_rbf(X, y, C, HALF, 0.125).matches_reference(1e-6, 1e-8)
    expect_arguments_kept(student, "fit_rbf", X, y, C, HALF, 0.125, rtol=1e-6, atol=1e-8)


@check(
    "fit_rbf",
    after=test_fit_on_paper,
    es="Con dos centros, dos objetivos por punto y varias penalizaciones, hasta una enorme",
)
def test_fit_with_two_targets(student: Student) -> None:
    """With two centres, two targets a point and several penalties, up to a huge one."""
    X = column(0.0, 1.0, 2.0, 3.0, 4.0)
    y = np.array([[3.0, 1.0], [4.0, 0.0], [2.0, 0.0], [1.0, 1.0], [5.0, 3.0]])
    for l2 in [0.0, 0.5, 1e9]:
        sigma = np.array([1.0, 1.5])
        student.fit_rbf(X, y, column(1.0, 4.0), sigma, l2).matches_reference(1e-6, 1e-8)


@check("xor_weights", es="Con 2σ² = 1, w es -2.5027 y b 2.8413; también con campanas muy anchas")
def test_xor_on_paper(student: Student) -> None:
    """With 2σ² = 1, w is -2.5027 and b is 2.8413; with very wide bumps it is right, too."""
    for sigma in [HALF, 0.3, 3.0, 3e4]:
        student.xor_weights(sigma).matches_reference(1e-7, 0)


@check("normalised_features", es="En 0, entre centros 0 y 1, 0.7311 y 0.2689; cada fila suma 1")
def test_normalised_on_paper(student: Student) -> None:
    """At 0, between centres 0 and 1, it is 0.7311 and 0.2689; each row adds up to 1."""
    X, C = column(0.0, 0.25, 3.0), column(0.0, 1.0)
    student.normalised_features.gradients(X, C, HALF).matches_reference()
    student.normalised_features.gradients(X, C, np.array([1.0, 2.0])).matches_reference()


@check(
    "normalised_features",
    after=test_normalised_on_paper,
    es="En 1000, los números del ejercicio 7: 0 y 1, y 0.1192 y 0.8808",
)
def test_normalised_at_a_thousand(student: Student) -> None:
    """At 1000 it is the numbers of exercise 7: 0 and 1, and 0.1192 and 0.8808."""
    far = column(1000.0)
    for C in [column(0.0, 1.0), column(0.0, 0.001)]:
        student.normalised_features(far, C, HALF).matches_reference()


@check("interpolation", es="Dos puntos con objetivos 3 y 0: los pesos son 4 y -2")
def test_interpolation_on_paper(student: Student) -> None:
    """Two points with targets 3 and 0: the weights are 4 and -2."""
    X = column(0.0, ROOT)
    student.interpolate(X, column(3.0, 0.0), HALF).matches_reference(1e-6, 1e-8)
    student.interpolate(SQUARE, SQUARE + 1, 1.0).matches_reference(1e-6, 1e-8)


@probe
def kind_of_condition(student: Any, X: torch.Tensor, C: torch.Tensor, sigma: float) -> Any:
    """Whether it is a Python float."""
    return isinstance(student.condition_number(X, C, sigma), float)


@check("interpolation", es="El número de condición es 3 para esos puntos, y 360 000 si σ = 300 d")
def test_condition_on_paper(student: Student) -> None:
    """The condition number is 3 for these points, and 360,000 where σ = 300 d."""
    X = column(0.0, ROOT)
    student.condition_number(X, X, HALF).matches_reference()
    student.condition_number(SQUARE, SQUARE[[0, 3]], 1.0).matches_reference()
    student.condition_number(X, X, 300 * ROOT).matches_reference(1e-7, 0)
    expect(student.run(kind_of_condition, X, X, HALF).value is True)


@probe
def network_and_answers(
    student: Any, X: torch.Tensor, y: torch.Tensor, K: int, l2: float, seed: int, x: torch.Tensor
) -> Any:
    """The centres of a network, and what it answers at X and at x by its own weights."""
    C, sigma, w, b = student.train_rbf(X, y, K, l2, seed)
    widths = torch.as_tensor(sigma, dtype=C.dtype).expand(K) + torch.zeros_like(C[:, 0])

    def answers(points: torch.Tensor) -> Any:
        squares = ((points[:, None] - C) ** 2).sum(dim=2)
        return torch.exp(-squares / (2 * widths**2)) @ w + b

    return {"centres": C, "weights": w, "bias": b, "at X": answers(X), "at x": answers(x)}


@check("train_rbf", es="Con puntos 0, 1, 10 y 11, los dos centros son 0.5 y 10.5")
def test_train_on_paper(student: Student) -> None:
    """With points 0, 1, 10 and 11, the two centres are 0.5 and 10.5."""
    X, y = column(0.0, 1.0, 10.0, 11.0), column(1.0, 2.0, 5.0, 4.0)
    for seed in range(3):
        answer = student.run(network_and_answers, X, y, 2, 0.1, seed, X).matches_form()
        expect_equal(np.sort(answer.array("centres"), axis=0), column(0.5, 10.5))
        # The best bias leaves errors of mean 0.
        expect(abs(np.mean(answer.array("at X") - y)) < 1e-6)


@check(
    "train_rbf",
    after=test_train_on_paper,
    es="Con tantos centros como puntos, cada punto es un centro; misma semilla, misma red",
)
def test_train_on_all_points(student: Student) -> None:
    """With as many centres as points, each point is a centre; same seed, same network."""
    X, y = column(3.0, 1.0, 4.0, 2.0, 5.0, 0.0), column(1.0, 0.0, 2.0, 2.0, 0.0, 1.0)
    for seed in [1, 2]:
        once, again = (
            student.run(network_and_answers, X, y, 6, 0.1, seed, X).matches_form() for _ in range(2)
        )
        expect_equal(np.sort(once.array("centres"), axis=0), np.sort(X, axis=0))
        expect_equal(again.array("centres"), once.array("centres"))
        expect_equal(again.array("weights"), once.array("weights"))


@check(
    "train_rbf",
    after=test_train_on_paper,
    es="La red sigue una onda del seno entre los puntos",
)
def test_train_on_a_wave(student: Student) -> None:
    """The network follows a wave of the sine between the points."""
    X = np.linspace(0, 2 * np.pi, 60)[:, None]
    x = np.linspace(0.1, 6.1, 121)[:, None]
    answer = student.run(network_and_answers, X, np.sin(X), 8, 1e-6, 3, x).matches_form()
    curve, wave = answer.array("at x")[:, 0], np.sin(x)[:, 0]
    expect_below(float(np.sqrt(np.mean((curve - wave) ** 2))), 0.1, picture=lines(curve, wave))
