"""The public checks of the GAN topic: small inputs, so that you can follow them on paper."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import Student, check, expect, expect_below, probe, scatter

if TYPE_CHECKING:
    import torch
    from torch import nn
    from torch.nn import functional as F  # noqa: N812 -- torch's own name for it

Array = np.ndarray
LOG3 = math.log(3)


def tenths(rng: np.random.Generator, *shape: int) -> Array:
    """Random tenths between -2 and 2."""
    return rng.integers(-20, 21, shape) / 10


# The logits of the worked example in the statement: σ is 3/4 and 1/2 for real, 1/4 for fake data.
REAL, FAKE = np.array([LOG3, 0.0]), np.array([-LOG3])


@check("discriminator_loss", es="Las cuatro pérdidas del discriminador en el ejemplo resuelto")
def test_discriminator_losses_on_paper(student: Student) -> None:
    """The four losses of the discriminator in the worked example."""
    for kind in ["minimax", "non_saturating", "least_squares", "hinge", "wasserstein"]:
        student.discriminator_loss(REAL, FAKE, kind).matches_reference()


@check(
    "discriminator_loss",
    after=test_discriminator_losses_on_paper,
    es="discriminator_loss se puede derivar, y sigue siendo finita con logits de ±1000",
)
def test_discriminator_losses_gradients(student: Student) -> None:
    """discriminator_loss can be differentiated, and stays finite for logits of ±1000."""
    # Not at 0, where max(s, 0) + log(1 + exp(-|s|)) is right and its parts have no derivative.
    real, fake = np.array([LOG3, -0.5]), np.array([-LOG3])
    for kind in ["minimax", "least_squares", "hinge", "wasserstein"]:
        student.discriminator_loss.gradients(real, fake, kind).matches_reference()
    sure = np.array([20.0, 1000.0])
    student.discriminator_loss.gradients(-sure, sure, "minimax").matches_reference()


@check("generator_loss", es="Las cinco pérdidas del generador en el ejemplo resuelto")
def test_generator_losses_on_paper(student: Student) -> None:
    """The five losses of the generator in the worked example."""
    for kind in ["minimax", "non_saturating", "least_squares", "hinge", "wasserstein"]:
        student.generator_loss(FAKE, kind).matches_reference()


@check(
    "generator_loss",
    after=test_generator_losses_on_paper,
    es="El gradiente en un logit de -10 es -0.00005 con minimax, y -1 sin saturación",
)
def test_generator_losses_gradients(student: Student) -> None:
    """The gradient at a logit of -10 is -0.00005 for minimax, and -1 without saturation."""
    for kind in ["minimax", "non_saturating"]:
        student.generator_loss.gradients(np.array([-10.0]), kind).matches_reference()
        student.generator_loss.gradients(np.array([-1000.0]), kind).matches_reference()


@probe
def penalty_of_linear(
    student: Any, w: torch.Tensor, real: torch.Tensor, fake: torch.Tensor, eps: torch.Tensor
) -> Any:
    """The penalty of the critic w · x, and its gradient with respect to w."""
    w.requires_grad_(True)
    penalty = student.gradient_penalty(lambda x: x @ w, real, fake, eps)
    if not isinstance(penalty, torch.Tensor) or not penalty.requires_grad:
        return {"penalty": penalty, "gradient": torch.zeros_like(w)}
    (slopes,) = torch.autograd.grad(penalty, w)
    return {"penalty": penalty, "gradient": slopes}


@probe
def penalty_of_square(
    student: Any, a: torch.Tensor, real: torch.Tensor, fake: torch.Tensor, eps: torch.Tensor
) -> Any:
    """The penalty of the critic a ‖x‖² / 2, and what is then in .grad of a."""
    a.requires_grad_(True)
    penalty = student.gradient_penalty(
        lambda x: a * (x.flatten(1) ** 2).sum(dim=1) / 2, real, fake, eps
    )
    if isinstance(penalty, torch.Tensor) and penalty.requires_grad:
        penalty.backward()
    return {"penalty": penalty, "gradient": torch.zeros_like(a) if a.grad is None else a.grad}


@check("gradient_penalty", es="Para el crítico (3, 4) · x la penalización es (5 - 1)² = 16")
def test_penalty_on_paper(student: Student, rng: np.random.Generator) -> None:
    """For the critic (3, 4) · x the penalty is (5 - 1)² = 16."""
    w, real, fake = np.array([3.0, 4.0]), tenths(rng, 3, 2), tenths(rng, 3, 2)
    student.run(penalty_of_linear, w, real, fake, np.array([0.2, 0.5, 0.7])).matches_reference()


@check(
    "gradient_penalty",
    after=test_penalty_on_paper,
    es="Para el crítico a ‖x‖² / 2 la penalización da el 2.5 del ejemplo resuelto",
)
def test_penalty_between(student: Student, rng: np.random.Generator) -> None:
    """For the critic a ‖x‖² / 2 the penalty is the worked example's 2.5."""
    a, real, fake = np.array(1.0), np.array([[3.0, 0.0], [0.0, 0.0]]), np.zeros((2, 2))
    real[1, 1], eps = 4.0, np.array([2 / 3, 1 / 2])
    fake[1, 1] = 2.0
    student.run(penalty_of_square, a, real, fake, eps).matches_reference()
    images = [tenths(rng, 3, 2, 2, 1) for _ in range(2)]
    student.run(penalty_of_square, a, *images, np.array([0.1, 0.4, 0.8])).matches_reference()


@probe
def data_after_penalty(
    student: Any, real: torch.Tensor, fake: torch.Tensor, eps: torch.Tensor
) -> Any:
    """The real and fake points after a call of gradient_penalty."""
    student.gradient_penalty(lambda x: (x**2).sum(dim=1), real, fake, eps)
    return [real, fake]


@check(
    "gradient_penalty",
    after=test_penalty_on_paper,
    es="La penalización es finita donde el crítico es plano, y los datos quedan como estaban",
)
def test_penalty_of_flat_critic(student: Student, rng: np.random.Generator) -> None:
    """The penalty is finite where the critic is flat, and the data stay as they were."""
    real, fake = tenths(rng, 2, 2), tenths(rng, 2, 2)
    flat = student.run(penalty_of_linear, np.zeros(2), real, fake, np.array([0.2, 0.5]))
    flat.matches_reference(rtol=1e-3, atol=1e-6)
    student.run(data_after_penalty, real, fake, np.array([0.2, 0.5])).matches_reference()


@probe
def generator_shapes(student: Any, *sizes: int) -> Any:
    """Zeros of the shape of every parameter of the generator."""
    return [torch.zeros_like(value) for value in student.Generator(*sizes).parameters()]


@probe
def discriminator_shapes(student: Any, *sizes: int) -> Any:
    """Zeros of the shape of every parameter of the discriminator."""
    return [torch.zeros_like(value) for value in student.Discriminator(*sizes).parameters()]


@probe
def run_generator(student: Any, sizes: Any, parameters: Any, z: torch.Tensor) -> Any:
    """The generator's answer in float64 with these parameters."""
    network = student.Generator(*sizes).to(torch.float64)
    with torch.no_grad():
        for parameter, value in zip(network.parameters(), parameters, strict=True):
            parameter.copy_(value)
    return network(z)


@probe
def run_discriminator(student: Any, sizes: Any, parameters: Any, x: torch.Tensor) -> Any:
    """The discriminator's logits in float64 with these parameters."""
    network = student.Discriminator(*sizes).to(torch.float64)
    with torch.no_grad():
        for parameter, value in zip(network.parameters(), parameters, strict=True):
            parameter.copy_(value)
    return network(x)


@probe
def generator_deviations(student: Any, *sizes: int) -> Any:
    """The standard deviation of every parameter of a new generator."""
    return torch.stack([value.std() for value in student.Generator(*sizes).parameters()])


@probe
def discriminator_deviations(student: Any, *sizes: int) -> Any:
    """The standard deviation of every parameter of a new discriminator but the last bias."""
    values = list(student.Discriminator(*sizes).parameters())[:-1]
    return torch.stack([value.std() for value in values])


def parameters(rng: np.random.Generator, inputs: int, hidden: int, outputs: int) -> list[Array]:
    """Weights and biases of three layers, in tenths."""
    sizes = [(inputs, hidden), (hidden, hidden), (hidden, outputs)]
    return [tenths(rng, *shape) for before, after in sizes for shape in [(after, before), (after,)]]


@check("Generator", es="Generator tiene sus seis parámetros, y devuelve datos (N, D)")
def test_generator(student: Student, rng: np.random.Generator) -> None:
    """Generator has its six parameters, and returns data (N, D)."""
    student.run(generator_shapes, 3, 4, 2).matches_reference()
    values = parameters(rng, 3, 4, 2)
    student.run(run_generator, [3, 4, 2], values, tenths(rng, 5, 3)).matches_reference()


@check(
    "Generator",
    after=test_generator,
    es="Los pesos de Generator tienen la desviación √(2/entradas), y sus sesgos son cero",
)
def test_generator_deviations(student: Student) -> None:
    """The weights of Generator have the deviation √(2/inputs), and its biases are zero."""
    deviations = student.run(generator_deviations, 50, 200, 50).array()
    wanted = np.sqrt([2 / 50, 0, 2 / 200, 0, 2 / 200, 0])
    expect(np.all(np.abs(deviations - wanted) <= 0.1 * wanted))


@check("Discriminator", es="Discriminator tiene sus seis parámetros, y devuelve logits (N,)")
def test_discriminator(student: Student, rng: np.random.Generator) -> None:
    """Discriminator has its six parameters, and returns logits (N,)."""
    student.run(discriminator_shapes, 2, 4).matches_reference()
    values = parameters(rng, 2, 4, 1)
    student.run(run_discriminator, [2, 4], values, tenths(rng, 5, 2)).matches_reference()


@check(
    "Discriminator",
    after=test_discriminator,
    es="Los pesos de Discriminator tienen la desviación √(2/entradas), y sus sesgos son cero",
)
def test_discriminator_deviations(student: Student) -> None:
    """The weights of Discriminator have the deviation √(2/inputs), and its biases are zero."""
    deviations = student.run(discriminator_deviations, 50, 200).array()
    wanted = np.sqrt([2 / 50, 0, 2 / 200, 0, 2 / 200])
    # The last layer has 200 weights alone: their deviation is known to 5 %.
    expect(np.all(np.abs(deviations - wanted) <= np.array([0.1, 0, 0.1, 0, 0.3]) * wanted))


@probe
def steps_of_discriminator(student: Any, real: torch.Tensor, z: torch.Tensor, steps: int) -> Any:
    """Losses, weight and bias of d x + c after steps from d = 1, c = 0, and of the generator 2 z
    its weight and gradient, which was 5 before."""
    generator, discriminator = nn.Linear(1, 1, bias=False), nn.Linear(1, 1)
    for network, value in [(generator, 2.0), (discriminator, 1.0)]:
        network.to(torch.float64)
        nn.init.constant_(network.weight, value)
        network.weight.grad = torch.full_like(network.weight, 5.0)
    nn.init.zeros_(discriminator.bias)
    optimizer = torch.optim.SGD(discriminator.parameters(), lr=0.1)
    losses = [
        student.discriminator_step(
            generator,
            discriminator,
            optimizer,
            real,
            z,
            lambda real, fake: ((real - 1) ** 2).mean() / 2 + (fake**2).mean() / 2,
        )
        for _ in range(steps)
    ]
    gradient = generator.weight.grad
    return {
        "losses": losses,
        "discriminator": [discriminator.weight, discriminator.bias],
        "generator": [generator.weight, torch.zeros(1, 1) if gradient is None else gradient],
    }


@check("discriminator_step", es="discriminator_step da los pasos del ejemplo resuelto")
def test_discriminator_step_on_paper(student: Student) -> None:
    """discriminator_step takes the steps of the worked example."""
    real, z = np.array([[3.0]]), np.array([[1.0]])
    student.run(steps_of_discriminator, real, z, 1).matches_reference()
    student.run(steps_of_discriminator, real, z, 2).matches_reference()


def networks_with_batch_norm() -> Any:
    """A generator (1 to 2) and a discriminator that standardise their batches, in float64."""
    makes = nn.Sequential(nn.Linear(1, 2), nn.BatchNorm1d(2))
    judges = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2), nn.Linear(2, 1), nn.Flatten(0))
    for player in (makes, judges):
        player.to(torch.float64)
        for k, values in enumerate(player.parameters()):
            numbers = torch.arange(values.numel(), dtype=torch.float64) + k + 1
            values.copy_(torch.sin(numbers).reshape(values.shape))
    return makes, judges


def kind_of(value: Any) -> str:
    """The name of a value's type; float where it may stand for one, as NumPy's does."""
    return "float" if isinstance(value, float) else type(value).__name__


@probe(beside=[networks_with_batch_norm, kind_of])
def discriminator_step_in_training(student: Any, real: torch.Tensor, z: torch.Tensor) -> Any:
    """A step with networks that standardise their batches: the loss, its type, all values."""
    with torch.no_grad():
        generator, discriminator = networks_with_batch_norm()
    optimizer = torch.optim.SGD(discriminator.parameters(), lr=0.1)

    def loss_fn(real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
        return (real - 1).square().mean() + fake.square().mean()

    loss = student.discriminator_step(generator, discriminator, optimizer, real, z, loss_fn)
    return [float(loss), kind_of(loss), [*discriminator.parameters()]]


@check(
    "discriminator_step",
    after=test_discriminator_step_on_paper,
    es="Las redes siguen en modo de entrenamiento, cada lote aparte, y la pérdida es un float",
)
def test_discriminator_step_in_training(student: Student, rng: np.random.Generator) -> None:
    """The networks stay in training mode, each batch on its own, and the loss is a float."""
    real, z = tenths(rng, 4, 2), np.array([[-1.5], [0.5], [1.0], [2.0]])
    student.run(discriminator_step_in_training, real, z).matches_reference()


@probe
def steps_of_generator(student: Any, z: torch.Tensor, steps: int) -> Any:
    """Losses and weight of g z after steps from g = 2, and the discriminator x, whose gradient
    was 5 before."""
    generator, discriminator = nn.Linear(1, 1, bias=False), nn.Linear(1, 1, bias=False)
    for network, value in [(generator, 2.0), (discriminator, 1.0)]:
        network.to(torch.float64)
        nn.init.constant_(network.weight, value)
        network.weight.grad = torch.full_like(network.weight, 5.0)
    optimizer = torch.optim.SGD(generator.parameters(), lr=0.1)
    losses = [
        student.generator_step(
            generator, discriminator, optimizer, z, lambda fake: ((fake - 1) ** 2).mean() / 2
        )
        for _ in range(steps)
    ]
    return {"losses": losses, "generator": generator.weight, "discriminator": discriminator.weight}


@check("generator_step", es="generator_step da los pasos del ejemplo resuelto")
def test_generator_step_on_paper(student: Student) -> None:
    """generator_step takes the steps of the worked example."""
    z = np.array([[1.0]])
    student.run(steps_of_generator, z, 1).matches_reference()
    student.run(steps_of_generator, z, 2).matches_reference()


@probe(beside=[networks_with_batch_norm, kind_of])
def generator_step_in_training(student: Any, z: torch.Tensor) -> Any:
    """A step with networks that standardise their batches: the loss, its type, all values."""
    with torch.no_grad():
        generator, discriminator = networks_with_batch_norm()
    optimizer = torch.optim.SGD(generator.parameters(), lr=0.1)
    loss = student.generator_step(
        generator, discriminator, optimizer, z, lambda fake: (fake - 1).square().mean()
    )
    return [float(loss), kind_of(loss), [*generator.parameters()]]


@check(
    "generator_step",
    after=test_generator_step_on_paper,
    es="Las dos redes siguen en modo de entrenamiento, y la pérdida es un float",
)
def test_generator_step_in_training(student: Student) -> None:
    """Both networks stay in training mode, and the loss is a float."""
    z = np.array([[-1.5], [0.5], [1.0], [2.0]])
    student.run(generator_step_in_training, z).matches_reference()


@probe
def two_averages(student: Any, share: float) -> Any:
    """The average of a weight that is 20, then 0, from 10, and a buffer that is 7."""
    average, generator = nn.Linear(1, 1, bias=False), nn.Linear(1, 1, bias=False)
    average.register_buffer("seen", torch.tensor(1.0))
    generator.register_buffer("seen", torch.tensor(7.0))
    for network in (average, generator):
        network.to(torch.float64)
    nn.init.constant_(average.weight, 10.0)
    for value in [20.0, 0.0]:
        nn.init.constant_(generator.weight, value)
        student.update_average(average, generator, share)
    return {
        "average": [average.weight, average.seen],
        "generator": [generator.weight, generator.seen],
    }


@check("update_average", es="La media de 10 es 11 tras un 20, y 9.9 tras un 0")
def test_average_on_paper(student: Student) -> None:
    """The average of 10 is 11 after a 20, and 9.9 after a 0."""
    student.run(two_averages, 0.9).matches_reference()


@probe
def two_rounds(student: Any, batches: Any, lr: float, decay: float) -> Any:
    """What train_gan makes of a generator g z and a discriminator d x, from g = 2 and d = 1."""
    generator, discriminator = nn.Linear(1, 1, bias=False), nn.Linear(1, 1, bias=False)
    for network, value in [(generator, 2.0), (discriminator, 1.0)]:
        network.to(torch.float64)
        nn.init.constant_(network.weight, value)
    average, losses = student.train_gan(
        generator,
        discriminator,
        iter(batches),
        lambda real, fake: F.softplus(-real).mean() + F.softplus(fake).mean(),
        lambda fake: F.softplus(-fake).mean(),
        lr,
        decay,
    )
    return {
        "losses": [[float(loss) for loss in pair] for pair in losses],
        "average": average.weight,
        "generator": generator.weight,
        "discriminator": discriminator.weight,
    }


@check("train_gan", es="train_gan da una y dos rondas con redes de un solo peso")
def test_two_rounds(student: Student, rng: np.random.Generator) -> None:
    """train_gan plays one round, and two, with networks of a single weight."""
    for rounds in [1, 2]:
        batches = [tuple(tenths(rng, 3, 1) for _ in range(3)) for _ in range(rounds)]
        student.run(two_rounds, batches, 0.1, 0.5).matches_reference()


@probe
def ring_samples(student: Any, x: torch.Tensor, z: torch.Tensor, settings: Any) -> Any:
    """Samples of the generator that comes out of a training."""
    average, _ = student.train_ring(x, *settings)
    return average(z).detach()


# Where the ring of the public check has its centre; samples of an untrained generator are 5 away.
CENTRE = np.array([4.0, -3.0])


@check(
    "train_ring", retries=2, es="Un entrenamiento corto lleva las muestras a donde están los datos"
)
def test_short_training(student: Student, rng: np.random.Generator) -> None:
    """A short training brings the samples to where the data are."""
    angles = 2 * np.pi * rng.integers(0, 8, 2000) / 8
    x = CENTRE + 2 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    x = (x + 0.2 * rng.standard_normal((2000, 2))).astype(np.float32)
    z = rng.standard_normal((500, 4)).astype(np.float32)
    answer = student.run(ring_samples, x, z, [4, 32, 60, 64, 0.02, 0.9, 1])
    samples = answer.array().astype(np.float64)
    expect(samples.shape == (500, 2))
    distance = np.linalg.norm(samples.mean(axis=0) - CENTRE)
    expect_below(distance, 1.6, picture=scatter(samples, x))


@probe
def widths_of_ring(student: Any, x: torch.Tensor, hidden_size: int) -> Any:
    """Zeros of the shape of every parameter of the generator that comes out of a training."""
    average, _ = student.train_ring(x, 3, hidden_size, 1, 5, 0.01, 0.5, 1)
    return [torch.zeros_like(value) for value in average.parameters()]


@probe
def ring_losses(student: Any, x: torch.Tensor, runs: Any) -> Any:
    """The losses of trainings of four steps at learning rate 0, for (batch_size, seed) each; before
    each the global seed is another."""
    found = []
    for number, (batch_size, seed) in enumerate(runs):
        torch.manual_seed(1000 + number)
        _, losses = student.train_ring(x, 3, 6, 4, batch_size, 0.0, 0.5, seed)
        found.append([[float(loss) for loss in pair] for pair in losses])
    return torch.tensor(found, dtype=torch.float64)


@check(
    "train_ring",
    es="hidden_size y batch_size actúan, y todo el azar sale de seed",
)
def test_ring_seed(student: Student, rng: np.random.Generator) -> None:
    """hidden_size and batch_size act, and all that is random comes from seed."""
    x = (CENTRE + rng.standard_normal((50, 2))).astype(np.float32)
    student.run(widths_of_ring, x, 7).matches_reference()
    answer = student.run(ring_losses, x, [[5, 1], [5, 1], [11, 1], [5, 2]]).matches_form()
    first, again, larger, other = answer.array()
    expect(np.allclose(first, again, rtol=1e-5))
    expect(not np.allclose(first, larger, rtol=1e-4))
    expect(not np.allclose(first, other, rtol=1e-4))


@probe
def ring_average(student: Any, x: torch.Tensor, lr: float, decay: float, seed: int) -> Any:
    """The largest change of a parameter in one step, in learning rates, and the share of the first
    parameters that is kept in the average; both to three digits."""
    parameters = []
    for rate, kept in [(0.0, decay), (lr, 0.0), (lr, decay)]:
        torch.manual_seed(seed)
        generator, _ = student.train_ring(x, 4, 7, 1, 11, rate, kept, seed)
        parameters.append(torch.cat([each.detach().flatten() for each in generator.parameters()]))
    first, last, average = (each.to(torch.float64) for each in parameters)
    moved = first - last
    share = (average - last) @ moved / (moved @ moved) if moved.any() else torch.zeros(())
    return {"step": round(moved.abs().max().item() / lr, 3), "kept": round(share.item(), 3)}


@check(
    "train_ring",
    es="El primer paso mide lr, y la media conserva la parte decay de los primeros pesos",
)
def test_ring_average(student: Student, rng: np.random.Generator) -> None:
    """The first step is as large as lr, and the average keeps decay of the first weights."""
    x = CENTRE + rng.standard_normal((50, 2))
    for decay in [0.5, 0.9]:
        answer = student.run(ring_average, x.astype(np.float32), 0.02, decay, 1).matches_form()
        expect(abs(answer["step"] - 1) < 0.01 and abs(answer["kept"] - decay) < 0.01)
