"""The hidden suite of the radial basis function topic."""

from __future__ import annotations

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

Array = np.ndarray

# Root of the mean squared error against the curve without noise. With the widths of exercise 3 it
# ends below 0.008 in a thousand seeds, with half or three times the neighbour's distance below
# 0.032; with a third or less of it above 0.075, with bumps that are all alike above 0.2.
LIMIT = 0.05
SIZES = [(7, 5, 3), (1, 3, 2), (5, 1, 2), (11, 2, 1)]  # N, K, D


def places(rng: np.random.Generator, N: int, K: int, D: int) -> tuple[Array, Array]:
    """X (N, D) and C (K, D)."""
    return rng.standard_normal((N, D)), rng.standard_normal((K, D))


def apart(rng: np.random.Generator, N: int, D: int) -> Array:
    """Points (N, D), neighbours at least 0.6 apart along the first axis."""
    X = rng.uniform(0, 0.4, (N, D))
    X[:, 0] += rng.permutation(N)
    return X


def problem(rng: np.random.Generator, N: int, K: int, D: int, M: int) -> tuple[Array, ...]:
    """X, y, C and sigma (K,) of a fit: targets far from 0, and features that are well apart, so
    that the normal equations keep their digits."""
    X = rng.uniform(-0.5, 0.9, (N, D))
    X[:, 0] = rng.permutation(np.linspace(-1, K, N) + rng.uniform(0, 0.1, N))
    y = 5 + rng.standard_normal((N, M))
    return X, y, apart(rng, K, D), rng.uniform(0.6, 1.4, K)


@probe
def types_of_numbers(student: Any, *arguments: Any) -> Any:
    """The names of the types of the numbers that common_width (or another name) returns."""
    answer = student.common_width(*arguments)
    numbers = answer if isinstance(answer, tuple) else (answer,)
    return [float.__name__ if isinstance(n, float) else type(n).__name__ for n in numbers]


# --- squared_distances ------------------------------------------------------------------------


@check("squared_distances", weight=3, es="Cada entrada es la distancia al cuadrado, con gradientes")
def test_distances(student: Student, rng: np.random.Generator) -> None:
    """Each entry is the squared distance, with its gradients."""
    for sizes in SIZES:
        student.squared_distances(*places(rng, *sizes)).matches_reference()
        X, C = places(rng, *sizes)
        C[0] = X[0]
        student.squared_distances.gradients(X, C).matches_reference()


@check(
    "squared_distances",
    weight=2,
    after=test_distances,
    es="Lejos del origen no se pierden cifras, y ninguna distancia es negativa",
)
def test_distances_far_away(student: Student, rng: np.random.Generator) -> None:
    """Far from the origin no digits are lost, and no distance is negative."""
    for N, K in [(7, 5), (53, 31)]:  # torch.cdist changes its formula beyond 25 rows
        X, C = (rng.integers(-8, 9, (rows, 3)) / 4 for rows in (N, K))
        C[0] = X[0]
        answer = student.squared_distances(X + 1e8, C + 1e8).matches_reference()
        expect_equal(answer.array(), ((X[:, None] - C) ** 2).sum(axis=2))
        expect((answer.array() >= 0).all())
    # Quarters are exact in any formula: only other numbers show what rounding leaves.
    X = 2 + rng.standard_normal((41, 3))
    answer = student.squared_distances(X, X).matches_reference()
    expect((answer.array() >= 0).all())


@check("squared_distances", weight=0.5, after=test_distances, es="Los argumentos no cambian")
def test_distances_keep_arguments(student: Student, rng: np.random.Generator) -> None:
    """The arguments stay as they were."""
    expect_arguments_kept(student, "squared_distances", *places(rng, 5, 3, 2))


# --- rbf_features -----------------------------------------------------------------------------


@check("rbf_features", weight=3, es="rbf_features son campanas gaussianas de ancho sigma")
def test_features(student: Student, rng: np.random.Generator) -> None:
    """rbf_features are Gaussian bumps of width sigma."""
    for sizes, sigma in zip(SIZES, [0.7, 1.9, 1.3, 0.4], strict=True):
        student.rbf_features(*places(rng, *sizes), sigma).matches_reference()


@check(
    "rbf_features",
    weight=3,
    after=test_features,
    es="Con un ancho por centro, cada campana usa el suyo; todos los gradientes son correctos",
)
def test_features_of_many_widths(student: Student, rng: np.random.Generator) -> None:
    """With a width for each centre every bump uses its own; all gradients are right."""
    for N, K, D in [(4, 4, 2), *SIZES]:  # at N = K the wrong axis has the right shape
        X, C = places(rng, N, K, D)
        student.rbf_features.gradients(X, C, rng.uniform(0.5, 2, K)).matches_reference()


@check(
    "rbf_features",
    after=test_features,
    es="Lejos, la característica y su gradiente son 0; sobre un centro vale 1",
)
def test_features_extremes(student: Student, rng: np.random.Generator) -> None:
    """Far from every centre it is 0, and so is its gradient; on top of one it is 1."""
    X, C = places(rng, 5, 3, 2)
    X[0], X[1] = C[0], 1e6
    for sigma in [1e-3, 0.8, 1e6]:
        student.rbf_features(X, C, sigma).matches_reference()
    student.rbf_features.gradients(X, C, rng.uniform(0.5, 2, 3)).matches_reference()


@check("rbf_features", weight=0.5, after=test_features, es="Los argumentos quedan como estaban")
def test_features_keep_arguments(student: Student, rng: np.random.Generator) -> None:
    """The arguments are left as they were."""
    expect_arguments_kept(student, "rbf_features", *places(rng, 5, 3, 2), rng.uniform(1, 2, 3))


# --- widths -----------------------------------------------------------------------------------


@check("widths", weight=2, es="common_width es la mayor distancia entre centros, entre √(2K)")
def test_common_width(student: Student, rng: np.random.Generator) -> None:
    """common_width is the largest distance between centres over √(2K)."""
    for K, D, size in [(5, 2, 1.0), (2, 3, 1e4), (11, 1, 1e-3), (31, 2, 1.0)]:
        student.common_width(size * (3 + rng.standard_normal((K, D)))).matches_reference()


@check("widths", weight=0.5, after=test_common_width, es="common_width es un float de Python")
def test_common_width_is_number(student: Student, rng: np.random.Generator) -> None:
    """common_width is a Python float."""
    for C in [rng.standard_normal((5, 2)), np.ones((3, 2))]:
        student.run(types_of_numbers, C).matches_reference()


@check("widths", weight=2, es="local_widths es la distancia al centro más cercano")
def test_local_widths(student: Student, rng: np.random.Generator) -> None:
    """local_widths is the distance to the nearest centre."""
    for K, D in [(2, 3), (5, 2), (11, 1)]:
        student.local_widths(3 + rng.standard_normal((K, D))).matches_reference()


@check("widths", after=test_local_widths, es="Un centro repetido no es vecino de sí mismo")
def test_local_widths_of_twins(student: Student, rng: np.random.Generator) -> None:
    """A centre that exists twice is no neighbour of itself."""
    # Where K is above 25, torch.cdist finds some distance between twins.
    for K, size in [(6, 1e4), (6, 1e-3), (31, 1.0)]:
        C = rng.standard_normal((K, 2)) * size
        C[[1, 4]] = C[[3, 2]]
        student.local_widths(C).matches_reference()


@check("widths", after=test_common_width, es="Si todos los centros coinciden, common_width es 1")
def test_common_width_of_one_place(student: Student, rng: np.random.Generator) -> None:
    """Where all centres are in one place, common_width is 1."""
    for K in [1, 3]:
        C = np.repeat(rng.integers(-9, 10, (1, 2)) / 4, K, axis=0)
        student.common_width(C).matches_reference()


@check("widths", after=test_local_widths, es="Si todos los centros coinciden, local_widths es 1")
def test_local_widths_of_one_place(student: Student, rng: np.random.Generator) -> None:
    """Where all centres are in one place, local_widths is 1."""
    for K in [1, 3]:
        C = np.repeat(rng.integers(-9, 10, (1, 2)) / 4, K, axis=0)
        student.local_widths(C).matches_reference()


# --- kmeans_step ------------------------------------------------------------------------------


@check("kmeans_step", weight=3, es="Cada centro va a la media de los puntos que le son cercanos")
def test_kmeans(student: Student, rng: np.random.Generator) -> None:
    """Each centre goes to the mean of the points that are nearest to it."""
    for N, K, D in [(23, 3, 2), (11, 2, 1), (5, 1, 3), (31, 5, 2)]:
        X = 2 + rng.standard_normal((N, D))
        student.kmeans_step(X, X[rng.permutation(N)[:K]]).matches_reference()


@check("kmeans_step", weight=2, after=test_kmeans, es="Un centro sin puntos se queda donde está")
def test_kmeans_empty(student: Student, rng: np.random.Generator) -> None:
    """A centre without points stays where it is."""
    X = rng.standard_normal((13, 2))
    for empty in [0, 2, 3]:
        C = X[rng.permutation(13)[:4]]
        C[empty] = 50 + rng.standard_normal(2)
        student.kmeans_step(X, C).matches_reference()
    student.kmeans_step(X[:1], X[:3]).matches_reference()


@check("kmeans_step", after=test_kmeans, es="A igual distancia gana el índice más bajo")
def test_kmeans_ties(student: Student, rng: np.random.Generator) -> None:
    """At equal distance the lowest index wins."""
    x = rng.integers(1, 9, (7, 1)) / 4
    C = np.array([[2.0, 1.0], [-2.0, 1.0], [0.0, 40.0], [2.0, 1.0]])
    X = np.concatenate([0 * x, x], axis=1)  # in the middle of the first two
    student.kmeans_step(X, C).matches_reference()
    student.kmeans_step(X, C[[1, 2, 0]]).matches_reference()


@check("kmeans_step", weight=0.5, after=test_kmeans, es="Los puntos y centros quedan como estaban")
def test_kmeans_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """Points and centres are left as they were."""
    X = rng.standard_normal((13, 2))
    expect_arguments_kept(student, "kmeans_step", X, X[:3].copy())


# --- fit_rbf ----------------------------------------------------------------------------------

FIT = {"rtol": 1e-6, "atol": 1e-8}  # the normal equations lose some digits, and are no mistake


@check("fit_rbf", weight=3, es="Sin penalización, fit_rbf da los mínimos cuadrados")
def test_least_squares(student: Student, rng: np.random.Generator) -> None:
    """Without penalty, fit_rbf gives the weights and biases of least squares."""
    for N, K, D, M in [(23, 5, 2, 3), (17, 3, 1, 1), (29, 1, 3, 2)]:
        X, y, C, _ = problem(rng, N, K, D, M)
        student.fit_rbf(X, y, C, 1.3).matches_reference(**FIT)


@check("fit_rbf", weight=3, es="Con penalización se encogen los pesos, pero no los sesgos")
def test_ridge(student: Student, rng: np.random.Generator) -> None:
    """With a penalty the weights shrink, but not the biases."""
    for (N, K, D, M), l2 in zip(
        [(23, 5, 2, 3), (7, 11, 2, 2), (1, 3, 2, 1)], [0.3, 2.0, 0.7], strict=True
    ):
        X, y, C, sigma = problem(rng, N, K, D, M)
        student.fit_rbf(X, y, C, sigma, l2).matches_reference(**FIT)


@check("fit_rbf", after=test_ridge, es="Con una penalización enorme queda la media de y")
def test_ridge_huge(student: Student, rng: np.random.Generator) -> None:
    """With a huge penalty the mean of y is left."""
    X, y, C, sigma = problem(rng, 13, 5, 2, 3)
    answer = student.fit_rbf(X, y, C, sigma, 1e12).matches_reference(**FIT)
    expect_equal(answer.array(1), y.mean(axis=0), **FIT)


@check("fit_rbf", after=test_ridge, es="Dos centros iguales se reparten el peso")
def test_ridge_twins(student: Student, rng: np.random.Generator) -> None:
    """Two equal centres share the weight."""
    X, y, C, _ = problem(rng, 17, 4, 2, 2)
    C[2] = C[0]
    answer = student.fit_rbf(X, y, C, 1.1, 0.4).matches_reference(**FIT)
    expect_equal(answer.array(0)[2], answer.array(0)[0], **FIT)


@check("fit_rbf", weight=0.5, after=test_ridge, es="fit_rbf no cambia lo que recibe")
def test_fit_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """fit_rbf changes nothing that it is given."""
    expect_arguments_kept(student, "fit_rbf", *problem(rng, 13, 5, 2, 3), 0.3, **FIT)


# --- xor_weights ------------------------------------------------------------------------------


@check("xor_weights", weight=2, es="La red responde 0, 1, 1, 0 en las esquinas")
def test_xor(student: Student) -> None:
    """The network answers 0, 1, 1, 0 at the corners."""
    for sigma in [0.1, 0.5, 0.9, 1.7]:
        answer = student.xor_weights(sigma).matches_reference()
        a = np.exp(-1 / (2 * sigma**2))
        features = np.array([1 + a * a, 2 * a, 2 * a, 1 + a * a])
        expect_equal(answer.array(0) * features + answer.array(1), np.array([0.0, 1, 1, 0]))


@check("xor_weights", after=test_xor, es="Con campanas muy anchas siguen bien siete cifras")
def test_xor_wide(student: Student) -> None:
    """With very wide bumps seven digits are right, too."""
    for sigma in [1e2, 1e4, 1e6]:
        student.xor_weights(sigma).matches_reference(1e-7, 0)


@check("xor_weights", weight=0.5, after=test_xor, es="El peso y el sesgo son floats de Python")
def test_xor_numbers(student: Student) -> None:
    """Weight and bias are Python floats."""
    student.run(types_of_numbers.of(common_width="xor_weights"), 0.6).matches_reference()


# --- normalised_features ----------------------------------------------------------------------


@check("normalised_features", weight=2, es="Cada fila se divide entre su suma")
def test_normalised(student: Student, rng: np.random.Generator) -> None:
    """Each row is divided by its sum."""
    for N, K, D in [*SIZES, (4, 4, 2)]:
        X, C = places(rng, N, K, D)
        student.normalised_features.gradients(X, C, 0.8).matches_reference()
        student.normalised_features.gradients(X, C, rng.uniform(0.5, 2, K)).matches_reference()


@check(
    "normalised_features",
    weight=2,
    after=test_normalised,
    es="Lejos de todo centro los cocientes siguen siendo correctos, y la fila suma 1",
)
def test_normalised_far_away(student: Student, rng: np.random.Generator) -> None:
    """Far from all centres the quotients are still right, and the row adds up to 1."""
    X, C = rng.standard_normal((7, 2)), apart(rng, 3, 2)
    for away in [60.0, 1e4]:
        for sigma in [0.9, np.array([0.6, 1.1, 0.8])]:
            student.normalised_features.gradients(X + away, C, sigma).matches_reference()
    # Two centres that are near each other share even there.
    C[1] = C[0] + rng.uniform(0.001, 0.005, 2)
    student.normalised_features.gradients(X + 60, C[:2], 0.9).matches_reference()


@check("normalised_features", weight=0.5, after=test_normalised, es="No cambia lo que recibe")
def test_normalised_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """It changes nothing that it is given."""
    sigma = rng.uniform(1, 2, 3)
    expect_arguments_kept(student, "normalised_features", *places(rng, 5, 3, 2), sigma)


# --- interpolate, condition_number ------------------------------------------------------------


@check("interpolation", weight=2, es="La suma de campanas de interpolate pasa por todos los puntos")
def test_interpolate(student: Student, rng: np.random.Generator) -> None:
    """The sum of bumps of interpolate passes through all points."""
    for N, D, M in [(7, 2, 3), (1, 3, 1), (13, 1, 2)]:
        X, y = apart(rng, N, D), 3 + rng.standard_normal((N, M))
        student.interpolate(X, y, 0.7).matches_reference(**FIT)
        # Condition numbers of about a thousand: what is added to the diagonal shows.
        student.interpolate(X, y, 1.3).matches_reference(**FIT)


@check("interpolation", weight=2, es="condition_number es el mayor valor singular entre el menor")
def test_condition(student: Student, rng: np.random.Generator) -> None:
    """condition_number is the largest singular value over the smallest."""
    for N, K, D in [(13, 5, 2), (7, 7, 1), (11, 1, 3)]:
        X = apart(rng, N, D)
        student.condition_number(X, X[:K], 0.7).matches_reference()
        student.condition_number(X, X[:K], rng.uniform(0.5, 0.8, K)).matches_reference()


@check("interpolation", after=test_condition, es="Hasta un millón se conservan siete cifras")
def test_condition_large(student: Student, rng: np.random.Generator) -> None:
    """Up to a million seven digits are kept."""
    for sigma in [1.0, 10.0, 400.0]:
        X = np.array([[0.0, 0.0], [0.6, 0.8]]) + rng.integers(-8, 9, 2)
        answer = student.condition_number(X, X, sigma)
        expect_equal(answer.array(), 1 / np.tanh(1 / (4 * sigma**2)), 1e-7, 0)


@check(
    "interpolation",
    weight=0.5,
    after=test_condition,
    es="condition_number es un float de Python, y los puntos y objetivos quedan como estaban",
)
def test_interpolation_form(student: Student, rng: np.random.Generator) -> None:
    """condition_number is a Python float, and points and targets are left as they were."""
    X = apart(rng, 5, 2)
    types = types_of_numbers.of(common_width="condition_number")
    student.run(types, X, X[:3], 0.7).matches_reference()
    expect_arguments_kept(student, "condition_number", X, X[:3].copy(), 0.7)
    expect_arguments_kept(student, "interpolate", X, rng.standard_normal((5, 2)), 0.7, **FIT)


# --- train_rbf --------------------------------------------------------------------------------


@probe
def trained(student: Any, X: torch.Tensor, y: torch.Tensor, K: int, l2: float, seed: int) -> Any:
    """Centres, widths (K,), weights and biases of a network."""
    C, sigma, w, b = student.train_rbf(X, y, K, l2, seed)
    widths = torch.as_tensor(sigma, dtype=C.dtype).expand(K) + 0 * C[:, 0]
    return {"C": C, "widths": widths, "w": w, "b": b}


def features(X: Array, C: Array, widths: Array) -> Array:
    """The judge's own features (N, K)."""
    return np.exp(-((X[:, None] - C) ** 2).sum(axis=2) / (2 * widths**2))


def noisy_sinc(rng: np.random.Generator, N: int) -> tuple[Array, Array]:
    """X (N, 1) in [-4, 4] and y (N, 1) with noise of standard deviation 0.02."""
    X = rng.permutation(np.linspace(-4, 4, N))[:, None]
    return X, np.sinc(X) + 0.02 * rng.standard_normal((N, 1))


@check("train_rbf", weight=2, es="Cada centro es la media de sus puntos")
def test_trained_centres(student: Student, rng: np.random.Generator) -> None:
    """Each centre is the mean of its points."""
    # With many centres the way is long: 20 steps, and now and then 40.
    for N, K, D in [(61, 5, 2), (43, 3, 1), (601, 23, 2), (601, 23, 2)]:
        X, y = rng.standard_normal((N, D)), rng.standard_normal((N, 2))
        answer = student.run(trained, X, y, K, 0.1, int(rng.integers(1000))).matches_form()
        C = answer.array("C")
        labels = ((X[:, None] - C) ** 2).sum(axis=2).argmin(axis=1)
        # Once in many thousand times a centre loses its last point, and stays; never two.
        used = np.unique(labels)
        expect(len(used) >= K - 1)
        expect_equal(C[used], np.array([X[labels == k].mean(axis=0) for k in used]))


@check(
    "train_rbf",
    after=test_trained_centres,
    es="Con tantos centros como puntos, cada punto es un centro: las filas son distintas",
)
def test_trained_all_rows(student: Student, rng: np.random.Generator) -> None:
    """With as many centres as points, each point is a centre: the rows are different ones."""
    X, y = rng.permutation(np.arange(13.0))[:, None], rng.standard_normal((13, 1))
    C = student.run(trained, X, y, 13, 0.1, int(rng.integers(1000))).matches_form().array("C")
    expect_equal(np.sort(C, axis=0), np.sort(X, axis=0))


@check("train_rbf", weight=2, after=test_trained_centres, es="Ningunos pesos se ajustan mejor")
def test_trained_weights(student: Student, rng: np.random.Generator) -> None:
    """No weights fit better."""
    for N, K, D, l2 in [(61, 5, 2, 0.1), (43, 3, 1, 2.0)]:
        X, y = rng.standard_normal((N, D)), 3 + rng.standard_normal((N, 2))
        answer = student.run(trained, X, y, K, l2, int(rng.integers(1000))).matches_form()
        Phi = features(X, answer.array("C"), answer.array("widths"))
        A, r = Phi - Phi.mean(axis=0), y - y.mean(axis=0)
        w = np.linalg.solve(A.T @ A + l2 * np.eye(K), A.T @ r)
        expect_equal(answer.array("w"), w, 1e-5, 1e-7)
        expect_equal(answer.array("b"), y.mean(axis=0) - Phi.mean(axis=0) @ w, 1e-5, 1e-7)


@probe
def trained_twice(
    student: Any, X: torch.Tensor, y: torch.Tensor, K: int, seeds: Any, left_at: int
) -> Any:
    """The centres and weights for each seed, and the data as they are left; `left_at` is where the
    global generator stands before."""
    found = []
    for seed in seeds:
        torch.manual_seed(left_at + len(found))
        np.random.seed(left_at + len(found))
        C, _, w, _ = student.train_rbf(X, y, K, 0.1, seed)
        found.append(torch.cat([C, w], dim=1))
    return {"networks": torch.stack(found), "X": X, "y": y}


@check(
    "train_rbf",
    after=test_trained_weights,
    es="Todo el azar sale de la semilla, y X e y quedan como estaban",
)
def test_trained_seed(student: Student, rng: np.random.Generator) -> None:
    """All randomness comes from the seed, and X and y are left as they were."""
    X, y = rng.standard_normal((61, 2)), rng.standard_normal((61, 1))
    seed = int(rng.integers(1000))
    seeds = [seed, seed, seed + 1, seed + 2, seed + 3]
    answer = student.run(trained_twice, X, y, 11, seeds, int(rng.integers(2**31))).matches_form()
    first, again, *others = answer.array("networks")
    expect_equal(again, first)
    expect(any(not np.allclose(other, first) for other in others))
    expect_equal(answer.array("X"), X, 0, 0)
    expect_equal(answer.array("y"), y, 0, 0)


@check(
    "train_rbf",
    weight=2,
    retries=2,
    after=test_trained_weights,
    es="La red sigue la curva entre los puntos con ruido",
)
def test_trained_sinc(student: Student, rng: np.random.Generator) -> None:
    """The network follows the curve between the noisy points."""
    X, y = noisy_sinc(rng, 400)
    x_test = np.linspace(-3.8, 3.8, 301)[:, None]
    answer = student.run(trained, X, y, 15, 1e-6, int(rng.integers(1000))).matches_form()
    Phi = features(x_test, answer.array("C"), answer.array("widths"))
    curve = (Phi @ answer.array("w") + answer.array("b"))[:, 0]
    wanted = np.sinc(x_test)[:, 0]
    error = np.sqrt(np.mean((curve - wanted) ** 2))
    expect_below(error, LIMIT, picture=lines(curve, wanted))
