"""The hidden suite of the captioning topic."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    Answer,
    Picture,
    Student,
    SuiteError,
    TopicData,
    Training,
    adam_steps,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_each_of,
    expect_equal,
    expect_rows_drawn,
    expect_rows_independent,
    expect_unseen,
    mean_cross_entropy,
    near_share,
    probe,
    random_seed,
    texts,
)

if TYPE_CHECKING:
    import torch

Array = np.ndarray

NULL, START, END, UNKNOWN = 0, 1, 2, 3
FLOAT32 = (1e-4, 1e-5)

# A short training, on pictures of the judge's, and the long one, on the clocks of the handout.
SHORT_V = 9
SHORT = Training(
    "train_captioner", words=SHORT_V, hidden_size=6, steps=3, batch_size=7, lr=0.01, seed=0
)
LONG = SHORT.but(hidden_size=64, steps=300, batch_size=50, lr=4e-3)
# Nats for a word of a clock not seen before: without the image 1.2, by frequency alone 2.7.
NLL_LIMIT = 0.25


def some_ids(rng: np.random.Generator, N: int, T: int, V: int) -> Array:
    """(N, T) captions of different lengths: words from 4 on, <end>, <null>."""
    lengths = rng.integers(1, T + 1, N)
    lengths[0], lengths[-1] = T, 1
    ids = rng.integers(4, V, (N, T))
    ids[np.arange(T) >= lengths[:, None]] = NULL
    ids[np.arange(N), lengths - 1] = END
    return ids


# --- encode_captions --------------------------------------------------------------------------

WORDS = ["son", "las", "es", "la", "una", "dos", "tres", "y", "media", "cuarto", "menos"]


def some_captions(rng: np.random.Generator, lengths: Sequence[int]) -> list[list[str]]:
    """Captions of these lengths; words may come twice."""
    return [[str(word) for word in rng.choice(WORDS, length)] for length in lengths]


def some_vocabulary(rng: np.random.Generator, known: int) -> dict[str, int]:
    """Ids from 4 on for some of the words, in random order."""
    words = rng.permutation(WORDS)[:known]
    return {str(word): 4 + number for number, word in enumerate(words)}


@check("encode_captions", weight=2, es="encode_captions da los ids de las palabras, <end> y <null>")
def test_encode(student: Student, rng: np.random.Generator) -> None:
    """encode_captions gives the ids of the words, <end> and <null>."""
    for lengths, max_len in [([3, 1, 0, 4], 7), ([2, 4], 5), ([0], 3), ([1, 0, 1], 2)]:
        vocabulary = some_vocabulary(rng, len(WORDS))
        captions = some_captions(rng, lengths)
        expect_arguments_kept(student, "encode_captions", captions, vocabulary, max_len)


@check("encode_captions", after=test_encode, es="Una palabra desconocida conserva su sitio, con 3")
def test_encode_unknown(student: Student, rng: np.random.Generator) -> None:
    """An unknown word keeps its place, as 3."""
    for known in [5, 1, 0]:
        captions = [*some_captions(rng, [5, 3, 4, 0]), ["<end>", "reloj"]]
        student.encode_captions(captions, some_vocabulary(rng, known), 7).matches_reference()


@check(
    "encode_captions",
    after=test_encode,
    es="Una frase demasiado larga pierde sus últimas palabras, y no <end>",
)
def test_encode_cuts(student: Student, rng: np.random.Generator) -> None:
    """A caption that is too long loses its last words, and not <end>."""
    for max_len in [5, 3, 1]:
        lengths = [max_len - 1, max_len, max_len + 1, max_len + 6, 0]
        captions, vocabulary = some_captions(rng, lengths), some_vocabulary(rng, 9)
        student.encode_captions(captions, vocabulary, max_len).matches_reference()


# --- embedding_backward -----------------------------------------------------------------------


@check("embedding_backward", es="Sin palabras repetidas, cada gradiente va a la fila de su palabra")
def test_lookup_distinct(student: Student, rng: np.random.Generator) -> None:
    """Without repeated words, each gradient goes to its word's row."""
    for N, T, E, V, used in [(2, 3, 5, 6, 6), (1, 1, 3, 2, 1), (3, 2, 1, 11, 10)]:
        ids = rng.permutation(used)[: N * T].reshape(N, T)
        student.embedding_backward(rng.standard_normal((N, T, E)), ids, V).matches_reference()


@check("embedding_backward", weight=3, es="Los gradientes de una palabra repetida se suman")
def test_lookup_repeated(student: Student, rng: np.random.Generator) -> None:
    """The gradients of a repeated word add up."""
    for N, T, E, V in [(5, 7, 3, 4), (2, 3, 5, 13), (1, 11, 2, 3), (7, 1, 1, 2)]:
        dout, ids = rng.standard_normal((N, T, E)), rng.integers(0, V, (N, T))
        student.embedding_backward(dout, ids, V).matches_reference()
    dout = rng.standard_normal((3, 5, 2))
    for ids in [np.zeros((3, 5), int), np.full((3, 5), 6)]:
        student.embedding_backward(dout, ids, 7).matches_reference()
    dout = dout.astype(np.float32)
    student.embedding_backward(dout, rng.integers(0, 4, (3, 5)), 4).matches_reference(*FLOAT32)


@check(
    "embedding_backward",
    after=test_lookup_repeated,
    es="Los gradientes muy pequeños no se pierden junto a otros muy grandes",
)
def test_lookup_scales(student: Student, rng: np.random.Generator) -> None:
    """Very small gradients are not lost beside very large ones."""
    # A word for each scale: numbers to add up are of one size. Differences of a sum over all would
    # lose the small ones.
    ids = rng.permuted(np.repeat(np.arange(11)[None], 5, axis=0), axis=1)
    scales = 10.0 ** np.linspace(-3, 11, 11)
    dout = scales[ids][..., None] * rng.standard_normal((5, 11, 3))
    expect_arguments_kept(student, "embedding_backward", dout, ids, 13)


# --- temporal_softmax_loss --------------------------------------------------------------------


@probe
def loss_part(student: Any, scores: torch.Tensor, ids: torch.Tensor, part: int) -> Any:
    """The loss, 0, or its gradient, 1."""
    return student.temporal_softmax_loss(scores, ids)[part]


LOSS_SIZES = [(3, 5, 7), (2, 1, 11), (1, 7, 5), (5, 2, 13)]


@check(
    "temporal_softmax_loss",
    weight=2,
    es="La pérdida es la media sobre las palabras que no son <null>",
)
def test_loss(student: Student, rng: np.random.Generator) -> None:
    """The loss is the mean over the words that are not <null>."""
    for N, T, V in LOSS_SIZES:
        scores, ids = 2 * rng.standard_normal((N, T, V)), some_ids(rng, N, T, V)
        student.run(loss_part, scores, ids, 0).matches_reference()
    # <null> anywhere, and captions of nothing else.
    ids = rng.integers(0, 3, (5, 4))
    ids[1], ids[2, 0] = NULL, END
    student.run(loss_part, rng.standard_normal((5, 4, 6)), ids, 0).matches_reference()
    for level in [0.0, -7.0]:
        flat = student.run(loss_part, np.full((3, 5, 7), level), some_ids(rng, 3, 5, 7), 0)
        expect_equal(flat.matches_reference().array(), np.array(np.log(7)))


@check("temporal_softmax_loss", weight=3, es="dscores es el gradiente de esa media")
def test_loss_gradient(student: Student, rng: np.random.Generator) -> None:
    """dscores is the gradient of that mean."""
    for N, T, V in LOSS_SIZES:
        scores, ids = 2 * rng.standard_normal((N, T, V)), some_ids(rng, N, T, V)
        student.run(loss_part, scores, ids, 1).matches_reference()
    ids = rng.integers(0, 3, (5, 4))
    ids[1], ids[2, 0] = NULL, END
    answer = student.run(loss_part, rng.standard_normal((5, 4, 6)), ids, 1).matches_reference()
    expect(np.all(answer.array()[ids == NULL] == 0))
    for dtype in [np.float32, np.float64]:
        scores = rng.standard_normal((3, 5, 7)).astype(dtype)
        for part in [0, 1]:
            ids = some_ids(rng, 3, 5, 7)
            student.run(loss_part, scores, ids, part).matches_reference(*FLOAT32)


@check(
    "temporal_softmax_loss",
    after=test_loss_gradient,
    es="Puntuaciones de ±1000 dan una pérdida y un gradiente finitos",
)
def test_loss_extreme(student: Student, rng: np.random.Generator) -> None:
    """Scores of ±1000 give a finite loss and gradient."""
    for scale, shift in [(1000, 0), (1, 5000), (1, -5000)]:
        ids = some_ids(rng, 3, 5, 7)
        scores = shift + scale * rng.standard_normal((3, 5, 7))
        student.temporal_softmax_loss(scores, ids).matches_reference()
    # One word is so far off that differences of the loss would lose the others' gradients.
    scores, ids = rng.standard_normal((3, 5, 7)), some_ids(rng, 3, 5, 7)
    scores[0, 0, ids[0, 0]] -= 1e7
    expect_arguments_kept(student, "temporal_softmax_loss", scores, ids)


# --- caption_scores ---------------------------------------------------------------------------


def our_cell(A: Any, B: Any, c: Any) -> Any:
    """A cell with these weights; linear where c is a number."""

    def cell(x: Any, h: Any) -> Any:
        if x.shape != (len(h), len(A)) or h.shape[1] != len(B):
            raise ValueError(f"cell got x {tuple(x.shape)} and h {tuple(h.shape)}")
        moved = x @ A + h @ B
        return moved + c if c.dim() == 0 else torch.tanh(moved + c)

    return cell


@probe(beside=[our_cell])
def scored(student: Any, features: Any, ids: Any, cell: Any, weights: Any) -> Any:
    """The scores of captions with our cell."""
    return student.caption_scores(features, ids, our_cell(*cell), *weights)


@probe(beside=[our_cell])
def scores_and_arguments(student: Any, features: Any, ids: Any, cell: Any, weights: Any) -> Any:
    """The scores, and what is left of the arguments."""
    scores = student.caption_scores(features, ids, our_cell(*cell), *weights)
    return {"scores": scores, "arguments": [features, ids, weights]}


@probe(beside=[our_cell])
def score_gradients(
    student: Any, features: Any, ids: Any, cell: Any, weights: Any, out: Any
) -> Any:
    """The gradients of a combination of the scores, with respect to features and all weights."""
    leaves = [each.requires_grad_(True) for each in [features, *cell, *weights]]
    copies = [each.clone() for each in leaves]
    scores = student.caption_scores(copies[0], ids, our_cell(*copies[1:4]), *copies[4:])
    return torch.autograd.grad((out * scores).sum(), leaves, materialize_grads=True)


def caption_inputs(
    rng: np.random.Generator, N: int, T: int, sizes: tuple[int, int, int, int], linear: bool = False
) -> tuple[Any, ...]:
    """features, ids, the weights of the cell, and the others: D, E, H, V are the sizes."""
    D, E, H, V = sizes
    shapes = [(V, E), (D, H), (H,), (H, V), (V,)]
    c = np.array(0.5) if linear else rng.standard_normal(H)
    cell = [0.5 * rng.standard_normal((E, H)), 0.5 * rng.standard_normal((H, H)), c]
    weights = [rng.standard_normal(shape) for shape in shapes]
    return rng.standard_normal((N, D)), some_ids(rng, N, T, V), cell, weights


SCORE_SIZES = [
    (3, 5, (2, 11, 7, 13)),
    (5, 2, (7, 3, 2, 5)),
    (1, 3, (5, 2, 3, 7)),
    (2, 1, (3, 5, 7, 11)),
    (2, 7, (1, 1, 5, 6)),
]


@check("caption_scores", weight=3, es="caption_scores da las puntuaciones de cada palabra")
def test_scores(student: Student, rng: np.random.Generator) -> None:
    """caption_scores gives the scores of every word."""
    for linear, (N, T, sizes) in itertools.product([False, True], SCORE_SIZES):
        student.run(scored, *caption_inputs(rng, N, T, sizes, linear)).matches_reference()
    features, ids, cell, weights = caption_inputs(rng, 3, 5, (2, 11, 7, 13))
    narrow = [[each.astype(np.float32) for each in group] for group in ([features], cell, weights)]
    answer = student.run(scored, narrow[0][0], ids, narrow[1], narrow[2])
    answer.matches_reference(*FLOAT32)


@check(
    "caption_scores",
    after=test_scores,
    es="Ninguna puntuación depende de su palabra, de las siguientes ni de otras imágenes",
)
def test_scores_unseen(student: Student, rng: np.random.Generator) -> None:
    """No score depends on its own word, on later ones, or on other images."""

    def call(features: Array, ids: Array) -> Answer:
        return student.run(scored, features, ids, cell, weights)

    for at in [3, 0]:
        features, ids, cell, weights = caption_inputs(rng, 3, 5, (2, 11, 7, 13))
        other = ids.copy()
        other[:, at:] = (ids[:, at:] + rng.integers(1, 13, ids[:, at:].shape)) % 13
        expect_unseen(
            call,
            (features, ids),
            (features, other),
            kept=lambda scores, at=at: scores[:, : at + 1],
            seen=lambda scores, at=at: scores[:, at + 1 :],
        )
        expect_rows_independent(call, (features, ids), batched=(0, 1))


@check(
    "caption_scores",
    weight=2,
    after=test_scores,
    es="Los gradientes llegan a la imagen, a la celda y a todos los pesos, por todos los pasos",
)
def test_scores_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients reach the image, the cell and all weights, through all steps."""
    for N, T, sizes in SCORE_SIZES[:3]:
        out = rng.standard_normal((N, T, sizes[3]))
        inputs = caption_inputs(rng, N, T, sizes)
        student.run(score_gradients, *inputs, out).matches_reference()
    inputs = caption_inputs(rng, 2, 5, (2, 11, 7, 13))
    left = student.run(scores_and_arguments, *inputs).matches_reference()
    expect_equal(left["arguments"], [inputs[0], inputs[1], inputs[3]], 0, 0)


# --- sample_captions --------------------------------------------------------------------------

# Of a decoder: from features to the state, A (H, H), E (V, H), W (H, V), b (V,). It reads a word by
# h = tanh(h A + E[word]), and its scores are h W + b.
Decoder = tuple[Array, ...]
NEVER = -40.0


def our_writer(decoder: Any) -> Any:
    """The `step` and the `init` of such a decoder; its state is {"h": (N, H)}."""
    P, A, E, W, b = decoder

    def init(features: Any) -> Any:
        return {"h": torch.tanh(features @ P)}

    def step(words: Any, state: Any) -> Any:
        h = state["h"]
        if words.dtype != torch.int64 or words.shape != h.shape[:1]:
            got = f"{words.dtype} {tuple(words.shape)}"
            raise ValueError(f"step got words {got}, not ({len(h)},) int64")
        h = torch.tanh(h @ A + E[words])
        return h @ W + b, {"h": h}

    return step, init


@probe(beside=[our_writer])
def written(student: Any, features: torch.Tensor, decoder: Any, max_len: int) -> Any:
    """The captions that are written with our decoder."""
    step, init = our_writer(decoder)
    return student.sample_captions(features, step, init, max_len)


def some_decoder(rng: np.random.Generator, D: int, V: int, end: float) -> Decoder:
    """Random weights; the larger `end`, the sooner it writes <end>."""
    b = rng.standard_normal(V)
    b[[NULL, START]] = NEVER
    b[END] += end
    shapes = [(D, 5), (5, 5), (V, 5), (5, V)]
    return (*(rng.standard_normal(shape) for shape in shapes), b)


def caption_lengths(decoder: Decoder, features: Array, steps: int) -> Array:
    """(N,): how many ids come up to <end>, `steps` + 1 where it does not come."""
    P, A, E, W, b = decoder
    h, words = np.tanh(features @ P), np.full(len(features), START)
    lengths = np.full(len(features), steps + 1)
    for t in range(steps):
        h = np.tanh(h @ A + E[words])
        words = (h @ W + b).argmax(axis=1)
        lengths[(words == END) & (lengths > steps)] = t + 1
    return lengths


def mixed_decoder(rng: np.random.Generator, N: int, V: int, steps: int) -> tuple[Decoder, Array]:
    """A decoder and features (N, 3), of which some captions end at once, some later, some never."""
    for _ in range(2000):
        decoder, features = some_decoder(rng, 3, V, 0.0), 2 * rng.standard_normal((N, 3))
        lengths = caption_lengths(decoder, features, steps)
        if len(np.unique(lengths)) > 2 and lengths.min() < 3 and lengths.max() > steps:
            return decoder, features
    raise SuiteError("no such decoder was drawn")


@check("sample_captions", weight=2, es="sample_captions escribe siempre la palabra más puntuada")
def test_sampling(student: Student, rng: np.random.Generator) -> None:
    """sample_captions always writes the word with the highest score."""
    for N, D, V, max_len in [(3, 2, 7, 6), (2, 5, 11, 9), (1, 3, 5, 3), (5, 1, 7, 1)]:
        decoder, features = some_decoder(rng, D, V, -100.0), rng.standard_normal((N, D))
        student.run(written, features, decoder, max_len).matches_reference()


@check(
    "sample_captions",
    weight=2,
    after=test_sampling,
    es="Cada frase termina por su cuenta, con <end> y luego <null>",
)
def test_sampling_ends(student: Student, rng: np.random.Generator) -> None:
    """Each caption ends by itself, with <end> and <null> after it."""
    for N, V, max_len in [(7, 6, 8), (5, 9, 5), (11, 5, 7)]:
        decoder, features = mixed_decoder(rng, N, V, max_len)
        student.run(written, features, decoder, max_len).matches_reference()
    decoder, features = some_decoder(rng, 2, 7, 100.0), rng.standard_normal((3, 2))
    student.run(written, features, decoder, 6).matches_reference()


# --- sample_with_temperature ------------------------------------------------------------------


def softmax(logits: Array, tau: float) -> Array:
    """(N, V), in float64."""
    scaled = logits.astype(np.float64) / tau
    exponentials = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return np.asarray(exponentials / exponentials.sum(axis=1, keepdims=True))


def away_from_sums(rng: np.random.Generator, p: Array) -> Array:
    """(N,) random numbers, none within 10⁻⁶ of a place where the word changes."""
    uniforms = rng.random(len(p))
    for _ in range(100):
        near = np.abs(p.cumsum(axis=1) - uniforms[:, None]).min(axis=1) < 1e-6
        uniforms[near] = rng.random(near.sum())
    return uniforms


@check(
    "sample_with_temperature",
    weight=3,
    es="Cada número aleatorio elige la palabra en cuya parte de [0, 1) cae",
)
def test_temperature(student: Student, rng: np.random.Generator) -> None:
    """Each random number chooses the word in whose part of [0, 1) it lies."""
    for N, V, tau in [(97, 7, 1.0), (53, 3, 0.4), (1, 5, 2.5), (31, 1, 0.7), (211, 13, 5.0)]:
        logits = 2 * rng.standard_normal((N, V))
        uniforms = away_from_sums(rng, softmax(logits, tau))
        expect_arguments_kept(student, "sample_with_temperature", logits, tau, uniforms)
    # Of a thousand numbers, each word gets its share.
    logits = np.repeat(rng.standard_normal((1, 5)), 1000, axis=0)
    p = softmax(logits, 0.5)
    answer = student.sample_with_temperature(logits, 0.5, away_from_sums(rng, p))
    drawn = answer.matches_reference().array()
    expect(all(near_share(int((drawn == k).sum()), 1000, p[0, k]) for k in range(5)))


@check(
    "sample_with_temperature",
    weight=2,
    after=test_temperature,
    es="También en los bordes de las partes, en float64 y con logits grandes",
)
def test_temperature_edges(student: Student, rng: np.random.Generator) -> None:
    """At the edges of the parts, too, in float64 and with large logits."""
    zeros = np.zeros(5)
    # Four words of a quarter each: sums that no rounding touches.
    quarters = np.array([0.0, 0.25, 0.5, 0.75, 0.2499])
    student.sample_with_temperature(np.zeros((5, 4)), 2.0, quarters).matches_reference()
    # What has no probability is not drawn, whatever the number.
    never = np.where(np.arange(6) % 2 == 0, -2000.0, rng.standard_normal(6)) * np.ones((5, 1))
    for uniforms in [zeros, rng.random(5), np.full(5, np.nextafter(1, 0))]:
        student.sample_with_temperature(never, 1.0, uniforms).matches_reference()
    large = 1000 * rng.standard_normal((5, 7))
    for tau in [0.01, 1.0, 500.0]:
        uniforms = away_from_sums(rng, softmax(large, tau))
        student.sample_with_temperature(large, tau, uniforms).matches_reference()
    # Of so many rows, the sums of some stay below the largest number.
    last = np.full(499, np.nextafter(1, 0))
    student.sample_with_temperature(rng.standard_normal((499, 101)), 1.0, last).matches_reference()
    # Numbers so near to the sums that only float64 tells on which side they lie.
    logits = rng.standard_normal((211, 17)).astype(np.float32)
    sums = softmax(logits, 0.7).cumsum(axis=1)
    edges = sums[np.arange(211), rng.integers(0, 16, 211)]
    for beside in [-1e-11, 1e-11]:
        student.sample_with_temperature(logits, 0.7, edges + beside).matches_reference()


# --- train_captioner --------------------------------------------------------------------------

Pairs = tuple[Array, Array]


@probe
def trained(student: Any, runs: Any, inputs: Any, global_seeds: Any) -> Any:
    """Of every training of `runs`, which are the arguments of each: the scores of its model for
    each pair (images, ids) of `inputs`, and the losses on the way."""
    found = []
    for arguments, global_seed in zip(runs, global_seeds, strict=True):
        torch.manual_seed(global_seed)
        model, losses = student.train_captioner(*arguments)
        model.eval()
        with torch.no_grad():
            scores = [model(images, ids) for images, ids in inputs]
        losses = torch.tensor([float(loss) for loss in losses], dtype=torch.float64)
        found.append({"scores": [each.double() for each in scores], "losses": losses})
    return found


def captioners(
    student: Student,
    runs: Sequence[tuple[Training, Pairs]],
    inputs: Sequence[Pairs],
    rng: np.random.Generator,
) -> Answer:
    """What the probe above returns, of the form of the reference's."""
    arguments = [training.arguments(pairs) for training, pairs in runs]
    seeds = [random_seed(rng) for _ in runs]
    return student.run(trained, arguments, [list(pair) for pair in inputs], seeds).matches_form()


def shows(answer: Answer, holds: Callable[[Any], bool], property_: str) -> None:
    """The property holds of the reference's answer, and of the student's."""
    if not holds(answer.expected):
        raise SuiteError(f"the reference does not show it: {property_}")
    expect(holds(answer.value))


def short_pairs(rng: np.random.Generator, N: int, T: int = 5) -> Pairs:
    """Images of the judge's, and captions with ids below 8."""
    return some_images(rng, N), some_ids(rng, N, T, SHORT_V - 1)


def some_images(rng: np.random.Generator, N: int) -> Array:
    """(N, 16, 16) float32, standardised, as those of clocks are."""
    return rng.standard_normal((N, 16, 16)).astype(np.float32)


def close(one: Any, other: Any) -> bool:
    """Whether two arrays are alike, as far as float32 tells."""
    return one.shape == other.shape and bool(np.allclose(one, other, rtol=1e-4, atol=1e-4))


@check(
    "train_captioner",
    es="El modelo depende de cada ajuste, y de nada más: misma semilla, mismo modelo",
)
def test_training_settings(student: Student, rng: np.random.Generator) -> None:
    """The model depends on every setting, and on nothing else: same seed, same model."""
    pairs = short_pairs(rng, 23)
    images, ids = short_pairs(rng, 5, 7)
    ids[:, 0] = SHORT_V - 1  # a word that no training pair has
    base = SHORT.but(seed=random_seed(rng))
    others = [
        base.but(seed=random_seed(rng)),
        base.but(lr=0.0),
        base.but(lr=0.02),
        base.but(steps=4),
        base.but(batch_size=9),
        base.but(hidden_size=8),
    ]
    runs = [(each, pairs) for each in [base, base, *others]]
    answer = captioners(student, runs, [(images, ids)], rng)

    def counts(found: Any) -> bool:
        first, again, *rest = (each["scores"][0] for each in found)
        finite = all(np.isfinite(each).all() for each in [first, again, *rest])
        changed = all(np.abs(each - first).max() > 1e-5 for each in rest)
        return bool(finite and np.allclose(first, again, rtol=1e-5, atol=1e-6) and changed)

    shows(answer, counts, "the settings count, and the seed alone")


def our_loss(model: Any, images: Any, ids: Any) -> Any:
    """The mean of -log p over the words that are not <null>."""
    log_p = model(images, ids).log_softmax(dim=2)
    nll = -log_p.gather(2, ids[:, :, None])[:, :, 0]
    return nll[ids != 0].mean()


@probe(beside=[our_loss])
def descent(student: Any, runs: Any) -> Any:
    """Of the model of every training of `runs`, on pairs that are all alike: its parameters, in a
    vector, and the gradient there of the pairs' loss."""
    parameters, gradients = [], []
    for arguments in runs:
        images, ids = arguments[:2]
        model, _ = student.train_captioner(images.clone(), ids.clone(), *arguments[2:])
        model.train()
        leaves = list(model.parameters())
        asked = [leaf for leaf in leaves if leaf.requires_grad]
        loss = our_loss(model, images[:1], ids[:1])
        found = iter(torch.autograd.grad(loss, asked, materialize_grads=True, allow_unused=True))
        slopes = [next(found) if leaf.requires_grad else 0 * leaf for leaf in leaves]
        parameters.append(torch.cat([leaf.detach().double().flatten() for leaf in leaves]))
        gradients.append(torch.cat([slope.detach().double().flatten() for slope in slopes]))
    return {"parameters": parameters, "gradients": gradients}


def clipped(gradient: Array) -> Array:
    """The gradient, with a norm of at most 1."""
    return gradient / max(1.0, float(np.linalg.norm(gradient)))


@check(
    "train_captioner",
    after=test_training_settings,
    es="Cada paso es uno de Adam con lr, sobre la pérdida pedida",
)
def test_training_steps(student: Student, rng: np.random.Generator) -> None:
    """Every step is one of Adam with lr, on the loss that is asked for."""
    images, ids = (np.repeat(each[:1], 7, axis=0) for each in short_pairs(rng, 2))
    ids[:, 3], ids[:, 4] = END, NULL
    size = 0.002
    base = SHORT.but(seed=random_seed(rng), lr=size)
    runs = [base.but(steps=1, lr=0.0), *(base.but(steps=steps) for steps in [1, 2, 3])]
    answer = student.run(descent, [training.arguments([images, ids]) for training in runs])
    answer.matches_form(shapes=False)

    def adam(found: Any) -> bool:
        parameters, gradients = found["parameters"], found["gradients"]
        if len({array.shape for array in [*parameters, *gradients]}) > 1:
            return False
        moved, still = np.diff(np.stack(parameters), axis=0), gradients[0] == 0
        sizes = np.abs(gradients[0])
        told = sizes > 0.01 * sizes.max(initial=0)
        fits = [
            np.all(np.abs(moved - adam_steps(steps, size))[:, told] <= 5e-4 * size)
            for steps in (gradients[:3], [clipped(each) for each in gradients[:3]])
        ]
        # What has no gradient, as words that do not occur, stays: nothing decays. Not all of it: a
        # bias of keys has a gradient of 0 but for rounding.
        kept = not still.any() or np.median(np.abs(moved[0][still])) == 0
        return bool(told.any() and any(fits) and kept)

    shows(answer, adam, "every step is one of Adam")

    # Late in a training the rate is what it was: in steps so small that slopes stay nearly as
    # they are, a parameter moves by lr.
    size = 5e-6
    late = [base.but(steps=steps, lr=size) for steps in (1, 60, 61)]
    late[0] = late[0].but(lr=0.0)
    answer = student.run(descent, [training.arguments([images, ids]) for training in late])
    answer.matches_form(shapes=False)

    def as_long(found: Any) -> bool:
        slopes = np.abs(found["gradients"][1])
        told = slopes > 0.03 * slopes.max(initial=0)
        lengths = np.abs(found["parameters"][2] - found["parameters"][1])[told] / size
        return bool(told.any() and abs(np.median(lengths) - 1) < 0.2)

    shows(answer, as_long, "the last step is as long as the first")


@probe
def network(student: Any, runs: Any, images: Any, ids: Any, seed: int) -> Any:
    """Of the model of every training of `runs`, how many numbers there are in the parameters that
    its scores depend on; and by how much a random combination of the first one's scores changes
    along random directions of its parameters, and what the gradients say of that."""
    generator = torch.Generator().manual_seed(seed)

    def draws(like: Any) -> Any:
        return torch.randn(like.shape, generator=generator, dtype=torch.float64).to(like.dtype)

    models = [student.train_captioner(*arguments)[0].eval() for arguments in runs]
    sizes = []
    for model in models:
        leaves = [leaf for leaf in model.parameters() if leaf.requires_grad]
        scores = model(images, ids)
        found = torch.autograd.grad(
            (draws(scores) * scores).sum(), leaves, allow_unused=True, materialize_grads=True
        )
        used = [leaf.numel() for leaf, slope in zip(leaves, found, strict=True) if slope.any()]
        sizes.append(sum(used))
    leaves = [leaf for leaf in models[0].parameters() if leaf.requires_grad]
    moved, slopes = [], []
    for _ in range(8):
        weights = draws(models[0](images, ids))
        start = [leaf.detach().clone() for leaf in leaves]
        directions = [draws(leaf) for leaf in leaves]
        total = (weights * models[0](images, ids)).sum()
        found = torch.autograd.grad(total, leaves, allow_unused=True, materialize_grads=True)
        along = [(a * b).double().sum() for a, b in zip(found, directions, strict=True)]
        totals = []
        for size in [3e-4, -3e-4, 0.0]:
            with torch.no_grad():
                for leaf, value, direction in zip(leaves, start, directions, strict=True):
                    leaf.copy_(value + size * direction)
                totals.append((weights * models[0](images, ids)).double().sum())
        moved.append((totals[0] - totals[1]) / 6e-4)
        slopes.append(torch.stack(along).sum())
    return {"sizes": sizes, "moved": torch.stack(moved), "slopes": torch.stack(slopes)}


@check(
    "train_captioner",
    after=test_training_steps,
    es="El modelo es recurrente, de ancho hidden_size, y sus gradientes recorren los pasos",
)
def test_training_network(student: Student, rng: np.random.Generator) -> None:
    """The model is recurrent, hidden_size wide, and its gradients go through the steps."""
    images, ids = short_pairs(rng, 11)
    base = SHORT.but(steps=1, seed=random_seed(rng))
    runs = [base.but(hidden_size=size).arguments([images, ids]) for size in (8, 12, 16)]
    answer = student.run(network, runs, images, ids, random_seed(rng)).matches_form()

    def holds(found: Any) -> bool:
        small, middle, large = found["sizes"]
        moved, slopes = found["moved"], found["slopes"]
        size = np.sqrt(np.mean(moved**2))
        right = np.median(np.abs(moved - slopes)) < 0.1 * size  # a ReLU may switch on the way
        return bool(small - 2 * middle + large >= 32 and size > 1e-3 and right)

    shows(answer, holds, "the network is as wide as asked, and its gradients are right")


MINIBATCHES, MINIBATCH = 64, 3


@probe
def arguments_after(student: Any, arguments: Any) -> Any:
    """What a training leaves of its arguments."""
    student.train_captioner(*arguments)
    return arguments


@check(
    "train_captioner",
    after=test_training_steps,
    es="Cada paso toma batch_size pares al azar, de entre todos, y cada palabra pesa igual",
)
def test_training_minibatches(student: Student, rng: np.random.Generator) -> None:
    """Every step takes batch_size pairs at random, from all, and every word weighs the same."""
    still = SHORT.but(lr=0.0, steps=MINIBATCHES, batch_size=MINIBATCH, seed=random_seed(rng))
    images, ids = short_pairs(rng, 12)
    as_long = ids.copy()  # with as many words in each row, a minibatch's loss is a mean of rows
    as_long[:, :3] = rng.integers(4, SHORT_V - 1, (12, 3))
    as_long[:, 3], as_long[:, 4:] = END, NULL
    many = (np.repeat(images, 100, axis=0), np.repeat(as_long, 100, axis=0))
    runs = [(still, (images, ids)), (still, (images, as_long)), (still, many)]
    answer = captioners(student, runs, [(images, ids), (images, as_long)], rng)
    mixed, alike, from_many = answer.value

    def nll_of(scores: Array, ids: Array) -> tuple[Array, Array]:
        """Of every row the sum of -log p, and the number of words."""
        log_p = scores - np.logaddexp.reduce(scores, axis=2, keepdims=True)
        nll = -np.take_along_axis(log_p, ids[..., None], 2)[..., 0]
        return (nll * (ids != NULL)).sum(axis=1), (ids != NULL).sum(axis=1)

    for found in [alike, from_many]:
        sums, counts = nll_of(found["scores"][1], as_long)
        which = expect_rows_drawn(found["losses"], sums / counts, MINIBATCH, rtol=1e-5)
        drawn = np.sort(np.unravel_index(which, (12,) * MINIBATCH), axis=0)
        expect(len(np.unique(drawn, axis=1).T) > MINIBATCHES / 2)
    sums, counts = nll_of(mixed["scores"][0], ids)
    rows = np.array(list(itertools.product(range(12), repeat=MINIBATCH)))
    values = sums[rows].sum(axis=1) / counts[rows].sum(axis=1)
    expect_each_of(mixed["losses"], values, rtol=1e-5)
    arguments = SHORT.arguments([images, ids])
    expect_equal(student.run(arguments_after, arguments).value, arguments, 0, 0)


def own_words(model: Any, images: Any, max_len: int) -> Any:
    """What a model writes greedily, going by its scores alone: (N, max_len)."""
    ids = torch.zeros(len(images), max_len, dtype=torch.int64)
    for t in range(max_len):
        ids[:, t] = model(images, ids)[:, t].argmax(dim=1)
    return ids


@probe(beside=[own_words])
def train_and_read(
    student: Any, arguments: Any, images: Any, ids: Any, at: Any, shown: Any, max_len: int
) -> Any:
    """The scores of the trained model for the word `at` of each caption, the losses, and what it
    writes for the images `shown`."""
    model, losses = student.train_captioner(*arguments)
    model.eval()
    with torch.no_grad():
        scores = model(images, ids)[torch.arange(len(at)), at]
        read = own_words(model, shown, max_len)
    losses = torch.tensor([float(loss) for loss in losses], dtype=torch.float64)
    return {"scores": scores.double(), "losses": losses, "read": read}


def in_words(rows: Array, names: dict[int, str]) -> list[str]:
    """Captions up to <end>."""
    lists = [row[: row.index(END)] if END in row else row for row in rows.tolist()]
    return [" ".join(names.get(k, "?") for k in row) for row in lists]


@check(
    "train_captioner",
    weight=5,
    retries=2,
    cpu_seconds=25,
    es="El modelo entrenado dice en inglés la hora de relojes que no ha visto",
)
def test_training_learns(student: Student, rng: np.random.Generator, data: TopicData) -> None:
    """The trained model says in English what clocks show that it has not seen."""
    # What is returned has the form asked for; and a short training tells the wrong answers apart.
    short = SHORT.but(seed=random_seed(rng))
    captioners(student, [(short, short_pairs(rng, 23))], [short_pairs(rng, 5)], rng)

    clocks, held_out = data.load("clocks.npz"), data.load("held_out.npz")
    rows = [line.split("\t") for line in data.text("captions.txt").splitlines()]
    sentences = [english.split() for _, _, english in rows]
    names = dict(enumerate(rng.permutation(sorted({w for each in sentences for w in each})), 4))
    numbers = {word: k for k, word in names.items()}
    captions = np.full((144, 5), NULL)
    for row, sentence in zip(captions, sentences, strict=True):
        row[: len(sentence) + 1] = [*(numbers[word] for word in sentence), END]

    mean = clocks["images"].mean(axis=0)
    deviation = (clocks["images"] - mean).std()

    def standardised(images: Array) -> Array:
        return ((images - mean) / deviation).astype(np.float32)

    ids = captions[clocks["times"]]
    order = np.lexsort(ids.T[::-1])  # neighbours are alike
    images, test_images = standardised(clocks["images"]), standardised(held_out["images"])
    test_ids = captions[held_out["times"]]

    # A row for every word: from that one on, the caption is replaced.
    which, at = np.nonzero(test_ids)
    junk = rng.integers(4, 4 + len(names), (len(at), 5))
    shown = np.concatenate([test_images[:4], standardised(held_out["unseen_images"][::7][:4])])
    times = np.concatenate([held_out["times"][:4], held_out["unseen_times"][::7][:4]])
    training = LONG.but(words=4 + len(names), seed=random_seed(rng))
    answer = student.run(
        train_and_read,
        training.arguments([images[order], ids[order]]),
        test_images[which],
        np.where(np.arange(5) >= at[:, None], junk, test_ids[which]),
        at,
        shown,
        5,
    ).matches_form()

    def picture() -> Picture | None:
        read = in_words(answer.array("read"), {k: str(word) for k, word in names.items()})
        return texts(read, [rows[k][2] for k in times], [rows[k][0] for k in times])

    nll = mean_cross_entropy(answer.array("scores"), test_ids[which, at])
    expect_below(nll, NLL_LIMIT, curve=answer["losses"], picture=picture())


@check(
    "train_captioner",
    weight=2,
    after=test_training_learns,
    es="El modelo mira la imagen, y no ve ni las demás ni las palabras que faltan por escribir",
)
def test_model_unseen(student: Student, rng: np.random.Generator) -> None:
    """The model looks at the image, and sees neither others nor words still to be written."""
    images, ids = short_pairs(rng, 5)
    longer = np.pad(ids, [(0, 0), (0, 2)])
    future = ids.copy()
    future[:, 3:] = rng.integers(4, SHORT_V - 1, future[:, 3:].shape)
    others = some_images(rng, 5)
    inputs = [
        (images, ids),
        (images, longer),
        (images, future),
        (images[::-1].copy(), ids[::-1].copy()),
        (images[-1:], ids[-1:]),
        (others, ids),
    ]
    training = SHORT.but(steps=20, batch_size=20, lr=0.02, seed=random_seed(rng))
    answer = captioners(student, [(training, short_pairs(rng, 40))], inputs, rng)

    def unseen(found: Any) -> bool:
        plain, more, changed, turned, alone, other = found[0]["scores"]
        seen = np.abs(other - plain).max() > 1e-3 and not close(changed, plain)
        kept = [
            close(more[:, : plain.shape[1]], plain),
            close(changed[:, :4], plain[:, :4]),
            close(turned[::-1], plain),
            close(alone, plain[-1:]),
        ]
        return bool(seen and all(kept))

    shows(answer, unseen, "what must not be seen is not")


@probe
def train_and_write(student: Any, arguments: Any, images: Any, lengths: Any) -> Any:
    """The captions that the trained model writes, with so many ids, and its scores for them."""
    model, _ = student.train_captioner(*arguments)
    model.eval()
    found = []
    for max_len in lengths:
        captions = model.caption(images, max_len)
        with torch.no_grad():
            scores = model(images, captions).double()
        found.append({"captions": captions, "scores": scores})
    return found


@check(
    "train_captioner",
    weight=2,
    after=test_training_learns,
    es="caption escribe, palabra por palabra, lo más probable según el modelo",
)
def test_model_captions(student: Student, rng: np.random.Generator) -> None:
    """caption writes, word by word, what is most probable according to the model."""
    # Five things to see, with captions of different lengths.
    things, kinds = some_images(rng, 5), np.arange(60) % 5
    images = things[kinds] + 0.1 * some_images(rng, 60)
    ids = np.full((5, 5), NULL)
    for row, length in zip(ids, range(5), strict=True):
        row[:length], row[length] = rng.integers(4, SHORT_V, length), END
    training = SHORT.but(hidden_size=16, steps=60, batch_size=30, lr=0.02, seed=random_seed(rng))
    arguments = training.arguments([images, ids[kinds]])
    answer = student.run(train_and_write, arguments, images[:20], [6, 2]).matches_form()

    def greedy(found: Any) -> bool:
        for each in found:
            captions, scores = each["captions"], each["scores"]
            ended = np.cumsum(captions == END, axis=1) - (captions == END) > 0
            words = np.where(ended, NULL, captions)
            if words.min() < 0 or words.max() >= SHORT_V:
                return False
            chosen = np.take_along_axis(scores, words[..., None], 2)[..., 0]
            best = chosen >= scores.max(axis=2) - 1e-3
            if not np.all(np.where(ended, captions == NULL, best)):
                return False
        return len(np.unique((found[0]["captions"] != NULL).sum(axis=1))) > 1

    shows(answer, greedy, "the most probable words are written")

    # As many ids as were asked for, where every caption ends sooner.
    nothing = np.full((60, 5), NULL)
    nothing[:, 0] = END
    arguments = training.arguments([images, nothing])
    student.run(train_and_write, arguments, images[:20], [6]).matches_form()
