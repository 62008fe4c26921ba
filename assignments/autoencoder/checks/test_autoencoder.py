"""The public checks of the autoencoder topic: small inputs, to follow on paper."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    Module,
    Student,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_equal,
    images,
    probe,
)

if TYPE_CHECKING:
    import torch
    from torch import nn

Array = np.ndarray
LOG3, LOG4 = math.log(3), math.log(4)


def tenths(rng: np.random.Generator, *shape: int) -> Array:
    """Random tenths between -2 and 2."""
    return rng.integers(-20, 21, shape) / 10


def weights_of(rng: np.random.Generator, *layers: tuple[int, int]) -> list[Array]:
    """Weights (out, in) and biases (out,) in tenths, of layers from `in` to `out`."""
    weights: list[Array] = []
    for size_in, size_out in layers:
        weights += [tenths(rng, size_out, size_in), tenths(rng, size_out)]
    return weights


# --- linear_autoencoder -----------------------------------------------------------------------

# Four points round (3, 2): two along the direction (2, 1), two nearer by across it.
PAPER_POINTS = np.array([[5.0, 3.0], [1.0, 1.0], [2.5, 3.0], [3.5, 1.0]])


@probe
def reconstruct_linearly(student: Any, x: torch.Tensor, k: int) -> Any:
    """What the linear autoencoder of x makes of x."""
    We, be, Wd, bd = student.linear_autoencoder(x, k)
    return (x @ We + be) @ Wd + bd


@check("linear_autoencoder", es="Con k = 1, los cuatro puntos caen en la recta por (1, 1) y (5, 3)")
def test_linear_on_paper(student: Student) -> None:
    """With k = 1, the four points go to the line through (1, 1) and (5, 3)."""
    student.run(reconstruct_linearly, PAPER_POINTS, 1).matches_reference()


@check(
    "linear_autoencoder",
    after=test_linear_on_paper,
    es="Con k = D nada se pierde, y puede haber menos puntos que ejes",
)
def test_linear_sizes(student: Student, rng: np.random.Generator) -> None:
    """With k = D nothing is lost, and there may be fewer points than axes."""
    student.run(reconstruct_linearly, PAPER_POINTS, 2).matches_reference()
    student.run(reconstruct_linearly, tenths(rng, 3, 5), 2).matches_reference()


# --- principal_angle --------------------------------------------------------------------------


@check("principal_angle", es="El ángulo del ejemplo resuelto es π/6")
def test_angle_on_paper(student: Student) -> None:
    """The angle of the worked example is π/6."""
    A = np.array([[2.0, 1.0], [0.0, 1.0], [0.0, 0.0]])
    B = np.array([[3.0, 0.0], [0.0, math.sqrt(3)], [0.0, 1.0]])
    student.principal_angle(A, B).matches_reference()


@check(
    "principal_angle",
    after=test_angle_on_paper,
    es="El ángulo es 0 entre dos bases del mismo plano, y el mismo al cambiar A por B",
)
def test_angle_bases(student: Student, rng: np.random.Generator) -> None:
    """The angle is 0 between two bases of one plane, and the same with A and B exchanged."""
    A, B = tenths(rng, 4, 2), tenths(rng, 4, 2)
    for _ in range(8):  # rounding makes some of the cosines a little larger than 1
        plane = tenths(rng, 4, 2)
        same = plane @ np.array([[1.0, 2.0], [1.0, 1.0]])
        expect_equal(student.principal_angle(plane, same).array(), 0.0, atol=1e-6)
    there, back = student.principal_angle(A, B).array(), student.principal_angle(B, A).array()
    expect_equal(there, back)


# --- Autoencoder ------------------------------------------------------------------------------


@check("Autoencoder", es="Autoencoder tiene cuatro capas, y encode y decode son dos y dos de ellas")
def test_autoencoder(student: Student, rng: np.random.Generator) -> None:
    """Autoencoder has four layers, and encode and decode are two each of them."""
    Module(student, "Autoencoder", 5, 4, 2, named=False).shapes().matches_reference()
    weights = weights_of(rng, (5, 4), (4, 2), (2, 4), (4, 5))
    x, z = tenths(rng, 3, 5), tenths(rng, 1, 2)
    model = Module(student, "Autoencoder", 5, 4, 2, weights=weights, named=False)
    model.in_turn(("encode", x), ("decode", z), ("forward", x)).matches_reference()


@probe
def slopes_through_code(student: Any, x: torch.Tensor) -> Any:
    """Whether another image gives another answer after a first one, whether the answer depends on
    the first layer, and whether two new networks differ."""
    first, second = (student.Autoencoder(5, 4, 2).to(x.dtype) for _ in range(2))
    for parameter in first.parameters():
        torch.nn.init.uniform_(parameter, 0.1, 1.0, generator=torch.Generator().manual_seed(1))
    outputs = first(x), first(2 * x)
    leaf = next(first.parameters())
    gradient = torch.autograd.grad(
        outputs[0].sum(), leaf, allow_unused=True, materialize_grads=True
    )
    fresh = [each.detach().flatten() for each in second.parameters()]
    return {
        "another image, another answer": bool((outputs[0] != outputs[1]).any()),
        "the first layer has a gradient": bool(gradient[0].abs().max() > 0),
        "a new network is not all zeros": bool(torch.cat(fresh).abs().max() > 0),
    }


@check(
    "Autoencoder",
    after=test_autoencoder,
    es="La respuesta depende de la imagen, el gradiente llega a la primera capa y nada empieza a 0",
)
def test_autoencoder_depends(student: Student) -> None:
    """The answer depends on the image, a gradient reaches the first layer, none starts at 0."""
    student.run(slopes_through_code, np.array([[0.1, 0.5, 0.9, 0.3, 0.7]])).matches_reference()


# --- directions_through -----------------------------------------------------------------------


@probe
def count_directions(student: Any, x: torch.Tensor, A: torch.Tensor, leak: float) -> Any:
    """The directions that come through sin(x) A, with a part of x let past it."""
    return int(student.directions_through(lambda each: torch.sin(each) @ A + leak * each, x))


@probe
def count_uneven_directions(student: Any, x: torch.Tensor, A: torch.Tensor, tol: float) -> Any:
    """The directions that come through sin(x) A, counted with a tolerance."""
    return int(student.directions_through(lambda each: torch.sin(each) @ A, x, tol))


@check("directions_through", es="Pasa una dirección por un código de un número, y con fuga todas")
def test_directions(student: Student) -> None:
    """One direction passes through a code of one number, and all of them with a leak."""
    one = np.outer([1.0, 1.0, 1.0], [1.0, 2.0, 3.0])
    two = one + np.outer([1.0, 0.0, -1.0], [0.0, 1.0, 0.0])
    x = np.array([0.1, 0.5, 1.0])
    for A, leak in [(one, 0.0), (two, 0.0), (one, 0.01), (0 * one, 0.0)]:
        student.run(count_directions, x, A, leak).matches_reference()


@check(
    "directions_through",
    after=test_directions,
    es="Cuentan las direcciones mayores que tol por la mayor, sea cual sea la escala",
)
def test_directions_tolerance(student: Student) -> None:
    """Those count that are larger than tol times the largest, whatever the scale."""
    x, uneven = np.array([0.0, 0.0, 0.0]), np.diag([1.0, 1e-3, 1e-7])
    for scale in [1.0, 1e-6, 1e6]:
        for tol in [1e-5, 1e-2, 1e-9]:
            student.run(count_uneven_directions, x, scale * uneven, tol).matches_reference()


# --- denoising --------------------------------------------------------------------------------


@check("denoising", es="corrupt borra las entradas con u < p, y solo esas")
def test_corrupt(student: Student) -> None:
    """corrupt erases the entries with u < p, and those alone."""
    x, u = np.array([[1.0, 2.0, 3.0]]), np.array([[0.2, 0.5, 0.7]])
    for p in [0.5, 0.6, 0.0]:
        student.corrupt(x, u, p).matches_reference()
    expect_arguments_kept(student, "corrupt", x, u, 0.6)


@probe
def loss_of_doubling(student: Any, x: torch.Tensor, noisy: torch.Tensor) -> Any:
    """The denoising loss of the model w · x for w = 2, and its derivative."""
    w = torch.tensor(2.0, dtype=x.dtype, requires_grad=True)
    loss = student.denoising_loss(lambda each: w * each, x, noisy)
    (slope,) = torch.autograd.grad(loss, w)
    return {"loss": loss, "slope": slope}


@check("denoising", es="La pérdida del modelo que duplica es 5 en el ejemplo, y su derivada 0")
def test_denoising_loss(student: Student) -> None:
    """The loss of the model that doubles is 5 in the example, and its slope 0."""
    student.run(
        loss_of_doubling, np.array([[1.0, 4.0]]), np.array([[0.0, 2.0]])
    ).matches_reference()
    x, noisy = np.array([[1.0, 2.0], [3.0, 1.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])
    student.run(loss_of_doubling, x, noisy).matches_reference()


# --- train_denoising --------------------------------------------------------------------------


@probe
def train_our_autoencoder(student: Any, weights: Any, x: torch.Tensor, settings: Any) -> Any:
    """The losses that train_denoising returns for our network, and the parameters it leaves."""
    linear = [nn.Linear(*weight.shape[::-1]) for weight in weights[::2]]
    model = nn.Sequential(linear[0], nn.ReLU(), linear[1], linear[2], nn.ReLU(), linear[3])
    model.to(x.dtype)
    with torch.no_grad():
        for parameter, value in zip(model.parameters(), weights, strict=True):
            parameter.copy_(value)
    losses = student.train_denoising(model, x, *settings)
    losses = torch.tensor([float(loss) for loss in losses], dtype=torch.float64)
    parameters = {str(number): value for number, value in enumerate(model.parameters())}
    return {"losses": losses, **parameters}


@check("train_denoising", es="Tres pasos de Adam sin borrar nada, y tres borrando todo")
def test_denoising_steps(student: Student, rng: np.random.Generator) -> None:
    """Three steps of Adam with nothing erased, and three with everything erased."""
    # All rows are the same image, so that nothing is left to chance.
    weights = weights_of(rng, (4, 3), (3, 1), (1, 3), (3, 4))
    x = np.array([[0.1, 0.5, 0.9, 0.3]] * 5)
    for p in [0.0, 1.0]:
        student.run(train_our_autoencoder, weights, x, [p, 3, 2, 0.1, 1]).matches_reference()


@check(
    "train_denoising",
    after=test_denoising_steps,
    es="Se dan todos los pasos, con la misma tasa, y seed decide lotes y ruido",
)
def test_denoising_seed(student: Student, rng: np.random.Generator) -> None:
    """All steps are taken, at the same rate, and seed decides on minibatches and noise."""
    weights = weights_of(rng, (4, 3), (3, 1), (1, 3), (3, 4))
    x = np.array([[0.1, 0.5, 0.9, 0.3]] * 5)
    for lr in [0.0, 1e-4]:
        student.run(train_our_autoencoder, weights, x, [0.0, 80, 2, lr, 1]).matches_reference()
    x = tenths(rng, 30, 4)
    first, again, other = (
        student.run(train_our_autoencoder, weights, x, [0.5, 8, 3, 0.0, seed]).array("losses")
        for seed in [1, 1, 2]
    )
    expect(np.allclose(first, again) and not np.allclose(first, other, rtol=1e-4))
    # At learning rate 0 the losses differ, since rows and noise do.
    expect(len(np.unique(np.round(first, 9))) > 4)


def spots(rng: np.random.Generator, N: int) -> Array:
    """Images (N, 36) of 6 by 6 pixels: a bright spot anywhere. Two numbers say all of it."""
    centre, grid = rng.uniform(1, 4, (N, 2, 1)), np.arange(6)
    profile = np.exp(-((grid - centre) ** 2) / (2 * 1.3**2))
    return (profile[:, 0, :, None] * profile[:, 1, None, :]).reshape(N, 36).astype(np.float32)


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


@check(
    "train_denoising",
    retries=2,
    after=test_denoising_steps,
    es="Un entrenamiento corto restaura imágenes nuevas a las que les falta un tercio",
)
def test_denoising_learns(student: Student, rng: np.random.Generator) -> None:
    """A short training restores new images of which a third is missing."""
    x, x_test = spots(rng, 300), spots(rng, 100)
    weights = fresh_weights(rng, (36, 32), (32, 2), (2, 32), (32, 36))
    trained = student.run(train_our_autoencoder, weights, x, [0.3, 100, 32, 0.02, 1])
    W1, b1, W2, b2, W3, b3, W4, b4 = (trained.array(str(number)) for number in range(8))
    damaged = np.where(rng.random(x_test.shape) < 0.3, 0, x_test)
    codes = np.maximum(damaged @ W1.T + b1, 0) @ W2.T + b2
    restored = np.maximum(codes @ W3.T + b3, 0) @ W4.T + b4
    expect(restored.shape == x_test.shape)
    # Always answering the mean image scores 1; right answers 0.10 to 0.27 (12 seeds each).
    error = np.sum((restored - x_test) ** 2) / np.sum((x_test - x.mean(axis=0)) ** 2)
    picture = images(restored.reshape(-1, 6, 6), x_test.reshape(-1, 6, 6))
    expect_below(float(error), 0.4, curve=trained.array("losses"), picture=picture)


# --- gaussian ---------------------------------------------------------------------------------


@check("gaussian", es="Con mu = 1, logvar = log 4 y eps = 1/2, el código es 2")
def test_reparameterize(student: Student, rng: np.random.Generator) -> None:
    """With mu = 1, logvar = log 4 and eps = 1/2, the code is 2."""
    student.reparameterize(
        np.array([[1.0]]), np.array([[LOG4]]), np.array([[0.5]])
    ).matches_reference()
    student.reparameterize.gradients(*(tenths(rng, 2, 3) for _ in range(3))).matches_reference()
    expect_arguments_kept(student, "reparameterize", *(tenths(rng, 2, 3) for _ in range(3)))


@check("gaussian", es="Con mu = 1 y logvar = log 4, la divergencia es 2 - log 2; en el origen, 0")
def test_kl(student: Student, rng: np.random.Generator) -> None:
    """With mu = 1 and logvar = log 4, the divergence is 2 - log 2; at the origin, 0."""
    student.gaussian_kl(np.array([[1.0], [0.0]]), np.array([[LOG4], [0.0]])).matches_reference()
    student.gaussian_kl.gradients(tenths(rng, 2, 3), tenths(rng, 2, 3)).matches_reference()


# --- elbo -------------------------------------------------------------------------------------


@probe
def bound_and_gradients(student: Any, x: torch.Tensor, given: Any) -> Any:
    """elbo, and the gradients of its sum with respect to logits, mu and logvar: zeros where none
    reaches them."""
    leaves = [each.requires_grad_(True) for each in given]
    bound = student.elbo(x, *leaves)
    total = bound.sum() + 0 * leaves[0].sum()
    gradients = torch.autograd.grad(total, leaves, materialize_grads=True)
    return {"elbo": bound, **dict(zip(["logits", "mu", "logvar"], gradients, strict=True))}


@check("elbo", es="La cota del ejemplo resuelto es -log 4 - 2")
def test_elbo_on_paper(student: Student, rng: np.random.Generator) -> None:
    """The bound of the worked example is -log 4 - 2."""
    x, logits = np.array([[1.0, 0.0]]), np.array([[0.0, LOG3]])
    student.elbo(x, logits, np.array([[1.0]]), np.array([[LOG4]])).matches_reference()
    given = [tenths(rng, 2, size) for size in [4, 3, 3]]
    student.run(bound_and_gradients, rng.integers(0, 11, (2, 4)) / 10, given).matches_reference()


@check("elbo", after=test_elbo_on_paper, es="elbo es exacta con logits de ±200")
def test_elbo_large(student: Student) -> None:
    """elbo is exact for logits of ±200."""
    x, logits = np.array([[1.0, 0.0, 1.0]]), np.array([[-200.0, -200.0, 200.0]])
    student.elbo(x, logits, np.array([[0.0]]), np.array([[0.0]])).matches_reference()


# --- VAE --------------------------------------------------------------------------------------


@probe
def draws_differ(student: Any) -> Any:
    """Whether two answers of a new VAE to the same image differ, and whether mu does."""
    vae = student.VAE(3, 4, 2)
    (logits, mu, _), (others, again, _) = vae(torch.ones(1, 3)), vae(torch.ones(1, 3))
    return [bool((logits != others).any()), bool((mu != again).any())]


@check("VAE", es="VAE tiene cinco capas; encode, decode y forward responden bien")
def test_vae(student: Student, rng: np.random.Generator) -> None:
    """VAE has five layers; encode, decode and forward answer as they should."""
    Module(student, "VAE", 5, 4, 2, named=False).shapes().matches_reference()
    weights = weights_of(rng, (5, 4), (4, 2), (4, 2), (2, 4), (4, 5))
    x, z, eps = tenths(rng, 3, 5), tenths(rng, 1, 2), tenths(rng, 3, 2)
    vae = Module(student, "VAE", 5, 4, 2, weights=weights, named=False)
    vae.in_turn(("encode", x), ("decode", z), ("forward", x, eps)).matches_reference()


@check("VAE", after=test_vae, es="Sin eps, VAE toma otra muestra en cada llamada")
def test_vae_draws(student: Student) -> None:
    """Without eps, VAE takes another draw at every call."""
    student.run(draws_differ).matches_reference()


# --- sample -----------------------------------------------------------------------------------


@probe
def samples_of_identity(student: Any, n: int, code_size: int, seed: int) -> Any:
    """Samples of a decoder whose logits are the code, twice; and the codes that it was given."""
    codes = []

    class Identity(nn.Module):
        def decode(self, z):
            codes.append(z.detach().clone())
            return z

    images = [torch.as_tensor(student.sample(Identity(), n, code_size, seed)) for _ in range(2)]
    return {"images": torch.stack(images), "codes": torch.cat(codes)}


@check(
    "sample", es="sample decodifica n códigos de media 0 y varianza 1, los mismos con igual semilla"
)
def test_samples(student: Student) -> None:
    """sample decodes n codes of mean 0 and variance 1, the same for the same seed."""
    drawn = student.run(samples_of_identity, 200, 3, 5)
    pictures, codes = drawn.array("images"), drawn.array("codes")
    expect(pictures.shape == (2, 200, 3) and codes.shape == (400, 3))
    expect(np.array_equal(pictures[0], pictures[1]))
    expect(abs(codes.mean()) < 0.2 and abs(codes.var() - 1) < 0.3)
    wanted = 1 / (1 + np.exp(-codes[:200].astype(np.float64)))
    expect_equal(pictures[0].astype(np.float64), wanted, rtol=1e-4, atol=1e-5)


# --- train_step and train_vae -----------------------------------------------------------------


@probe
def take_steps(student: Any, batches: Any, weights: Any, *beta: float) -> Any:
    """The losses and parameters of our VAE after a train_step on every batch."""

    class OurVAE(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.ModuleList(nn.Linear(*each.shape[::-1]) for each in weights[::2])

        def encode(self, x):
            h = torch.relu(self.layers[0](x))
            return self.layers[1](h), self.layers[2](h)

        def decode(self, z):
            return self.layers[4](torch.relu(self.layers[3](z)))

        def forward(self, x, eps):
            mu, logvar = self.encode(x)
            return self.decode(mu + torch.exp(logvar / 2) * eps), mu, logvar

    vae = OurVAE().to(torch.float64)
    with torch.no_grad():
        for parameter, value in zip(vae.parameters(), weights, strict=True):
            parameter.copy_(value)
    optimizer = torch.optim.SGD(vae.parameters(), lr=0.05)
    losses = [student.train_step(vae, optimizer, x, eps, *beta) for x, eps in batches]
    kinds = ["float" if isinstance(loss, float) else type(loss).__name__ for loss in losses]
    return {"types of losses": kinds, "losses": losses, "parameters": list(vae.parameters())}


@check("train_step", es="train_step da dos pasos, con beta = 1 y con otra beta")
def test_two_steps(student: Student, rng: np.random.Generator) -> None:
    """train_step takes two steps, with beta = 1 and with another beta."""
    weights = weights_of(rng, (4, 3), (3, 2), (3, 2), (2, 3), (3, 4))
    batches = [(rng.integers(0, 11, (2, 4)) / 10, tenths(rng, 2, 2)) for _ in range(2)]
    student.run(take_steps, batches, weights).matches_reference()
    student.run(take_steps, batches, weights, 3.0).matches_reference()


@probe
def train_our_vae(student: Any, weights: Any, x: torch.Tensor, settings: Any) -> Any:
    """The losses that train_vae returns for our VAE, and the parameters it leaves."""

    class OurVAE(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.ModuleList(nn.Linear(*each.shape[::-1]) for each in weights[::2])

        def encode(self, x):
            h = torch.relu(self.layers[0](x))
            return self.layers[1](h), self.layers[2](h)

        def decode(self, z):
            z = z.to(x.dtype)  # a draw may be of the default dtype
            return self.layers[4](torch.relu(self.layers[3](z)))

        def forward(self, x, eps):
            mu, logvar = self.encode(x)
            return self.decode(mu + torch.exp(logvar / 2) * eps), mu, logvar

    vae = OurVAE().to(x.dtype)
    with torch.no_grad():
        for parameter, value in zip(vae.parameters(), weights, strict=True):
            parameter.copy_(value)
    losses = student.train_vae(vae, x, weights[2].shape[0], *settings)
    losses = torch.tensor([float(loss) for loss in losses], dtype=torch.float64)
    parameters = {str(number): value for number, value in enumerate(vae.parameters())}
    return {"losses": losses, **parameters}


@check("train_vae", es="Tres pasos de Adam de un VAE cuyos códigos casi no tienen ruido")
def test_vae_steps(student: Student, rng: np.random.Generator) -> None:
    """Three steps of Adam of a VAE whose codes have hardly any noise."""
    weights = weights_of(rng, (4, 3), (3, 2), (3, 2), (2, 3), (3, 4))
    weights[4:6] = [0 * weights[4], 0 * weights[5] - 60]
    x = np.array([[0.1, 0.5, 0.9, 0.3]] * 5)
    student.run(train_our_vae, weights, x, [3, 2, 0.1, 1]).matches_reference()


@check(
    "train_vae",
    after=test_vae_steps,
    es="Se dan todos los pasos, con la misma tasa, y seed decide lotes y ruido",
)
def test_vae_seed(student: Student, rng: np.random.Generator) -> None:
    """All steps are taken, at the same rate, and seed decides on minibatches and noise."""
    weights = weights_of(rng, (4, 3), (3, 2), (3, 2), (2, 3), (3, 4))
    still = [*weights[:4], 0 * weights[4], 0 * weights[5] - 60, *weights[6:]]
    x = np.array([[0.1, 0.5, 0.9, 0.3]] * 5)
    for lr in [0.0, 1e-4]:
        student.run(train_our_vae, still, x, [80, 2, lr, 1]).matches_reference(1e-6, 1e-7)
    first, again, other = (
        student.run(train_our_vae, weights, rows, [8, 3, 0.0, seed]).array("losses")
        for rows, seed in [(x, 1), (x, 1), (x, 2)]
    )
    expect(np.allclose(first, again) and not np.allclose(first, other, rtol=1e-4))
    expect(len(np.unique(np.round(first, 9))) > 4)  # of rows that are all alike: the noise differs


def bars(rng: np.random.Generator, N: int) -> Array:
    """Images (N, 16) of 4 by 4 pixels, 0 and 1: one row or one column is lit."""
    lit = np.eye(4)[:, :, None] * np.ones(4)
    patterns = np.concatenate([lit, lit.transpose(0, 2, 1)]).reshape(8, 16)
    return patterns[rng.integers(8, size=N)].astype(np.float32)


@check(
    "train_vae",
    retries=2,
    after=test_vae_steps,
    es="Un entrenamiento corto aprende a codificar y decodificar barras",
)
def test_vae_learns(student: Student, rng: np.random.Generator) -> None:
    """A short training learns to encode and decode bars."""
    x, x_test = bars(rng, 300), bars(rng, 100)
    weights = fresh_weights(rng, (16, 24), (24, 4), (24, 4), (4, 24), (24, 16))
    trained = student.run(train_our_vae, weights, x, [200, 32, 0.02, 1])
    W1, b1, Wm, bm, _, _, W3, b3, W4, b4 = (trained.array(str(number)) for number in range(10))
    mu = np.maximum(x_test @ W1.T + b1, 0) @ Wm.T + bm
    logits = np.maximum(mu @ W3.T + b3, 0) @ W4.T + b4
    expect(logits.shape == x_test.shape)
    # Nats an image, decoded from mu. Always answering the mean image scores 9.0; right answers
    # 0.05 to 0.4 (10 seeds each).
    error = float(np.mean(np.sum(np.logaddexp(0, logits) - x_test * logits, axis=1)))
    restored = 1 / (1 + np.exp(-np.clip(logits, -60, 60)))
    picture = images(restored.reshape(-1, 4, 4), x_test.reshape(-1, 4, 4))
    expect_below(error, 5.0, curve=trained.array("losses"), picture=picture)
