"""The hidden suite of the topic on features from few labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    EXPECTED,
    GIVEN,
    YOURS,
    Student,
    TopicData,
    arrays_like,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_equal,
    expect_rows_drawn,
    image_rows,
    near_share,
    probe,
    random_seed,
)

if TYPE_CHECKING:
    import torch

Array = np.ndarray

# The largest share of digits read wrong by their codes, as a part of the share that is read wrong
# by the pixels. Right trainings end near 0.61, an encoder that has learnt nothing near 1.5.
CODES_LIMIT = 0.85
FLOAT32 = (1e-4, 1e-5)


def narrow(*arrays: Array) -> list[Array]:
    """The same numbers in float32."""
    return [array.astype(np.float32) for array in arrays]


@probe
def dtypes(student: Any, arguments: Any) -> list[str]:
    """The dtype of every tensor that comes back, in their order."""
    answer = student.function(*arguments)
    return [str(each.dtype) for each in (answer if isinstance(answer, tuple | list) else [answer])]


def expect_float32(student: Student, function: str, *arguments: Any) -> None:
    """Given float32, a function answers what the reference does, in float32."""
    getattr(student, function)(*arguments).matches_reference(*FLOAT32)
    student.run(dtypes.of(function=function), arguments).matches_reference()


# --- split_rows -------------------------------------------------------------------------------


@probe
def splits_in_turn(student: Any, y: torch.Tensor, settings: Any, seeds: Any) -> Any:
    """The four tensors of each seed, with something else drawn before, and y afterwards."""
    found = []
    for number, seed in enumerate(seeds):
        torch.manual_seed(number)
        np.random.seed(number)
        found.append(list(student.split_rows(y, *settings, seed)))
    return [found, y]


def splits(
    student: Student, y: Array, settings: tuple[int, int, int], seeds: list[int]
) -> list[list[Array]]:
    """What split_rows deals out, of the right types and lengths, and every row exactly once."""
    answer = student.run(splits_in_turn, y, settings, seeds).matches_form()
    dealt, after = answer.value
    expect_equal(after, y, 0, 0)
    for four in dealt:
        expect_equal(np.sort(np.concatenate(four)), np.arange(len(y)), 0, 0)
    return list(dealt)


@check(
    "split_rows",
    weight=4,
    es="Cada fila va a un solo sitio, y de cada clase se etiquetan per_class filas",
)
def test_split_counts(student: Student, rng: np.random.Generator) -> None:
    """Every row goes to one place, and of each class per_class rows are labelled."""
    for kinds, each, settings in [
        ([0, 1, 2], 20, (3, 7, 5)),
        ([-4, 9], 17, (5, 2, 9)),
        ([0, 1, 2, 3, 40], 13, (1, 4, 6)),
    ]:
        y = rng.permutation(np.concatenate([np.repeat(kinds, each), np.repeat(kinds[:1], 11)]))
        for four in splits(student, y, settings, [random_seed(rng) for _ in range(3)]):
            per_class, n_validation, n_test = settings
            expect_equal(
                np.array([np.sum(y[four[0]] == kind) for kind in kinds]),
                np.full(len(kinds), per_class),
                0,
                0,
            )
            expect(len(four[1]) == n_validation and len(four[2]) == n_test)


@check(
    "split_rows",
    weight=2,
    after=test_split_counts,
    es="Sin validación, sin prueba o con una sola clase, el reparto es el mismo, e y no cambia",
)
def test_split_ends(student: Student, rng: np.random.Generator) -> None:
    """Without validation, without test or with one class the deal is the same, and y stays."""
    y = np.repeat([7, 3], 12)
    for settings in [(2, 0, 4), (2, 4, 0), (12, 0, 0)]:
        for labelled, *_ in splits(student, y, settings, [random_seed(rng)]):
            expect(all(np.sum(y[labelled] == kind) == settings[0] for kind in (3, 7)))
    for labelled, *_ in splits(student, np.full(19, 5), (4, 3, 2), [random_seed(rng)]):
        expect(len(labelled) == 4)


@check(
    "split_rows",
    weight=4,
    after=test_split_counts,
    es="Todo se sortea: cada fila llega a cada sitio tantas veces como dice el azar",
)
def test_split_chances(student: Student, rng: np.random.Generator) -> None:
    """Lots are drawn for all: each row gets to each place as often as chance has it."""
    y, settings = np.repeat([0, 1], 20), (4, 6, 9)
    seeds = [int(seed) for seed in random_seed(rng) // 2 + np.arange(240)]
    dealt = splits(student, y, settings, seeds)
    places = np.zeros((4, len(seeds), 40), dtype=bool)
    for number, four in enumerate(dealt):
        for place, rows in enumerate(four):
            places[place, number, rows] = True
    shares = np.array([8, 6, 9, 17]) / 40
    for place, share in enumerate(shares):
        for row in range(40):
            expect(near_share(int(places[place, :, row].sum()), len(seeds), share))
        # Neighbours are not drawn together: of a class for the labelled, of all for the others.
        size, of = (4, 20) if place == 0 else (round(share * 40), 40)
        if place == 3:
            continue
        both = share * (size - 1) / (of - 1)
        for row in [0, 7, 30]:
            together = places[place, :, row] & places[place, :, row + 1]
            expect(near_share(int(together.sum()), len(seeds), both))


@check(
    "split_rows",
    weight=2,
    after=test_split_counts,
    es="La misma semilla reparte igual, y otra semilla de otra manera",
)
def test_split_seed(student: Student, rng: np.random.Generator) -> None:
    """The same seed deals alike, and another seed otherwise."""
    y = np.repeat([0, 1, 2], 30)
    # 0 is a seed as any other.
    for one in [random_seed(rng), 0]:
        seeds = [one, one, 1 + random_seed(rng)]
        first, again, other = splits(student, y, (5, 9, 11), seeds)
        for place in range(4):
            expect_equal(np.sort(first[place]), np.sort(again[place]), 0, 0)
            expect(not np.array_equal(np.sort(first[place]), np.sort(other[place])))


# --- standardise ------------------------------------------------------------------------------


@check(
    "standardise",
    weight=4,
    es="standardise escala con la media y la desviación típica de las filas de fit",
)
def test_standardise_values(student: Student, rng: np.random.Generator) -> None:
    """standardise scales by the mean and the standard deviation of the rows of fit."""
    for N, M, k in [(5, 3, 2), (2, 7, 3), (11, 1, 5), (3, 4, 1)]:
        fit = 3 * rng.standard_normal((N, k)) + rng.standard_normal(k)
        student.standardise(fit, rng.standard_normal((M, k)) - 2).matches_reference()
        student.standardise(fit, fit).matches_reference()
    # Rows that are the mean itself.
    fit = np.array([[1.0, 7.0], [2.0, 5.0], [3.0, 3.0]])
    student.standardise(fit, fit + 0.5).matches_reference()


@check(
    "standardise",
    weight=2,
    after=test_standardise_values,
    es="Una columna constante en fit solo se centra, valga lo que valga en x",
)
def test_standardise_constant(student: Student, rng: np.random.Generator) -> None:
    """A column that is constant in fit is only centred, whatever it is in x."""
    for N in [1, 3, 7, 10]:
        fit = np.column_stack([np.full(N, 0.1), rng.standard_normal(N), np.full(N, -3.7)])
        student.standardise(fit, rng.standard_normal((4, 3))).matches_reference()
        student.standardise(fit, fit).matches_reference()


@check(
    "standardise",
    weight=2,
    after=test_standardise_values,
    es="standardise sirve lejos de 0 y con números de 1e-200 o 1e200",
)
def test_standardise_sizes(student: Student, rng: np.random.Generator) -> None:
    """standardise works far from 0, and with numbers of 1e-200 or 1e200."""
    fit, x = rng.standard_normal((9, 4)), rng.standard_normal((5, 4))
    for size in [1e-200, 1e200, np.array([1e-200, 1.0, 1e200, 1e-9])]:
        student.standardise(fit * size, x * size).matches_reference()
    student.standardise(fit + 1e8, x + 1e8).matches_reference(1e-6, 1e-6)
    student.standardise(1e-3 * fit - 1e4, 1e-3 * x - 1e4).matches_reference(1e-6, 1e-6)


@check(
    "standardise",
    after=test_standardise_values,
    es="standardise deja sus argumentos como estaban, y float32 sigue siéndolo",
)
def test_standardise_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """standardise leaves its arguments as they were, and float32 stays so."""
    fit, x = rng.standard_normal((6, 3)), rng.standard_normal((4, 3))
    expect_arguments_kept(student, "standardise", fit, x)
    expect_float32(student, "standardise", *narrow(fit, x))


# --- encode and reconstruction_loss -----------------------------------------------------------


def network(rng: np.random.Generator, D: int, k: int) -> list[Array]:
    """W (D, k), b (k,), V (k, D) and c (D,), of which none is zero."""
    shapes: list[tuple[int, ...]] = [(D, k), (k,), (k, D), (D,)]
    return [0.6 * rng.standard_normal(shape) for shape in shapes]


SIZES = [(5, 7, 3), (1, 4, 2), (3, 2, 5), (2, 5, 1)]


@check("encode", weight=2, es="encode da los códigos")
def test_encode_values(student: Student, rng: np.random.Generator) -> None:
    """encode gives the codes."""
    for N, D, k in SIZES:
        student.encode(rng.standard_normal((N, D)), network(rng, D, k)).matches_reference()


@check(
    "encode",
    weight=3,
    after=test_encode_values,
    es="reconstruction_loss es la media sobre las filas y los píxeles",
)
def test_loss_values(student: Student, rng: np.random.Generator) -> None:
    """reconstruction_loss is the mean over rows and pixels."""
    for N, D, k in SIZES:
        x = rng.standard_normal((N, D))
        student.reconstruction_loss(x, network(rng, D, k)).matches_reference()


@check(
    "encode",
    weight=2,
    after=test_loss_values,
    es="Códigos y pérdida se pueden derivar",
)
def test_encode_gradients(student: Student, rng: np.random.Generator) -> None:
    """Codes and loss can be differentiated."""
    for N, D, k in SIZES:
        x, parameters = rng.standard_normal((N, D)), network(rng, D, k)
        student.encode.gradients(x, parameters).matches_reference()
        student.reconstruction_loss.gradients(x, parameters).matches_reference()


@check(
    "encode",
    after=test_loss_values,
    es="Los argumentos quedan como estaban, y float32 sigue siéndolo",
)
def test_encode_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """The arguments stay as they were, and float32 stays so."""
    x, parameters = rng.standard_normal((5, 4)), network(rng, 4, 3)
    for function in ["encode", "reconstruction_loss"]:
        expect_arguments_kept(student, function, x, parameters)
        expect_float32(student, function, *narrow(x), narrow(*parameters))


# --- train_encoder ----------------------------------------------------------------------------


def codes_of(x: Array, parameters: list[Array]) -> Array:
    """The codes (N, k), as the judge computes them."""
    return np.asarray(np.tanh(x @ parameters[0] + parameters[1]))


def row_losses(x: Array, parameters: list[Array]) -> Array:
    """(N,), the reconstruction error of every row, as the judge computes it."""
    errors = codes_of(x, parameters) @ parameters[2] + parameters[3] - x
    return np.asarray(np.mean(errors**2, axis=1))


def alike(rng: np.random.Generator, N: int, D: int, k: int) -> tuple[Array, list[Array]]:
    """The same row N times, and parameters: whichever rows are drawn, a step is the same."""
    return np.repeat(rng.standard_normal((1, D)), N, axis=0), network(rng, D, k)


@check(
    "train_encoder",
    weight=4,
    es="train_encoder da los pasos de Adam y devuelve los parámetros y las pérdidas",
)
def test_training_steps(student: Student, rng: np.random.Generator) -> None:
    """train_encoder takes the steps of Adam and returns the parameters and the losses."""
    for N, batch, sizes, steps, lr in [
        (5, 3, (4, 2), 1, 0.02),
        (3, 3, (5, 3), 3, 0.05),
        (4, 1, (3, 4), 6, 0.2),
    ]:
        settings = steps, batch, lr, random_seed(rng)
        student.train_encoder(*alike(rng, N, *sizes), *settings).matches_reference()


@check(
    "train_encoder",
    weight=2,
    after=test_training_steps,
    es="Se dan todos los pasos con la misma tasa lr, baje o no la pérdida",
)
def test_training_every_step(student: Student, rng: np.random.Generator) -> None:
    """All steps are taken, all at the same rate lr, whether the loss falls or not."""
    for steps, lr in [(120, 0.0), (120, 1e-6), (60, 0.01)]:
        settings = steps, 2, lr, random_seed(rng)
        answer = student.train_encoder(*alike(rng, 3, 4, 2), *settings)
        answer.matches_reference(1e-6, 1e-7)


@probe
def types_of_losses(student: Any, arguments: Any) -> Any:
    """Whether parameters and losses are lists, how many they are, and what each loss is."""
    trained, losses = student.train_encoder(*arguments)
    lists = [isinstance(trained, list | tuple), isinstance(losses, list)]
    return [*lists, len(trained), len(losses), *(isinstance(loss, float) for loss in losses)]


@check(
    "train_encoder",
    after=test_training_steps,
    es="Las pérdidas son float de Python, y los argumentos quedan como estaban",
)
def test_training_returns(student: Student, rng: np.random.Generator) -> None:
    """The losses are Python floats, and the arguments stay as they were."""
    inputs = [*alike(rng, 5, 4, 3), 3, 4, 0.05, random_seed(rng)]
    student.run(types_of_losses, inputs).matches_reference()
    expect_arguments_kept(student, "train_encoder", *inputs)


@check(
    "train_encoder",
    weight=3,
    after=test_training_steps,
    es="Cada paso sortea batch_size filas de entre todas",
)
def test_training_minibatches(student: Student, rng: np.random.Generator) -> None:
    """Each step draws batch_size rows from all of them."""
    # Of 14 rows two are left after an epoch, and no mean of two is one of three.
    x, parameters = rng.standard_normal((14, 4)), network(rng, 4, 3)
    rows = row_losses(x, parameters)
    for copies in [1, 100]:
        settings = 80, 3, 0.0, random_seed(rng)
        data = np.repeat(x, copies, axis=0)
        answer = student.train_encoder(data, parameters, *settings).matches_form()
        which = expect_rows_drawn(np.asarray(answer.value[1]), rows, 3)
        drawn = np.sort(np.unravel_index(which, (14,) * 3), axis=0)
        expect(len(np.unique(drawn, axis=1).T) > 40)


def first_move(x: Array, parameters: list[Array], lr: float) -> list[Array]:
    """What the first step of Adam makes of the parameters for one row x (D,), by the judge."""
    z = codes_of(x, parameters)
    slope = 2 * (z @ parameters[2] + parameters[3] - x) / len(x)
    into = (parameters[2] @ slope) * (1 - z**2)
    gradients = [np.outer(x, into), into, np.outer(z, slope), slope]
    pairs = zip(parameters, gradients, strict=True)
    return [tensor - lr * g / (np.abs(g) + 1e-8) for tensor, g in pairs]


@check(
    "train_encoder",
    weight=2,
    after=test_training_minibatches,
    es="Cada paso sigue el gradiente de las filas de su pérdida",
)
def test_training_own_rows(student: Student, rng: np.random.Generator) -> None:
    """Each step follows the gradient of its loss's rows."""
    x, parameters = rng.standard_normal((11, 5)), network(rng, 5, 3)
    rows = row_losses(x, parameters)
    for _ in range(5):
        settings = 1, 1, 0.1, random_seed(rng)
        answer = student.train_encoder(x, parameters, *settings).matches_form()
        row = int(np.abs(rows - np.asarray(answer.value[1])).argmin())
        expected = first_move(x[row], parameters, 0.1)
        expect_equal(arrays_like(answer.value[0], parameters), expected, 1e-6, 1e-7)


@probe
def trained_three_times(student: Any, data: Any, settings: Any, seeds: Any) -> Any:
    """The parameters and losses of trainings with these seeds, with something drawn before."""
    found = []
    for number, seed in enumerate(seeds):
        torch.manual_seed(number)
        np.random.seed(number)
        trained, losses = student.train_encoder(*data, *settings, seed)
        found.append([list(trained), [float(loss) for loss in losses]])
    return found


@check(
    "train_encoder",
    weight=2,
    after=test_training_minibatches,
    es="La misma semilla da los mismos parámetros, y otra semilla otros",
)
def test_training_seed(student: Student, rng: np.random.Generator) -> None:
    """The same seed gives the same parameters, and another seed others."""
    data = [rng.standard_normal((23, 5)), network(rng, 5, 3)]
    # 0 is a seed as any other.
    for one in [random_seed(rng), 0]:
        seeds = [one, one, 1 + random_seed(rng)]
        answer = student.run(trained_three_times, data, [4, 5, 0.05], seeds).matches_form()
        first, again, other = answer.value
        expect_equal(again, first, 0, 0)
        expect(not np.allclose(first[1], other[1]))
        expect(not np.allclose(first[0][0], other[0][0]))


def in_bad_light(rng: np.random.Generator, images: Array) -> tuple[Array, Array]:
    """Noisy pictures (N, 576) of images (N, 64) from 0 to 16, and the same without noise."""
    clean = (images.reshape(-1, 8, 8) / 16).repeat(3, axis=1).repeat(3, axis=2)
    clean = clean.reshape(len(images), 576)
    return clean + 0.75 * rng.standard_normal(clean.shape), clean


def share_misread(z: Array, y: Array, new: Array, truth: Array) -> float:
    """The share of new rows whose nearest row of z has another label than theirs."""
    distances = np.sum(z**2, axis=1) - 2 * new @ z.T
    return float(np.mean(y[distances.argmin(axis=1)] != truth))


@check(
    "train_encoder",
    weight=4,
    retries=2,
    after=test_training_own_rows,
    es="Con tres etiquetas por clase, los códigos se leen mejor que los píxeles",
)
def test_training_codes(student: Student, rng: np.random.Generator, data: TopicData) -> None:
    """With three labels a class, codes are read better than pixels."""
    seen, new = data.load("digits.npz"), data.load("held_out.npz")
    (x, _), y = in_bad_light(rng, seen["images"]), seen["labels"]
    (x_new, clean), y_new = in_bad_light(rng, new["images"]), new["labels"]
    start = [
        rng.standard_normal((576, 12)) / 48,
        np.zeros(12),
        rng.standard_normal((12, 576)) / (2 * np.sqrt(12)),
        x.mean(axis=0),
    ]
    settings = 400, 128, 0.005, random_seed(rng)
    # A short training, in which wrong answers are told apart.
    student.train_encoder(*alike(rng, 5, 4, 3), 3, 2, 0.05, 0).matches_form()
    answer = student.train_encoder(x, start, *settings).matches_form()
    parameters = arrays_like(answer.value[0], start)
    z, z_new = codes_of(x, parameters), codes_of(x_new, parameters)
    by_codes = by_pixels = 0.0
    for _ in range(30):
        order = rng.permutation(len(y))
        rows = np.concatenate([order[y[order] == digit][:3] for digit in range(10)])
        by_codes += share_misread(z[rows], y[rows], z_new, y_new)
        by_pixels += share_misread(x[rows], y[rows], x_new, y_new)
    again = z_new @ parameters[2] + parameters[3]
    # The noise at its largest would leave the digits no contrast.
    pages = {
        name: np.clip(rows[:8].reshape(-1, 24, 24), -0.5, 1.5)
        for name, rows in [(GIVEN, x_new), (YOURS, again), (EXPECTED, clean)]
    }
    ratio = by_codes / by_pixels
    expect_below(ratio, CODES_LIMIT, curve=answer.value[1], picture=image_rows(pages))


# --- linear_probe -----------------------------------------------------------------------------


@check("linear_probe", weight=4, es="linear_probe da el único mínimo")
def test_probe_values(student: Student, rng: np.random.Generator) -> None:
    """linear_probe gives the only minimum."""
    for N, k, C, l2 in [(17, 3, 4, 1.0), (11, 5, 2, 0.3), (23, 2, 3, 7.0), (7, 1, 5, 0.05)]:
        z = rng.standard_normal((N, k)) + rng.standard_normal(k)
        student.linear_probe(z, rng.permutation(np.arange(N) % C), C, l2).matches_reference()


@check(
    "linear_probe",
    weight=2,
    after=test_probe_values,
    es="linear_probe sirve con más columnas que filas y con columnas iguales",
)
def test_probe_wide(student: Student, rng: np.random.Generator) -> None:
    """linear_probe works with more columns than rows, and with equal columns."""
    for N, k, l2 in [(4, 11, 0.7), (1, 3, 1.0), (6, 6, 0.01)]:
        z = rng.standard_normal((N, k)) + 1
        z[:, -1] = z[:, 0]
        answer = student.linear_probe(z, 2 - np.arange(N) % 3, 3, l2)
        answer.matches_reference(1e-6, 1e-7)


@check(
    "linear_probe",
    weight=2,
    after=test_probe_values,
    es="Con clases sin filas, lejos de 0 y con cualquier λ, el mínimo es el mismo",
)
def test_probe_odd(student: Student, rng: np.random.Generator) -> None:
    """With classes without rows, far from 0 and with any λ the minimum is the same."""
    z, y = rng.standard_normal((13, 3)), rng.integers(0, 2, 13)
    student.linear_probe(z, 2 * y + 1, 6, 0.5).matches_reference()
    for far in [1e3, 1e6]:
        student.linear_probe(z + far, y, 2, 0.5).matches_reference(1e-6, 1e-6)
    for l2 in [1e-3, 1e6]:
        student.linear_probe(z, y, 3, l2).matches_reference(1e-6, 1e-12)
    student.linear_probe(1e-4 * z, y, 2, 1e-6).matches_reference(1e-6, 1e-7)


@check(
    "linear_probe",
    after=test_probe_values,
    es="linear_probe deja sus argumentos como estaban, y float32 sigue siéndolo",
)
def test_probe_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """linear_probe leaves its arguments as they were, and float32 stays so."""
    z, y = rng.standard_normal((9, 4)), rng.integers(0, 3, 9)
    expect_arguments_kept(student, "linear_probe", z, y, 3, 0.8)
    expect_float32(student, "linear_probe", *narrow(z), y, 3, 0.8)


# --- knn_predict ------------------------------------------------------------------------------


@check("knn_predict", weight=4, es="knn_predict da la etiqueta que más vecinos tienen")
def test_knn_values(student: Student, rng: np.random.Generator) -> None:
    """knn_predict gives the label that most neighbours have."""
    # Of two labels and an odd number of neighbours no votes are equal.
    for N, M, D, step in [(31, 23, 2, 1), (19, 17, 5, 3), (41, 11, 3, 7)]:
        z, new = rng.standard_normal((N, D)), rng.standard_normal((M, D))
        for k in [1, 3, 7, N]:
            student.knn_predict(z, step * rng.integers(0, 2, N) + 2, new, k).matches_reference()
    # Sums of distances along the axes, or the largest of them, would tell others.
    z, new = rng.standard_normal((60, 4)), rng.standard_normal((50, 4))
    student.knn_predict(z, np.arange(60), new, 1).matches_reference()


@check(
    "knn_predict",
    weight=3,
    after=test_knn_values,
    es="De vecinos igual de cercanos cuenta antes la fila anterior",
)
def test_knn_equal_distances(student: Student, rng: np.random.Generator) -> None:
    """Of equally near neighbours the earlier row counts first."""
    for N, k in [(40, 1), (60, 1), (24, 3), (33, 5)]:
        z = rng.integers(-2, 3, (N, 2)).astype(float)
        new = rng.integers(-2, 3, (29, 2)).astype(float)
        y = rng.permutation(N) if k == 1 else rng.integers(0, 2, N)
        student.knn_predict(z, y, new, k).matches_reference()


@check(
    "knn_predict",
    weight=3,
    after=test_knn_values,
    es="Con los mismos votos gana la etiqueta menor",
)
def test_knn_equal_votes(student: Student, rng: np.random.Generator) -> None:
    """Of labels with equally many votes the smallest wins."""
    for N, k, kinds in [(23, 2, 3), (30, 4, 2), (17, 6, 5), (12, 12, 12)]:
        z, new = rng.standard_normal((N, 3)), rng.standard_normal((19, 3))
        y = rng.permutation(np.arange(N) % kinds)
        student.knn_predict(z, 3 * y + 2, new, k).matches_reference()


@check(
    "knn_predict",
    weight=2,
    after=test_knn_equal_distances,
    es="Las distancias son exactas también con códigos cerca de 1e8",
)
def test_knn_far_away(student: Student, rng: np.random.Generator) -> None:
    """Distances are exact also for codes near 1e8."""
    for k in [1, 4]:
        z = rng.integers(-9, 10, (50, 3)) + 1e8
        new = rng.integers(-9, 10, (40, 3)) + 1e8
        student.knn_predict(z, np.arange(50) // k, new, k).matches_reference()


@check(
    "knn_predict",
    after=test_knn_values,
    es="knn_predict deja sus argumentos como estaban, y sirve en float32 y con una fila",
)
def test_knn_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """knn_predict leaves its arguments as they were, and works in float32 and with one row."""
    z, new = rng.integers(-9, 10, (14, 3)) + 0.5, rng.integers(-9, 10, (6, 3)) + 0.5
    y = rng.integers(0, 4, 14)
    expect_arguments_kept(student, "knn_predict", z, y, new, 3)
    student.knn_predict(*narrow(z), y, *narrow(new), 3).matches_reference()
    student.knn_predict(z[:1], y[:1] + 6, new, 1).matches_reference()
    student.knn_predict(z, y, new[:1], 5).matches_reference()


# --- balanced_accuracy ------------------------------------------------------------------------


@probe
def accuracies(student: Any, cases: Any) -> Any:
    """Whether each answer is a float, and what it is."""
    answers = [student.balanced_accuracy(*case) for case in cases]
    return [[isinstance(answer, float), answer] for answer in answers]


@check("balanced_accuracy", weight=3, es="balanced_accuracy es la media sobre las clases")
def test_balanced_values(student: Student, rng: np.random.Generator) -> None:
    """balanced_accuracy is the mean over classes."""
    cases = []
    for N, share in [(29, 0.1), (40, 0.3), (61, 0.05)]:
        y = np.concatenate([[1, 2], (rng.random(N) < share).astype(int)])
        cases.append([rng.permutation(y), y])
        cases.append([np.where(rng.random(N + 2) < 0.3, 2 - y, y), y])
        cases.append([np.zeros(N + 2, dtype=int), y])
    student.run(accuracies, cases).matches_reference()


@check(
    "balanced_accuracy",
    weight=3,
    after=test_balanced_values,
    es="Solo cuentan las clases de y, sean los números que sean, y el resultado es un float",
)
def test_balanced_classes(student: Student, rng: np.random.Generator) -> None:
    """Only the classes of y count, whichever numbers they are, and the answer is a float."""
    y = np.array([-3, 10**12, -3, 5, 5, 5])
    cases = [
        [np.array([-3, 5, 8, 5, 9, 5]), y],
        [np.array([8, 8, 8, 8, 8, -3]), y],
        [np.array([4]), np.array([4])],
        [np.array([7]), np.array([0])],
        [y[::-1].copy(), y],
        [rng.integers(0, 9, 30), rng.integers(0, 4, 30)],
    ]
    student.run(accuracies, cases).matches_reference()
    expect_arguments_kept(student, "balanced_accuracy", *cases[0])


# --- choose -----------------------------------------------------------------------------------


@probe
def choice(
    student: Any, weights: Any, x: torch.Tensor, y: torch.Tensor, x_test: torch.Tensor
) -> Any:
    """What choose returns for candidates with these weights."""
    functions = [lambda pictures, w=w: (pictures @ w).argmax(1) for w in weights]
    index, told = student.choose(functions, x, y, x_test)
    return [int(index), told]


@probe
def watched_choice(
    student: Any, weights: Any, x: torch.Tensor, y: torch.Tensor, x_test: torch.Tensor
) -> Any:
    """Whether the index is an int, which candidates saw rows of the test, and who saw both at
    once."""
    tested, both = [False] * len(weights), [False] * len(weights)

    def candidate(i: int, w: torch.Tensor) -> Any:
        def labels(pictures: torch.Tensor) -> torch.Tensor:
            of_test = bool((pictures[:, None] == x_test).all(2).any())
            of_validation = bool((pictures[:, None] == x).all(2).any())
            tested[i] = tested[i] or of_test
            both[i] = both[i] or (of_test and of_validation)
            return (pictures @ w).argmax(1)

        return labels

    before = [x.clone(), y.clone(), x_test.clone()]
    functions = [candidate(i, w) for i, w in enumerate(weights)]
    index, told = student.choose(functions, x, y, x_test)
    kept = [torch.equal(*pair) for pair in zip(before, [x, y, x_test], strict=True)]
    return [isinstance(index, int), int(index), told, tested, both, kept, len(functions)]


def candidates(
    rng: np.random.Generator, count: int, N: int
) -> tuple[list[Array], Array, Array, Array]:
    """Weights (4, 3) of each candidate, and a validation that the middle one knows best."""
    weights = [rng.standard_normal((4, 3)) for _ in range(count)]
    x, x_test = rng.standard_normal((N, 4)), rng.standard_normal((17, 4))
    y = (x @ weights[count // 2]).argmax(axis=1)
    wrong = rng.permutation(N)[: N // 4]
    y[wrong] = (y[wrong] + 1) % 3
    return weights, x, y, x_test


@check(
    "choose",
    weight=4,
    es="choose elige a quien más acierta en validación y da sus respuestas en la prueba",
)
def test_choose_values(student: Student, rng: np.random.Generator) -> None:
    """choose takes the one with most right in the validation, and gives its answers to the test."""
    for count, N in [(3, 43), (5, 51), (1, 8)]:
        student.run(choice, *candidates(rng, count, N)).matches_reference()
    # Each row is of one of four kinds, of which a candidate says one label: the one that knows
    # the frequent label has more rows right, the other one more of the rare labels.
    x, y = np.repeat(np.eye(4), [20, 6, 4, 3], axis=0), np.repeat([0, 1, 2], [26, 4, 3])
    frequent, rare = np.eye(3)[[0, 0, 0, 2]], np.eye(3)[[0, 1, 1, 2]]
    for both in [[frequent, rare], [rare, frequent]]:
        order = rng.permutation(len(y))
        student.run(choice, both, x[order], y[order], np.eye(4)).matches_reference()


@check(
    "choose",
    weight=3,
    after=test_choose_values,
    es="De varios que aciertan lo mismo gana el primero",
)
def test_choose_ties(student: Student, rng: np.random.Generator) -> None:
    """Of several with equally many right the first wins."""
    weights, x, y, x_test = candidates(rng, 3, 19)
    # Twice the same one, and one that answers alike though its weights are others.
    other = 2 * weights[1]
    for several in [
        [weights[0], weights[1], weights[1], weights[2]],
        [other, weights[1], weights[0]],
        [weights[1], weights[0], weights[1]],
    ]:
        student.run(choice, several, x, y, x_test).matches_reference()
        student.run(choice, several, x[:1], y[:1], x_test).matches_reference()


@check(
    "choose",
    weight=3,
    after=test_choose_values,
    es="Solo el elegido ve la prueba, y nadie la ve junto con la validación",
)
def test_choose_who_sees(student: Student, rng: np.random.Generator) -> None:
    """Only the chosen one sees the test, and nobody sees it together with the validation."""
    for count, N in [(4, 23), (3, 11), (1, 5)]:
        student.run(watched_choice, *candidates(rng, count, N)).matches_reference()
