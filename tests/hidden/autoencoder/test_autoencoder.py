"""The hidden suite of the autoencoder topic."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    Answer,
    Module,
    Student,
    answer_form,
    arrays_like,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_each_of,
    expect_equal,
    expect_normal,
    expect_rows_drawn,
    images,
    means_of,
    near_share,
    probe,
    put_in,
    random_seed,
)

if TYPE_CHECKING:
    import torch
    from torch import nn

Array = np.ndarray

# Squared error of held-out images from which half of the pixels were erased, as a part of their
# variance: always answering the mean image scores 1. Measured on this task: see calibration.json.
DENOISING_LIMIT = 0.4
# Nats by which the model's bound on -log p of held-out images is above their true -log p.
VAE_LIMIT = 6.5


def weights_of(rng: np.random.Generator, *layers: tuple[int, int]) -> list[Array]:
    """Weights (out, in) and biases (out,) of layers from `in` to `out`, none of them zero."""
    weights: list[Array] = []
    for size_in, size_out in layers:
        weights += [
            rng.standard_normal((size_out, size_in)) / np.sqrt(size_in),
            0.5 * rng.standard_normal(size_out),
        ]
    return weights


def fresh_weights(rng: np.random.Generator, *layers: tuple[int, int]) -> list[Array]:
    """Weights and biases as nn.Linear draws them, float32."""
    weights: list[Array] = []
    for size_in, size_out in layers:
        bound = 1 / np.sqrt(size_in)
        weights += [
            rng.uniform(-bound, bound, shape).astype(np.float32)
            for shape in [(size_out, size_in), (size_out,)]
        ]
    return weights


# --- linear_autoencoder -----------------------------------------------------------------------


@probe
def linear_reconstructions(student: Any, x: torch.Tensor, k: int, other: torch.Tensor) -> Any:
    """What the linear autoencoder of x makes of x and of other points."""
    We, be, Wd, bd = student.linear_autoencoder(x, k)
    return [(each @ We + be) @ Wd + bd for each in (x, other)]


def cloud(rng: np.random.Generator, N: int, D: int) -> Array:
    """Points (N, D) round a mean far from zero, with a spread of their own along every axis."""
    spread = rng.uniform(0.5, 2, D) * rng.permutation(D + 1)[:D] + 0.3
    turn = np.linalg.qr(rng.standard_normal((D, D)))[0]
    return 4 * rng.standard_normal(D) + (spread * rng.standard_normal((N, D))) @ turn


@check(
    "linear_autoencoder",
    weight=3,
    es="linear_autoencoder reconstruye lo mejor que se puede con k números",
)
def test_linear_reconstructions(student: Student, rng: np.random.Generator) -> None:
    """linear_autoencoder reconstructs as well as k numbers allow."""
    for N, D, k in [(23, 5, 2), (7, 11, 3), (13, 3, 1)]:
        x = cloud(rng, N, D)
        answer_form(student, "linear_autoencoder", x, k).matches_reference()
        student.run(linear_reconstructions, x, k, cloud(rng, 4, D)).matches_reference()


@check(
    "linear_autoencoder",
    after=test_linear_reconstructions,
    es="El error que queda es el de PCA, también lejos del origen, y con k = D es cero",
)
def test_linear_error(student: Student, rng: np.random.Generator) -> None:
    """The error that is left is that of PCA, far from the origin too, and zero for k = D."""
    for N, D, k in [(17, 7, 3), (19, 5, 5)]:
        x = cloud(rng, N, D)
        left = np.sum(np.linalg.svd(x - x.mean(axis=0), compute_uv=False)[k:] ** 2)
        for shift in [0.0, 30.0]:
            answer = student.run(linear_reconstructions, x + shift, k, x[:2] + shift)
            answer.matches_reference(atol=1e-8)
            expect_equal(np.sum((answer.array(0) - x - shift) ** 2), left, atol=1e-8)


# --- principal_angle --------------------------------------------------------------------------


@check("principal_angle", weight=3, es="principal_angle da el mayor ángulo entre dos subespacios")
def test_angle_values(student: Student, rng: np.random.Generator) -> None:
    """principal_angle gives the largest angle between two subspaces."""
    for D, k in [(7, 3), (5, 2), (11, 1), (3, 2)]:
        A, B = rng.standard_normal((D, k)), rng.standard_normal((D, k))
        student.principal_angle(A, B + A).matches_reference()
        student.principal_angle(A, -B).matches_reference()
        # Columns of very different lengths.
        student.principal_angle(A * 10.0 ** (3 * np.arange(k) - 4), B).matches_reference()


@probe
def angles_in_one_subspace(student: Any, bases: Any) -> Any:
    """The angles between subspaces and themselves."""
    angles = [float(student.principal_angle(A, A @ change)) for A, change in bases]
    return torch.tensor(angles, dtype=torch.float64)


@check(
    "principal_angle",
    after=test_angle_values,
    es="El ángulo es el de los subespacios, cualesquiera que sean sus bases: de 0 a π/2",
)
def test_angle_bases(student: Student, rng: np.random.Generator) -> None:
    """The angle is that of the subspaces, whatever their bases: from 0 to π/2."""
    for D, k in [(9, 3), (6, 2)]:
        frame = np.linalg.qr(rng.standard_normal((D, D)))[0]
        A, other = frame[:, :k], frame[:, k : 2 * k]
        angles = np.sort(rng.uniform(0.1, 1.4, k))
        B = A * np.cos(angles) + other * np.sin(angles)
        change, back = (np.eye(k) + 0.3 * rng.standard_normal((k, k)) for _ in range(2))
        expect_equal(student.principal_angle(A @ change, B @ back).array(), angles[-1])
        expect_equal(student.principal_angle(B, A).array(), angles[-1])
        # The arc cosine of a number near 1 has half the digits.
        expect_equal(student.principal_angle(A, other).array(), np.pi / 2, atol=1e-6)
    # Now and then rounding makes a cosine larger than 1: here, of fifty, some.
    bases = [
        (rng.standard_normal((5, k)), np.eye(k) + 0.3 * rng.standard_normal((k, k)))
        for k in [1, 2] * 25
    ]
    expect_equal(student.run(angles_in_one_subspace, bases).array(), np.zeros(50), atol=1e-6)


@check(
    "principal_angle",
    weight=0.5,
    after=test_angle_values,
    es="principal_angle deja sus argumentos como estaban",
)
def test_angle_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """principal_angle leaves its arguments as they were."""
    A, B = rng.standard_normal((2, 7, 3))
    expect_arguments_kept(student, "principal_angle", A, B)


# --- Autoencoder ------------------------------------------------------------------------------


def autoencoder_weights(rng: np.random.Generator, D: int, H: int, k: int) -> list[Array]:
    """The eight parameters of an autoencoder."""
    return weights_of(rng, (D, H), (H, k), (k, H), (H, D))


def reconstruct(weights: list[Array], x: Array) -> Array:
    """What an autoencoder with these parameters answers."""
    W1, b1, W2, b2, W3, b3, W4, b4 = (np.asarray(each, np.float64) for each in weights)
    code = np.maximum(x @ W1.T + b1, 0) @ W2.T + b2
    return np.maximum(code @ W3.T + b3, 0) @ W4.T + b4


AE_SIZES = [(4, 7, 5, 2), (3, 5, 11, 3), (1, 2, 3, 1)]


@check("Autoencoder", weight=3, es="Autoencoder tiene sus capas, y encode y decode responden bien")
def test_autoencoder_values(student: Student, rng: np.random.Generator) -> None:
    """Autoencoder has its layers, and encode and decode answer as they should."""
    for N, D, H, k in AE_SIZES:
        Module(student, "Autoencoder", D, H, k, named=False).shapes().matches_reference()
        x, z = rng.standard_normal((N, D)), rng.standard_normal((N + 1, k))
        weights = autoencoder_weights(rng, D, H, k)
        model = Module(student, "Autoencoder", D, H, k, weights=weights, named=False)
        model.in_turn(("encode", x), ("decode", z), ("forward", x)).matches_reference()


@check(
    "Autoencoder",
    weight=2,
    after=test_autoencoder_values,
    es="Los gradientes de Autoencoder llegan a la entrada y a todos los parámetros",
)
def test_autoencoder_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of Autoencoder reach the input and all parameters."""
    for N, D, H, k in AE_SIZES[:2]:
        weights = autoencoder_weights(rng, D, H, k)
        model = Module(student, "Autoencoder", D, H, k, weights=weights, named=False)
        x = rng.standard_normal((N, D))
        model.gradients(x, seed=random_seed(rng)).matches_reference()


@check(
    "Autoencoder",
    after=test_autoencoder_values,
    es="Lo que se reconstruye depende solo del código",
)
def test_autoencoder_bottleneck(student: Student, rng: np.random.Generator) -> None:
    """What is reconstructed depends on the code alone."""
    N, D, H, k = 3, 7, 5, 2
    weights = autoencoder_weights(rng, D, H, k)
    x, other = rng.standard_normal((2, N, D))
    codes = rng.standard_normal((2, N, k))
    model = Module(student, "Autoencoder", D, H, k, weights=weights, named=False)
    # Whatever was encoded last, in training or not, and asked again.
    model.in_turn(
        ("encode", x),
        ("decode", codes[0]),
        ("encode", other),
        ("decode", codes[0]),
        ("decode", codes[1]),
        ("eval",),
        ("forward", x),
        ("decode", codes[0]),
    ).matches_reference()


@check(
    "Autoencoder",
    after=test_autoencoder_values,
    es="Cada Autoencoder nuevo empieza con pesos propios, tomados al azar",
)
def test_autoencoder_initialisation(student: Student) -> None:
    """Every new Autoencoder starts from weights of its own, drawn at random."""
    drawn = Module(student, "Autoencoder", 7, 5, 3, named=False).fresh()
    for number, size_in in [("0", 7), ("2", 5), ("4", 3), ("6", 5)]:
        pair = np.stack(drawn[number])
        expect(np.isfinite(pair).all() and len(np.unique(pair)) > 0.9 * pair.size)
        # nn.Linear draws from ±1/√in, He and Glorot a few times as widely.
        expect(0.05 < np.abs(pair).max() * np.sqrt(size_in) < 10)


# --- directions_through -----------------------------------------------------------------------


@probe
def count_directions(student: Any, x: torch.Tensor, weights: Any, skip: Any, *tol: float) -> Any:
    """What directions_through answers for a tanh network with a path round it."""

    def reconstruct(batch: torch.Tensor) -> torch.Tensor:
        h = batch
        for weight in weights[:-1]:
            h = torch.tanh(h @ weight)
        return h @ weights[-1] + batch @ skip

    return int(student.directions_through(reconstruct, x, *tol))


@probe
def count_relu_directions(student: Any, x: torch.Tensor, weights: Any, bias: torch.Tensor) -> Any:
    """What directions_through answers for relu(x W + b) V, a module."""
    network = nn.Sequential(
        nn.Linear(*weights[0].shape), nn.ReLU(), nn.Linear(*weights[1].shape, bias=False)
    ).to(torch.float64)
    with torch.no_grad():
        network[0].weight.copy_(weights[0].T)
        network[0].bias.copy_(bias)
        network[2].weight.copy_(weights[1].T)
    return int(student.directions_through(network, x))


def narrow_network(rng: np.random.Generator, *sizes: int) -> list[Array]:
    """Weights (in, out) of layers of these sizes."""
    return [
        rng.standard_normal((size_in, size_out)) / np.sqrt(size_in)
        for size_in, size_out in itertools.pairwise(sizes)
    ]


@check(
    "directions_through",
    weight=3,
    es="Por un código de k números pasan k direcciones; con atajos, más",
)
def test_directions_counted(student: Student, rng: np.random.Generator) -> None:
    """Through a code of k numbers pass k directions, and more by a way round it."""
    for D, H, k in [(7, 11, 2), (5, 3, 4), (6, 5, 1)]:
        network, x = narrow_network(rng, D, H, k, H, D), rng.standard_normal(D)
        none, all_pixels = np.zeros((D, D)), 0.5 * np.eye(D)
        one_pixel = np.zeros((D, D))
        one_pixel[1, 2] = 0.7
        for skip in [none, one_pixel, all_pixels]:
            student.run(count_directions, x, network, skip).matches_reference()
    # Every entry handed on to the next: all eigenvalues are zero, and six singular values are one.
    shift = np.diag(np.ones(6), 1)
    student.run(count_directions, np.ones(7), [np.zeros((7, 7))], shift).matches_reference()


@check(
    "directions_through",
    after=test_directions_counted,
    es="Se cuentan los valores singulares mayores que tol veces el mayor de ellos",
)
def test_directions_tolerance(student: Student, rng: np.random.Generator) -> None:
    """Counted are the singular values above tol times the largest of them."""
    D = 7
    left, right = (np.linalg.qr(rng.standard_normal((D, D)))[0] for _ in range(2))
    nothing = [np.zeros((D, D))]
    for scale in [1.0, 1e-4, 300.0]:
        skip = scale * (left * 10 ** (-1.1 * np.arange(D))) @ right
        for tol in [(), (3e-3,), (0.3,)]:
            x = rng.standard_normal(D)
            student.run(count_directions, x, nothing, skip, *tol).matches_reference()
    skip = np.diag([1, 1.5e-6, 0.7e-6, 0, 0, 0, 0])
    student.run(count_directions, rng.standard_normal(D), nothing, skip).matches_reference()
    # Differences have noise of 1e-11 of the largest; a Jacobian by differentiation, of 1e-16.
    skip = left * 10.0 ** np.array([0, -3, -6, -9, -np.inf, -np.inf, -np.inf]) @ right
    for x in [rng.standard_normal(D), 1e3 * rng.standard_normal(D)]:
        student.run(count_directions, x, nothing, skip, 1e-12).matches_reference()


@check(
    "directions_through",
    after=test_directions_counted,
    es="Lo que no pasa no se cuenta: ni unidades apagadas ni una respuesta constante",
)
def test_directions_dead(student: Student, rng: np.random.Generator) -> None:
    """What does not pass is not counted: units that are off, an answer that is constant."""
    D, H = 5, 4
    network, x = narrow_network(rng, D, H, D), rng.standard_normal(D)
    for off in [1, 3, 4]:
        bias = np.where(np.arange(H) < off, -1e3, 1e3)
        answer = student.run(count_relu_directions, x, network, bias).matches_reference()
        expect(answer.value == H - off)


# --- denoising --------------------------------------------------------------------------------


@check("denoising", weight=2, es="corrupt pone en cero las entradas con u < p y deja el resto")
def test_corrupt_values(student: Student, rng: np.random.Generator) -> None:
    """corrupt sets the entries with u < p to zero and leaves the rest."""
    for N, D, p in [(5, 7, 0.3), (3, 11, 0.8), (1, 2, 1.0), (4, 3, 0.0)]:
        student.corrupt(rng.standard_normal((N, D)), rng.random((N, D)), p).matches_reference()
    quarters = np.arange(8).reshape(2, 4) / 4 % 1
    student.corrupt(1 + quarters, quarters, 0.5).matches_reference()


@check("denoising", after=test_corrupt_values, es="corrupt deja sus argumentos como estaban")
def test_corrupt_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """corrupt leaves its arguments as they were."""
    x, u = rng.standard_normal((5, 7)), rng.random((5, 7))
    expect_arguments_kept(student, "corrupt", x, u, 0.4)


@probe
def loss_and_gradients(
    student: Any, x: torch.Tensor, noisy: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor
) -> Any:
    """The denoising loss of the model tanh(x W + b), its gradients, zeros where there are none, and
    what it leaves of the images."""
    leaves = [each.requires_grad_(True) for each in (weight, bias)]
    loss = student.denoising_loss(lambda each: torch.tanh(each @ weight + bias), x, noisy)
    total = torch.as_tensor(loss) + 0 * weight.sum()
    gradients = torch.autograd.grad(total, leaves, materialize_grads=True)
    return {"loss": loss, "weight": gradients[0], "bias": gradients[1], "x": x, "noisy": noisy}


def denoising_inputs(rng: np.random.Generator, N: int, D: int) -> tuple[Array, ...]:
    """x, noisy, weight and bias: the noise is so large that it is not to be mistaken."""
    shapes = [(N, D), (N, D), (D, D), (D,)]
    return tuple(rng.standard_normal(shape) for shape in shapes)


@check(
    "denoising",
    weight=3,
    es="denoising_loss compara lo que sale de la imagen dañada con la limpia, y se puede derivar",
)
def test_denoising_loss(student: Student, rng: np.random.Generator) -> None:
    """denoising_loss compares what comes of the noisy image with the clean one, differentiably."""
    for N, D in [(5, 3), (2, 7), (1, 4)]:
        student.run(loss_and_gradients, *denoising_inputs(rng, N, D)).matches_reference()


# --- train_denoising --------------------------------------------------------------------------


def our_autoencoder(weights: Any) -> nn.Module:
    """A network of ours, of the dtype of its weights."""
    linear = [nn.Linear(*weight.shape[::-1]) for weight in weights[::2]]
    model = nn.Sequential(linear[0], nn.ReLU(), linear[1], linear[2], nn.ReLU(), linear[3])
    model.to(weights[0].dtype)
    put_in(model, weights)
    return model


@probe(beside=[put_in, our_autoencoder])
def train_ours(student: Any, weights: Any, x: torch.Tensor, settings: Any, seeds: Any) -> Any:
    """What trainings of our network with these seeds leave, whatever the global seed was: their
    losses, the parameters after the last one, and the images."""
    losses = []
    for number, seed in enumerate(seeds):
        model = our_autoencoder(weights)
        torch.manual_seed(seeds[0] // 2 + number)
        losses.append([float(loss) for loss in student.train_denoising(model, x, *settings, seed)])
    left = list(model.parameters())
    return {"losses": torch.tensor(losses, dtype=torch.float64), "parameters": left, "x": x}


def expect_drawn(losses: Array, rows: Array, steps: int, batch_size: int) -> None:
    """There is a loss for every step, each is of that many of the rows, and all rows are drawn."""
    expect(losses.shape == (1, steps))
    which = expect_rows_drawn(losses[0], rows, batch_size)
    if batch_size > 1:  # a row by itself is what was left of an epoch: not here
        once = sum(len(rows) ** power for power in range(batch_size))
        expect(np.sum(which % once == 0) <= 0.3 * steps)  # by chance a sixteenth, of four rows


# For trainings in which nothing is left to chance, since all rows are alike: (N, steps, batch_size,
# lr). The last two show that every step is taken, at one rate: where no loss falls, or hardly.
EXACT = [(5, 4, 3, 0.02), (7, 3, 2, 0.1), (3, 300, 2, 0.0), (4, 300, 3, 1e-5)]


@check(
    "train_denoising",
    weight=3,
    es="train_denoising da los pasos de Adam con la pérdida de antes de cada paso",
)
def test_denoising_steps(student: Student, rng: np.random.Generator) -> None:
    """train_denoising takes the steps of Adam, with the loss before each step."""
    for (N, *settings), p in zip(EXACT, [0.0, 1.0, 0.0, 0.0], strict=True):
        weights = autoencoder_weights(rng, 6, 5, 2)
        x = np.repeat(rng.random((1, 6)), N, axis=0)
        if settings[2] == 0:
            weights[7] += x[0] - reconstruct(weights, x[:1])[0]  # nothing is left to learn
        student.run(train_ours, weights, x, [p, *settings], [random_seed(rng)]).matches_reference()


@check(
    "train_denoising",
    weight=2,
    after=test_denoising_steps,
    es="Cada entrada se borra con probabilidad p, de nuevo en cada paso",
)
def test_denoising_noise(student: Student, rng: np.random.Generator) -> None:
    """Every entry is erased with probability p, anew at every step."""
    steps = 150
    weights = autoencoder_weights(rng, 5, 7, 3)
    image = np.array([0.9, 0.0, 0.0, 0.6, 0.0])  # two pixels: four ways to be damaged
    ways = np.array([[a, 0, 0, b, 0] for a in (0, 0.9) for b in (0, 0.6)])
    x = np.repeat(image[None], 4, axis=0)
    values = np.sum((reconstruct(weights, ways) - image) ** 2, axis=1)
    for p in [0.3, 0.8]:
        shares = [p * p, p * (1 - p), (1 - p) * p, (1 - p) ** 2]
        same = (p * p + (1 - p) ** 2) ** 2  # the chance that two images are damaged alike
        settings = [p, steps, 1, 0.0]  # a learning rate of 0: the network stays
        trained = student.run(train_ours, weights, x, settings, [random_seed(rng)])
        losses = trained.array("losses")
        expect(losses.shape == (1, steps))
        which = expect_each_of(losses[0], values)
        for way, share in enumerate(shares):
            expect(near_share(int((which == way).sum()), steps, share))
        # One step has no influence on the next, nor one image of a minibatch on the other.
        expect(near_share(int((which[1:] == which[:-1]).sum()), steps - 1, same))
        settings = [p, steps, 2, 0.0]
        trained = student.run(train_ours, weights, x, settings, [random_seed(rng)])
        losses = trained.array("losses")
        expect(losses.shape == (1, steps))
        pairs = expect_each_of(losses[0], means_of(values, 2))
        expect(near_share(int((pairs % 5 == 0).sum()), steps, same))


@check(
    "train_denoising",
    weight=2,
    after=test_denoising_steps,
    es="Los minilotes se toman al azar de todas las filas, y todo el azar sale de seed",
)
def test_denoising_batches(student: Student, rng: np.random.Generator) -> None:
    """Minibatches are drawn at random from all rows, and all randomness comes from seed."""
    weights = autoencoder_weights(rng, 5, 7, 3)
    for N, steps, batch_size in [(23, 400, 1), (4, 40, 3)]:
        x = rng.random((N, 5))
        rows = np.sum((reconstruct(weights, x) - x) ** 2, axis=1)
        settings = [0.0, steps, batch_size, 0.0]
        trained = student.run(train_ours, weights, x, settings, [random_seed(rng)])
        expect_drawn(trained.array("losses"), rows, steps, batch_size)
    seed, other = random_seed(rng), random_seed(rng)
    for p in [0.0, 0.4]:  # the rows alone, then the noise too
        trained = student.run(train_ours, weights, x, [p, 30, 1, 0.01], [seed, seed, other])
        losses = trained.matches_form().array("losses")
        expect(np.array_equal(losses[0], losses[1]))
        expect(not np.allclose(losses[0], losses[2]))


def spots(rng: np.random.Generator, N: int) -> Array:
    """Images (N, 64) of 8 by 8 pixels: a bright spot anywhere. Two numbers say all of it."""
    centre, grid = rng.uniform(1, 6, (N, 2, 1)), np.arange(8)
    profile = np.exp(-((grid - centre) ** 2) / (2 * 1.3**2))
    return (profile[:, 0, :, None] * profile[:, 1, None, :]).reshape(N, 64).astype(np.float32)


@check(
    "train_denoising",
    weight=3,
    retries=2,
    after=test_denoising_steps,
    es="La red entrenada restaura imágenes nuevas a las que les falta la mitad de los píxeles",
)
def test_denoising_learns(student: Student, rng: np.random.Generator) -> None:
    """The trained network restores new images of which half the pixels are missing."""
    x, x_test = spots(rng, 500), spots(rng, 300)
    weights = fresh_weights(rng, (64, 48), (48, 2), (2, 48), (48, 64))
    trained = student.run(train_ours, weights, x, [0.5, 160, 32, 0.01], [random_seed(rng)])
    damaged = np.where(rng.random(x_test.shape) < 0.5, 0, x_test)
    restored = reconstruct(arrays_like(trained["parameters"], weights), damaged)
    error = np.sum((restored - x_test) ** 2) / np.sum((x_test - x.mean(axis=0)) ** 2)
    picture = images(restored.reshape(-1, 8, 8), x_test.reshape(-1, 8, 8))
    expect_below(error, DENOISING_LIMIT, curve=trained.array("losses"), picture=picture)


# --- gaussian ---------------------------------------------------------------------------------


def gaussian_inputs(rng: np.random.Generator, N: int, k: int) -> tuple[Array, Array]:
    """mu and logvar (N, k): standard deviations from 0.1 to 10."""
    return rng.standard_normal((N, k)), rng.uniform(-4, 4, (N, k))


GAUSSIAN_SIZES = [(5, 3), (2, 7), (1, 4), (3, 1)]


@check("gaussian", weight=2, es="reparameterize desplaza y escala el ruido que recibe")
def test_reparameterize_values(student: Student, rng: np.random.Generator) -> None:
    """reparameterize shifts and scales the noise that it is given."""
    for N, k in GAUSSIAN_SIZES:
        eps = rng.standard_normal((N, k))
        student.reparameterize(*gaussian_inputs(rng, N, k), eps).matches_reference()
    mu, logvar = gaussian_inputs(rng, 3, 5)  # no spread is cut off, be it small or large
    student.reparameterize(mu, 10 * logvar, rng.standard_normal((3, 5))).matches_reference()


@check(
    "gaussian",
    weight=2,
    after=test_reparameterize_values,
    es="Los gradientes pasan por el sorteo hasta mu y logvar",
)
def test_reparameterize_gradients(student: Student, rng: np.random.Generator) -> None:
    """Gradients pass through the draw to mu and logvar."""
    for N, k in GAUSSIAN_SIZES[:2]:
        eps = rng.standard_normal((N, k))
        student.reparameterize.gradients(*gaussian_inputs(rng, N, k), eps).matches_reference()


@check("gaussian", weight=3, es="gaussian_kl da la divergencia de cada fila")
def test_kl_values(student: Student, rng: np.random.Generator) -> None:
    """gaussian_kl gives the divergence of every row."""
    for N, k in GAUSSIAN_SIZES:
        student.gaussian_kl(*gaussian_inputs(rng, N, k)).matches_reference()
    mu, logvar = gaussian_inputs(rng, 5, 1)
    student.gaussian_kl(mu, 10 * logvar).matches_reference()


@check(
    "gaussian",
    after=test_kl_values,
    es="La divergencia es cero solo en la distribución previa, y se puede derivar",
)
def test_kl_properties(student: Student, rng: np.random.Generator) -> None:
    """The divergence is zero at the prior alone, and can be differentiated."""
    mu, logvar = gaussian_inputs(rng, 5, 3)
    student.gaussian_kl.gradients(mu, logvar).matches_reference()
    expect_equal(student.gaussian_kl(0 * mu, 0 * logvar).array(), np.zeros(5))
    for near in [1e-2, 1.0]:
        expect(np.all(student.gaussian_kl(near * mu, near * logvar).array() > 0))


@check(
    "gaussian",
    weight=0.5,
    after=test_kl_values,
    es="reparameterize y gaussian_kl dejan sus argumentos como estaban",
)
def test_gaussian_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """reparameterize and gaussian_kl leave their arguments as they were."""
    mu, logvar = gaussian_inputs(rng, 5, 3)
    expect_arguments_kept(student, "reparameterize", mu, logvar, rng.standard_normal((5, 3)))
    expect_arguments_kept(student, "gaussian_kl", mu, logvar)


# --- elbo -------------------------------------------------------------------------------------


@probe
def bound_and_gradients(student: Any, x: torch.Tensor, given: Any, cotangent: torch.Tensor) -> Any:
    """elbo, and the gradients of cotangent · elbo with respect to what is given: logits, mu and
    logvar. Zeros where none reaches them. The images are data: nobody asks for theirs."""
    leaves = {name: value.requires_grad_(True) for name, value in given.items()}
    bound = student.elbo(x, *(value.clone() for value in leaves.values()))
    total = (cotangent * bound).sum() + sum(0 * value.sum() for value in leaves.values())
    gradients = torch.autograd.grad(total, list(leaves.values()), materialize_grads=True)
    return {"elbo": bound, "gradients": dict(zip(leaves, gradients, strict=True))}


def elbo_inputs(rng: np.random.Generator, N: int, D: int, k: int) -> tuple[Array, ...]:
    """x (grey values), logits, mu, logvar."""
    x = rng.random((N, D))
    return (x, 2 * rng.standard_normal((N, D)), *gaussian_inputs(rng, N, k))


def gradients_of_elbo(
    student: Student, rng: np.random.Generator, x: Array, *given: Array
) -> Answer:
    """The answer of that probe, of the reference's form. Raises Failure."""
    named = dict(zip(["logits", "mu", "logvar"], given, strict=True))
    return student.run(bound_and_gradients, x, named, rng.standard_normal(len(x)))


@check("elbo", weight=3, es="elbo da la cota de cada imagen")
def test_elbo_values(student: Student, rng: np.random.Generator) -> None:
    """elbo gives the bound of every image."""
    for N, D, k in [(5, 7, 3), (3, 11, 2), (1, 4, 1)]:
        student.elbo(*elbo_inputs(rng, N, D, k)).matches_reference()
    x, *rest = elbo_inputs(rng, 4, 5, 2)
    student.elbo(x.round(), *rest).matches_reference()


@check(
    "elbo",
    weight=2,
    after=test_elbo_values,
    es="elbo se puede derivar respecto a logits, mu y logvar",
)
def test_elbo_gradients(student: Student, rng: np.random.Generator) -> None:
    """elbo can be differentiated with respect to logits, mu and logvar."""
    for N, D, k in [(5, 7, 3), (2, 3, 5)]:
        gradients_of_elbo(student, rng, *elbo_inputs(rng, N, D, k)).matches_reference()


@check(
    "elbo",
    weight=2,
    after=test_elbo_values,
    es="elbo es exacta y finita con logits de ±1000",
)
def test_elbo_stable(student: Student, rng: np.random.Generator) -> None:
    """elbo is exact and finite for logits of ±1000."""
    x, _, mu, logvar = elbo_inputs(rng, 5, 7, 3)
    # At 30 the logarithm of a rounded probability is wrong, but finite: what was done shows there.
    for size in [30, 1000]:
        logits = size * rng.choice([-1.0, 1.0], x.shape) * rng.uniform(0.9, 1, x.shape)
        gradients_of_elbo(student, rng, x.round(), logits, mu, logvar).matches_reference()


@check("elbo", weight=0.5, after=test_elbo_values, es="elbo deja sus argumentos como estaban")
def test_elbo_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """elbo leaves its arguments as they were."""
    expect_arguments_kept(student, "elbo", *elbo_inputs(rng, 5, 7, 3))


# --- VAE --------------------------------------------------------------------------------------


def vae_weights(rng: np.random.Generator, D: int, H: int, k: int) -> list[Array]:
    """The ten parameters of a VAE."""
    return weights_of(rng, (D, H), (H, k), (H, k), (k, H), (H, D))


def encode(weights: list[Array], x: Array) -> tuple[Array, Array]:
    """mu and logvar (N, k) of a VAE with these parameters."""
    W1, b1, Wm, bm, Wv, bv = (np.asarray(each, np.float64) for each in weights[:6])
    h = np.maximum(x @ W1.T + b1, 0)
    return h @ Wm.T + bm, h @ Wv.T + bv


def decode(weights: list[Array], z: Array) -> Array:
    """Its logits of codes (…, k)."""
    W3, b3, W4, b4 = (np.asarray(each, np.float64) for each in weights[6:])
    return np.asarray(np.maximum(z @ W3.T + b3, 0) @ W4.T + b4)


VAE_SIZES = [(4, 7, 5, 2), (3, 5, 11, 3), (1, 2, 3, 1)]


@check("VAE", weight=3, es="VAE tiene sus capas; encode, decode y forward responden bien")
def test_vae_values(student: Student, rng: np.random.Generator) -> None:
    """VAE has its layers; encode, decode and forward answer as they should."""
    for N, D, H, k in VAE_SIZES:
        Module(student, "VAE", D, H, k, named=False).shapes().matches_reference()
        x, z, eps = (rng.standard_normal(shape) for shape in [(N, D), (N + 1, k), (N, k)])
        weights = vae_weights(rng, D, H, k)
        weights[5] *= 20  # no logvar is cut off, be it small or large
        vae = Module(student, "VAE", D, H, k, weights=weights, named=False)
        calls = [("encode", x), ("decode", z), ("forward", x, eps)]
        vae.in_turn(*calls, ("eval",), *calls).matches_reference()


@check(
    "VAE",
    weight=2,
    after=test_vae_values,
    es="Los gradientes de VAE llegan a todos los parámetros",
)
def test_vae_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of VAE reach all parameters."""
    for N, D, H, k in VAE_SIZES[:2]:
        x, eps = rng.standard_normal((N, D)), rng.standard_normal((N, k))
        vae = Module(student, "VAE", D, H, k, weights=vae_weights(rng, D, H, k), named=False)
        answer = vae.gradients(x, eps, seed=random_seed(rng)).matches_form()
        for number in map(str, range(10)):  # those of x and eps nobody asks for
            expected = answer.expected["gradients"][number]
            expect_equal(answer["gradients"][number], expected)


@check(
    "VAE",
    weight=2,
    after=test_vae_values,
    es="Sin eps, VAE sortea cada vez ruido normal estándar",
)
def test_vae_draws(student: Student, rng: np.random.Generator) -> None:
    """Without eps, VAE draws standard normal noise each time."""
    N, D, k = 300, 5, 3
    weights = vae_weights(rng, D, 2 * k, k)
    # relu(z) - relu(-z) = z: the first k logits are the code.
    weights[6:8] = [np.concatenate([np.eye(k), -np.eye(k)]), np.zeros(2 * k)]
    weights[8:10] = [np.eye(D, k) @ np.concatenate([np.eye(k), -np.eye(k)], axis=1), np.zeros(D)]
    x = rng.standard_normal((N, D))
    vae = Module(student, "VAE", D, 2 * k, k, weights=weights, named=False)
    calls = [("forward", x), ("forward", x), ("eval",), ("forward", x), ("forward", x)]
    answers = vae.in_turn(*calls).matches_form().value
    mu, logvar = encode(weights, x)
    draws = [(answers[i][0][:, :k] - mu) / np.exp(logvar / 2) for i in (0, 1, 3, 4)]
    expect_normal(draws, 1)


# --- sample -----------------------------------------------------------------------------------


def our_vae(weights: Any) -> Any:
    """A VAE of ours, of the dtype of its weights, that keeps what it encoded, mu and sigma, and
    what it decoded: the codes, after how many encodings, and whether for gradients."""

    class OurVAE(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.ModuleList(nn.Linear(*each.shape[::-1]) for each in weights[::2])
            self.input_size, self.code_size = weights[0].shape[1], weights[2].shape[0]
            self.encoded, self.decoded = [], []

        def encode(self, x):
            h = torch.relu(self.layers[0](x))
            mu, logvar = self.layers[1](h), self.layers[2](h)
            self.encoded.append((mu.detach(), torch.exp(logvar.detach() / 2)))
            return mu, logvar

        def decode(self, z):
            self.decoded.append((z.detach(), len(self.encoded), torch.is_grad_enabled()))
            z = z.to(weights[0].dtype)  # a draw may be of the default dtype
            return self.layers[4](torch.relu(self.layers[3](z)))

        def forward(self, x, eps):
            mu, logvar = self.encode(x)
            return self.decode(mu + torch.exp(logvar / 2) * eps), mu, logvar

    vae = OurVAE().to(weights[0].dtype)
    put_in(vae, weights)
    return vae


@probe(beside=[put_in, our_vae])
def draw_images(student: Any, weights: Any, n: int, seeds: Any) -> Any:
    """For each seed, whatever the global one was: the images, the codes that were decoded for
    them, and how often something was encoded."""
    vae = our_vae(weights)
    images = []
    for number, seed in enumerate(seeds):
        torch.manual_seed(number)
        images.append(torch.as_tensor(student.sample(vae, n, vae.code_size, seed)))
    codes = torch.cat([z for z, _, _ in vae.decoded])
    return {"images": torch.stack(images), "codes": codes, "encoded": len(vae.encoded)}


@check("sample", weight=2, es="sample decodifica n códigos tomados de la distribución previa")
def test_samples(student: Student, rng: np.random.Generator) -> None:
    """sample decodes n codes that are drawn from the prior."""
    for n, D, H, k in [(200, 5, 7, 3), (70, 3, 4, 2), (1, 3, 4, 2)]:
        weights = [3 * each.astype(np.float32) for each in vae_weights(rng, D, H, k)]
        drawn = student.run(draw_images, weights, n, [random_seed(rng)])
        pictures, codes = drawn.array("images"), drawn.array("codes")
        expect(pictures.shape == (1, n, D) and codes.shape == (n, k))
        expect(drawn["encoded"] == 0)
        wanted = 1 / (1 + np.exp(-decode(weights, codes)))
        expect_equal(pictures[0].astype(np.float64), wanted, rtol=1e-4, atol=1e-5)
        if n > 1:
            expect_normal([codes], 1)


@check(
    "sample",
    after=test_samples,
    es="La misma semilla da las mismas imágenes, y otra semilla otras",
)
def test_samples_reproducible(student: Student, rng: np.random.Generator) -> None:
    """The same seed gives the same images, and another seed others."""
    seed, other = random_seed(rng), random_seed(rng)
    weights = [each.astype(np.float32) for each in vae_weights(rng, 5, 7, 3)]
    drawn = student.run(draw_images, weights, 11, [seed, seed, other])
    pictures = drawn.array("images")
    expect(pictures.shape == (3, 11, 5))
    expect(np.array_equal(pictures[0], pictures[1]))
    expect(not np.allclose(pictures[0], pictures[2]))


# --- train_step -------------------------------------------------------------------------------


@probe(beside=[put_in, our_vae])
def take_steps(student: Any, batches: Any, weights: Any, lr: float, *beta: float) -> Any:
    """The losses and parameters of our VAE after a train_step on every batch, and the names of the
    losses' types."""
    vae = our_vae(weights)
    optimizer = torch.optim.SGD(vae.parameters(), lr=lr, momentum=0.5)
    losses = [student.train_step(vae, optimizer, x, eps, *beta) for x, eps in batches]
    types = ["float" if isinstance(loss, float) else type(loss).__name__ for loss in losses]
    return {"losses": losses, "parameters": list(vae.parameters()), "types": types}


def step_inputs(rng: np.random.Generator) -> tuple[list[tuple[Array, Array]], list[Array]]:
    """Three batches of different sizes, with their noise, and weights for our VAE."""
    batches = [(rng.random((N, 5)), rng.standard_normal((N, 2))) for N in [3, 7, 4]]
    return batches, vae_weights(rng, 5, 6, 2)


@check(
    "train_step",
    weight=2,
    es="train_step da un paso con la media de menos la cota, y la devuelve",
)
def test_step_updates(student: Student, rng: np.random.Generator) -> None:
    """train_step takes a step on the mean of minus the bound, and returns it."""
    for lr in [0.01, 0.05]:
        student.run(take_steps, *step_inputs(rng), lr).matches_reference()


@check(
    "train_step",
    after=test_step_updates,
    es="beta multiplica la divergencia, y solo a ella",
)
def test_step_beta(student: Student, rng: np.random.Generator) -> None:
    """beta multiplies the divergence, and nothing else."""
    for beta in [4.0, 0.3, 0.0]:
        student.run(take_steps, *step_inputs(rng), 0.02, beta).matches_reference()


# --- train_vae --------------------------------------------------------------------------------


@probe(beside=[put_in, our_vae])
def train_our_vae(
    student: Any, weights: Any, x: torch.Tensor, code_size: int, settings: Any, seeds: Any
) -> Any:
    """What trainings of our VAE with these seeds leave, whatever the global seed was: their
    losses, the noise in the codes, the parameters after the last one, and the images."""
    losses, noise = [], []
    for number, seed in enumerate(seeds):
        vae = our_vae(weights)
        torch.manual_seed(number)
        reported = student.train_vae(vae, x, code_size, *settings, seed)
        losses.append([float(loss) for loss in reported])
        for z, encodings, is_training in vae.decoded:
            mu, sigma = vae.encoded[encodings - 1]
            if is_training:
                noise.append(((z - mu) / sigma).flatten())
    return {
        "losses": torch.tensor(losses, dtype=torch.float64),
        "noise": torch.cat(noise)[:5000],
        "parameters": list(vae.parameters()),
        "x": x,
    }


def nearly_exact(weights: list[Array]) -> list[Array]:
    """The same VAE with codes of hardly any spread: its training is the same for any noise."""
    return [*weights[:4], 0 * weights[4], 0 * weights[5] - 60, *weights[6:]]


def softplus(a: Array) -> Array:
    """log(1 + exp(a))."""
    return np.asarray(np.logaddexp(0, a))


@check(
    "train_vae",
    weight=2,
    es="train_vae da los pasos de Adam con la pérdida de antes de cada paso",
)
def test_vae_steps(student: Student, rng: np.random.Generator) -> None:
    """train_vae takes the steps of Adam, with the loss before each step."""
    for N, *settings in EXACT:
        weights = nearly_exact(vae_weights(rng, 6, 5, 2))
        x = np.repeat(rng.random((1, 6)), N, axis=0)  # a batch is the same whatever is drawn
        trained = student.run(train_our_vae, weights, x, 2, settings, [random_seed(rng)])
        expected = trained.expected
        arrays_like([trained["losses"], *trained["parameters"]], [expected["losses"], *weights])
        for part in ["losses", "parameters", "x"]:
            expect_equal(trained[part], expected[part])


@check(
    "train_vae",
    after=test_vae_steps,
    es="El ruido es normal estándar, propio de cada imagen y de cada paso",
)
def test_vae_noise(student: Student, rng: np.random.Generator) -> None:
    """The noise is standard normal, of its own for every image and every step."""
    weights, x = vae_weights(rng, 5, 6, 3), rng.random((11, 5))
    settings = [60, 7, 0.0]
    trained = student.run(train_our_vae, weights, x, 3, settings, [random_seed(rng)])
    noise = trained.array("noise")
    expect(noise.size >= 60 * 7 * 3)
    expect_normal([noise], 1)


@check(
    "train_vae",
    after=test_vae_steps,
    es="Los minilotes se toman al azar de todas las filas, y todo el azar sale de seed",
)
def test_vae_batches(student: Student, rng: np.random.Generator) -> None:
    """Minibatches are drawn at random from all rows, and all randomness comes from seed."""
    weights = vae_weights(rng, 5, 6, 3)
    exact = nearly_exact(weights)
    for N, steps, batch_size in [(23, 400, 1), (4, 40, 3)]:
        x = rng.random((N, 5))
        mu, _ = encode(exact, x)
        logits = decode(exact, mu)
        rows = np.sum(softplus(logits) - x * logits, axis=1) + np.sum(mu**2 + 59, axis=1) / 2
        settings = [steps, batch_size, 0.0]
        trained = student.run(train_our_vae, exact, x, 3, settings, [random_seed(rng)])
        expect_drawn(trained.array("losses"), rows, steps, batch_size)
    seed, other = random_seed(rng), random_seed(rng)
    for given in [exact, weights]:  # the rows alone, then the noise too
        answer = student.run(train_our_vae, given, x, 3, [30, 1, 0.01], [seed, seed, other])
        losses = answer.array("losses")
        expect(losses.shape == (3, 30))
        expect(np.array_equal(losses[0], losses[1]))
        expect(not np.allclose(losses[0], losses[2]))


SIDE, FLIPPED = 6, 0.02


def bars(rng: np.random.Generator, N: int) -> tuple[Array, Array]:
    """Images (N, 36) of 0 and 1: one row or column is lit, and every pixel is wrong with
    probability 0.02. Their true -log p (N,) too."""
    lit = np.eye(SIDE)[:, :, None] * np.ones(SIDE)
    patterns = np.concatenate([lit, lit.transpose(0, 2, 1)]).reshape(2 * SIDE, -1)
    chance = np.where(patterns == 1, 1 - FLIPPED, FLIPPED)
    x = (rng.random((N, SIDE**2)) < chance[rng.integers(len(patterns), size=N)]).astype(np.float32)
    joint = x @ np.log(chance).T + (1 - x) @ np.log(1 - chance).T
    return x, np.log(len(patterns)) - np.logaddexp.reduce(joint, axis=1)


def bound(weights: list[Array], x: Array, eps: Array) -> tuple[Array, Array]:
    """The importance weighted bound on -log p(x) with the draws eps (S, N, k) (Burda et al.,
    2016), and the reconstructions from the means."""
    mu, logvar = encode(weights, x)
    logvar = np.clip(logvar, -60, 60)
    z = mu + np.exp(logvar / 2) * eps
    logits = decode(weights, z)
    joint = np.sum(x * logits - softplus(logits), axis=2) - np.sum(z**2, axis=2) / 2
    log_weights = joint + np.sum(eps**2 + logvar, axis=2) / 2
    minus_log_p = np.log(len(eps)) - np.logaddexp.reduce(log_weights, axis=0)
    return minus_log_p, 1 / (1 + np.exp(-np.clip(decode(weights, mu), -60, 60)))


@check(
    "train_vae",
    weight=2,
    retries=2,
    after=test_vae_steps,
    es="El VAE entrenado da alta probabilidad a imágenes nuevas",
)
def test_vae_learns(student: Student, rng: np.random.Generator) -> None:
    """The trained VAE gives new images a high probability."""
    (x, _), (x_test, truth) = bars(rng, 1000), bars(rng, 100)
    weights = fresh_weights(rng, (36, 32), (32, 4), (32, 4), (4, 32), (32, 36))
    trained = student.run(train_our_vae, weights, x, 4, [300, 32, 0.01], [random_seed(rng)])
    eps = rng.standard_normal((50, 100, 4))
    minus_log_p, restored = bound(arrays_like(trained["parameters"], weights), x_test, eps)
    picture = images(restored.reshape(-1, SIDE, SIDE), x_test.reshape(-1, SIDE, SIDE))
    losses = trained.array("losses")
    expect_below(float(np.mean(minus_log_p - truth)), VAE_LIMIT, curve=losses, picture=picture)
