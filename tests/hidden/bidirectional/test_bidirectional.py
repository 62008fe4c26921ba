"""The hidden suite of the topic on bidirectional networks."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    Answer,
    Student,
    TopicData,
    adam_steps,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_each_of,
    expect_equal,
    expect_padding_unseen,
    expect_rows_independent,
    expect_unseen,
    probe,
    random_seed,
    texts,
)

if TYPE_CHECKING:
    import torch
    import torch.nn.functional as F  # noqa: N812 -- torch's own name for it

Array = np.ndarray
FLOAT32 = (1e-4, 1e-5)

# The settings of train_restorer: hidden_size, steps, batch_size, lr, seed.
HIDDEN, STEPS, BATCH, RATE = 32, 250, 48, 0.01
# Mean loss per letter of long words that are held out: there it tells most what has been read from
# the other end. Right answers end below 0.055, one backward state for all letters at 0.12,
# one direction at 0.14, a guess by the letter alone at 0.19.
LONG, LIMIT = 10, 0.08
ACUTE = {"a": "á", "e": "é", "i": "í", "o": "ó", "u": "ú", "n": "ñ"}
BARE = {accented: bare for bare, accented in ACUTE.items()} | {"ü": "u"}


def expect_shown(answer: Answer, holds: Callable[[Any], object], property_: str) -> None:
    """The property holds of the student's answer. Raises Failure, or an error of this suite where
    the reference does not show it."""
    assert holds(answer.expected), f"the reference does not show it: {property_}"
    expect(holds(answer.value))


def float32(arrays: list[Array]) -> list[Array]:
    """The same numbers, those with a point in float32."""
    return [each.astype(np.float32) if each.dtype.kind == "f" else each for each in arrays]


# N, T, the lengths, and the width of a step: never sorted, the longest at times shorter than T.
SHAPES = [
    (3, 7, [4, 2, 5], 3),
    (4, 5, [2, 5, 1, 3], 2),
    (1, 3, [3], 5),
    (1, 4, [2], 1),
    (2, 1, [1, 1], 3),
    (5, 2, [1, 2, 2, 1, 2], 1),
]


# --- reverse_sequences ------------------------------------------------------------------------


@check("reverse_sequences", weight=3, es="reverse_sequences invierte cada secuencia en su longitud")
def test_reverse_values(student: Student, rng: np.random.Generator) -> None:
    """reverse_sequences turns each sequence round within its own length."""
    for N, T, lengths, D in SHAPES:
        x = rng.standard_normal((N, T, D))
        student.reverse_sequences(x, np.array(lengths)).matches_reference(0, 0)


@check(
    "reverse_sequences",
    after=test_reverse_values,
    es="reverse_sequences conserva el dtype, también el de enteros",
)
def test_reverse_dtypes(student: Student, rng: np.random.Generator) -> None:
    """reverse_sequences keeps the dtype, that of integers, too."""
    for N, T, lengths, D in SHAPES[:2]:
        ids = rng.integers(-(2**60), 2**60, (N, T, D))
        student.reverse_sequences(ids, np.array(lengths)).matches_reference(0, 0)
        x = rng.standard_normal((N, T, D)).astype(np.float32)
        student.reverse_sequences(x, np.array(lengths)).matches_reference(0, 0)


@check(
    "reverse_sequences",
    after=test_reverse_values,
    es="El gradiente de reverse_sequences vuelve al lugar de donde se leyó",
)
def test_reverse_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradient of reverse_sequences goes back to where a step was read from."""
    for N, T, lengths, D in SHAPES[:3]:
        x = rng.standard_normal((N, T, D))
        student.reverse_sequences.gradients(x, np.array(lengths)).matches_reference()


@check(
    "reverse_sequences",
    after=test_reverse_values,
    es="Ninguna secuencia depende de otra, y los argumentos quedan como estaban",
)
def test_reverse_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """No sequence depends on another one, and the arguments stay as they were."""
    for N, T, lengths, D in SHAPES[:3]:
        x = rng.standard_normal((N, T, D))
        expect_arguments_kept(student, "reverse_sequences", x, np.array(lengths))
    x, lengths = rng.standard_normal((4, 5, 3)), np.array([2, 5, 1, 3])
    expect_rows_independent(student.reverse_sequences, (x, lengths), batched=(0, 1))


# --- bidirectional ----------------------------------------------------------------------------


def our_layer(weights: Any) -> Any:
    """A plain recurrent layer, (n, t, D) to (n, t, H): h' = tanh(x W + h A + b), from h = b."""
    W, A, b = weights

    def run(x: torch.Tensor) -> torch.Tensor:
        h = b.expand(len(x), len(b))
        states = []
        for step in range(x.shape[1]):
            h = torch.tanh(x[:, step] @ W + h @ A + b)
            states.append(h)
        return torch.stack(states, 1)

    return run


@probe(beside=[our_layer])
def both_ways(student: Any, x: torch.Tensor, lengths: torch.Tensor, ahead: Any, behind: Any) -> Any:
    """The outputs of a bidirectional network of two layers of ours."""
    return student.bidirectional(our_layer(ahead), our_layer(behind), x, lengths)


@probe(beside=[our_layer])
def both_ways_left(
    student: Any, x: torch.Tensor, lengths: torch.Tensor, ahead: Any, behind: Any
) -> Any:
    """The outputs of such a network, and what is left of what it was given."""
    outputs = student.bidirectional(our_layer(ahead), our_layer(behind), x, lengths)
    return [outputs, x, lengths]


@probe(beside=[our_layer])
def both_ways_gradients(
    student: Any, x: torch.Tensor, lengths: torch.Tensor, pairs: Any, cotangent: torch.Tensor
) -> Any:
    """The gradients of a combination of such outputs, with respect to x and to all weights."""
    leaves = [x, *(each for pair in pairs for weights in pair for each in weights)]
    for leaf in leaves:
        leaf.requires_grad_(True)
    [(ahead, behind)] = pairs
    outputs = student.bidirectional(our_layer(ahead), our_layer(behind), x, lengths)
    total = (outputs * cotangent).sum()
    return list(torch.autograd.grad(total, leaves, materialize_grads=True, allow_unused=True))


def layer_weights(rng: np.random.Generator, D: int, H: int) -> list[Array]:
    """W (D, H), A (H, H) and b (H,) of a layer of ours: none of them zero."""
    scales = [((D, H), 0.6), ((H, H), 0.9 / np.sqrt(H)), ((H,), 0.5)]
    return [scale * rng.standard_normal(shape) for shape, scale in scales]


def pair_weights(rng: np.random.Generator, D: int, H: int) -> tuple[list[Array], list[Array]]:
    """The weights of a forward and of a backward layer."""
    return layer_weights(rng, D, H), layer_weights(rng, D, H)


def network(student: Student, pair: tuple[list[Array], list[Array]]) -> Callable[..., Answer]:
    """A call (x, lengths) of `bidirectional` with these weights."""
    return lambda x, lengths: student.run(both_ways, x, lengths, *pair)


# The states of a layer for each of SHAPES.
STATES = [7, 3, 2, 5, 4, 1]


@check("bidirectional", weight=4, es="bidirectional lee cada secuencia en las dos direcciones")
def test_bidirectional_values(student: Student, rng: np.random.Generator) -> None:
    """bidirectional reads each sequence in both directions."""
    for (N, T, lengths, D), H in zip(SHAPES, STATES, strict=True):
        call = network(student, pair_weights(rng, D, H))
        call(rng.standard_normal((N, T, D)), np.array(lengths)).matches_reference()


@check(
    "bidirectional",
    after=test_bidirectional_values,
    es="bidirectional trabaja en el dtype de las capas, y deja ceros exactos en el relleno",
)
def test_bidirectional_dtypes(student: Student, rng: np.random.Generator) -> None:
    """bidirectional works in the dtype of the layers, and leaves exact zeros at the padding."""
    for (N, T, lengths, D), H in [(SHAPES[0], 7), (SHAPES[1], 3)]:
        ahead, behind = pair_weights(rng, D, H)
        x = rng.standard_normal((N, T, D))
        for each in [[x, ahead, behind], [*float32([x]), float32(ahead), float32(behind)]]:
            answer = student.run(both_ways, each[0], np.array(lengths), *each[1:])
            answer.matches_reference(*FLOAT32)
            padding = np.arange(T) >= np.array(lengths)[:, None]
            expect(np.all(answer.array()[padding] == 0))


@check(
    "bidirectional",
    weight=2,
    after=test_bidirectional_values,
    es="Los gradientes de bidirectional llegan a x y a los pesos de las dos capas",
)
def test_bidirectional_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of bidirectional reach x and the weights of both layers."""
    for (N, T, lengths, D), H in [(SHAPES[0], 7), (SHAPES[1], 3), (SHAPES[4], 2)]:
        inputs = rng.standard_normal((N, T, D)), np.array(lengths)
        cotangent = rng.standard_normal((N, T, 2 * H))
        pairs = [pair_weights(rng, D, H)]
        student.run(both_ways_gradients, *inputs, pairs, cotangent).matches_reference()


@check(
    "bidirectional",
    weight=2,
    after=test_bidirectional_values,
    es="Nada depende del relleno ni de las otras secuencias del lote",
)
def test_bidirectional_padding(student: Student, rng: np.random.Generator) -> None:
    """Nothing depends on the padding, nor on the other sequences of the batch."""
    for N, T, lengths, D in SHAPES[:2]:
        call = network(student, pair_weights(rng, D, 3))
        inputs = rng.standard_normal((N, T, D)), np.array(lengths)
        expect_padding_unseen(call, inputs, inputs[1])
        expect_rows_independent(call, inputs, batched=(0, 1))


@check(
    "bidirectional",
    after=test_bidirectional_values,
    es="bidirectional deja sus argumentos como estaban",
)
def test_bidirectional_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """bidirectional leaves its arguments as they were."""
    for N, T, lengths, D in SHAPES[:3]:
        given = rng.standard_normal((N, T, D)), np.array(lengths)
        left = student.run(both_ways_left, *given, *pair_weights(rng, D, 3)).matches_reference()
        expect_equal(left[1], given[0], 0, 0)
        expect_equal(left[2], given[1], 0, 0)


# --- last_states ------------------------------------------------------------------------------


@check("last_states", weight=3, es="last_states devuelve el último estado de cada capa")
def test_last_values(student: Student, rng: np.random.Generator) -> None:
    """last_states returns the last state of each layer."""
    for (N, T, lengths, _), H in zip(SHAPES, STATES, strict=True):
        outputs = rng.standard_normal((N, T, 2 * H))
        student.last_states(outputs, np.array(lengths)).matches_reference(0, 0)
        student.last_states(*float32([outputs]), np.array(lengths)).matches_reference(0, 0)


@check(
    "last_states",
    after=test_last_values,
    es="El gradiente llega a los últimos estados, y los argumentos quedan como estaban",
)
def test_last_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradient reaches the last states, and the arguments stay as they were."""
    for (N, T, lengths, _), H in [(SHAPES[0], 7), (SHAPES[1], 3), (SHAPES[4], 2)]:
        outputs = rng.standard_normal((N, T, 2 * H))
        student.last_states.gradients(outputs, np.array(lengths)).matches_reference()
        expect_arguments_kept(student, "last_states", outputs, np.array(lengths))


# --- stack ------------------------------------------------------------------------------------


@probe(beside=[our_layer])
def stacked(student: Any, x: torch.Tensor, lengths: torch.Tensor, pairs: Any) -> Any:
    """The outputs of bidirectional layers of ours, one above the other."""
    layers = [(our_layer(ahead), our_layer(behind)) for ahead, behind in pairs]
    return student.stack(layers, x, lengths)


@probe(beside=[our_layer])
def stacked_gradients(
    student: Any, x: torch.Tensor, lengths: torch.Tensor, pairs: Any, cotangent: torch.Tensor
) -> Any:
    """The gradients of a combination of such outputs with respect to x and all weights, and how
    many layers are left in the list."""
    leaves = [x, *(each for pair in pairs for weights in pair for each in weights)]
    for leaf in leaves:
        leaf.requires_grad_(True)
    layers = [(our_layer(ahead), our_layer(behind)) for ahead, behind in pairs]
    total = (student.stack(layers, x, lengths) * cotangent).sum()
    slopes = torch.autograd.grad(total, leaves, materialize_grads=True, allow_unused=True)
    return {"gradients": list(slopes), "layers": len(layers)}


def stack_weights(rng: np.random.Generator, D: int, sizes: list[int]) -> list[Any]:
    """Pairs of weights: every pair reads both halves of the one below."""
    widths = [D, *(2 * H for H in sizes)]
    return [pair_weights(rng, width, H) for width, H in zip(widths, sizes, strict=False)]


@check("stack", weight=3, es="Cada par de stack lee toda la salida del par de abajo")
def test_stack_values(student: Student, rng: np.random.Generator) -> None:
    """Every pair of stack reads the whole output of the pair below."""
    for sizes, (N, T, lengths, D) in zip([[3], [3, 2], [2, 5, 3], [1, 1]], SHAPES, strict=False):
        x = rng.standard_normal((N, T, D))
        pairs = stack_weights(rng, D, sizes)
        student.run(stacked, x, np.array(lengths), pairs).matches_reference()


@check(
    "stack",
    weight=2,
    after=test_stack_values,
    es="Los gradientes de stack llegan a todas las capas, y el relleno no se ve",
)
def test_stack_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of stack reach all layers, and the padding is not seen."""
    for sizes, (N, T, lengths, D) in zip([[2, 3], [2, 1, 3]], SHAPES[:2], strict=True):
        inputs = rng.standard_normal((N, T, D)), np.array(lengths)
        pairs = stack_weights(rng, D, sizes)
        cotangent = rng.standard_normal((N, T, 2 * sizes[-1]))
        student.run(stacked_gradients, *inputs, pairs, cotangent).matches_reference()

        def call(x: Array, lengths: Array, pairs: Any = pairs) -> Answer:
            return student.run(stacked, x, lengths, pairs)

        expect_padding_unseen(call, inputs, inputs[1])


# --- bidirectional_backward -------------------------------------------------------------------


def our_vjp(weights: Any) -> Any:
    """The way back through h' = x W + g ⊙ h, with a factor g (N, T, H) at every step."""
    W, g = weights

    def run(dh: torch.Tensor) -> torch.Tensor:
        dx, carried = [], torch.zeros_like(dh[:, 0])
        for step in reversed(range(dh.shape[1])):
            carried = carried + dh[:, step]
            dx.insert(0, carried @ W.T)
            carried = carried * g[:, step]
        return torch.stack(dx, 1)

    return run


@probe(beside=[our_vjp])
def way_back(
    student: Any, dout: torch.Tensor, lengths: torch.Tensor, ahead: Any, behind: Any
) -> Any:
    """The gradient of x, with layers of ours."""
    return student.bidirectional_backward(dout, lengths, our_vjp(ahead), our_vjp(behind))


@probe(beside=[our_vjp])
def way_back_left(
    student: Any, dout: torch.Tensor, lengths: torch.Tensor, ahead: Any, behind: Any
) -> Any:
    """The gradient of x, and what is left of what the function was given."""
    dx = student.bidirectional_backward(dout, lengths, our_vjp(ahead), our_vjp(behind))
    return [dx, dout, lengths]


def vjp_weights(rng: np.random.Generator, N: int, T: int, D: int, H: int) -> list[list[Array]]:
    """W (D, H) and the factors (N, T, H), of a forward and of a backward layer."""
    return [[rng.standard_normal((D, H)), rng.uniform(0.3, 1.2, (N, T, H))] for _ in range(2)]


@check("bidirectional_backward", weight=4, es="bidirectional_backward da el gradiente de x")
def test_backward_values(student: Student, rng: np.random.Generator) -> None:
    """bidirectional_backward gives the gradient of x."""
    for (N, T, lengths, D), H in zip(SHAPES, STATES, strict=True):
        dout = rng.standard_normal((N, T, 2 * H))
        weights = vjp_weights(rng, N, T, D, H)
        student.run(way_back, dout, np.array(lengths), *weights).matches_reference()


@check(
    "bidirectional_backward",
    weight=2,
    after=test_backward_values,
    es="Lo que llega al relleno se pierde, y ninguna secuencia depende de otra",
)
def test_backward_padding(student: Student, rng: np.random.Generator) -> None:
    """What arrives at the padding is lost, and no sequence depends on another one."""
    for N, T, lengths, D in SHAPES[:2]:
        dout = rng.standard_normal((N, T, 6))
        weights = vjp_weights(rng, N, T, D, 3)

        def call(
            dout: Array, lengths: Array, ahead: Array, behind: Array, weights: Any = weights
        ) -> Answer:
            factors = [[weights[0][0], ahead], [weights[1][0], behind]]
            return student.run(way_back, dout, lengths, *factors)

        inputs = dout, np.array(lengths), weights[0][1], weights[1][1]
        expect_unseen(
            call,
            inputs,
            [np.where(real_places(T, inputs[1])[:, :, None], dout, 50.0), *inputs[1:]],
        )
        expect_rows_independent(call, inputs, batched=(0, 1, 2, 3))


@check(
    "bidirectional_backward",
    after=test_backward_values,
    es="bidirectional_backward sirve para gradientes de tamaños muy distintos y en float32",
)
def test_backward_scales(student: Student, rng: np.random.Generator) -> None:
    """bidirectional_backward works for gradients of very different size and in float32."""
    for N, T, lengths, D in SHAPES[:2]:
        sizes = 10.0 ** np.linspace(-30, 30, N)[:, None, None]
        dout = sizes * rng.standard_normal((N, T, 6))
        weights = vjp_weights(rng, N, T, D, 3)
        answer = student.run(way_back, dout, np.array(lengths), *weights).matches_form()
        expect_equal(answer.array() / sizes, np.asarray(answer.expected) / sizes)
        dout = rng.standard_normal((N, T, 6))
        given = [*float32([dout]), np.array(lengths), *(float32(each) for each in weights)]
        student.run(way_back, *given).matches_reference(*FLOAT32)


@check(
    "bidirectional_backward",
    after=test_backward_values,
    es="bidirectional_backward deja sus argumentos como estaban",
)
def test_backward_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """bidirectional_backward leaves its arguments as they were."""
    for N, T, lengths, D in SHAPES[:3]:
        dout = rng.standard_normal((N, T, 6))
        weights = vjp_weights(rng, N, T, D, 3)
        left = student.run(way_back_left, dout, np.array(lengths), *weights).matches_reference()
        expect_equal(left[1], dout, 0, 0)
        expect_equal(left[2], np.array(lengths), 0, 0)


# --- masked_bce -------------------------------------------------------------------------------


def real_places(T: int, lengths: Array) -> Array:
    """(N, T), whether a place is before the end of its sequence."""
    return np.asarray(np.arange(T) < lengths[:, None])


def letter_losses(logits: Array, targets: Array) -> Array:
    """The binary cross-entropy of every letter, of logits of any size."""
    logits = logits.astype(np.float64)
    return np.asarray(np.logaddexp(0, logits) - targets * logits)


def marked_letters(rng: np.random.Generator, N: int, T: int, size: float) -> tuple[Array, Array]:
    """Logits and targets (N, T)."""
    return size * rng.standard_normal((N, T)), rng.integers(0, 2, (N, T)).astype(np.float64)


@check("masked_bce", weight=3, es="masked_bce es la media sobre todas las letras reales juntas")
def test_loss_values(student: Student, rng: np.random.Generator) -> None:
    """masked_bce is the mean over all real letters together."""
    for N, T, lengths, _ in SHAPES:
        given = [*marked_letters(rng, N, T, 2.0), np.array(lengths)]
        answer = student.masked_bce(*given).matches_reference()
        exact = letter_losses(*given[:2])[real_places(T, given[2])].mean()
        expect_equal(answer.value, np.array(exact))
        student.masked_bce(*float32(given)).matches_reference(*FLOAT32)


@check(
    "masked_bce",
    after=test_loss_values,
    es="masked_bce se puede derivar respecto a los logits",
)
def test_loss_gradients(student: Student, rng: np.random.Generator) -> None:
    """masked_bce can be differentiated with respect to the logits."""
    for N, T, lengths, _ in SHAPES[:3]:
        given = *marked_letters(rng, N, T, 2.0), np.array(lengths)
        student.run(loss_gradient, *given).matches_reference()


@probe
def loss_gradient(
    student: Any, logits: torch.Tensor, targets: torch.Tensor, lengths: torch.Tensor
) -> Any:
    """The loss, and its gradient with respect to the logits."""
    logits.requires_grad_(True)
    loss = student.masked_bce(logits, targets, lengths)
    return {"loss": loss, "gradient": torch.autograd.grad(loss, logits)[0]}


@check(
    "masked_bce",
    after=test_loss_values,
    es="masked_bce y su gradiente siguen siendo finitos con logits de ±1000",
)
def test_loss_large(student: Student, rng: np.random.Generator) -> None:
    """masked_bce and its gradient stay finite for logits of ±1000."""
    for N, T, lengths, _ in SHAPES[:2]:
        logits, targets = marked_letters(rng, N, T, 1000.0)
        student.run(loss_gradient, logits, targets, np.array(lengths)).matches_reference()
    # Every letter right, and every letter wrong.
    for size in [1000.0, 100.0, 30.0]:
        for sign in [1, -1]:
            targets = np.array([[1.0, 0.0, 1.0]])
            logits = sign * size * (2 * targets - 1)
            given = logits, targets, np.array([2])
            student.run(loss_gradient, *given).matches_reference()


@check(
    "masked_bce",
    after=test_loss_values,
    es="masked_bce no ve el relleno, y deja sus argumentos como estaban",
)
def test_loss_padding(student: Student, rng: np.random.Generator) -> None:
    """masked_bce does not see the padding, and leaves its arguments as they were."""
    for N, T, lengths, _ in SHAPES[:2]:
        logits, targets = marked_letters(rng, N, T, 2.0)
        targets[0, lengths[0] - 1] = 0
        given = logits, targets, np.array(lengths)
        expect_arguments_kept(student, "masked_bce", *given)
        for number, filler in [(0, 1e4), (0, -1e4), (1, 1.0)]:
            expect_padding_unseen(
                student.masked_bce, given, given[2], argument=number, filler=filler
            )


# --- train_restorer ---------------------------------------------------------------------------


def bare(word: str) -> str:
    """A word without its marks."""
    return "".join(BARE.get(letter, letter) for letter in word)


def numbers(words: list[str], T: int) -> tuple[Array, Array, Array]:
    """ids (N, T), lengths (N,) and marks (N, T) of words."""
    lengths = np.array([len(word) for word in words])
    rows = [[ord(letter) - 96 for letter in bare(word)] for word in words]
    marks = [[float(x != y) for x, y in zip(word, bare(word), strict=True)] for word in words]
    padded = [np.array([row + [0] * (T - len(row)) for row in table]) for table in (rows, marks)]
    return padded[0].astype(np.int64), lengths, padded[1].astype(np.float32)


def drawn_words(rng: np.random.Generator, N: int, T: int) -> tuple[Array, Array, Array]:
    """ids, lengths and marks of words of random letters, with padding at the end of all."""
    lengths = rng.integers(2, T, N)
    real = real_places(T, lengths)
    ids = np.where(real, rng.integers(1, 27, (N, T)), 0)
    marks = real & (rng.random((N, T)) < 0.4)
    return ids, lengths, marks.astype(np.float32)


@probe
def trained(student: Any, data: Any, runs: Any, asked: Any, global_seeds: Any) -> Any:
    """Of every training of `runs` (the settings of each): the logits for every (ids, lengths) that
    is asked for, in eval mode, and the losses on the way."""
    found = []
    for settings, number in zip(runs, global_seeds, strict=True):
        torch.manual_seed(number)
        model, losses = student.train_restorer(*(each.clone() for each in data), *settings)
        model.eval()
        with torch.no_grad():
            logits = [model(ids.clone(), lengths.clone()) for ids, lengths in asked]
        # What dtype a network has, and what stands at the padding, is its own affair.
        floating = all(each.is_floating_point() for each in logits)
        found.append(
            {
                "logits": [
                    torch.where(torch.arange(ids.shape[1]) < lengths[:, None], each.double(), 0)
                    if each.shape == ids.shape and floating
                    else each
                    for each, (ids, lengths) in zip(logits, asked, strict=True)
                ],
                "losses": torch.tensor([float(loss) for loss in losses], dtype=torch.float64),
            }
        )
    return found


def train(
    student: Student,
    rng: np.random.Generator,
    data: tuple[Array, ...],
    runs: list[list[Any]],
    asked: list[tuple[Array, Array]],
) -> Answer:
    """What `trained` answers, in the reference's form; torch's own generator is somewhere else
    before each run."""
    seeds = [random_seed(rng) for _ in runs]
    return student.run(trained, list(data), runs, asked, seeds).matches_form()


@check(
    "train_restorer",
    es="La misma semilla da el mismo modelo, y otra semilla otro; una pérdida por paso",
)
def test_training_reproducible(student: Student, rng: np.random.Generator) -> None:
    """The same seed gives the same model, another seed another; there is a loss for every step."""
    data = drawn_words(rng, 17, 6)
    same, other = random_seed(rng), random_seed(rng)
    settings = [5, 3, 7, 0.01]
    runs = [[*settings, same], [*settings, same], [*settings, other], [5, 3, 7, 0.0, same]]

    def holds(found: Any) -> bool:
        first, again, *others = (each["logits"][0] for each in found)
        finite = all(np.isfinite(each["losses"]).all() for each in found)
        differ = not any(np.allclose(first, other) for other in others)
        return bool(finite and np.array_equal(first, again) and differ)

    answer = train(student, rng, data, runs, [data[:2]])
    expect_shown(answer, holds, "the same seed gives the same model, another seed another")


@probe
def training_left(student: Any, data: Any, settings: Any) -> Any:
    """What a training, and a call of its model, leave of what they are given."""
    model, _ = student.train_restorer(*data, *settings)
    model(data[0], data[1])
    return data


@check(
    "train_restorer",
    after=test_training_reproducible,
    es="Ni el entrenamiento ni el modelo cambian sus argumentos",
)
def test_training_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """Neither the training nor the model changes its arguments."""
    data = list(drawn_words(rng, 11, 6))
    left = student.run(training_left, data, [5, 2, 7, 0.01, random_seed(rng)])
    expect_equal(left.value, data, 0, 0)


def same_logits(one: Array, other: Array) -> bool:
    """Whether logits differ by no more than the rounding of float32."""
    return bool(np.abs(one - other).max() <= 1e-5 * (1 + np.abs(one).max()))


@check(
    "train_restorer",
    weight=2,
    after=test_training_reproducible,
    es="Los logits de una palabra dependen de todas sus letras y de nada más",
)
def test_training_sees_the_word(student: Student, rng: np.random.Generator) -> None:
    """The logits of a word depend on all of its letters, and on nothing else."""
    N, T = 13, 6
    ids, _, marks = drawn_words(rng, N, T)
    lengths = np.tile([4, 3, 4], N)[:N]  # the longest is shorter than T
    ids = rng.integers(1, 27, (N, T))  # junk at the padding, letters everywhere
    other = (ids % 26) + 1
    real = real_places(T, lengths)
    changed = [np.where(np.arange(T) == place, other, ids) for place in range(4)]
    wide = np.concatenate([np.where(real, ids, 0), np.zeros((N, 3), np.int64)], axis=1)
    asked = [
        (ids, lengths),
        (np.where(real, ids, 0), lengths),
        (wide, lengths),
        (np.roll(ids, 1, axis=0), np.roll(lengths, 1)),
        (ids[:1, :4].copy(), lengths[:1]),
        *((each, lengths) for each in changed),
    ]
    data = np.where(real, ids, 0), lengths, np.where(real, marks, 0).astype(np.float32)
    answer = train(student, rng, data, [[6, 4, 5, 0.02, random_seed(rng)]], asked)

    def nothing_else(found: Any) -> bool:
        given, cleared, wider, rolled, alone = found[0]["logits"][:5]
        return bool(
            np.isfinite(given).all()
            and same_logits(given, cleared)
            and same_logits(given, wider[:, :T])
            and same_logits(np.roll(given, 1, axis=0), rolled)
            and same_logits(given[:1, :4], alone)
        )

    def whole_word(found: Any) -> bool:
        given, *others = found[0]["logits"][:1] + found[0]["logits"][5:]
        # By how much the logits change at each of four letters where each of the four is another.
        changes = [np.abs(other - given)[lengths == 4, :4].max(axis=0) for other in others]
        return bool(np.min(changes) > 1e-4 * (given.std() + 1e-3))

    expect_shown(answer, nothing_else, "the logits depend on the letters of the word alone")
    expect_shown(answer, whole_word, "the logits depend on all letters of the word")


@probe
def descent(student: Any, data: Any, runs: Any) -> Any:
    """Of the model of every training of `runs` on words that are all alike: its parameters, in a
    vector, the mean loss of a word there, and its gradient; and the losses on the way."""
    ids, lengths, marks = data
    L = int(lengths[0])
    parameters, gradients, means, told = [], [], [], []
    for settings in runs:
        model, losses = student.train_restorer(*(each.clone() for each in data), *settings)
        logits = model(ids[:1], lengths[:1])[0, :L].double()
        loss = F.binary_cross_entropy_with_logits(logits, marks[0, :L].double())
        leaves = list(model.parameters())
        asked = [leaf for leaf in leaves if leaf.requires_grad]
        slopes = torch.autograd.grad(loss, asked, materialize_grads=True, allow_unused=True)
        found = iter(slopes)
        each = [next(found) if leaf.requires_grad else 0 * leaf for leaf in leaves]
        parameters.append(torch.cat([leaf.detach().double().flatten() for leaf in leaves]))
        gradients.append(torch.cat([slope.double().flatten() for slope in each]))
        means.append(float(loss))
        told.append(torch.tensor([float(loss) for loss in losses], dtype=torch.float64))
    return {"parameters": parameters, "gradients": gradients, "means": means, "losses": told}


def descended(answer: Any) -> tuple[Array, Array] | None:
    """Parameters and gradients (K, P), or None where models have parameters of several shapes."""
    parameters, gradients = answer["parameters"], answer["gradients"]
    if len({each.shape for each in [*parameters, *gradients]}) > 1 or not parameters[0].size:
        return None
    return np.stack(parameters), np.stack(gradients)


def losses_before(answer: Any) -> bool:
    """Whether each loss of trainings of 1, 1, 2, 3 … steps is the mean loss before its step."""
    means = np.array(answer["means"])
    for losses, steps in zip(answer["losses"], [1, *range(1, len(means))], strict=True):
        if losses.shape != (steps,) or np.abs(losses / means[:steps] - 1).max() > 1e-4:
            return False
    return True


def alike(rng: np.random.Generator, N: int, L: int, T: int) -> list[Array]:
    """A word of L letters, N times; some of its letters bear marks."""
    ids = np.zeros((1, T), np.int64)
    ids[0, :L] = rng.choice(np.arange(1, 27), L, replace=False)
    marks = np.zeros((1, T), np.float32)
    marks[0, : L // 2] = 1
    return [np.repeat(ids, N, axis=0), np.full(N, L), np.repeat(marks, N, axis=0)]


@check(
    "train_restorer",
    weight=2,
    after=test_training_reproducible,
    es="Cada paso es uno de Adam con lr sobre la pérdida media, y la tasa no cambia",
)
def test_training_steps(student: Student, rng: np.random.Generator) -> None:
    """Every step is one of Adam with lr on the mean loss, and the rate stays the same."""
    seed = random_seed(rng)
    for size in [0.002, 0.02]:
        runs = [[5, 1, 3, 0.0, seed], *([5, steps, 3, size, seed] for steps in (1, 2, 3))]
        answer = student.run(descent, alike(rng, 7, 4, 5), runs).matches_form(shapes=False)

        def as_adam(found: Any, size: float = size) -> bool:
            arrays = descended(found)
            if arrays is None or not losses_before(found):
                return False
            parameters, gradients = arrays
            first = np.abs(gradients[0])
            told = first > 0.01 * first.max()
            steps, expected = np.diff(parameters, axis=0), adam_steps(gradients[:3], size)
            close = np.abs(steps - expected)[:, told] <= 1e-3 * size
            return bool(told.any() and close.all() and np.all(steps[0][first == 0] == 0))

        expect_shown(answer, as_adam, "every step is one of Adam")
    # So small a rate that the gradient stays: late in a training, too, a step is as long as it.
    size = 3e-5
    runs = [[5, 1, 2, 0.0, seed], [5, 60, 2, size, seed], [5, 61, 2, size, seed]]
    answer = student.run(descent, alike(rng, 5, 3, 3), runs).matches_form(shapes=False)

    def constant(found: Any) -> bool:
        arrays = descended(found)
        if arrays is None:
            return False
        parameters, gradients = arrays
        first = np.abs(gradients[0])
        told = first > 0.01 * first.max()
        lengths = np.abs(np.diff(parameters[1:], axis=0)[0][told]) / size
        return bool(told.any() and abs(np.median(lengths) - 1) < 0.05)

    expect_shown(answer, constant, "the last step is as long as the first")


@probe
def network_seen(student: Any, data: Any, runs: Any, seed: int) -> Any:
    """By how much a random combination of the logits changes along random directions of the
    parameters, what the gradients say of that, and the largest number of axes of a parameter that
    grow as fast as the state, or faster, from the first training of `runs` to the last: of those
    that the logits depend on."""
    generator = torch.Generator().manual_seed(seed)

    def draws(like: torch.Tensor) -> torch.Tensor:
        return torch.randn(like.shape, generator=generator, dtype=torch.float64).to(like.dtype)

    ids, lengths, _ = data
    real = torch.arange(ids.shape[1]) < lengths[:, None]
    models = [student.train_restorer(*data, *settings)[0].eval() for settings in runs]
    shapes = []
    for model in models:
        leaves = [leaf for leaf in model.parameters() if leaf.requires_grad]
        logits = model(ids, lengths)[real]
        total = (draws(logits) * logits).sum()
        slopes = torch.autograd.grad(total, leaves, materialize_grads=True, allow_unused=True)
        shapes.append([slope.shape for slope in slopes if bool((slope != 0).any())])
    more = runs[-1][0] - runs[0][0]
    axes = [
        sum(b - a >= more for a, b in zip(small, large, strict=False))
        for small, large in zip(shapes[0], shapes[-1], strict=False)
    ]
    model, leaves = models[0], [leaf for leaf in models[0].parameters() if leaf.requires_grad]
    start = [leaf.detach().clone() for leaf in leaves]
    moved, slopes = [], []
    for _ in range(12):
        directions = [draws(leaf) for leaf in start]
        totals, weights = [], None
        for size in [1e-3, -1e-3, 0.0]:
            with torch.no_grad():
                for leaf, value, direction in zip(leaves, start, directions, strict=True):
                    leaf.copy_(value + size * direction)
            logits = model(ids, lengths)[real].double()
            weights = draws(logits) if weights is None else weights
            totals.append((weights * logits).sum())
        found = torch.autograd.grad(totals[2], leaves, materialize_grads=True, allow_unused=True)
        along = [(a * b).double().sum() for a, b in zip(found, directions, strict=True)]
        moved.append((totals[0] - totals[1]).detach() / 2e-3)
        slopes.append(torch.stack(along).sum())
    return {
        "moved": torch.stack(moved),
        "slopes": torch.stack(slopes),
        "axes": max(axes, default=0),
    }


@check(
    "train_restorer",
    after=test_training_sees_the_word,
    es="Los gradientes llegan a todos los pesos, y hidden_size es el tamaño de los estados",
)
def test_training_gradients(student: Student, rng: np.random.Generator) -> None:
    """Gradients reach all weights, and hidden_size is the size of the states."""
    data = list(drawn_words(rng, 11, 6))
    seed = random_seed(rng)
    runs = [[H, 1, 5, 0.01, seed] for H in (4, 8)]
    answer = student.run(network_seen, data, runs, random_seed(rng)).matches_form()

    def gradients_right(found: Any) -> bool:
        size = np.sqrt(np.mean(found["moved"] ** 2))
        apart = np.median(np.abs(found["moved"] - found["slopes"]))
        return bool(size > 1e-3 and apart < 0.01 * size)

    def grows(found: Any) -> bool:
        # The weights from state to state have two such axes.
        return bool(found["axes"] >= 2)

    expect_shown(answer, gradients_right, "the gradients are those of the logits")
    expect_shown(answer, grows, "hidden_size is the size of the states")


# Minibatches of three of twelve words; so many that each word is drawn, but in one case of 10⁶.
WORDS, DRAWS, TOGETHER = 12, 64, 3


@check(
    "train_restorer",
    weight=2,
    after=test_training_reproducible,
    es="Cada pérdida es la media de un minilote de batch_size palabras, de entre todas y al azar",
)
def test_training_minibatches(student: Student, rng: np.random.Generator) -> None:
    """Every loss is the mean of a minibatch of batch_size words, drawn at random from all."""
    ids, lengths, marks = drawn_words(rng, WORDS, 7)
    lengths[:3] = [2, 6, 4]
    real = real_places(7, lengths)
    ids = np.where(real, np.where(ids == 0, 5, ids), 0)
    marks = np.where(real, marks, 0).astype(np.float32)
    for copies in [1, 50]:
        data = tuple(np.repeat(each, copies, axis=0) for each in (ids, lengths, marks))
        settings = [5, DRAWS, TOGETHER, 0.0, random_seed(rng)]
        answer = train(student, rng, data, [settings], [(ids, lengths)])
        losses = letter_losses(answer[0]["logits"][0], marks)
        sums = np.where(real, losses, 0).sum(axis=1)
        groups = np.array(list(itertools.product(range(WORDS), repeat=TOGETHER)))
        means = sums[groups].sum(axis=1) / lengths[groups].sum(axis=1)
        which = expect_each_of(answer[0]["losses"], means, rtol=1e-5)
        minibatches = np.sort(groups[which], axis=1)
        expect(len(np.unique(minibatches)) == WORDS)
        # Drawn each time anew, and of several words: the same three times over is rare.
        expect(len(np.unique(minibatches, axis=0)) > DRAWS / 2)
        whole = [len(set(each)) == 1 for each in minibatches.tolist()]
        expect(sum(whole) < DRAWS / 4)


def written(ids: Array, lengths: Array, marked: Array) -> list[str]:
    """Words with marks where `marked` says so."""
    rows = []
    for row, L, marks in zip(ids, lengths, marked, strict=True):
        letters = [chr(96 + number) for number in row[:L]]
        pairs = zip(letters, marks[:L], strict=True)
        rows.append("".join(ACUTE.get(letter, letter) if yes else letter for letter, yes in pairs))
    return rows


@check(
    "train_restorer",
    weight=4,
    retries=2,
    cpu_seconds=20,
    es="El modelo entrenado devuelve las tildes a palabras largas nuevas",
)
def test_training_learns(student: Student, rng: np.random.Generator, data: TopicData) -> None:
    """The trained model puts the marks back into new long words."""
    few = drawn_words(rng, 11, 6)
    train(student, rng, few, [[4, 3, 5, 0.01, random_seed(rng)]], [few[:2]])
    words = data.text("words.txt").split()
    # Neighbours are alike: minibatches have to be drawn.
    words.sort(key=lambda word: [x != y for x, y in zip(word, bare(word), strict=True)])
    held_out = [word for word in data.text("held_out.txt").split() if len(word) >= LONG]
    ids, lengths, marks = numbers(held_out, 16)
    settings = [HIDDEN, STEPS, BATCH, RATE, random_seed(rng)]
    answer = train(student, rng, numbers(words, 15), [settings], [(ids, lengths)])
    logits, curve = answer[0]["logits"][0], answer[0]["losses"]
    expect(np.isfinite(logits).all())
    error = letter_losses(logits, marks)[real_places(16, lengths)].mean()
    plain, right = written(ids, lengths, 0 * ids), written(ids, lengths, marks)
    shown = texts(written(ids, lengths, logits > 0)[:8], right[:8], plain[:8])
    expect_below(float(error), LIMIT, curve=curve, picture=shown)
