"""The hidden suite of the deepfake topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    EXPECTED,
    GIVEN,
    YOURS,
    Module,
    Student,
    TopicData,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_equal,
    expect_rows_drawn,
    expect_uniform,
    image_rows,
    near_share,
    probe,
    put_in,
    random_seed,
)

if TYPE_CHECKING:
    import torch
    from torch import nn

Array = np.ndarray

# The squared error of swapped faces, as a part of that of the other person's mean face.
SWAP_LIMIT = 0.38
FLOAT32 = (1e-4, 1e-5)


@probe
def answer_and_dtype(student: Any, arguments: Any) -> Any:
    """A function's answer, and its dtype by name."""
    answer = student.function(*arguments)
    return {"answer": answer, "dtype": str(answer.dtype)}


def expect_float32(student: Student, function: str, *arguments: Any) -> None:
    """Given float32, a function answers what the reference does, in float32."""
    narrow = [
        each.astype(np.float32) if each.dtype.kind == "f" else each
        for each in map(np.asarray, arguments)
    ]
    probe = answer_and_dtype.of(function=function)
    student.run(probe, narrow).matches_reference(*FLOAT32)


# --- match_colours ----------------------------------------------------------------------------


@check("match_colours", weight=3, es="match_colours pone la media y la desviación del otro")
def test_colours_values(student: Student, rng: np.random.Generator) -> None:
    """match_colours gives pictures the other's mean and deviation."""
    for N, D, each in [(5, 7, True), (3, 11, False), (1, 2, True), (7, 1, False)]:
        size = D if each else ()
        means = [0.5 + rng.standard_normal(size) for _ in range(2)]
        stds = [0.1 + rng.random(size) for _ in range(2)]
        x = rng.standard_normal((N, D))
        statistics = (means[0], np.asarray(stds[0]), means[1], np.asarray(stds[1]))
        student.match_colours(x, *map(np.asarray, statistics)).matches_reference()
    # Of each pixel for one person, and of all pixels together for the other.
    x, own = rng.standard_normal((3, 5)), (rng.standard_normal(5), np.asarray(0.7))
    mixed = (*own, np.asarray(-2.0), 0.5 + rng.random(5))
    student.match_colours(x, *mixed).matches_reference()


@check(
    "match_colours",
    after=test_colours_values,
    es="match_colours vale para números grandes y pequeños, y deja sus argumentos",
)
def test_colours_odd(student: Student, rng: np.random.Generator) -> None:
    """match_colours holds for large and small numbers, and keeps its arguments."""
    for size in [1e-10, 1e-6, 1.0, 1e6]:
        x = size * (3 + rng.standard_normal((4, 5)))
        own = (size * np.full(5, 3.0), size * (0.5 + rng.random(5)))
        others = (rng.standard_normal(5), 255 * (0.5 + rng.random(5)))
        expect_arguments_kept(student, "match_colours", x, *own, *others)
    student.match_colours(x, *own, others[0], np.zeros(5)).matches_reference()
    own = (own[0] / size, own[1] / size)
    expect_float32(student, "match_colours", x / size, *own, *others)


# --- FaceSwapper ------------------------------------------------------------------------------

SWAPPER_SIZES = [(4, 7, 5, 3), (3, 2, 11, 5), (1, 5, 3, 1)]  # N, D, H, K


def swapper_shapes(D: int, H: int, K: int) -> list[tuple[int, ...]]:
    """The shapes of the twelve parameters of a FaceSwapper."""
    encoder: list[tuple[int, ...]] = [(H, D), (H,), (K, H), (K,)]
    decoder: list[tuple[int, ...]] = [(H, K), (H,), (D, H), (D,)]
    return encoder + decoder + decoder


def swapper(student: Student, rng: np.random.Generator, D: int, H: int, K: int) -> Module:
    """A FaceSwapper with random weights, none of them zero."""
    weights = [
        rng.standard_normal(shape) / np.sqrt(shape[-1]) if len(shape) > 1 else rng.random(shape)
        for shape in swapper_shapes(D, H, K)
    ]
    return Module(student, "FaceSwapper", D, H, K, weights=weights, named=False)


@check("FaceSwapper", weight=3, es="FaceSwapper tiene un codificador y dos decodificadores")
def test_swapper_values(student: Student, rng: np.random.Generator) -> None:
    """FaceSwapper has one encoder and two decoders."""
    for N, D, H, K in SWAPPER_SIZES:
        Module(student, "FaceSwapper", D, H, K, named=False).shapes().matches_reference()
        net = swapper(student, rng, D, H, K)
        x, z = rng.standard_normal((N, D)), rng.standard_normal((N, K))
        net.in_turn(("encode", x), ("decode", z, 0), ("decode", z, 1)).matches_reference()
        net.in_turn(("forward", x, 1), ("forward", x, 0), ("encode", 3 * x)).matches_reference()


@check(
    "FaceSwapper",
    weight=2,
    after=test_swapper_values,
    es="swap decodifica con el decodificador de la otra persona",
)
def test_swapper_swap(student: Student, rng: np.random.Generator) -> None:
    """swap decodes with the other person's decoder."""
    for N, D, H, K in SWAPPER_SIZES:
        x = 2 * rng.standard_normal((N, D))
        net = swapper(student, rng, D, H, K)
        net.in_turn(("swap", x, 0), ("swap", x, 1), ("eval",), ("swap", x, 0)).matches_reference()


@check(
    "FaceSwapper",
    weight=2,
    after=test_swapper_values,
    es="Los gradientes llegan al codificador y solo al decodificador que se usa",
)
def test_swapper_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients reach the encoder, and that decoder alone which is used."""
    for (N, D, H, K), who in zip(SWAPPER_SIZES, [0, 1, 0], strict=True):
        net = swapper(student, rng, D, H, K)
        x = rng.standard_normal((N, D))
        net.gradients(x, who, seed=random_seed(rng)).matches_reference()


@check(
    "FaceSwapper",
    after=test_swapper_values,
    es="Las capas se sortean como las de nn.Linear, todas distintas",
)
def test_swapper_fresh(student: Student, rng: np.random.Generator) -> None:
    """The layers are drawn as those of nn.Linear, all of them different."""
    D, H, K = 61, 37, 23
    pairs = Module(student, "FaceSwapper", D, H, K, named=False).fresh()
    for number, inputs in enumerate([D, D, H, H, *[K, K, H, H] * 2]):
        expect_uniform(pairs[str(number)], 1 / np.sqrt(inputs))
    for number in range(4, 8):
        expect(not np.array_equal(pairs[str(number)][0], pairs[str(number + 4)][0]))


# --- swap_loss --------------------------------------------------------------------------------


def our_net(weights: Any) -> Any:
    """A network of ours, of the dtype of its weights. It keeps what it is given to encode."""

    class OurNet(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.ModuleList(nn.Linear(*each.shape[::-1]) for each in weights[::2])
            self.given = []

        def encode(self, x):
            self.given.append(x.detach().clone())
            return torch.tanh(self.layers[0](x))

        def decode(self, z, who):
            return self.layers[1 + who](z)

    net = OurNet().to(weights[0].dtype)
    put_in(net, weights)
    return net


def our_weights(rng: np.random.Generator, D: int, K: int) -> list[Array]:
    """Weights of our network: those of the encoder, decoder 0 and decoder 1."""
    shapes: list[tuple[int, ...]] = [(K, D), (K,), *[(D, K), (D,)] * 2]
    return [
        rng.standard_normal(shape) / np.sqrt(shape[-1]) if len(shape) > 1 else rng.random(shape)
        for shape in shapes
    ]


@probe(beside=[put_in, our_net])
def loss_and_gradients(student: Any, weights: Any, pictures: Any) -> Any:
    """The loss of our network, its gradients, and the pictures."""
    net = our_net(weights)
    loss = student.swap_loss(net, *pictures)
    (1.7 * loss).backward()
    zero = torch.zeros_like
    gradients = [zero(each) if each.grad is None else each.grad for each in net.parameters()]
    return {"loss": loss, "gradients": gradients, "pictures": pictures}


@probe(beside=[put_in, our_net])
def loss_alone(student: Any, weights: Any, pictures: Any) -> Any:
    """The loss of our network."""
    return student.swap_loss(our_net(weights), *pictures)


def four_pictures(rng: np.random.Generator, Na: int, Nb: int, D: int) -> list[Array]:
    """Pictures of A and B, and the same with noise."""
    clean = [rng.standard_normal((N, D)) for N in (Na, Nb)]
    return [*clean, *(each + 0.4 * rng.standard_normal(each.shape) for each in clean)]


@check("swap_loss", weight=3, es="swap_loss suma los errores medios de las dos personas")
def test_loss_values(student: Student, rng: np.random.Generator) -> None:
    """swap_loss adds the mean errors of both people."""
    for Na, Nb, D, K in [(5, 3, 7, 2), (2, 11, 3, 5), (1, 4, 5, 1), (3, 3, 1, 2)]:
        pictures = four_pictures(rng, Na, Nb, D)
        student.run(loss_alone, our_weights(rng, D, K), pictures).matches_reference()
    for size in [1e-4, 1e4]:
        large = [size * each for each in four_pictures(rng, 3, 5, 7)]
        student.run(loss_alone, our_weights(rng, 7, 2), large).matches_reference()


@check(
    "swap_loss",
    weight=3,
    after=test_loss_values,
    es="El gradiente de swap_loss llega al codificador y a los dos decodificadores",
)
def test_loss_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradient of swap_loss reaches the encoder and both decoders."""
    for Na, Nb, D, K in [(5, 3, 7, 2), (1, 4, 5, 3)]:
        pictures = four_pictures(rng, Na, Nb, D)
        answer = student.run(loss_and_gradients, our_weights(rng, D, K), pictures)
        answer.matches_reference()
        expect_equal(answer["pictures"], pictures, 0, 0)


@probe
def loss_of_echo(student: Any, pictures: Any, decoder: str) -> Any:
    """The loss of a network whose code is the picture itself, and the pictures. Its decoder 0 gives
    back what it is given, too; decoder 1 does, or it ends in a function that needs its answer for
    its gradient, which is then in the answer."""

    class Echo(nn.Module):
        def __init__(self):
            super().__init__()
            self.size = nn.Parameter(torch.full((), 0.7, dtype=torch.float64))

        def encode(self, x):
            return x

        def decode(self, z, who):
            return torch.sigmoid(self.size * z) if decoder == "sigmoid" and who == 1 else z

    net = Echo()
    loss = student.swap_loss(net, *pictures)
    if decoder == "sigmoid":
        loss.backward()
    return {"loss": loss, "pictures": pictures, "gradient": net.size.grad}


@check(
    "swap_loss",
    after=test_loss_values,
    es="swap_loss no cambia nada, aunque la red devuelva lo mismo que recibió",
)
def test_loss_echo(student: Student, rng: np.random.Generator) -> None:
    """swap_loss changes nothing, even where the network returns what it was given."""
    for decoder in ["echo", "sigmoid"]:
        for Na, Nb, D in [(3, 5, 7), (4, 4, 2), (1, 2, 3)]:
            student.run(loss_of_echo, four_pictures(rng, Na, Nb, D), decoder).matches_reference()


# --- train_swap -------------------------------------------------------------------------------


@probe(beside=[put_in, our_net])
def train_ours(student: Any, weights: Any, xa: Any, xb: Any, settings: Any, seeds: Any) -> Any:
    """What trainings of our network with these seeds leave, whatever torch's own generator was at:
    their losses, and of the last one the parameters and the pictures."""
    losses = []
    for number, seed in enumerate(seeds):
        net = our_net(weights)
        torch.manual_seed(number)
        reported = student.train_swap(net, xa, xb, *settings, seed)
        losses.append([float(loss) for loss in reported])
    return {
        "losses": torch.tensor(losses, dtype=torch.float64),
        "parameters": list(net.parameters()),
        "xa": xa,
        "xb": xb,
    }


@probe(beside=[put_in, our_net])
def train_watched(student: Any, weights: Any, xa: Any, xb: Any, settings: Any, seed: int) -> Any:
    """The losses of a training of our network, and all that it was given to encode."""
    net = our_net(weights)
    losses = student.train_swap(net, xa, xb, *settings, seed)
    curve = torch.tensor([float(loss) for loss in losses], dtype=torch.float64)
    return {"losses": curve, "given": torch.cat(net.given)}


def errors_of(weights: list[Array], x: Array, given: Array, who: int) -> Array:
    """The mean squared error (N,) of each picture of person `who`."""
    z = np.tanh(given @ weights[0].T + weights[1])
    back = z @ weights[2 + 2 * who].T + weights[3 + 2 * who]
    return np.asarray(np.mean((back - x) ** 2, axis=1))


def alike(rng: np.random.Generator, N: int, D: int, size: float = 1.0) -> Array:
    """N pictures that are all the same."""
    return np.repeat(size * rng.standard_normal((1, D)), N, axis=0)


# Trainings in which nothing is left to chance, since all pictures of a person are alike and there
# is no noise: (Na, Nb, steps, batch_size, lr, size). With large pictures a clipped gradient shows,
# with tiny ones another epsilon.
EXACT = [
    (5, 7, 30, 3, 0.05, 1.0),
    (7, 2, 3, 2, 0.1, 1.0),
    (3, 4, 50, 1, 1e-4, 1.0),
    (4, 4, 20, 3, 0.5, 100.0),
    (4, 3, 4, 3, 1e-7, 1e-6),
]


@check(
    "train_swap", weight=3, es="train_swap da los pasos de Adam con la pérdida de antes de cada uno"
)
def test_training_steps(student: Student, rng: np.random.Generator) -> None:
    """train_swap takes the steps of Adam, with the loss before each of them."""
    for Na, Nb, steps, batch_size, lr, size in EXACT:
        weights = our_weights(rng, 7, 3)
        weights[2:] = [size * each for each in weights[2:]]
        xa, xb = alike(rng, Na, 7, size), alike(rng, Nb, 7, size)
        settings = [0.0, steps, batch_size, lr]
        trained = student.run(train_ours, weights, xa, xb, settings, [random_seed(rng)])
        trained.matches_reference()


@check(
    "train_swap",
    weight=2,
    after=test_training_steps,
    es="Cada paso sortea batch_size imágenes de cada persona, de entre todas las suyas",
)
def test_training_batches(student: Student, rng: np.random.Generator) -> None:
    """Every step draws batch_size pictures of each person, from all of theirs."""
    weights = our_weights(rng, 7, 3)
    for batch_size, steps in [(1, 150), (3, 100)]:
        for who in (0, 1):
            x, other = rng.standard_normal((7, 7)), alike(rng, 5, 7)
            pair = (x, other) if who == 0 else (other, x)
            settings = [0.0, steps, batch_size, 0.0]
            trained = student.run(train_ours, weights, *pair, settings, [random_seed(rng)])
            losses = trained.matches_form().array("losses")[0]
            rest = losses - errors_of(weights, other, other, 1 - who)[0]
            which = expect_rows_drawn(rest, errors_of(weights, x, x, who), batch_size, rtol=1e-6)
            # In no order: one after another, or together.
            drawn = np.sort(np.unravel_index(which, (7,) * batch_size), axis=0).T
            if batch_size == 1:
                drawn = np.column_stack([which[:-1], which[1:]])
            expect(len(np.unique(drawn, axis=0)) > 20)
            expect_equal([trained["xa"], trained["xb"]], list(pair), 0, 0)
    # Never fewer: nine and seven are no whole numbers of minibatches of four.
    xa, xb = rng.standard_normal((9, 7)), rng.standard_normal((7, 7))
    settings = [0.0, 8, 4, 0.0]
    student.run(train_watched, weights, xa, xb, settings, random_seed(rng)).matches_form()
    # Which picture of A is drawn says nothing of B's: of 49 pairs, sixty draws show some 35.
    rows = np.repeat(20 + np.arange(7.0)[:, None], 7, axis=1)
    settings = [0.0, 60, 1, 0.0]
    watched = student.run(train_watched, weights, rows, -rows, settings, random_seed(rng))
    given = watched.matches_form().array("given")[:, 0]
    expect(int((given > 0).sum()) == int((given < 0).sum()) == 60)
    expect(len(np.unique(given[given > 0] + 100 * given[given < 0])) > 20)


@probe(beside=[put_in, our_net])
def losses_as_they_are(student: Any, weights: Any, xa: Any, xb: Any, settings: Any) -> Any:
    """What a training of our network returns, and whether these are Python floats."""
    losses = student.train_swap(our_net(weights), xa, xb, *settings, 5)
    return [[isinstance(loss, float), float(loss)] for loss in losses]


@check(
    "train_swap",
    after=test_training_steps,
    es="train_swap devuelve un float de Python por paso",
)
def test_training_floats(student: Student, rng: np.random.Generator) -> None:
    """train_swap returns a Python float for every step."""
    for steps in [1, 4]:
        settings = [0.0, steps, 2, 0.1]
        pair = [alike(rng, 3, 7), alike(rng, 2, 7)]
        answer = student.run(losses_as_they_are, our_weights(rng, 7, 3), *pair, settings)
        answer.matches_reference()


@check(
    "train_swap",
    weight=3,
    after=test_training_steps,
    es="Lo que entra lleva ruido normal nuevo de desviación noise, y el objetivo no",
)
def test_training_noise(student: Student, rng: np.random.Generator) -> None:
    """What goes in has new normal noise of deviation noise, and the target has none."""
    D, steps, batch_size = 7, 30, 5
    weights = our_weights(rng, D, 3)
    a, b = 40 + rng.standard_normal((1, D)), -40 + rng.standard_normal((1, D))
    weights[0] = weights[0] / 40
    for noise in [0.3, 2.0]:
        pair = [np.repeat(a, 6, axis=0), np.repeat(b, 8, axis=0)]
        settings = [noise, steps, batch_size, 0.0]
        trained = student.run(train_watched, weights, *pair, settings, random_seed(rng))
        trained.matches_form()
        given, losses = trained.array("given"), trained.array("losses")
        expect(np.isfinite(given).all())
        of_a = given.mean(axis=1) > 0
        expect(int(of_a.sum()) == steps * batch_size)
        drawn = []
        total = np.zeros(steps)
        for who, (x, mine) in enumerate([(a, of_a), (b, ~of_a)]):
            errors = errors_of(weights, x, given[mine], who)
            total += errors.reshape(steps, batch_size).mean(axis=1)
            drawn.append((given[mine] - x) / noise)
        expect_equal(losses, total)
        n = drawn[0].size
        for each in drawn:
            for bound, share in [(0.5, 0.38292), (1.0, 0.68269), (2.0, 0.95450)]:
                expect(near_share(int((np.abs(each) < bound).sum()), n, share))
            expect(near_share(int((each > 0).sum()), n, 0.5))
            # New noise at every pixel, picture and step.
            for one, other in [(each[:, 1:], each[:, :-1]), (each[1:], each[:-1])]:
                expect(near_share(int((one * other > 0).sum()), one.size, 0.5))
            later = each[batch_size:] * each[:-batch_size]
            expect(near_share(int((later > 0).sum()), later.size, 0.5))
        expect(near_share(int((drawn[0] * drawn[1] > 0).sum()), n, 0.5))


@check(
    "train_swap",
    after=test_training_steps,
    es="La misma semilla da el mismo entrenamiento, y otra semilla otro",
)
def test_training_reproducible(student: Student, rng: np.random.Generator) -> None:
    """The same seed gives the same training, and another seed another."""
    weights = our_weights(rng, 7, 3)
    xa, xb = rng.standard_normal((11, 7)), rng.standard_normal((13, 7))
    seed, other = random_seed(rng), random_seed(rng)
    for noise, pair in [(0.0, (xa, xb)), (0.5, (alike(rng, 4, 7), alike(rng, 4, 7)))]:
        settings = [noise, 9, 4, 0.01]
        trained = student.run(train_ours, weights, *pair, settings, [seed, seed, other])
        losses = trained.matches_form().array("losses")
        expect(np.isfinite(losses).all())
        expect(np.array_equal(losses[0], losses[1]) and not np.allclose(losses[0], losses[2]))


def draw(layers: dict[str, Array], person: Array, features: Array) -> Array:
    """Faces (N, 576) of a person, in [0, 1], with eyes, mouths and brows (N, 3) by number."""
    kinds = zip(("eyes", "mouths", "brows"), features.T, strict=True)
    ink = sum(layers[kind][which] / 255 for kind, which in kinds)
    faces = person / 255 * (1 - np.clip(ink, 0, 1))
    return np.float32(faces.reshape(len(features), -1))


@probe
def train_and_swap(
    student: Any, xa: torch.Tensor, xb: torch.Tensor, x: torch.Tensor, settings: Any, seed: int
) -> Any:
    """The losses of a training of a network of ours, and what it makes of A's pictures as B."""

    class FaceNet(nn.Module):
        def __init__(self):
            super().__init__()
            sizes = [(576, 64), (64, 24), *[(24, 64), (64, 576)] * 2]
            self.layers = nn.ModuleList(nn.Linear(*size, dtype=torch.float32) for size in sizes)

        def through(self, x, first):
            return self.layers[first + 1](torch.relu(self.layers[first](x)))

        def encode(self, x):
            return self.through(x, 0)

        def decode(self, z, who):
            return self.through(z, 2 + 2 * who)

    net = FaceNet()
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for layer in net.layers:
            bound = layer.in_features**-0.5
            for each in (layer.weight, layer.bias):
                each.copy_((2 * torch.rand(each.shape, generator=generator) - 1) * bound)
    losses = student.train_swap(net, xa, xb, *settings, seed)
    with torch.no_grad():
        swapped = net.decode(net.encode(x), 1)
    curve = torch.tensor([float(loss) for loss in losses], dtype=torch.float64)
    return {"losses": curve, "swapped": swapped}


@check(
    "train_swap",
    weight=3,
    after=test_training_steps,
    retries=2,
    cpu_seconds=20,
    es="La red entrenada pone a otra persona expresiones que no ha visto en ella",
)
def test_training_swaps(student: Student, data: TopicData, rng: np.random.Generator) -> None:
    """The trained network gives another person expressions that it has not seen on them."""
    layers = data.load("faces.npz")
    a, b = layers["people"][0], data.load("stranger.npz")["person"]
    sizes = [len(layers[kind]) for kind in ("eyes", "mouths", "brows")]
    pictures = [draw(layers, who, rng.integers(0, sizes, (400, 3))) for who in (a, b)]
    means = [each.mean(axis=0) for each in pictures]
    stds = [(each - mean).std() for each, mean in zip(pictures, means, strict=True)]
    xa, xb = [(each - mean) / std for each, mean, std in zip(pictures, means, stds, strict=True)]
    features = rng.integers(0, sizes, (200, 3))
    faces, truth = draw(layers, a, features), draw(layers, b, features)
    x = (faces - means[0]) / stds[0]
    settings = [0.3, 200, 32, 0.004]
    trained = student.run(train_and_swap, xa, xb, x, settings, random_seed(rng)).matches_form()
    swapped = trained.array("swapped") * stds[1] + means[1]
    error = np.mean((swapped - truth) ** 2) / np.mean((means[1] - truth) ** 2)
    shown = [each[:8].reshape(-1, 24, 24).clip(0, 1) for each in (faces, swapped, truth)]
    picture = image_rows(dict(zip([GIVEN, YOURS, EXPECTED], shown, strict=True)))
    expect_below(error, SWAP_LIMIT, curve=trained["losses"], picture=picture)


# --- roc_auc ----------------------------------------------------------------------------------


def labels_of(rng: np.random.Generator, N: int, fakes: int) -> Array:
    """N labels, so many of them 1."""
    return rng.permutation(np.arange(N) < fakes).astype(np.int64)


@check("roc_auc", weight=3, es="roc_auc da la parte de las parejas bien ordenadas")
def test_auc_values(student: Student, rng: np.random.Generator) -> None:
    """roc_auc gives the share of pairs that are in the right order."""
    for N, fakes in [(17, 5), (29, 20), (7, 1), (5, 4), (2, 1)]:
        labels = labels_of(rng, N, fakes)
        scores = rng.standard_normal(N) + 0.8 * labels
        pairs = scores[labels == 1][:, None] > scores[labels == 0]
        answer = student.roc_auc(scores, labels).matches_reference()
        expect_equal(answer.value, float(pairs.mean()))


@check("roc_auc", weight=2, after=test_auc_values, es="Los empates de puntuación cuentan la mitad")
def test_auc_ties(student: Student, rng: np.random.Generator) -> None:
    """Equal scores count one half."""
    for N, fakes, values in [(31, 11, 3), (17, 9, 2), (13, 5, 1), (200, 150, 5)]:
        labels = labels_of(rng, N, fakes)
        student.roc_auc(rng.integers(values, size=N) - 1.0, labels).matches_reference()
    # A perfect detector, one that is always wrong, and scores that differ by little.
    labels = labels_of(rng, 13, 6)
    for scores in [labels + 0.0, -1.0 * labels, 1 + 1e-12 * rng.permutation(13)]:
        student.roc_auc(scores, labels).matches_reference()


@probe
def auc_and_type(student: Any, scores: Any, labels: Any) -> Any:
    """A student's area, and whether it is a Python float."""
    area = student.roc_auc(scores, labels)
    return [isinstance(area, float), float(area)]


@check(
    "roc_auc",
    after=test_auc_values,
    es="roc_auc devuelve un float de Python",
)
def test_auc_float(student: Student, rng: np.random.Generator) -> None:
    """roc_auc returns a Python float."""
    for N, fakes in [(11, 4), (2, 1)]:
        labels = labels_of(rng, N, fakes)
        student.run(auc_and_type, rng.standard_normal(N), labels).matches_reference()


@check(
    "roc_auc",
    after=test_auc_values,
    es="Solo importa el orden de las puntuaciones, sea cual sea su tamaño",
)
def test_auc_odd(student: Student, rng: np.random.Generator) -> None:
    """Only the order of scores matters, whatever their size."""
    labels = labels_of(rng, 23, 7)
    scores = np.round(2 * rng.standard_normal(23)) / 2
    for same in [scores, 1e300 * scores, 1e-300 * scores, np.exp(scores), scores - 1e6]:
        expect_arguments_kept(student, "roc_auc", same, labels)
    student.roc_auc(np.float32(scores), labels).matches_reference()
    labels = labels_of(rng, 2000, 900)
    student.roc_auc(rng.standard_normal(2000) + labels, labels).matches_reference()


# --- split_by_source --------------------------------------------------------------------------


@check("split_by_source", weight=3, es="Cada fotograma va al lado de su fuente")
def test_split_values(student: Student, rng: np.random.Generator) -> None:
    """Every frame goes to the side of its source."""
    for N, sources, held in [(23, 7, 3), (11, 5, 1), (40, 29, 11)]:
        names = rng.permutation(1000)[:sources] - 300
        source, test = rng.choice(names, N), rng.choice(names, held, replace=False)
        expect_arguments_kept(student, "split_by_source", source, test)


@check(
    "split_by_source",
    after=test_split_values,
    es="Un lado puede quedar vacío, y una fuente sin fotogramas no cambia nada",
)
def test_split_odd(student: Student, rng: np.random.Generator) -> None:
    """A side may be empty, and a source without frames changes nothing."""
    source = rng.integers(0, 4, 13)
    for test in [[0, 1, 2, 3], [9, -1], [], [2, 2, 7], [3]]:
        student.split_by_source(source, np.array(test, dtype=np.int64)).matches_reference()
    student.split_by_source(np.array([5]), np.array([5])).matches_reference()
    # Many sources, some of them held back twice, with huge numbers that no float tells apart.
    for names in [2**60 + np.arange(97), rng.integers(-(2**62), 2**62, 97)]:
        source, held = rng.choice(names, 300), rng.choice(names, 61)
        expect_arguments_kept(student, "split_by_source", source, held)


# --- ring_spectrum ----------------------------------------------------------------------------


@check("ring_spectrum", weight=3, es="ring_spectrum da la potencia media de cada anillo")
def test_spectrum_values(student: Student, rng: np.random.Generator) -> None:
    """ring_spectrum gives the mean power of every ring."""
    for N, S in [(3, 7), (2, 8), (1, 13), (5, 24), (2, 2), (1, 1)]:
        x = rng.standard_normal((N, S, S)) + 0.5
        expect_arguments_kept(student, "ring_spectrum", x)


@check(
    "ring_spectrum",
    weight=2,
    after=test_spectrum_values,
    es="Una onda sola está en el anillo de su frecuencia, sea cual sea su dirección",
)
def test_spectrum_waves(student: Student, rng: np.random.Generator) -> None:
    """A single wave lies on the ring of its frequency, whatever its direction."""
    for S in [9, 16]:
        y, x = np.mgrid[:S, :S]
        for down, right in [(0, 3), (2, 0), (3, 2), (-2, 3), (0, 0), (S // 2, S // 2)]:
            wave = np.cos(2 * np.pi * (down * y + right * x) / S + rng.random())
            student.ring_spectrum(wave[None]).matches_reference(1e-7, 1e-9)
    for size in [1e-5, 1e5]:
        student.ring_spectrum(size * rng.standard_normal((2, 11, 11))).matches_reference(
            1e-7, 1e-9 * size**2
        )
    for S in [12, 7]:
        expect_float32(student, "ring_spectrum", rng.standard_normal((2, S, S)))


# --- video_scores -----------------------------------------------------------------------------


@check("video_scores", weight=3, es="video_scores da la media de los logits de cada vídeo")
def test_video_values(student: Student, rng: np.random.Generator) -> None:
    """video_scores gives the mean of every video's logits."""
    for N, V in [(23, 5), (7, 7), (11, 1), (40, 3), (1, 1)]:
        video = rng.permutation(np.concatenate([np.arange(V), rng.integers(0, V, N - V)]))
        expect_arguments_kept(student, "video_scores", 3 * rng.standard_normal(N), video)


@check(
    "video_scores",
    after=test_video_values,
    es="video_scores vale para logits muy grandes y muy pequeños, y en float32",
)
def test_video_odd(student: Student, rng: np.random.Generator) -> None:
    """video_scores holds for very large and very small logits, and in float32."""
    video = rng.permutation(np.arange(17) % 4)
    for size in [1e-6, 1e4]:
        logits = size * rng.standard_normal(17)
        student.video_scores(logits, video).matches_reference(1e-7, 1e-9 * size)
    expect_float32(student, "video_scores", logits / size, video)


# --- fit_detector -----------------------------------------------------------------------------

FIT = (1e-4, 1e-5)


def frames(rng: np.random.Generator, N: int, D: int, gap: float) -> tuple[Array, Array]:
    """Features of real and fake pictures, of different scale, and labels."""
    y = labels_of(rng, N, max(1, N // 3))
    direction = rng.standard_normal(D)
    x = (rng.standard_normal((N, D)) + gap * y[:, None] * direction) * rng.uniform(0.5, 2, D)
    return x + rng.standard_normal(D), y


@check("fit_detector", weight=3, es="fit_detector da los pesos del mínimo, y no penaliza b")
def test_detector_values(student: Student, rng: np.random.Generator) -> None:
    """fit_detector gives the weights of the minimum, and does not penalise b."""
    for N, D, l2 in [(60, 3, 0.1), (41, 5, 1.0), (30, 1, 0.03), (23, 7, 0.3)]:
        x, y = frames(rng, N, D, 0.7)
        expect_arguments_kept(student, "fit_detector", x, y, l2, rtol=FIT[0], atol=FIT[1])


@check(
    "fit_detector",
    after=test_detector_values,
    es="fit_detector vale también con clases separables o muy desiguales",
)
def test_detector_odd(student: Student, rng: np.random.Generator) -> None:
    """fit_detector holds for classes that are separable, or very unequal, too."""
    x, y = frames(rng, 40, 3, 6.0)
    student.fit_detector(x, y, 0.05).matches_reference(*FIT)
    few = labels_of(rng, 50, 2)
    student.fit_detector(rng.standard_normal((50, 2)), few, 0.1).matches_reference(*FIT)
    # Fewer pictures than features, and a feature that is always the same.
    x, y = frames(rng, 6, 11, 1.0)
    x[:, 4] = 1.0
    student.fit_detector(x, y, 0.5).matches_reference(*FIT)
    student.fit_detector(10 + x[:, :2], y, 1.0).matches_reference(*FIT)
