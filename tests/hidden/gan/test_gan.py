"""The hidden suite of the GAN topic."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    Answer,
    Module,
    Student,
    Training,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_equal,
    expect_normal,
    expect_reproducible,
    lines,
    probe,
    random_seed,
    scatter,
)

if TYPE_CHECKING:
    import torch
    from torch import nn
    from torch.nn import functional as F  # noqa: N812 -- torch's own name for it

Array = np.ndarray

# Neither training shows its losses: in a game they do not say how good the samples are.
# Wasserstein distance of the samples to N(4, 0.5); that of an untrained generator is about 4. One
# that always answers 4 has 0.4: to see a collapse is what the ring is for.
NORMAL_LIMIT = 0.7
# The share of the probability that is missing from the eight modes; one mode alone has 0.875.
RING_LIMIT = 0.5


def logits(rng: np.random.Generator, N: int) -> Array:
    """N logits on both sides of zero and of the margins at ±1."""
    return 3 * rng.standard_normal(N)


# The right formula with a small number in its logarithm passes; what that does far out has a check
# of its own.
FORMULA = (1e-4, 1e-6)
EXACT = (1e-7, 1e-9)

# Real and fake batches of different sizes: a mean over both together is another number.
SIZES = [(5, 7), (11, 3), (1, 4), (2, 1)]
FAKE_SIZES = [(7,), (1,), (5,)]


def expect_loss(
    student: Student,
    player: str,
    kind: str,
    generator: np.random.Generator,
    tolerance: tuple[float, float] = EXACT,
) -> None:
    """The loss of a player and its gradient are the reference's, and its arguments are kept."""
    for sizes in SIZES if player == "discriminator_loss" else FAKE_SIZES:
        batches = [logits(generator, N) for N in sizes]
        getattr(student, player).gradients(*batches, kind).matches_reference(*tolerance)
        expect_arguments_kept(student, player, *batches, kind, rtol=tolerance[0], atol=tolerance[1])


# --- discriminator_loss -----------------------------------------------------------------------


@check(
    "discriminator_loss",
    weight=4,
    es="La pérdida minimax (y la que no se satura) del discriminador, y su gradiente",
)
def test_d_minimax(student: Student, rng: np.random.Generator) -> None:
    """The minimax (and non-saturating) loss of the discriminator, and its gradient."""
    for kind in ["minimax", "non_saturating"]:
        expect_loss(student, "discriminator_loss", kind, rng, FORMULA)


@check(
    "discriminator_loss",
    weight=3,
    after=test_d_minimax,
    es="La pérdida minimax y su gradiente son correctos con logits de ±20 y de ±1000",
)
def test_d_saturated(student: Student, rng: np.random.Generator) -> None:
    """The minimax loss and its gradient are right for logits of ±20 and ±1000."""
    sure = 20 + 20 * rng.random(5)
    for real, fake in [(-50 * sure, 50 * sure), (50 * sure, sure), (sure, -sure), (-sure, sure)]:
        student.discriminator_loss.gradients(real, fake, "minimax").matches_reference()
    # log(1 + exp(20)) = 20 to nine digits, so that both halves of the loss are 20.
    twenty = np.full(3, 20.0)
    loss = student.discriminator_loss(-twenty, twenty, "minimax")
    expect_equal(loss.array(), np.array(2 * math.log1p(math.exp(20))))


@check(
    "discriminator_loss",
    weight=3,
    es="La pérdida de mínimos cuadrados del discriminador, y su gradiente",
)
def test_d_least_squares(student: Student, rng: np.random.Generator) -> None:
    """The least squares loss of the discriminator, and its gradient."""
    expect_loss(student, "discriminator_loss", "least_squares", rng)


@check(
    "discriminator_loss",
    weight=3,
    es="La pérdida de bisagra del discriminador, y su gradiente",
)
def test_d_hinge(student: Student, rng: np.random.Generator) -> None:
    """The hinge loss of the discriminator, and its gradient."""
    expect_loss(student, "discriminator_loss", "hinge", rng)


@check(
    "discriminator_loss",
    weight=3,
    es="La pérdida de Wasserstein del crítico, y su gradiente",
)
def test_d_wasserstein(student: Student, rng: np.random.Generator) -> None:
    """The Wasserstein loss of the critic, and its gradient."""
    # Of a critic that is right, first: without its sign the loss is another mistake's elsewhere.
    real, fake = logits(rng, 5) + 20, logits(rng, 7) - 20
    student.discriminator_loss(real, fake, "wasserstein").matches_reference(*EXACT)
    expect_loss(student, "discriminator_loss", "wasserstein", rng)


# --- generator_loss ---------------------------------------------------------------------------


@check("generator_loss", es="La pérdida minimax del generador, y su gradiente")
def test_g_minimax(student: Student, rng: np.random.Generator) -> None:
    """The minimax loss of the generator, and its gradient."""
    expect_loss(student, "generator_loss", "minimax", rng, FORMULA)


@check(
    "generator_loss",
    es="La pérdida que no se satura del generador, y su gradiente",
)
def test_g_non_saturating(student: Student, rng: np.random.Generator) -> None:
    """The non-saturating loss of the generator, and its gradient."""
    expect_loss(student, "generator_loss", "non_saturating", rng, FORMULA)
    # Where the discriminator is sure, the gradient is still -1 (that of minimax would be -5e-5).
    answer = student.generator_loss.gradients(np.array([-10.0]), "non_saturating")
    expect_equal(answer["outputs"], np.array(math.log1p(math.exp(10))), *FORMULA)


@check(
    "generator_loss",
    after=test_g_non_saturating,
    es="Las pérdidas logarítmicas del generador son correctas con logits de ±20 y de ±1000",
)
def test_g_saturated(student: Student, rng: np.random.Generator) -> None:
    """The logarithmic losses of the generator are right for logits of ±20 and ±1000."""
    sure = 20 + 20 * rng.random(5)
    for fake in [50 * sure, -50 * sure, sure, -sure]:
        for kind in ["minimax", "non_saturating"]:
            student.generator_loss.gradients(fake, kind).matches_reference()


@check(
    "generator_loss",
    es="La pérdida de mínimos cuadrados del generador, y su gradiente",
)
def test_g_least_squares(student: Student, rng: np.random.Generator) -> None:
    """The least squares loss of the generator, and its gradient."""
    expect_loss(student, "generator_loss", "least_squares", rng)


@check(
    "generator_loss",
    es="Las pérdidas de bisagra y de Wasserstein del generador, y sus gradientes",
)
def test_g_hinge_wasserstein(student: Student, rng: np.random.Generator) -> None:
    """The hinge and Wasserstein losses of the generator, and their gradients."""
    for kind in ["hinge", "wasserstein"]:
        expect_loss(student, "generator_loss", kind, rng)


# --- gradient_penalty -------------------------------------------------------------------------


@probe
def penalty_of(
    student: Any,
    critic: str,
    weights: Any,
    real: torch.Tensor,
    fake: torch.Tensor,
    eps: torch.Tensor,
) -> Any:
    """The penalty of a critic with these weights, what is then in their .grad, and the arguments
    as they are left.

    "linear" is w · x, "network" has a hidden layer, and "flat", relu(w · x + b), has no slope in
    places.
    """
    weights = [weight.requires_grad_(True) for weight in weights]
    critics: dict[str, Any] = {
        "linear": lambda x, w: x.flatten(1) @ w,
        "network": lambda x, W1, b1, w2: torch.tanh(x.flatten(1) @ W1 + b1) @ w2,
        "flat": lambda x, w, b: torch.relu(x.flatten(1) @ w + b),
    }
    penalty = student.gradient_penalty(lambda x: critics[critic](x, *weights), real, fake, eps)
    if isinstance(penalty, torch.Tensor) and penalty.requires_grad:
        penalty.backward()
    gradients = [torch.zeros_like(w) if w.grad is None else w.grad for w in weights]
    return {"penalty": penalty, "gradients": gradients, "arguments": [real, fake, eps]}


SHAPES = [(5, (3,)), (3, (2, 7)), (2, (3, 2, 5)), (1, (4,))]


def rows_between(
    rng: np.random.Generator, N: int, shape: tuple[int, ...]
) -> tuple[Array, Array, Array]:
    """Real and fake data (N, …), and the share (N,) of the real ones."""
    real, fake = rng.standard_normal((N, *shape)), 1 + rng.standard_normal((N, *shape))
    return real, fake, rng.random(N)


@check(
    "gradient_penalty",
    weight=6,
    es="Para el crítico w · x la penalización es (‖w‖ - 1)², y también su gradiente es el exacto",
)
def test_penalty_linear(student: Student, rng: np.random.Generator) -> None:
    """For the critic w · x the penalty is (‖w‖ - 1)², and its gradient too is the exact one."""
    for N, shape in SHAPES:
        w, given = rng.standard_normal(math.prod(shape)), rows_between(rng, N, shape)
        answer = student.run(penalty_of, "linear", [w], *given).matches_reference()
        norm = np.linalg.norm(w)
        exact = {"penalty": np.array((norm - 1) ** 2), "gradients": [2 * (norm - 1) * w / norm]}
        expect_equal(answer.value, {**exact, "arguments": list(given)})


@check(
    "gradient_penalty",
    weight=7,
    es="La penalización toma la norma fila por fila, entre lo real y lo falso",
)
def test_penalty_network(student: Student, rng: np.random.Generator) -> None:
    """The penalty takes the norm row by row, between real and fake data."""
    for N, shape in SHAPES:
        D, H = math.prod(shape), 5
        weights = [rng.standard_normal(size) for size in [(D, H), (H,), (H,)]]
        given = rows_between(rng, N, shape)
        student.run(penalty_of, "network", weights, *given).matches_reference()


@check(
    "gradient_penalty",
    weight=3,
    after=test_penalty_network,
    es="La penalización y su gradiente son finitos donde el crítico es plano",
)
def test_penalty_flat(student: Student, rng: np.random.Generator) -> None:
    """The penalty and its gradient are finite where the critic is flat."""
    for N, b in [(7, -0.5), (3, -1000.0)]:
        weights = [rng.standard_normal(3), np.array(b)]
        answer = student.run(penalty_of, "flat", weights, *rows_between(rng, N, (3,)))
        # A small number under the square root is as good as a norm that knows its zero.
        answer.matches_reference(rtol=1e-3, atol=1e-6)


# --- Generator, Discriminator -----------------------------------------------------------------


def parameters(rng: np.random.Generator, inputs: int, hidden: int, outputs: int) -> list[Array]:
    """Weights and biases of three layers, none of them zero."""
    sizes = [(inputs, hidden), (hidden, hidden), (hidden, outputs)]
    return [
        rng.standard_normal(shape)
        for fan_in, fan_out in sizes
        for shape in [(fan_out, fan_in), (fan_out,)]
    ]


def expect_he_initialisation(network: Module) -> None:
    """Weights from N(0, 2/fan_in), biases zero, and no network like the one before."""
    for pair in network.fresh().values():
        if pair[0].ndim == 1:
            expect_equal(pair, (0 * pair[0], 0 * pair[0]))
        else:
            expect_normal(pair, np.sqrt(2 / pair[0].shape[1]))


@check("Generator", weight=5, es="Generator tiene sus tres capas, y devuelve datos")
def test_generator_values(student: Student, rng: np.random.Generator) -> None:
    """Generator has its three layers, and returns data."""
    for N, Z, H, D in [(5, 3, 7, 2), (2, 5, 3, 1), (3, 1, 2, 5)]:
        weights = parameters(rng, Z, H, D)
        generator = Module(student, "Generator", Z, H, D, weights=weights, named=False)
        generator.shapes().matches_reference()
        answer = generator.gradients(rng.standard_normal((N, Z)), seed=random_seed(rng))
        answer.matches_reference()


@check(
    "Generator",
    weight=2,
    es="Los pesos de Generator salen de N(0, 2/entradas) y sus sesgos son cero",
)
def test_generator_initialisation(student: Student, rng: np.random.Generator) -> None:
    """The weights of Generator are drawn from N(0, 2/inputs), and its biases are zero."""
    expect_he_initialisation(Module(student, "Generator", 61, 151, 79, named=False))


@check("Discriminator", weight=5, es="Discriminator tiene sus tres capas, y devuelve logits (N,)")
def test_discriminator_values(student: Student, rng: np.random.Generator) -> None:
    """Discriminator has its three layers, and returns logits (N,)."""
    for N, D, H in [(5, 3, 7), (2, 1, 3), (1, 5, 2)]:
        weights = parameters(rng, D, H, 1)
        discriminator = Module(student, "Discriminator", D, H, weights=weights, named=False)
        discriminator.shapes().matches_reference()
        answer = discriminator.gradients(rng.standard_normal((N, D)), seed=random_seed(rng))
        answer.matches_reference()


@check(
    "Discriminator",
    weight=2,
    es="Los pesos de Discriminator salen de N(0, 2/entradas) y sus sesgos son cero",
)
def test_discriminator_initialisation(student: Student, rng: np.random.Generator) -> None:
    """The weights of Discriminator are drawn from N(0, 2/inputs), and its biases are zero."""
    expect_he_initialisation(Module(student, "Discriminator", 61, 151, named=False))


# --- discriminator_step -----------------------------------------------------------------------


def drawn(network: nn.Module, draws: torch.Generator) -> nn.Module:
    """The network in float64, with parameters from N(0, 1/4): whatever the student's code has set
    as torch's default type, the same ones."""
    for parameter in network.to(torch.float64).parameters():
        values = torch.randn(parameter.shape, generator=draws, dtype=torch.float64)
        parameter.data = values / 2
    return network


def networks(seed: int, training: bool) -> tuple[nn.Module, nn.Module]:
    """A generator and a discriminator of ours: both have batch normalisation, both hold gradients
    from before."""
    generator = [nn.Linear(3, 5), nn.BatchNorm1d(5), nn.Tanh(), nn.Linear(5, 2)]
    discriminator = [nn.Linear(2, 7), nn.BatchNorm1d(7), nn.Tanh(), nn.Linear(7, 1), nn.Flatten(0)]
    draws = torch.Generator().manual_seed(seed)
    both = [drawn(nn.Sequential(*layers), draws) for layers in (generator, discriminator)]
    for network in both:
        network.train(training)
        for parameter in network.parameters():
            parameter.grad = parameter.detach().flip(0)
    return both[0], both[1]


def losses_of_ours(squares: bool) -> Any:
    """A loss of the logits of a first batch, to be taken for real, and of a second, for fake."""

    def logarithms(*logits: torch.Tensor) -> Any:
        return sum(
            F.softplus(sign * each).mean() for sign, each in zip((-1, 1), logits, strict=False)
        )

    def least_squares(*logits: torch.Tensor) -> Any:
        targets = zip((3, 1), (2, -1), logits, strict=False)
        return sum(weight * ((each - target) ** 2).mean() for weight, target, each in targets)

    return least_squares if squares else logarithms


@probe(beside=[drawn, networks, losses_of_ours])
def player_steps(
    student: Any, parts: Any, seed: int, batches: Any, lr: float, training: bool, squares: bool
) -> Any:
    """What a step of one player on every batch makes of our networks: the named parts."""
    generator, discriminator = networks(seed, training)
    player = discriminator if len(batches[0]) == 2 else generator  # the one who sees real data
    optimizer = torch.optim.SGD(player.parameters(), lr=lr, momentum=0.5)
    loss = losses_of_ours(squares)
    losses = [student.step(generator, discriminator, optimizer, *batch, loss) for batch in batches]
    both = nn.ModuleList([generator, discriminator])
    found = {
        "losses": losses,
        "numbers": [isinstance(loss, float) for loss in losses],
        "discriminator": list(discriminator.parameters()),
        "generator": list(generator.parameters()),
        "gradients": [
            torch.zeros_like(weight) if weight.grad is None else weight.grad
            for weight in generator.parameters()
        ],
        "trainable": [parameter.requires_grad for parameter in both.parameters()],
        "training": [module.training for each in both for module in each.modules()],
        "batches": batches,
    }
    return {part: found[part] for part in parts}


def player(
    student: Student, name: str, rng: np.random.Generator, *parts: str, **changed: Any
) -> Answer:
    """These parts of what is left of three steps with batches of different sizes: latent vectors
    (M, 3), and for the discriminator real data (N, 2)."""
    pairs = [
        (2 + rng.standard_normal((N, 2)), rng.standard_normal((M, 3)))
        for N, M in [(5, 7), (4, 3), (11, 6)]
    ]
    batches = pairs if name == "discriminator_step" else [(z,) for _, z in pairs]
    settings = {"lr": 0.2, "training": True, "squares": False} | changed
    step = player_steps.of(step=name)
    return student.run(step, list(parts), random_seed(rng), batches, **settings)


@check(
    "discriminator_step",
    weight=5,
    es="discriminator_step mueve al discriminador según el gradiente de su pérdida",
)
def test_d_step_updates(student: Student, rng: np.random.Generator) -> None:
    """discriminator_step moves the discriminator along the gradient of its loss."""
    for lr, squares in [(0.3, False), (0.02, True)]:
        left = player(
            student, "discriminator_step", rng, "losses", "discriminator", lr=lr, squares=squares
        )
        left.matches_reference()


@check(
    "discriminator_step",
    weight=3,
    after=test_d_step_updates,
    es="discriminator_step deja al generador como estaba, también sus gradientes",
)
def test_d_step_leaves_generator(student: Student, rng: np.random.Generator) -> None:
    """discriminator_step leaves the generator as it was, its gradients too."""
    parts = ["generator", "gradients", "trainable", "batches"]
    player(student, "discriminator_step", rng, *parts).matches_reference()


@check(
    "discriminator_step",
    weight=2,
    after=test_d_step_updates,
    es="discriminator_step deja ambas redes en el modo (train o eval) en que estaban",
)
def test_d_step_modes(student: Student, rng: np.random.Generator) -> None:
    """discriminator_step leaves both networks in the mode (train or eval) that they were in."""
    for training in [False, True]:
        parts = ["losses", "discriminator", "training"]
        player(student, "discriminator_step", rng, *parts, training=training).matches_reference()


@check(
    "discriminator_step",
    weight=2,
    after=test_d_step_updates,
    es="discriminator_step devuelve la pérdida como float de Python",
)
def test_d_step_returns_number(student: Student, rng: np.random.Generator) -> None:
    """discriminator_step returns the loss as a Python float."""
    player(student, "discriminator_step", rng, "numbers").matches_reference()


@check(
    "generator_step",
    weight=4,
    es="generator_step mueve al generador según el gradiente de su pérdida",
)
def test_g_step_updates(student: Student, rng: np.random.Generator) -> None:
    """generator_step moves the generator along the gradient of its loss."""
    for lr, squares in [(0.3, False), (0.02, True)]:
        left = player(student, "generator_step", rng, "losses", "generator", lr=lr, squares=squares)
        left.matches_reference()


@check(
    "generator_step",
    weight=2,
    after=test_g_step_updates,
    es="generator_step no mueve al discriminador, ni deja congelado a ninguno de los dos",
)
def test_g_step_leaves_discriminator(student: Student, rng: np.random.Generator) -> None:
    """generator_step does not move the discriminator, and leaves neither of them frozen."""
    parts = ["discriminator", "trainable", "batches"]
    player(student, "generator_step", rng, *parts).matches_reference()


@check(
    "generator_step",
    weight=2,
    after=test_g_step_updates,
    es="generator_step deja ambas redes en el modo (train o eval) en que estaban",
)
def test_g_step_modes(student: Student, rng: np.random.Generator) -> None:
    """generator_step leaves both networks in the mode (train or eval) that they were in."""
    for training in [False, True]:
        parts = ["losses", "generator", "training"]
        player(student, "generator_step", rng, *parts, training=training).matches_reference()


@check(
    "generator_step",
    weight=2,
    after=test_g_step_updates,
    es="generator_step devuelve la pérdida como float de Python",
)
def test_g_step_returns_number(student: Student, rng: np.random.Generator) -> None:
    """generator_step returns the loss as a Python float."""
    player(student, "generator_step", rng, "numbers").matches_reference()


# --- update_average ---------------------------------------------------------------------------


@probe(beside=[drawn])
def averages(student: Any, seed: int, decays: Any) -> Any:
    """What is in both networks after an update_average for every decay.

    The generator moves before every update, in place, and once more after the last.
    """
    draws = torch.Generator().manual_seed(seed)

    def normal(*shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=draws, dtype=torch.float64)

    average, generator = (
        drawn(nn.Sequential(nn.Linear(3, 5), nn.BatchNorm1d(5), nn.Tanh(), nn.Linear(5, 2)), draws)
        for _ in range(2)
    )
    steps = []
    for decay in [*decays, None]:
        with torch.no_grad():
            generator(normal(7, 3))
            for parameter in generator.parameters():
                parameter.add_(normal(*parameter.shape))
        if decay is not None:
            student.update_average(average, generator, decay)
        steps.append(
            [
                value.clone()
                for value in [*average.state_dict().values(), *generator.state_dict().values()]
            ]
        )
    trainable = [p.requires_grad for p in [*average.parameters(), *generator.parameters()]]
    return {"steps": steps, "trainable": trainable}


@check(
    "update_average",
    es="update_average acerca los parámetros a los del generador y copia los búferes",
)
def test_average_values(student: Student, rng: np.random.Generator) -> None:
    """update_average moves parameters towards the generator's and copies the buffers."""
    for decays in [[0.9], [0.0], [0.7, 0.99, 0.5]]:
        student.run(averages, random_seed(rng), decays).matches_reference()


# --- train_gan --------------------------------------------------------------------------------


@probe(beside=[drawn])
def short_training(
    student: Any, parts: Any, seed: int, batches: Any, lr: float, decay: float
) -> Any:
    """What train_gan makes of two small networks of ours and batches that come once: the named
    parts."""

    def d_loss(real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
        return F.softplus(1 - real).mean() + 2 * F.softplus(fake).mean()

    def g_loss(fake: torch.Tensor) -> torch.Tensor:
        return F.softplus(-fake).mean()

    # No bias before the batch normalisation: its gradient would be noise, which Adam takes for one.
    generator = nn.Sequential(
        nn.Linear(3, 5, bias=False), nn.BatchNorm1d(5), nn.Tanh(), nn.Linear(5, 2)
    )
    discriminator = nn.Sequential(nn.Linear(2, 7), nn.Tanh(), nn.Linear(7, 1), nn.Flatten(0))
    draws = torch.Generator().manual_seed(seed)
    for network in (generator, discriminator):
        drawn(network, draws)
    average, losses = student.train_gan(
        generator, discriminator, iter(batches), d_loss, g_loss, lr, decay
    )
    found = {
        "losses": [[float(loss) for loss in pair] for pair in losses],
        "average": list(average.state_dict().values()),
        "generator": list(generator.state_dict().values()),
        "discriminator": list(discriminator.state_dict().values()),
        "batches": batches,
    }
    return {part: found[part] for part in parts}


@probe
def normal_samples(
    student: Any, seed: int, steps: int, lr: float, decay: float, z: torch.Tensor
) -> Any:
    """Samples of a generator that was trained on N(4, 0.5)."""
    torch.manual_seed(seed)
    generator = nn.Sequential(nn.Linear(1, 16), nn.ReLU(), nn.Linear(16, 1))
    discriminator = nn.Sequential(
        nn.Linear(1, 16),
        nn.LeakyReLU(0.2),
        nn.Linear(16, 16),
        nn.LeakyReLU(0.2),
        nn.Linear(16, 1),
        nn.Flatten(0),
    )
    draws = torch.Generator().manual_seed(seed)

    def normal() -> torch.Tensor:
        return torch.randn(64, 1, generator=draws, dtype=torch.float32)

    average, _ = student.train_gan(
        generator.to(torch.float32),
        discriminator.to(torch.float32),
        ((4 + 0.5 * normal(), normal(), normal()) for _ in range(steps)),
        lambda real, fake: F.softplus(-real).mean() + F.softplus(fake).mean(),
        lambda fake: F.softplus(-fake).mean(),
        lr,
        decay,
    )
    with torch.no_grad():
        return average(z)


def training_batches(rng: np.random.Generator, sizes: list[int]) -> list[tuple[Array, ...]]:
    """For every step real data (N, 2) and latent vectors (N, 3) of either player."""
    return [
        (
            2 + rng.standard_normal((N, 2)),
            rng.standard_normal((N, 3)),
            rng.standard_normal((N, 3)),
        )
        for N in sizes
    ]


@check(
    "train_gan",
    weight=5,
    es="train_gan da un paso de cada jugador por lote, y devuelve la media y las pérdidas",
)
def test_train_steps(student: Student, rng: np.random.Generator) -> None:
    """train_gan takes a step of each player for every batch, and returns average and losses."""
    for sizes, lr, decay in [([5], 0.02, 0.9), ([7, 4, 11, 3], 0.05, 0.6)]:
        arguments = [random_seed(rng), training_batches(rng, sizes), lr, decay]
        parts = ["losses", "average"]
        student.run(short_training, parts, *arguments).matches_reference()


@check(
    "train_gan",
    weight=2,
    after=test_train_steps,
    es="train_gan entrena las redes que recibe, no copias suyas",
)
def test_train_in_place(student: Student, rng: np.random.Generator) -> None:
    """train_gan trains the networks that it is given, not copies of them."""
    arguments = [random_seed(rng), training_batches(rng, [5, 7, 3]), 0.05, 0.8]
    parts = ["generator", "discriminator", "batches"]
    student.run(short_training, parts, *arguments).matches_reference()


@check(
    "train_gan",
    weight=3,
    after=test_train_steps,
    retries=2,
    cpu_seconds=20,
    es="Tras entrenar, las muestras están repartidas como N(4, 0.5)",
)
def test_train_normal(student: Student, rng: np.random.Generator) -> None:
    """After training, the samples are spread like N(4, 0.5)."""
    z = rng.standard_normal((1000, 1)).astype(np.float32)
    answer = student.run(normal_samples, random_seed(rng), 200, 0.03, 0.97, z)
    samples = answer.array().astype(np.float64)
    expect(samples.shape == (1000, 1))
    normal = NormalDist(4, 0.5)
    quantiles = np.array([normal.inv_cdf((i + 0.5) / 1000) for i in range(1000)])
    distance = np.abs(np.sort(samples[:, 0]) - quantiles).mean()
    edges = np.linspace(1, 7, 61)
    density = np.histogram(samples, edges)[0] / (1000 * (edges[1] - edges[0]))
    exact = np.array([normal.pdf(x) for x in (edges[1:] + edges[:-1]) / 2])
    expect_below(distance, NORMAL_LIMIT, picture=lines(density, exact))


# --- train_ring -------------------------------------------------------------------------------


def ring_modes(rng: np.random.Generator) -> Array:
    """The centres (8, 2) of eight modes on a ring of radius 2, turned and moved at random."""
    angles = 2 * np.pi * (np.arange(8) + rng.random()) / 8
    return rng.uniform(-0.5, 0.5, 2) + 2 * np.stack([np.cos(angles), np.sin(angles)], axis=1)


RING_WIDTH = 0.2


def ring_data(rng: np.random.Generator, modes: Array, N: int) -> Array:
    """N points of the ring, one mode after the other."""
    which = np.sort(rng.integers(0, 8, N))
    return (modes[which] + RING_WIDTH * rng.standard_normal((N, 2))).astype(np.float32)


def missing_share(samples: Array, modes: Array) -> float:
    """Which share of the probability within two deviations of each mode the samples leave out."""
    distances = np.linalg.norm(samples[:, None] - modes, axis=2)
    inside = distances.min(axis=1) < 2 * RING_WIDTH
    shares = np.bincount(distances.argmin(axis=1)[inside], minlength=8) / len(samples)
    exact = (1 - math.exp(-2)) / 8
    return float(1 - np.minimum(shares, exact).sum() / (8 * exact))


RING = Training(
    "train_ring", latent_size=4, hidden_size=7, steps=3, batch_size=11, lr=0.02, decay=0.5, seed=0
)
# Many steps on few rows at a rate so small that no network moves: each row is drawn some 30 times,
# and none is missed but once in 10¹¹.
STILL_ROWS, STILL_STEPS, STILL_BATCH, STILL_LR = 48, 60, 24, 1e-12
STILL_DRAWS = STILL_STEPS * STILL_BATCH
STILL = RING.but(hidden_size=32, steps=STILL_STEPS, batch_size=STILL_BATCH, lr=STILL_LR)


@probe
def ring_shapes(student: Any, x: torch.Tensor, settings: Any, z: torch.Tensor) -> Any:
    """Zeros of the shape of what a short training returns, whether its samples are others than at
    learning rate 0, and the data as they are left."""
    *sizes, lr, decay, seed = settings
    samples = []
    for rate in (0.0, lr):
        torch.manual_seed(seed)  # who forgets the seed has a check that says so
        generator, losses = student.train_ring(x, *sizes, rate, decay, seed)
        with torch.no_grad():
            samples.append(generator(z))
    pairs = torch.tensor([[float(loss) for loss in pair] for pair in losses])
    return {
        "samples": torch.zeros_like(samples[1]),
        "losses": torch.zeros_like(pairs, dtype=torch.float64),
        "moved": not torch.equal(*samples),
        "data": x,
    }


@probe
def samples_towards(student: Any, clouds: Any, z: torch.Tensor, seed: int) -> Any:
    """Samples after 25 steps at learning rate 0.02 towards each cloud, without averaging."""
    samples = []
    for x in clouds:
        torch.manual_seed(seed)
        generator, _ = student.train_ring(x, 4, 64, 25, 32, 0.02, 0.0, seed)
        with torch.no_grad():
            samples.append(generator(z))
    return torch.stack(samples)


@probe
def watched_ring(student: Any, x: torch.Tensor, settings: Any, parts: Any) -> Any:
    """What the networks of a training see and answer, whoever wrote them: the named parts.

    A discriminator sees points and a generator latent vectors; of several modules, one in the
    other, the outermost counts. At a learning rate that moves nothing, points that are seen four
    times are rows of x, whether scaled or not, since the generator never makes the same ones.
    """
    from torch.optim.optimizer import register_optimizer_step_pre_hook

    latent_size = settings[0]
    seen: dict[Any, Any] = {}
    rates: set[float] = set()

    def see(module: nn.Module, inputs: tuple[torch.Tensor, ...], output: torch.Tensor) -> None:
        values = inputs[0] if inputs else None
        if isinstance(values, torch.Tensor) and isinstance(output, torch.Tensor) and values.dim():
            width = values.shape[-1]
            if values.is_floating_point() and width in (2, latent_size):
                rows, answers = seen.setdefault((width, module), ([], []))
                rows.append(values.detach().to(torch.float64).reshape(-1, width))
                answers.append(output.detach().to(torch.float64).flatten())

    def outermost(width: int) -> tuple[torch.Tensor, torch.Tensor, nn.Module]:
        found = [
            (torch.cat(rows), torch.cat(answers), module)
            for (each, module), (rows, answers) in seen.items()
            if each == width
        ]
        nothing = torch.zeros(0, width, dtype=torch.float64), torch.zeros(0), nn.Identity()
        return max(reversed(found), key=lambda each: len(each[0]), default=nothing)

    def shapes(network: nn.Module) -> list[torch.Tensor]:
        return [torch.zeros(each.shape) for each in network.parameters() if each.dim() == 2]

    hooks = [
        nn.modules.module.register_module_forward_hook(see),
        register_optimizer_step_pre_hook(
            lambda optimizer, *_: rates.update(float(each["lr"]) for each in optimizer.param_groups)
        ),
    ]
    try:
        torch.manual_seed(settings[-1])
        generator, losses = student.train_ring(x, *settings)
    finally:
        for hook in hooks:
            hook.remove()
    points, logits, discriminator = outermost(2)
    latent = outermost(latent_size)[0].unique(dim=0)
    # In ascending order, so that which row each of them is can be told by its first column.
    _, which, counts = points.unique(dim=0, return_inverse=True, return_counts=True)
    real = counts >= 4
    is_real = real[which]
    rows = (real.cumsum(0) - 1)[which][is_real]
    if real.sum() == len(x):
        rows = x[:, 0].argsort()[rows]
    found = {
        "widths": {"generator": shapes(generator), "discriminator": shapes(discriminator)},
        "rows": int(real.sum()),
        "draws": int(is_real.sum()),
        "in order": bool((rows.diff() == 1).double().mean() > 0.9),
        "latent vectors": len(latent),
        "latent": latent,
        "rates": torch.tensor(sorted(rates), dtype=torch.float64),
        "losses": torch.tensor([[float(loss) for loss in pair] for pair in losses]).double(),
        "real": logits[is_real] if len(logits) == len(points) else logits[:0],
        "fake": logits[~is_real] if len(logits) == len(points) else logits[:0],
    }
    return {part: found[part] for part in parts}


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


def watch(student: Student, x: Array, seed: int, *parts: str) -> Answer:
    """Of a training that moves nothing the named parts, of the types that the reference's have."""
    settings = STILL.but(seed=seed).arguments([])
    return student.run(watched_ring, x, settings, list(parts)).matches_form(shapes=False)


@check(
    "train_ring",
    es="train_ring devuelve un generador entrenado y las dos pérdidas de cada paso",
)
def test_ring_shapes(student: Student, rng: np.random.Generator) -> None:
    """train_ring returns a trained generator and both losses of every step."""
    x, z = ring_data(rng, ring_modes(rng), 50), rng.standard_normal((13, 4)).astype(np.float32)
    for steps, batch_size in [(3, 11), (5, 1)]:
        ring = RING.but(steps=steps, batch_size=batch_size, seed=random_seed(rng))
        student.run(ring_shapes, x, ring.arguments([]), z).matches_reference()


@check(
    "train_ring",
    weight=2,
    after=test_ring_shapes,
    es="Los primeros pasos van hacia los datos, y cada uno con z y puntos nuevos",
)
def test_ring_first_steps(student: Student, rng: np.random.Generator) -> None:
    """The first steps go towards the data, each with new z from N(0, I) and new points."""
    x, seed = ring_data(rng, ring_modes(rng), STILL_ROWS), random_seed(rng)
    seen = watch(student, x, seed, "rows", "in order", "latent vectors").value
    expect(seen["rows"] == STILL_ROWS and not seen["in order"])
    expect(seen["latent vectors"] >= STILL_DRAWS)  # twice that, where the players share none
    latent = watch(student, x, seed, "latent").array("latent")
    expect(latent.ndim == 2 and latent.dtype.kind == "f")
    expect_normal([latent], 1)
    angle = 2 * np.pi * rng.random()
    direction = np.array([np.cos(angle), np.sin(angle)])
    clouds = [
        (centre + 0.2 * rng.standard_normal((50, 2))).astype(np.float32)
        for centre in [10 * direction, -10 * direction]
    ]
    z = rng.standard_normal((100, 4)).astype(np.float32)
    samples = student.run(samples_towards, clouds, z, seed).matches_form().array()
    # Right answers have 12 ± 1.5 here, and with the direction swapped it is negative.
    expect((samples[0] - samples[1]).mean(axis=0) @ direction > 1)


@check(
    "train_ring",
    weight=2,
    after=test_ring_shapes,
    es="hidden_size, batch_size, lr y decay actúan, y la pérdida es la que no se satura",
)
def test_ring_settings(student: Student, rng: np.random.Generator) -> None:
    """hidden_size, batch_size, lr and decay act, and the loss is the non-saturating one."""
    x, seed = ring_data(rng, ring_modes(rng), STILL_ROWS), random_seed(rng)
    answer = watch(student, x, seed, "widths", "draws", "latent vectors", "rates")
    seen = answer.value
    expect_equal(seen["widths"], answer.expected["widths"])
    # The discriminator may look at a minibatch more than once, and more latent vectors be drawn.
    expect(seen["draws"] > 0 and seen["draws"] % STILL_DRAWS == 0)
    expect(seen["draws"] <= 3 * STILL_DRAWS and seen["latent vectors"] <= 3 * STILL_DRAWS)
    expect(np.allclose(seen["rates"], STILL_LR, rtol=1e-3, atol=0))
    for lr, decay in [(0.02, 0.3), (0.005, 0.8)]:
        average = student.run(ring_average, x, lr, decay, seed).matches_form().value
        expect(abs(average["step"] - 1) < 0.01)  # Adam's first step is as large as lr
        expect(abs(average["kept"] - decay) < 0.01)
    seen = watch(student, x, seed, "losses", "real", "fake").value
    expect_losses_of(seen["losses"], seen["real"], seen["fake"])


def expect_losses_of(losses: Array, real: Array, fake: Array) -> None:
    """The losses (steps, 2) are the non-saturating ones of the logits of real and fake points, in
    the order in which they came. Which fake points are whose may differ, and a player may look
    at more."""
    expect(losses.shape == (STILL_STEPS, 2))
    expect(len(real) > 0 and len(real) % STILL_DRAWS == 0)
    expect(len(fake) > 0 and len(fake) % STILL_DRAWS == 0)

    def batches(logits: Array) -> Array:
        softplus = np.logaddexp(0, logits.reshape(STILL_STEPS, -1, STILL_BATCH))
        return np.asarray(softplus.mean(axis=2))

    def close(loss: Array, *candidates: Array) -> bool:
        return any(np.allclose(loss, each, rtol=1e-3, atol=1e-3) for each in candidates)

    expect(close(losses[:, 0], *(batches(-real)[:, 0] + each for each in batches(fake).T)))
    expect(close(losses[:, 1], *batches(-fake).T))


@check(
    "train_ring",
    weight=4,
    after=test_ring_first_steps,
    retries=2,
    cpu_seconds=20,
    es="Las muestras del generador entrenado cubren los ocho modos del anillo",
)
def test_ring_modes(student: Student, rng: np.random.Generator) -> None:
    """The samples of the trained generator cover the eight modes of the ring."""
    modes = ring_modes(rng)
    x, z = ring_data(rng, modes, 12000), rng.standard_normal((1000, 4)).astype(np.float32)
    # Not judged: it tells the wrong answers apart, so that a diagnosis need not run the long
    # training for every one of them.
    RING.but(seed=random_seed(rng)).run(student, [x], z[:13])
    long = RING.but(hidden_size=32, steps=500, batch_size=256, decay=0.97, seed=random_seed(rng))
    samples = long.run(student, [x], z).array("predictions").astype(np.float64)
    expect(samples.shape == (1000, 2))
    # A copy of the data is not a generator's work.
    nearest = [np.abs(x.T - sample[:, None]).max(axis=0).min() for sample in samples[:200]]
    expect(np.less(nearest, 1e-6).mean() < 0.1)
    expect_below(missing_share(samples, modes), RING_LIMIT, picture=scatter(samples, x[::24]))


@check(
    "train_ring",
    after=test_ring_first_steps,
    es="La misma semilla da el mismo generador, y otra semilla otro",
)
def test_ring_reproducible(student: Student, rng: np.random.Generator) -> None:
    """The same seed gives the same generator, and another seed another."""
    x, z = ring_data(rng, ring_modes(rng), 50), rng.standard_normal((23, 4)).astype(np.float32)
    expect_reproducible(student, RING, rng, [x], z)
