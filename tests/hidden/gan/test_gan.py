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

# Real and fake batches of different sizes: a mean over both together is another number.
SIZES = [(5, 7), (11, 3), (1, 4), (2, 1)]


# --- discriminator_loss -----------------------------------------------------------------------


@check(
    "discriminator_loss",
    weight=4,
    es="La pérdida minimax (y la que no se satura) del discriminador, y su gradiente",
)
def test_d_minimax(student: Student, rng: np.random.Generator) -> None:
    """The minimax (and non-saturating) loss of the discriminator, and its gradient."""
    for N, M in SIZES:
        for kind in ["minimax", "non_saturating"]:
            real, fake = logits(rng, N), logits(rng, M)
            answer = student.discriminator_loss.gradients(real, fake, kind)
            answer.matches_reference(*FORMULA)


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
    for N, M in SIZES:
        real, fake = logits(rng, N), logits(rng, M)
        student.discriminator_loss.gradients(real, fake, "least_squares").matches_reference()


@check(
    "discriminator_loss",
    weight=3,
    es="La pérdida de bisagra del discriminador, y su gradiente",
)
def test_d_hinge(student: Student, rng: np.random.Generator) -> None:
    """The hinge loss of the discriminator, and its gradient."""
    for N, M in SIZES:
        real, fake = logits(rng, N), logits(rng, M)
        student.discriminator_loss.gradients(real, fake, "hinge").matches_reference()


@check(
    "discriminator_loss",
    weight=3,
    es="La pérdida de Wasserstein del crítico, y su gradiente",
)
def test_d_wasserstein(student: Student, rng: np.random.Generator) -> None:
    """The Wasserstein loss of the critic, and its gradient."""
    for N, M in SIZES:
        real, fake = logits(rng, N), logits(rng, M)
        student.discriminator_loss.gradients(real, fake, "wasserstein").matches_reference()


# --- generator_loss ---------------------------------------------------------------------------


@check("generator_loss", es="La pérdida minimax del generador, y su gradiente")
def test_g_minimax(student: Student, rng: np.random.Generator) -> None:
    """The minimax loss of the generator, and its gradient."""
    for M in [7, 1, 5]:
        answer = student.generator_loss.gradients(logits(rng, M), "minimax")
        answer.matches_reference(*FORMULA)


@check(
    "generator_loss",
    es="La pérdida que no se satura del generador, y su gradiente",
)
def test_g_non_saturating(student: Student, rng: np.random.Generator) -> None:
    """The non-saturating loss of the generator, and its gradient."""
    for M in [7, 1, 5]:
        answer = student.generator_loss.gradients(logits(rng, M), "non_saturating")
        answer.matches_reference(*FORMULA)
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
    for M in [7, 1, 5]:
        student.generator_loss.gradients(logits(rng, M), "least_squares").matches_reference()


@check(
    "generator_loss",
    es="Las pérdidas de bisagra y de Wasserstein del generador, y sus gradientes",
)
def test_g_hinge_wasserstein(student: Student, rng: np.random.Generator) -> None:
    """The hinge and Wasserstein losses of the generator, and their gradients."""
    for M in [7, 1, 5]:
        for kind in ["hinge", "wasserstein"]:
            student.generator_loss.gradients(logits(rng, M), kind).matches_reference()


# --- gradient_penalty -------------------------------------------------------------------------


@probe
def penalty_of_linear(
    student: Any, w: torch.Tensor, real: torch.Tensor, fake: torch.Tensor, eps: torch.Tensor
) -> Any:
    """The penalty of the critic w · x, and its gradient with respect to w."""
    w.requires_grad_(True)
    penalty = student.gradient_penalty(lambda x: x.flatten(1) @ w, real, fake, eps)
    if not isinstance(penalty, torch.Tensor) or not penalty.requires_grad:
        return {"penalty": penalty, "gradient": torch.zeros_like(w)}
    (gradient,) = torch.autograd.grad(penalty, w)
    return {"penalty": penalty, "gradient": gradient}


@probe
def penalty_of_network(
    student: Any, weights: Any, real: torch.Tensor, fake: torch.Tensor, eps: torch.Tensor
) -> Any:
    """The penalty of a critic with a hidden layer, and what is then in .grad of its weights."""
    W1, b1, w2 = (weight.requires_grad_(True) for weight in weights)
    penalty = student.gradient_penalty(
        lambda x: torch.tanh(x.flatten(1) @ W1 + b1) @ w2, real, fake, eps
    )
    if isinstance(penalty, torch.Tensor) and penalty.requires_grad:
        penalty.backward()
    gradients = [torch.zeros_like(w) if w.grad is None else w.grad for w in (W1, b1, w2)]
    return {"penalty": penalty, "gradients": gradients}


@probe
def penalty_of_flat(
    student: Any,
    w: torch.Tensor,
    b: float,
    real: torch.Tensor,
    fake: torch.Tensor,
    eps: torch.Tensor,
) -> Any:
    """The penalty of the critic relu(w · x + b), which is flat in places, and its gradient."""
    w.requires_grad_(True)
    penalty = student.gradient_penalty(lambda x: torch.relu(x @ w + b), real, fake, eps)
    penalty.backward()
    return {"penalty": penalty, "gradient": w.grad}


SHAPES = [(5, (3,)), (3, (2, 7)), (2, (3, 2, 5)), (1, (4,))]


@check(
    "gradient_penalty",
    weight=6,
    es="Para el crítico w · x la penalización es (‖w‖ - 1)², y también su gradiente es el exacto",
)
def test_penalty_linear(student: Student, rng: np.random.Generator) -> None:
    """For the critic w · x the penalty is (‖w‖ - 1)², and its gradient too is the exact one."""
    for N, shape in SHAPES:
        w = rng.standard_normal(math.prod(shape))
        real, fake = rng.standard_normal((N, *shape)), 1 + rng.standard_normal((N, *shape))
        answer = student.run(penalty_of_linear, w, real, fake, rng.random(N)).matches_reference()
        norm = np.linalg.norm(w)
        exact = {"penalty": np.array((norm - 1) ** 2), "gradient": 2 * (norm - 1) * w / norm}
        expect_equal(answer.value, exact)


@check(
    "gradient_penalty",
    weight=7,
    es="La penalización toma la norma fila por fila, entre lo real y lo falso",
)
def test_penalty_network(student: Student, rng: np.random.Generator) -> None:
    """The penalty takes the norm row by row, between real and fake data."""
    for N, shape in SHAPES:
        D, H = math.prod(shape), 5
        weights = (
            rng.standard_normal((D, H)),
            rng.standard_normal(H),
            2 * rng.standard_normal(H),
        )
        real, fake = rng.standard_normal((N, *shape)), 1 + rng.standard_normal((N, *shape))
        student.run(penalty_of_network, weights, real, fake, rng.random(N)).matches_reference()


@check(
    "gradient_penalty",
    weight=3,
    after=test_penalty_network,
    es="La penalización y su gradiente son finitos donde el crítico es plano",
)
def test_penalty_flat(student: Student, rng: np.random.Generator) -> None:
    """The penalty and its gradient are finite where the critic is flat."""
    for N, b in [(7, -0.5), (3, -1000.0)]:
        w, real, fake = (rng.standard_normal(shape) for shape in [3, (N, 3), (N, 3)])
        answer = student.run(penalty_of_flat, w, b, real, fake, rng.random(N))
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


def networks(seed: int, training: bool) -> tuple[nn.Module, nn.Module]:
    """A generator and a discriminator of ours: both have batch normalisation, both hold gradients
    from before."""
    torch.manual_seed(seed)
    generator = [nn.Linear(3, 5), nn.BatchNorm1d(5), nn.Tanh(), nn.Linear(5, 2)]
    discriminator = [nn.Linear(2, 7), nn.BatchNorm1d(7), nn.Tanh(), nn.Linear(7, 1), nn.Flatten(0)]
    both = [nn.Sequential(*layers).to(torch.float64) for layers in (generator, discriminator)]
    for network in both:
        network.train(training)
        for parameter in network.parameters():
            parameter.grad = torch.randn_like(parameter)
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


@probe(beside=[networks, losses_of_ours])
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
            torch.zeros_like(each) if each.grad is None else each.grad
            for each in generator.parameters()
        ],
        "trainable": [parameter.requires_grad for parameter in both.parameters()],
        "training": [module.training for each in both for module in each.modules()],
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
    parts = ["generator", "gradients", "trainable"]
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
    parts = ["discriminator", "trainable"]
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


@probe
def averages(student: Any, seed: int, decays: Any) -> Any:
    """What is in both networks after an update_average for every decay.

    The generator moves before every update, in place, and once more after the last.
    """
    torch.manual_seed(seed)
    average, generator = (
        nn.Sequential(nn.Linear(3, 5), nn.BatchNorm1d(5), nn.Tanh(), nn.Linear(5, 2)).to(
            torch.float64
        )
        for _ in range(2)
    )
    steps = []
    for decay in [*decays, None]:
        with torch.no_grad():
            generator(torch.randn(7, 3, dtype=torch.float64))
            for parameter in generator.parameters():
                parameter.add_(torch.randn_like(parameter))
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
    for decays in [[0.9], [0.7, 0.99, 0.5]]:
        student.run(averages, random_seed(rng), decays).matches_reference()


# --- train_gan --------------------------------------------------------------------------------


@probe
def short_training(
    student: Any, parts: Any, seed: int, batches: Any, lr: float, decay: float
) -> Any:
    """What train_gan makes of two small networks of ours and batches that come once: the named
    parts."""

    def d_loss(real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
        return F.softplus(1 - real).mean() + 2 * F.softplus(fake).mean()

    def g_loss(fake: torch.Tensor) -> torch.Tensor:
        return F.softplus(-fake).mean()

    torch.manual_seed(seed)
    # No bias before the batch normalisation: its gradient would be noise, which Adam takes for one.
    generator = nn.Sequential(
        nn.Linear(3, 5, bias=False), nn.BatchNorm1d(5), nn.Tanh(), nn.Linear(5, 2)
    ).to(torch.float64)
    discriminator = nn.Sequential(nn.Linear(2, 7), nn.Tanh(), nn.Linear(7, 1), nn.Flatten(0)).to(
        torch.float64
    )
    average, losses = student.train_gan(
        generator, discriminator, iter(batches), d_loss, g_loss, lr, decay
    )
    found = {
        "losses": [[float(loss) for loss in pair] for pair in losses],
        "average": list(average.state_dict().values()),
        "generator": list(generator.state_dict().values()),
        "discriminator": list(discriminator.state_dict().values()),
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
    batches = (
        (
            4 + 0.5 * torch.randn(64, 1, generator=draws),
            torch.randn(64, 1, generator=draws),
            torch.randn(64, 1, generator=draws),
        )
        for _ in range(steps)
    )
    average, _ = student.train_gan(
        generator,
        discriminator,
        batches,
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
    parts = ["generator", "discriminator"]
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


@probe
def first_steps(student: Any, clouds: Any, z: torch.Tensor, seed: int) -> Any:
    """Samples after two steps at learning rate 0 towards either cloud, then after 25 at 0.02
    without averaging; and all numbers that the student's two networks were given on the way."""

    def remember(network: type[nn.Module], numbers: list[torch.Tensor]) -> None:
        forward = network.forward

        def remembering(self: nn.Module, inputs: torch.Tensor) -> torch.Tensor:
            numbers.append(inputs.detach().flatten().clone())
            return forward(self, inputs)  # type: ignore[no-any-return]

        network.forward = remembering

    forwards = student.Generator.forward, student.Discriminator.forward
    latent, data = [torch.zeros(0)], [torch.zeros(0)]
    remember(student.Generator, latent)
    remember(student.Discriminator, data)
    generators = []
    for steps, lr, decay in [(2, 0.0, 0.5), (25, 0.02, 0.0)]:
        for x in clouds:
            torch.manual_seed(seed)  # who forgets the seed has a check that says so
            generators.append(student.train_ring(x, 4, 64, steps, 32, lr, decay, seed)[0])
    student.Generator.forward, student.Discriminator.forward = forwards
    with torch.no_grad():
        samples = torch.stack([generator(z) for generator in generators])
    return {"samples": samples, "latent": torch.cat(latent), "data": torch.cat(data)}


@check(
    "train_ring",
    es="train_ring devuelve un generador y las dos pérdidas de cada paso",
)
def test_ring_shapes(student: Student, rng: np.random.Generator) -> None:
    """train_ring returns a generator and both losses of every step."""
    x, z = ring_data(rng, ring_modes(rng), 50), rng.standard_normal((13, 4)).astype(np.float32)
    for steps, batch_size in [(3, 11), (5, 1)]:
        ring = RING.but(steps=steps, batch_size=batch_size, seed=random_seed(rng))
        ring.form(student, [x], z).matches_reference()


@check(
    "train_ring",
    weight=2,
    after=test_ring_shapes,
    es="Los primeros pasos van hacia los datos, según lr, y cada uno con z y puntos nuevos",
)
def test_ring_first_steps(student: Student, rng: np.random.Generator) -> None:
    """The first steps go towards the data, by lr, each with new z from N(0, I) and new points."""
    angle = 2 * np.pi * rng.random()
    direction = np.array([np.cos(angle), np.sin(angle)])
    clouds = [
        (centre + 0.2 * rng.standard_normal((50, 2))).astype(np.float32)
        for centre in [10 * direction, -10 * direction]
    ]
    z = rng.standard_normal((100, 4)).astype(np.float32)
    answer = student.run(first_steps, clouds, z, random_seed(rng))
    samples, latent = answer.array("samples"), answer.array("latent")
    expect(samples.shape == (4, 100, 2))
    # At learning rate 0 nothing moves, whatever the data.
    expect(np.allclose(samples[0], samples[1], rtol=1e-3, atol=1e-3))
    # Right answers have 12 ± 1.5 here, and with the direction swapped it is negative.
    expect((samples[2] - samples[3]).mean(axis=0) @ direction > 1)
    # Who trains other classes gave these no numbers, and is not asked. Mean and variance within
    # nine standard errors, with the same vectors for either cloud; six where both players share
    # them, too, and then a half of these are different numbers.
    n = latent.size / 2
    expect(n == 0 or abs(latent.mean()) < 9 / np.sqrt(n))
    expect(n == 0 or abs((latent**2).mean() - 1) < 9 * np.sqrt(2 / n))
    expect(n == 0 or len(np.unique(latent)) > n / 5)
    # Of the 50 points 32 are in one batch, and all in 25; none, where they are scaled first.
    for cloud in clouds:
        seen = np.isin(cloud, answer.array("data")).all(axis=1).sum()
        expect(seen == 0 or seen > 40)


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
    after=test_ring_shapes,
    es="La misma semilla da el mismo generador, y otra semilla otro",
)
def test_ring_reproducible(student: Student, rng: np.random.Generator) -> None:
    """The same seed gives the same generator, and another seed another."""
    x, z = ring_data(rng, ring_modes(rng), 50), rng.standard_normal((23, 4)).astype(np.float32)
    expect_reproducible(student, RING, rng, [x], z)
