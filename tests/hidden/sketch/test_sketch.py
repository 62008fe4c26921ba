"""The hidden suite of the sketch topic."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    Student,
    TopicData,
    Training,
    adam_steps,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_each_of,
    expect_equal,
    expect_padding_unseen,
    expect_reproducible,
    expect_rows_drawn,
    expect_settings_count,
    expect_unseen,
    probe,
    random_seed,
    strokes,
)

if TYPE_CHECKING:
    import torch

Array = np.ndarray

CENTRE = 54.5
# One scale for all drawings: about the standard deviation of the offsets that students get.
SCALE, ROWS = 30.0, 25
START = np.array([0, 0, 1, 0, 0], np.float32)
SHORT = Training("train_sketcher", hidden=5, M=2, steps=3, batch=4, lr=0.01, seed=0)
LONG = SHORT.but(hidden=48, M=5, steps=300, batch=48, lr=0.012)
# exp of the loss of the offsets and four times that of the pen, on drawings held out. Counted once,
# the pen weighs so little that a network which never learned it comes near to a right one.
LIMIT = 17.8


def points_of(rng: np.random.Generator, P: int) -> Array:
    """(P, 3), places on the sheet and whether the pen is lifted there, which it is at the last."""
    points = np.column_stack([rng.integers(1, 109, (P, 2)), rng.random(P) < 0.3])
    points[-1, 2] = 1
    return points.astype(np.int64)


def rows_of(points: Array, length: int, scale: float = SCALE) -> Array:
    """(length, 5) of float32: the drawing in rows, as the statement says."""
    P = len(points)
    before = np.vstack([[CENTRE, CENTRE], points[:-1, :2]])
    rows = np.zeros((length, 5), np.float32)
    rows[:P, :2] = (points[:, :2] - before) / scale
    rows[:P, 2], rows[:P, 3], rows[P:, 4] = 1 - points[:, 2], points[:, 2], 1
    return rows


def places_of(rows: Array, scale: float = SCALE) -> list[Array]:
    """The strokes (P, 2) of rows (n, 5), for a picture."""
    rows = np.asarray(rows, np.float64)
    places = CENTRE + scale * np.cumsum(rows[:, :2], axis=0)
    lifted = np.flatnonzero(rows[:, 3] == 1) + 1
    return [stroke for stroke in np.split(places, lifted) if len(stroke)]


def drawings(rng: np.random.Generator, lengths: Array, T: int) -> Array:
    """(N, T, 5), random drawings of these lengths."""
    return np.stack([rows_of(points_of(rng, int(P)), T) for P in lengths])


def shifted(target: Array) -> Array:
    """What a model has seen before each row of the target (N, T, 5)."""
    start = np.broadcast_to(START, (len(target), 1, 5))
    return np.concatenate([start, target[:, :-1]], axis=1).astype(np.float32)


def log_likelihoods(raw: Array, target: Array) -> tuple[Array, Array]:
    """(N, T) each: of the offset and of the pen in every row, in float64."""
    raw, target = raw.astype(np.float64), target.astype(np.float64)
    M = (raw.shape[-1] - 3) // 6
    pi, mx, my, sx, sy, r = (raw[..., k * M : (k + 1) * M] for k in range(6))
    pen = raw[..., 6 * M :]
    zx, zy = (target[..., :1] - mx) / np.exp(sx), (target[..., 1:2] - my) / np.exp(sy)
    rho, log_free = np.tanh(r), -2 * (np.logaddexp(r, -r) - np.log(2))
    square = (zx**2 + zy**2 - 2 * rho * zx * zy) / np.exp(log_free)
    log_pi = pi - np.logaddexp.reduce(pi, axis=-1, keepdims=True)
    parts = log_pi - square / 2 - sx - sy - log_free / 2 - np.log(2 * np.pi)
    log_pen = pen - np.logaddexp.reduce(pen, axis=-1, keepdims=True)
    return np.logaddexp.reduce(parts, axis=-1), (log_pen * target[..., 2:]).sum(axis=-1)


def losses_of(raw: Array, target: Array, lengths: Array) -> tuple[float, float]:
    """The loss of the offsets and that of the pen, in float64."""
    offset, pen = log_likelihoods(raw, target)
    t = np.arange(raw.shape[1])
    points, with_end = t < lengths[:, None], t <= lengths[:, None]
    return float(-offset[points].mean()), float(-pen[with_end].mean())


def loss_of(raw: Array, target: Array, lengths: Array) -> float:
    """The two losses together, in float64."""
    return sum(losses_of(raw, target, lengths))


# --- to_strokes -------------------------------------------------------------------------------


@check("to_strokes", weight=3, es="to_strokes da las filas de un dibujo")
def test_strokes_values(student: Student, rng: np.random.Generator) -> None:
    """to_strokes gives the rows of a drawing."""
    for P, scale, length in [(7, 30.0, 11), (1, 7.5, 2), (5, 1.0, 6), (11, 29.3, 29)]:
        student.to_strokes(points_of(rng, P), scale, length).matches_reference()


@check(
    "to_strokes",
    after=test_strokes_values,
    es="Mover todo el dibujo cambia solo la primera fila",
)
def test_strokes_moved(student: Student, rng: np.random.Generator) -> None:
    """Moving the whole drawing changes its first row only."""
    points = points_of(rng, 7)
    moved = points + np.array([3, -2, 0])
    expect_unseen(
        student.to_strokes,
        (points, 30.0, 11),
        (moved, 30.0, 11),
        kept=lambda rows: rows[1:],
        seen=lambda rows: rows[:1],
    )


@check("to_strokes", after=test_strokes_values, es="to_strokes deja sus argumentos como estaban")
def test_strokes_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """to_strokes leaves its arguments as they were."""
    for P in [1, 7]:
        expect_arguments_kept(student, "to_strokes", points_of(rng, P), 30.0, 11)


# --- from_strokes -----------------------------------------------------------------------------


def uneven_rows(rng: np.random.Generator, P: int, length: int, scale: float) -> Array:
    """(length, 5) of float64: a drawing whose places lie near whole numbers. What comes after its
    end would be points again."""
    points = points_of(rng, P) if P else np.zeros((0, 3))
    near = points + np.column_stack([rng.uniform(-0.4, 0.4, (P, 2)), np.zeros(P)])
    rows = np.zeros((length, 5))
    before = np.vstack([[CENTRE, CENTRE], near[:, :2]])[:P]
    rows[:P, :2] = (near[:, :2] - before) / scale
    rows[:P, 2], rows[:P, 3] = 1 - points[:, 2], points[:, 2]
    rows[P : P + 1, 4] = 1
    if length > P + 1:
        rows[P + 1 :, :2] = rng.standard_normal((length - P - 1, 2))
        rows[P + 1 :, 2] = 1
    return rows


@check("from_strokes", weight=3, es="from_strokes da los puntos de un dibujo hasta su fin")
def test_points_values(student: Student, rng: np.random.Generator) -> None:
    """from_strokes gives the points of a drawing up to its end."""
    for P, length, scale in [(7, 11, 30.0), (5, 5, 7.5), (1, 3, 1.0), (11, 12, 29.3)]:
        student.from_strokes(uneven_rows(rng, P, length, scale), scale).matches_reference()
    student.from_strokes(rows_of(points_of(rng, 7), 11), SCALE).matches_reference()


@check(
    "from_strokes",
    after=test_points_values,
    es="Un dibujo sin puntos da (0, 3), y los argumentos quedan como estaban",
)
def test_points_none(student: Student, rng: np.random.Generator) -> None:
    """A drawing without points gives (0, 3), and the arguments stay as they were."""
    student.from_strokes(uneven_rows(rng, 0, 5, 30.0), 30.0).matches_reference()
    expect_arguments_kept(student, "from_strokes", uneven_rows(rng, 5, 11, 30.0), 30.0)


# --- mixture_parameters -----------------------------------------------------------------------


def raw_outputs(rng: np.random.Generator, *shape: int, M: int) -> Array:
    """(…, 6M + 3), raw outputs: the logarithms of widths and what goes through tanh not large."""
    raw = rng.standard_normal((*shape, 6 * M + 3))
    raw[..., 3 * M : 5 * M] *= 0.5
    return raw


@check(
    "mixture_parameters",
    weight=3,
    es="mixture_parameters da las probabilidades, los centros, las anchuras y las correlaciones",
)
def test_mixture_values(student: Student, rng: np.random.Generator) -> None:
    """mixture_parameters gives probabilities, centres, widths and correlations."""
    for shape, M in [((2, 5), 3), ((), 2), ((7,), 1), ((2, 3, 1), 5)]:
        student.mixture_parameters(raw_outputs(rng, *shape, M=M)).matches_reference()
    student.mixture_parameters(raw_outputs(rng, 2, M=3).astype(np.float32)).matches_reference()


@check(
    "mixture_parameters",
    after=test_mixture_values,
    es="mixture_parameters se puede derivar, y con entradas grandes sigue siendo finita",
)
def test_mixture_gradients(student: Student, rng: np.random.Generator) -> None:
    """mixture_parameters can be differentiated, and stays finite for large inputs."""
    student.mixture_parameters.gradients(raw_outputs(rng, 2, 5, M=3)).matches_reference()
    M, raw = 3, raw_outputs(rng, 7, M=3)
    raw[:, :M] *= 1000
    raw[:, 3 * M : 5 * M] = rng.uniform(-15, 15, (7, 2 * M))
    raw[:, 5 * M :] *= 300
    student.mixture_parameters.gradients(raw).matches_reference()


@check(
    "mixture_parameters",
    after=test_mixture_values,
    es="mixture_parameters deja sus argumentos como estaban",
)
def test_mixture_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """mixture_parameters leaves its arguments as they were."""
    expect_arguments_kept(student, "mixture_parameters", raw_outputs(rng, 2, 5, M=3))


# --- drawing_loss -----------------------------------------------------------------------------


@probe
def offset_loss(student: Any, raw: torch.Tensor, target: torch.Tensor, lengths: Any) -> Any:
    """The first of the two losses."""
    return student.drawing_loss(raw, target, lengths)[0]


@probe
def pen_loss(student: Any, raw: torch.Tensor, target: torch.Tensor, lengths: Any) -> Any:
    """The second of the two losses."""
    return student.drawing_loss(raw, target, lengths)[1]


def loss_inputs(rng: np.random.Generator, N: int, T: int, M: int) -> tuple[Array, Array, Array]:
    """raw (N, T, 6M + 3), target (N, T, 5), lengths (N,): the shortest is 1, the longest T - 1,
    where there is room for both. The offsets of the rows after a drawing are zeros. One of the
    Gaussians of the first row is nearly a line, which goes close by the first point."""
    lengths = rng.integers(1, T, N)
    lengths[rng.permutation(N)[:2]] = [T - 1, 1][:N]
    raw, target = raw_outputs(rng, N, T, M=M), drawings(rng, lengths, T).astype(np.float64)
    raw[:, 0, [M, 2 * M]] = target[:, 0, :2] + 0.01 * rng.standard_normal((N, 2))
    raw[:, 0, 5 * M] = rng.uniform(4, 5, N) * rng.choice([-1, 1], N)
    return raw, target, lengths


SIZES = [(3, 7, 2), (2, 11, 5), (1, 5, 1), (5, 2, 3)]


@check("drawing_loss", weight=3, es="La pérdida de los desplazamientos es la de su mezcla")
def test_loss_offsets(student: Student, rng: np.random.Generator) -> None:
    """The loss of the offsets is that of their mixture."""
    for N, T, M in SIZES:
        student.run(offset_loss, *loss_inputs(rng, N, T, M)).matches_reference()


@check("drawing_loss", weight=2, es="La pérdida del lápiz cuenta los puntos y el fin")
def test_loss_pen(student: Student, rng: np.random.Generator) -> None:
    """The loss of the pen counts the points and the end."""
    for N, T, M in SIZES:
        student.run(pen_loss, *loss_inputs(rng, N, T, M)).matches_reference()


@check(
    "drawing_loss",
    weight=2,
    after=test_loss_offsets,
    es="drawing_loss se puede derivar respecto a raw",
)
def test_loss_gradients(student: Student, rng: np.random.Generator) -> None:
    """drawing_loss can be differentiated in raw."""

    for N, T, M in SIZES:
        raw, target, lengths = loss_inputs(rng, N, T, M)
        answer = student.run(loss_gradient, raw, target, lengths, random_seed(rng))
        answer.matches_reference()


@probe
def loss_gradient(
    student: Any, raw: torch.Tensor, target: torch.Tensor, lengths: Any, seed: int
) -> Any:
    """The two losses, and the gradient in raw of a combination of them."""
    raw = raw.clone().requires_grad_(True)
    losses = student.drawing_loss(raw, target, lengths)
    drawn = torch.rand(2, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    weights = drawn.tolist()
    total = weights[0] * losses[0] + weights[1] * losses[1]
    return {"losses": list(losses), "gradient": torch.autograd.grad(total, raw)[0]}


@check(
    "drawing_loss",
    weight=2,
    after=test_loss_offsets,
    es="Lo que sigue al fin de un dibujo no cuenta",
)
def test_loss_padding(student: Student, rng: np.random.Generator) -> None:
    """What follows the end of a drawing does not count."""
    raw, target, lengths = loss_inputs(rng, 3, 7, 2)
    expect_padding_unseen(student.drawing_loss, (raw, target, lengths), lengths + 1, filler=5)
    past_end = np.arange(7) >= lengths[:, None]
    other = target.copy()
    other[..., :2] = np.where(past_end[..., None], rng.standard_normal((3, 7, 2)), other[..., :2])
    expect_unseen(student.drawing_loss, (raw, target, lengths), (raw, other, lengths))


@check(
    "drawing_loss",
    after=test_loss_offsets,
    es="Lejos de todas las gaussianas la pérdida y su gradiente son finitos",
)
def test_loss_far(student: Student, rng: np.random.Generator) -> None:
    """Far from all Gaussians the loss and its gradient are finite."""
    for far, narrow in [(60.0, 0.0), (3000.0, 0.0), (0.0, -6.0)]:
        raw, target, lengths = loss_inputs(rng, 3, 5, 2)
        raw[..., 2:6] += far
        raw[..., 6:10] += narrow
        raw[..., :2] *= 100
        raw[..., 12:] *= 300
        seed = random_seed(rng)
        student.run(loss_gradient, raw, target, lengths, seed).matches_reference()


@check(
    "drawing_loss",
    after=test_loss_offsets,
    es="drawing_loss sirve en float32 y deja sus argumentos como estaban",
)
def test_loss_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """drawing_loss works in float32 and leaves its arguments as they were."""
    raw, target, lengths = loss_inputs(rng, 3, 7, 2)
    raw[:, 0, 10] /= 4  # float32 has too few digits for a line
    narrow = raw.astype(np.float32), target.astype(np.float32), lengths
    student.drawing_loss(*narrow).matches_reference()
    expect_arguments_kept(student, "drawing_loss", raw, target, lengths)


# --- with_temperature -------------------------------------------------------------------------


def parameters(rng: np.random.Generator, *shape: int, M: int) -> dict[str, Array]:
    """What mixture_parameters returns, random."""
    return {
        "pi": rng.dirichlet(np.ones(M), shape),
        "mu": rng.standard_normal((*shape, M, 2)),
        "sigma": np.exp(rng.standard_normal((*shape, M, 2))),
        "rho": rng.uniform(-0.9, 0.9, (*shape, M)),
        "pen": rng.dirichlet(np.ones(3), shape),
    }


@check("with_temperature", weight=3, es="with_temperature cambia las probabilidades y anchuras")
def test_temperature_values(student: Student, rng: np.random.Generator) -> None:
    """with_temperature changes the probabilities and the widths."""
    for shape, M, tau in [((2, 5), 3, 0.25), ((), 2, 0.5), ((7,), 1, 1.7), ((3, 1), 5, 1.0)]:
        student.with_temperature(parameters(rng, *shape, M=M), tau).matches_reference()
    narrow = {name: part.astype(np.float32) for name, part in parameters(rng, 2, M=3).items()}
    student.with_temperature(narrow, 0.5).matches_reference()


@check(
    "with_temperature",
    after=test_temperature_values,
    es="Con temperaturas muy bajas queda la más probable",
)
def test_temperature_low(student: Student, rng: np.random.Generator) -> None:
    """At very low temperatures the likeliest is left."""
    for tau in [0.01, 1e-3]:
        given = parameters(rng, 5, M=3)
        given["pi"] = rng.permuted(np.tile([0.35, 0.4, 0.25], (5, 1)), axis=1)
        given["pen"] = rng.permuted(np.tile([0.3, 0.7, 0.0], (5, 1)), axis=1)
        student.with_temperature(given, tau).matches_reference()


@check(
    "with_temperature",
    after=test_temperature_values,
    es="with_temperature deja sus argumentos como estaban",
)
def test_temperature_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """with_temperature leaves its arguments as they were."""
    expect_arguments_kept(student, "with_temperature", parameters(rng, 2, M=3), 0.5)


# --- complete ---------------------------------------------------------------------------------


@probe
def completed(
    student: Any, prefix: torch.Tensor, steps: int, ends: int, U: Any, V: Any, W: Any
) -> Any:
    """A drawing completed with a small recurrent network of ours, whose choice of the row number
    `ends` is the end; how often there was something to choose; and the prefix afterwards."""
    chosen = []

    def step(row: Any, state: Any) -> Any:
        if state is None:
            state = (torch.zeros(len(V), dtype=V.dtype), 0)
        h = torch.tanh(row @ U + state[0] @ V)
        return h @ W, (h, state[1] + 1)

    def choose(raw: Any) -> Any:
        number = len(chosen)
        pen = 2 if number == ends else int(number % 3 == 0)
        row = torch.zeros(5, dtype=V.dtype)
        row[:2] = (raw[:2] + 0.1 * number) * (pen < 2)
        row[2 + pen] = 1
        chosen.append(row)
        return row

    rows = student.complete(step, prefix, steps, choose)
    return {"rows": rows, "chosen": len(chosen), "prefix": prefix}


def network(rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """Weights U (5, 7), V (7, 7), W (7, 15) of `completed`."""
    return (
        rng.standard_normal((5, 7)),
        rng.standard_normal((7, 7)) / 2,
        rng.standard_normal((7, 15)),
    )


def prefix_of(rng: np.random.Generator, t: int) -> Array:
    """(t, 5), the first rows of a drawing."""
    return rows_of(points_of(rng, t + 1), t + 2)[:t].astype(np.float64)


@check("complete", weight=3, es="complete continúa un dibujo con sus propias filas")
def test_complete_rows(student: Student, rng: np.random.Generator) -> None:
    """complete goes on with a drawing by its own rows."""
    for t, steps in [(4, 6), (1, 3), (7, 1), (2, 11)]:
        answer = student.run(completed, prefix_of(rng, t), steps, 99, *network(rng))
        answer.matches_reference()


@check(
    "complete",
    weight=2,
    after=test_complete_rows,
    es="complete termina con la fila del fin",
)
def test_complete_stops(student: Student, rng: np.random.Generator) -> None:
    """complete stops with the row of the end."""
    for t, steps, ends in [(3, 7, 2), (4, 7, 0), (2, 5, 4), (1, 3, 3)]:
        answer = student.run(completed, prefix_of(rng, t), steps, ends, *network(rng))
        answer.matches_reference()


@check(
    "complete",
    after=test_complete_rows,
    es="complete empieza de cero, con steps = 0 no añade nada, y sirve en float32",
)
def test_complete_odd(student: Student, rng: np.random.Generator) -> None:
    """complete starts from nothing, adds nothing with steps = 0, and works in float32."""
    for t, steps in [(0, 3), (3, 0), (0, 0)]:
        answer = student.run(completed, prefix_of(rng, t), steps, 99, *network(rng))
        answer.matches_reference()
    prefix, *weights = (part.astype(np.float32) for part in (prefix_of(rng, 3), *network(rng)))
    student.run(completed, prefix, 4, 99, *weights).matches_reference()


# --- train_sketcher ---------------------------------------------------------------------------


def few_drawings(rng: np.random.Generator, N: int = 11, T: int = 7) -> tuple[Array, Array]:
    """(N, T, 5) and (N,): random drawings of different lengths."""
    lengths = rng.integers(2, T, N)
    return drawings(rng, lengths, T), lengths


@check(
    "train_sketcher",
    es="La misma semilla da el mismo modelo, y otra semilla u otros ajustes dan otro",
)
def test_training_reproducible(student: Student, rng: np.random.Generator) -> None:
    """The same seed gives the same model, and another seed or another setting another."""
    rows, lengths = few_drawings(rng)
    SHORT.form(student, (rows, lengths), rows).matches_reference()
    expect_reproducible(student, SHORT, rng, (rows, lengths), rows)
    expect_settings_count(
        student, SHORT, rng, (rows, lengths), rows, steps=4, batch=7, lr=0.02, hidden=6, M=3
    )


@probe
def network_seen(
    student: Any, data: Any, runs: Any, sequences: Any, long: torch.Tensor, seed: int
) -> Any:
    """Of the model of the first training of `runs` (the settings of each): what it says of each of
    the sequences, and the shapes of that of a longer one and of a single row; by how much a random
    combination of that changes along random directions of its parameters, and what the gradients
    say of it. Of the models of all trainings: how many numbers there are in the parameters."""
    generator = torch.Generator().manual_seed(seed)

    def draws(like: Any) -> Any:
        drawn = torch.randn(like.shape, generator=generator, dtype=torch.float64)
        return drawn.to(like.dtype)

    models = [student.train_sketcher(*data, *settings)[0].eval() for settings in runs]
    model, x = models[0], sequences[0]
    with torch.no_grad():
        said = [model(each).double() for each in sequences]
        forms = [list(model(each).shape) for each in (long, long[:1, :1])]
    leaves = [leaf for leaf in model.parameters() if leaf.requires_grad]
    start = [leaf.detach().clone() for leaf in leaves]
    moved, slopes = [], []
    for _ in range(16):
        weights = draws(said[0])
        place = [value + 0.05 * draws(value) for value in start]
        directions = [draws(value) for value in start]
        totals = []
        for size in [3e-4, -3e-4, 0.0]:
            with torch.no_grad():
                for leaf, value, direction in zip(leaves, place, directions, strict=True):
                    leaf.copy_(value + size * direction)
            totals.append((weights * model(x).double()).sum())
        found = torch.autograd.grad(totals[2], leaves, allow_unused=True, materialize_grads=True)
        along = [
            (slope * each).double().sum() for slope, each in zip(found, directions, strict=True)
        ]
        moved.append((totals[0] - totals[1]) / 6e-4)
        slopes.append(torch.stack(along).sum())
    sizes = [sum(leaf.numel() for leaf in each.parameters()) for each in models]
    return {
        "said": said,
        "forms": forms,
        "moved": torch.stack(moved),
        "slopes": torch.stack(slopes),
        "sizes": sizes,
    }


@check(
    "train_sketcher",
    after=test_training_reproducible,
    es="Lo que dice el modelo tras una fila depende de ella y de las anteriores, no de las demás",
)
def test_training_order(student: Student, rng: np.random.Generator) -> None:
    """What the model says after a row depends on it and all before it, and on none after it."""
    lengths, at = np.full(11, 6), [0, 3, 5]
    rows = drawings(rng, lengths, 7)
    sequences = [rows] + [rows.copy() for _ in at]
    for other, t in zip(sequences[1:], at, strict=True):
        other[:, t, :2] += rng.choice([-1, 1], (len(rows), 2))
    one_step = SHORT.but(steps=1, seed=random_seed(rng))
    runs = [one_step.but(hidden=size).arguments([]) for size in (12, 14, 16)]
    answer = student.run(
        network_seen,
        [rows, lengths],
        runs,
        sequences,
        np.concatenate([rows, rows], axis=1)[:3],
        random_seed(rng),
    ).matches_form()
    first, *others = (np.asarray(each) for each in answer["said"])
    for other, t in zip(others, at, strict=True):
        change = np.abs(other - first).max(axis=2)  # in every drawing, whatever its pens
        expect(np.all(change[:, :t] < 1e-6) and np.all(change[:, t:] > 1e-6))
    expect_equal(answer["forms"], [[3, 14, 15], [1, 1, 15]])
    small, middle, large = answer["sizes"]
    expect(small - 2 * middle + large >= 8)  # weights from state to state grow with the square
    moved, slopes = answer.array("moved"), answer.array("slopes")
    size = np.sqrt(np.mean(moved**2))
    expect(size > 1e-3 and np.median(np.abs(moved - slopes)) < 2e-3 * size)


@probe
def descent(
    student: Any, rows: torch.Tensor, lengths: torch.Tensor, seen: torch.Tensor, runs: Any
) -> Any:
    """Of the model of every training of `runs` (the settings of each) on drawings that are all
    alike: its parameters, in a vector, and there the drawing's loss and its gradient; and the
    losses on the way."""
    parameters, gradients, means, told = [], [], [], []
    for settings in runs:
        model, losses = student.train_sketcher(rows.clone(), lengths.clone(), *settings)
        raw = model(seen[:1])[0].double()
        M = (raw.shape[-1] - 3) // 6
        n = int(lengths[0])
        pi, mx, my, sx, sy, r = raw[:n, : 6 * M].split(M, dim=-1)
        x, y = rows[0, :n, 0:1], rows[0, :n, 1:2]
        zx, zy, rho = (x - mx) / sx.exp(), (y - my) / sy.exp(), r.tanh()
        square = (zx**2 + zy**2 - 2 * rho * zx * zy) / (1 - rho**2)
        parts = pi.log_softmax(-1) - square / 2 - sx - sy - (1 - rho**2).log() / 2
        loss = torch.log(torch.tensor(2 * torch.pi)) - parts.logsumexp(-1).mean()
        loss = loss - (raw[: n + 1, 6 * M :].log_softmax(-1) * rows[0, : n + 1, 2:]).sum(-1).mean()
        leaves = list(model.parameters())
        slopes = torch.autograd.grad(loss, leaves, materialize_grads=True, allow_unused=True)
        parameters.append(torch.cat([leaf.detach().double().flatten() for leaf in leaves]))
        gradients.append(torch.cat([slope.double().flatten() for slope in slopes]))
        means.append(float(loss))
        told.append(torch.tensor([float(each) for each in losses], dtype=torch.float64))
    return {"parameters": parameters, "gradients": gradients, "means": means, "losses": told}


def descents(
    student: Student, rng: np.random.Generator, sizes: list[tuple[int, float]]
) -> tuple[Array, Array]:
    """The parameters and gradients (K, P) after trainings with so many steps of such a rate, all
    from one seed, on copies of one drawing."""
    one, P = drawings(rng, np.array([4]), 6), np.full(9, 4)
    rows = np.repeat(one, 9, axis=0)
    seed = random_seed(rng)
    runs = [SHORT.but(steps=k, lr=lr, seed=seed).arguments([]) for k, lr in sizes]
    answer = student.run(descent, rows, P, shifted(rows), runs).matches_form(shapes=False)
    found = answer["parameters"], answer["gradients"]
    expect(len({array.shape for part in found for array in part}) == 1)
    # Each loss is that of the drawing before the step: after none in the first training, which
    # stays where it began, and then after one more in each of the others but in a long one.
    means = np.array(answer["means"])
    for (steps, _), losses in zip(sizes, answer["losses"], strict=True):
        known = steps if steps < len(sizes) else 1
        expect(losses.shape == (steps,) and np.allclose(losses[:known], means[:known], 1e-4, 0))
    return np.stack(found[0]), np.stack(found[1])


@check(
    "train_sketcher",
    after=test_training_reproducible,
    es="Cada paso es de Adam con lr constante; cada pérdida, la de antes del paso, y el modelo, el "
    "de después del último",
)
def test_training_steps(student: Student, rng: np.random.Generator) -> None:
    """Every step moves the parameters as Adam with lr does, and the rate stays the same; each loss
    is that before its step, and the model that after the last one."""
    # Steps so large, and so many of them, that other decay rates than Adam's show.
    lr, count = 0.03, 8
    weights, slopes = descents(student, rng, [(1, 0.0), *((k + 1, lr) for k in range(count))])
    told = np.abs(slopes[0]) > 0.01 * np.abs(slopes[0]).max()
    moves = np.diff(weights, axis=0)
    norms = np.linalg.norm(slopes[:count], axis=1, keepdims=True)
    clipped = slopes[:count] * np.minimum(1.0, 1.0 / (norms + 1e-12))
    wanted = [adam_steps(each, lr) for each in (slopes[:count], clipped)]
    errors = [np.abs(moves - each)[:, told].max() for each in wanted]
    expect(told.any() and min(errors) <= 3e-4 * lr)
    lr, count = 1e-5, 50
    weights, slopes = descents(student, rng, [(1, 0.0), (count, lr)])
    told = np.abs(slopes[0]) > 0.01 * np.abs(slopes[0]).max()
    expect(abs(np.median(np.abs(weights[1] - weights[0])[told]) / (lr * count) - 1) < 0.03)
    # Losses of other minibatches go up and down: the model is always the one after the last step.
    rows, lengths = few_drawings(rng)
    walk = SHORT.but(batch=2, lr=0.002, seed=random_seed(rng))
    said = [
        walk.but(steps=k).run(student, (rows, lengths), rows).matches_form().array("predictions")
        for k in range(1, 9)
    ]
    expect(all(np.abs(b - a).max() > 1e-5 for a, b in itertools.pairwise(said)))


@probe
def data_left(student: Any, rows: torch.Tensor, lengths: torch.Tensor, settings: Any) -> Any:
    """What a training leaves of its data."""
    student.train_sketcher(rows, lengths, *settings)
    return [rows, lengths]


@check(
    "train_sketcher",
    weight=2,
    after=test_training_reproducible,
    es="Cada pérdida es la de un minilote de batch dibujos al azar, de entre todos",
)
def test_training_minibatches(student: Student, rng: np.random.Generator) -> None:
    """Every loss is that of a minibatch of batch drawings at random, from all of them."""
    # Of different lengths, two at a time: every loss is that of one of the pairs.
    still = SHORT.but(lr=0.0, steps=31, batch=2, seed=random_seed(rng))
    rows, lengths = few_drawings(rng, 7)
    answer = still.run(student, (rows, lengths), shifted(rows)).matches_form()
    raw, losses = answer.array("predictions"), answer.array("losses")
    pairs = [np.array(pair) for pair in itertools.product(range(7), repeat=2)]
    values = np.array([loss_of(raw[pair], rows[pair], lengths[pair]) for pair in pairs])
    expect_each_of(losses, values, 1e-5)
    left = student.run(data_left, rows, lengths, still.but(steps=1).arguments([]))
    expect_equal(left.value, [rows, lengths], 0, 0)
    # All of one length, so that a loss is a mean over drawings: which ones were drawn?
    still = still.but(steps=64, batch=3)
    lengths = np.full(12, 4)
    rows = drawings(rng, lengths, 6)
    for times in [1, 100]:
        many = np.repeat(rows, times, axis=0), np.repeat(lengths, times)
        answer = still.run(student, many, shifted(rows)).matches_form()
        raw, losses = answer.array("predictions"), answer.array("losses")
        values = np.array([loss_of(raw[[k]], rows[[k]], lengths[[k]]) for k in range(12)])
        which = expect_rows_drawn(losses, values, 3, rtol=1e-5)
        minibatches = np.sort(np.unravel_index(which, (12, 12, 12)), axis=0)
        expect(len(np.unique(minibatches, axis=1).T) > 32)


def packed(found: dict[str, Array]) -> tuple[Array, Array]:
    """The drawings of a file in rows (N, 25, 5), and their lengths (N,)."""
    lengths = found["lengths"].astype(np.int64)
    points = found["points"].astype(np.int64)
    drawn = [rows_of(each[:P], ROWS) for each, P in zip(points, lengths, strict=True)]
    return np.stack(drawn), lengths


def go_on(model: Any, prefix: Any, rows: int) -> Any:
    """A drawing (n, 5) that begins with the prefix (t, 5) and goes on, at most to so many rows,
    with pens and Gaussians drawn at a low temperature, at the centres of these."""
    generator = torch.Generator().manual_seed(7)
    seen = torch.cat([prefix.new_tensor([[0, 0, 1, 0, 0]]), prefix])
    while len(seen) <= rows and seen[-1, 4] == 0:
        raw = model(seen[None])[0, -1]
        M = (len(raw) - 3) // 6
        weights, pens = (raw[:M] / 0.4).softmax(0), (raw[6 * M :] / 0.4).softmax(0)
        k = int(torch.multinomial(weights, 1, generator=generator))
        pen = int(torch.multinomial(pens, 1, generator=generator))
        row = torch.zeros_like(seen[0])
        row[0], row[1] = raw[M + k], raw[2 * M + k]
        row[2 + pen] = 1
        seen = torch.cat([seen, row[None]])
    return seen[1:]


@probe(beside=[go_on])
def train_and_draw(
    student: Any, data: Any, settings: Any, seen: torch.Tensor, at: int, prefixes: Any
) -> Any:
    """What a trained model says after each row of drawings that it has not seen, and after those
    up to `at` alone; its losses on the way; and drawings that it completed."""
    model, losses = student.train_sketcher(*data, *settings)
    model.eval()
    with torch.no_grad():
        raw, part = model(seen).double(), model(seen[:, :at]).double()
        drawn = [go_on(model, prefix, seen.shape[1]) for prefix in prefixes]
    losses = torch.tensor([float(loss) for loss in losses], dtype=torch.float64)
    return {"raw": raw, "part": part, "losses": losses, "drawn": drawn}


@check(
    "train_sketcher",
    weight=4,
    after=test_training_reproducible,
    retries=2,
    cpu_seconds=20,
    es="El modelo entrenado predice dibujos que no ha visto",
)
def test_training_learns(student: Student, rng: np.random.Generator, data: TopicData) -> None:
    """The trained model predicts drawings that it has not seen."""
    few, lengths = few_drawings(rng)
    SHORT.but(seed=random_seed(rng)).run(student, (few, lengths), few)  # tells wrong answers apart
    rows, lengths = packed(data.load("drawings.npz"))
    order = np.argsort(lengths)  # minibatches have to be drawn: neighbours are equally long
    target, ends = packed(data.load("held_out.npz"))
    first = [int(np.argmax(each[:, 3])) + 1 for each in target]  # points of the first stroke
    shown = [k for k in range(0, len(target), 3) if first[k] < ends[k]][:8]
    answer = student.run(
        train_and_draw,
        [rows[order], lengths[order]],
        LONG.but(seed=random_seed(rng)).arguments([]),
        shifted(target),
        10,
        [target[k, : first[k]] for k in shown],
    )
    raw, part = answer.array("raw"), answer.array("part")
    expect(raw.shape == (len(target), ROWS, 6 * 5 + 3) and part.shape == (len(target), 10, 33))
    expect(np.abs(raw[:, :10] - part).max() < 1e-3)  # nothing that comes later was looked at
    offset, pen = losses_of(raw, target, ends)
    found = np.exp(min(offset + 4 * pen, 50.0))
    picture = picture_of(target, ends, first, shown, answer["drawn"])
    expect_below(found, LIMIT, curve=answer["losses"], picture=picture)


def picture_of(target: Array, ends: Array, first: list[int], shown: list[int], drawn: Any) -> Any:
    """The first stroke of drawings, how a model went on with them, and how they really do."""
    given = [places_of(target[k, : first[k]]) for k in shown]
    got = []
    for k, rows in zip(shown, drawn, strict=True):
        rows = np.asarray(rows)
        points = rows[rows[:, 4] == 0]
        got.append(went_on(points, first[k]))
    expected = [went_on(target[k, : ends[k]], first[k]) for k in shown]
    return strokes(given, got, expected)


def went_on(rows: Array, t: int) -> list[Array]:
    """The strokes after the first t rows, where the pen was lifted at the last of those."""
    places = CENTRE + SCALE * np.cumsum(np.asarray(rows, np.float64)[:, :2], axis=0)
    lifted = np.flatnonzero(np.asarray(rows)[t:, 3] == 1) + 1
    return [stroke for stroke in np.split(places[t:], lifted) if len(stroke)]
