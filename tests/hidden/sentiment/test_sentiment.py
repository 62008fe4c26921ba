"""The hidden suite of the topic on the sentiment of texts."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.suite import (
    Answer,
    Picture,
    Student,
    TopicData,
    Training,
    adam_steps,
    attention,
    check,
    expect,
    expect_arguments_kept,
    expect_below,
    expect_each_of,
    expect_equal,
    expect_padding_unseen,
    expect_rows_drawn,
    expect_rows_independent,
    expect_unseen,
    means_of,
    probe,
    random_seed,
)

if TYPE_CHECKING:
    import torch
    import torch.nn.functional as F  # noqa: N812 -- torch's own name for it

Array = np.ndarray
FLOAT32 = (1e-4, 1e-5)

# A short training, on texts of the judge's; the long ones, on sentences and on tweets. The states
# are so wide that a read-out with a ReLU is hardly ever switched off from the start.
SHORT_V = 13
SHORT = Training(
    "train_sentiment",
    vocabulary_size=SHORT_V,
    hidden_size=16,
    steps=3,
    batch_size=7,
    lr=0.01,
    seed=0,
)
SENTENCES = SHORT.but(hidden_size=24, steps=200, batch_size=50)
TWEETS = SHORT.but(hidden_size=24, steps=200, batch_size=32)
# Mean loss of a new sentence: last state 0.01, a mean over states 0.16, without the order 0.65.
LOSS_LIMIT = 0.25
# 1 - AUC on new tweets: with gates 0.21 or less, a guess is at 0.5.
AUC_LIMIT = 0.27


def expect_shown(answer: Answer, holds: Callable[[Any], object], property_: str) -> None:
    """The property holds of the student's answer. Raises Failure, or an error of this suite where
    the reference does not show it."""
    assert holds(answer.expected), f"the reference does not show it: {property_}"
    expect(holds(answer.value))


def float32(arrays: list[Array]) -> list[Array]:
    """The same numbers, those with a point in float32."""
    return [each.astype(np.float32) if each.dtype.kind == "f" else each for each in arrays]


# --- build_vocabulary -------------------------------------------------------------------------

# Capitals, marks, accents and numbers: taken as they are.
SOME_WORDS = "good Good bad BAD day not :) <3 !! ñandú zeta 10 9 @you #fb <url> it's Zeta été"
WORDS = SOME_WORDS.split()


def counted_texts(rng: np.random.Generator, counts: list[int]) -> list[list[str]]:
    """Texts, one of them empty, in which so many words occur so many times, in random order."""
    words = [str(word) for word in rng.permutation(WORDS)[: len(counts)]]
    drawn = rng.permutation([k for k, count in enumerate(counts) for _ in range(count)])
    ends = [0, *sorted(rng.integers(0, len(drawn) + 1, 4).tolist()), len(drawn)]
    texts = [[words[k] for k in drawn[a:b]] for a, b in itertools.pairwise(ends)]
    return [*texts, []]


@check(
    "build_vocabulary",
    weight=2,
    es="build_vocabulary numera desde 2, de más a menos frecuente",
)
def test_vocabulary(student: Student, rng: np.random.Generator) -> None:
    """build_vocabulary numbers words from 2 on, by falling count."""
    for counts in [[5, 3, 2, 1], [7, 2, 11, 1, 4, 3], [2, 9], [1]]:
        texts = counted_texts(rng, counts)
        student.build_vocabulary(texts, 1).matches_reference()


@check(
    "build_vocabulary",
    weight=2,
    after=test_vocabulary,
    es="A igual frecuencia decide el punto de código",
)
def test_vocabulary_ties(student: Student, rng: np.random.Generator) -> None:
    """Of equal count, words are in the order of their code points."""
    for counts in [[1] * len(WORDS), [3] * 5 + [1] * 4 + [2] * 7, [2, 1, 2, 1, 2]]:
        student.build_vocabulary(counted_texts(rng, counts), 1).matches_reference()


@check(
    "build_vocabulary",
    weight=2,
    after=test_vocabulary,
    es="Se conservan las palabras que aparecen al menos min_count veces en todos los textos",
)
def test_vocabulary_min_count(student: Student, rng: np.random.Generator) -> None:
    """Words that occur at least min_count times in all texts are kept."""
    for min_count in [1, 2, 3, 5]:
        counts = [5, 1, 3, 2, 2, 4, 1, 3, 5]
        student.build_vocabulary(counted_texts(rng, counts), min_count).matches_reference()
    # As often in one text, or in as many texts once each.
    student.build_vocabulary([["a"] * 3, ["b"], ["c", "b"], ["b"]], 3).matches_reference()
    student.build_vocabulary([["a", "b"], ["a", "c", "a"]], 9).matches_reference()


@check(
    "build_vocabulary",
    after=test_vocabulary,
    es="build_vocabulary admite que no haya textos, y deja los suyos como estaban",
)
def test_vocabulary_keeps_texts(student: Student, rng: np.random.Generator) -> None:
    """build_vocabulary takes no texts at all, too, and leaves its texts as they were."""
    texts = counted_texts(rng, [4, 4, 1, 2, 2])
    expect_arguments_kept(student, "build_vocabulary", texts, 2)
    for none in ([], [[]], [[], []]):
        student.build_vocabulary(none, 1).matches_reference()


# --- encode -----------------------------------------------------------------------------------


def some_texts(rng: np.random.Generator, lengths: list[int]) -> list[list[str]]:
    """Texts of these lengths; words may come twice."""
    return [[str(word) for word in rng.choice(WORDS, length)] for length in lengths]


def some_vocabulary(rng: np.random.Generator, known: int) -> dict[str, int]:
    """Ids from 2 on, not in a row, for some of the words."""
    ids = 2 + rng.permutation(5 * len(WORDS))
    words = rng.permutation(WORDS)[:known]
    return {str(word): int(number) for word, number in zip(words, ids, strict=False)}


@check("encode", weight=3, es="encode devuelve los ids, con ceros al final, y las longitudes")
def test_encode(student: Student, rng: np.random.Generator) -> None:
    """encode returns the ids, with zeros at the end, and the lengths."""
    for lengths, max_len in [([3, 1, 4, 2], 7), ([2, 4], 5), ([1], 3), ([1, 5, 1], 5), ([1], 1)]:
        texts, vocabulary = some_texts(rng, lengths), some_vocabulary(rng, len(WORDS))
        student.encode(texts, vocabulary, max_len).matches_reference()


@check(
    "encode",
    weight=2,
    after=test_encode,
    es="Una palabra desconocida conserva su sitio, con el id 1",
)
def test_encode_unknown(student: Student, rng: np.random.Generator) -> None:
    """An unknown word keeps its place, with id 1."""
    for known in [9, 3, 1, 0]:
        texts = [*some_texts(rng, [5, 3, 4, 1]), ["<pad>", "<unk>", "0", ""]]
        student.encode(texts, some_vocabulary(rng, known), 7).matches_reference()


@check(
    "encode",
    weight=2,
    after=test_encode,
    es="De un texto demasiado largo quedan las primeras palabras, y su longitud es lo que queda",
)
def test_encode_cuts(student: Student, rng: np.random.Generator) -> None:
    """A text that is too long keeps its first words, and its length is what is left."""
    for max_len in [5, 2, 1]:
        texts = some_texts(rng, [max_len - 1 or 1, max_len, max_len + 1, max_len + 6])
        vocabulary = some_vocabulary(rng, len(WORDS) - 2)
        student.encode(texts, vocabulary, max_len).matches_reference()


@check("encode", after=test_encode, es="Un texto vacío es una palabra desconocida")
def test_encode_empty(student: Student, rng: np.random.Generator) -> None:
    """An empty text is one unknown word."""
    for lengths, max_len in [([0, 3, 0], 5), ([0], 1), ([2, 0], 2)]:
        texts, vocabulary = some_texts(rng, lengths), some_vocabulary(rng, 12)
        student.encode(texts, vocabulary, max_len).matches_reference()


@check("encode", after=test_encode, es="encode deja textos y vocabulario como estaban")
def test_encode_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """encode leaves texts and vocabulary as they were."""
    for known, max_len in [(4, 7), (len(WORDS), 3), (0, 2)]:
        texts = some_texts(rng, [5, 1, 4, 2])
        expect_arguments_kept(student, "encode", texts, some_vocabulary(rng, known), max_len)


# --- last_state, masked_mean, masked_max ------------------------------------------------------

# N, T, the lengths, and H: never sorted, the longest at times shorter than T.
SHAPES = [
    (3, 7, [4, 2, 5], 3),
    (4, 5, [2, 5, 1, 3], 2),
    (1, 3, [3], 5),
    (1, 4, [2], 1),
    (2, 1, [1, 1], 3),
    (5, 2, [1, 2, 2, 1, 2], 1),
]


def padded_states(
    rng: np.random.Generator, N: int, T: int, lengths: list[int], H: int
) -> tuple[Array, Array]:
    """States (N, T, H), none of them zero, and the lengths."""
    return rng.standard_normal((N, T, H)), np.array(lengths)


@check("last_state", weight=3, es="last_state devuelve el estado tras la última palabra real")
def test_last_values(student: Student, rng: np.random.Generator) -> None:
    """last_state returns the state after the last real word."""
    for shape in SHAPES:
        states, lengths = padded_states(rng, *shape)
        student.last_state(states, lengths).matches_reference(0, 0)
        student.last_state(*float32([states]), lengths).matches_reference(0, 0)


@check(
    "last_state",
    weight=2,
    after=test_last_values,
    es="El gradiente de last_state llega al estado que se leyó, y a ningún otro",
)
def test_last_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradient of last_state reaches the state that was read, and no other one."""
    for shape in SHAPES:
        student.last_state.gradients(*padded_states(rng, *shape)).matches_reference()


@check(
    "last_state",
    after=test_last_values,
    es="last_state no ve el relleno ni los otros textos, y deja sus argumentos como estaban",
)
def test_last_unseen(student: Student, rng: np.random.Generator) -> None:
    """last_state sees neither padding nor other texts, and leaves its arguments as they were."""
    for shape in SHAPES[:2]:
        given = padded_states(rng, *shape)
        expect_padding_unseen(student.last_state, given, given[1], filler=1e200)
        expect_rows_independent(student.last_state, given, batched=(0, 1))
        expect_arguments_kept(student, "last_state", *given)


@check("pooling", weight=2, es="masked_mean es la media sobre las palabras reales")
def test_mean_values(student: Student, rng: np.random.Generator) -> None:
    """masked_mean is the mean over the real words."""
    for shape in SHAPES:
        states, lengths = padded_states(rng, *shape)
        student.masked_mean(states, lengths).matches_reference()
        student.masked_mean(*float32([states]), lengths).matches_reference(*FLOAT32)


@check("pooling", weight=2, es="masked_max es el máximo sobre las palabras reales")
def test_max_values(student: Student, rng: np.random.Generator) -> None:
    """masked_max is the maximum over the real words."""
    for shape in SHAPES:
        states, lengths = padded_states(rng, *shape)
        for moved in [states, states - 5, states + 5]:
            student.masked_max(moved, lengths).matches_reference(0, 0)
            student.masked_max(*float32([moved]), lengths).matches_reference(0, 0)


@check(
    "pooling",
    after=test_mean_values,
    es="Los gradientes de masked_mean van a las palabras reales, y el relleno no se ve",
)
def test_mean_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of masked_mean go to the real words, and padding is not seen."""
    for shape in SHAPES:
        given = padded_states(rng, *shape)
        student.masked_mean.gradients(*given).matches_reference()
    for shape in SHAPES[:2]:
        states, lengths = padded_states(rng, *shape)
        sizes = 10.0 ** np.linspace(-30, 30, len(states))[:, None, None]
        expect_padding_unseen(student.masked_mean, (states, lengths), lengths, filler=1e200)
        answer = student.masked_mean(sizes * states, lengths).matches_form()
        expect_equal(answer.array() / sizes[:, 0], np.asarray(answer.expected) / sizes[:, 0])
        expect_arguments_kept(student, "masked_mean", states, lengths)


@check(
    "pooling",
    after=test_max_values,
    es="Los estados de masked_max pueden ser de cualquier tamaño",
)
def test_max_sizes(student: Student, rng: np.random.Generator) -> None:
    """The states of masked_max may be of any size."""
    for shape in SHAPES[:2]:
        states, lengths = padded_states(rng, *shape)
        for size in [1e30, 1e12, 1e-30]:
            below = -size * (1 + np.abs(states))
            student.masked_max(below, lengths).matches_reference(0, 0)
            student.masked_max(*float32([below]), lengths).matches_reference(0, 0)


@check(
    "pooling",
    after=test_max_values,
    es="Los gradientes de masked_max van al máximo, y el relleno no se ve",
)
def test_max_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of masked_max go to the maximum, and padding is not seen."""
    for shape in SHAPES:
        given = padded_states(rng, *shape)
        student.masked_max.gradients(*given).matches_reference()
    for shape in SHAPES[:2]:
        states, lengths = padded_states(rng, *shape)
        expect_padding_unseen(student.masked_max, (states, lengths), lengths, filler=1e200)
        expect_arguments_kept(student, "masked_max", states, lengths)


# --- classify ---------------------------------------------------------------------------------


def our_layer(weights: Any) -> Any:
    """A plain recurrent layer, (n, t, E) to (n, t, H): h' = tanh(x W + h A + c), from h = c."""
    W, A, c = weights

    def run(x: torch.Tensor) -> torch.Tensor:
        h = c.expand(len(x), len(c))
        states = []
        for step in range(x.shape[1]):
            h = torch.tanh(x[:, step] @ W + h @ A + c)
            states.append(h)
        return torch.stack(states, 1)

    return run


@probe(beside=[our_layer])
def classified(student: Any, ids: Any, lengths: Any, weights: Any) -> Any:
    """The logits of texts with a layer of ours, and what is left of the arguments."""
    embedding, layer, w, b = weights
    logits = student.classify(ids, lengths, embedding, our_layer(layer), w, b)
    return {"logits": logits, "arguments": [ids, lengths, weights]}


@probe(beside=[our_layer])
def logits_alone(student: Any, ids: Any, lengths: Any, weights: Any) -> Any:
    """The logits of texts with a layer of ours."""
    embedding, layer, w, b = weights
    return student.classify(ids, lengths, embedding, our_layer(layer), w, b)


def call_logits(student: Student, weights: Any) -> Callable[..., Answer]:
    """A call (ids, lengths) of `classify` with these weights."""
    return lambda ids, lengths: student.run(logits_alone, ids, lengths, weights)


@probe(beside=[our_layer])
def classify_gradients(student: Any, ids: Any, lengths: Any, weights: Any, out: Any) -> Any:
    """The gradients of a combination of the logits, with respect to all weights."""
    embedding, layer, w, b = weights
    leaves = [each.requires_grad_(True) for each in [embedding, *layer, w, b]]
    copies = [each.clone() for each in leaves]
    logits = student.classify(ids, lengths, copies[0], our_layer(copies[1:4]), copies[4], copies[5])
    return torch.autograd.grad((out * logits).sum(), leaves, materialize_grads=True)


def classifier_inputs(
    rng: np.random.Generator, N: int, T: int, lengths: list[int], sizes: tuple[int, int, int]
) -> tuple[Any, ...]:
    """ids (N, T), the lengths, and the weights; V, E, H are the sizes. At the padding stand ids
    like any others."""
    V, E, H = sizes
    layer = [
        0.6 * rng.standard_normal((E, H)),
        0.9 / np.sqrt(H) * rng.standard_normal((H, H)),
        0.5 * rng.standard_normal(H),
    ]
    weights = [
        rng.standard_normal((V, E)),
        layer,
        rng.standard_normal(H),
        np.array(rng.standard_normal()),
    ]
    return rng.integers(0, V, (N, T)), np.array(lengths), weights


CLASSIFIERS = [
    (3, 7, [4, 2, 5], (11, 3, 5)),
    (4, 5, [2, 5, 1, 3], (7, 2, 3)),
    (1, 3, [2], (3, 5, 1)),
    (2, 1, [1, 1], (5, 1, 7)),
]


@check("classify", weight=4, es="classify lleva ids a logits")
def test_classify_values(student: Student, rng: np.random.Generator) -> None:
    """classify leads from ids to logits."""
    for sizes in CLASSIFIERS:
        ids, lengths, weights = classifier_inputs(rng, *sizes)
        given = [ids, lengths, weights]
        answer = student.run(classified, *given).matches_reference()
        expect_equal(answer["arguments"], given, 0, 0)
        embedding, layer, w, b = weights
        narrow = [*float32([embedding]), float32(layer), *float32([w, b])]
        student.run(classified, ids, lengths, narrow).matches_reference(*FLOAT32)


@check(
    "classify",
    weight=2,
    after=test_classify_values,
    es="Los gradientes llegan al embedding, a la capa, a w y a b",
)
def test_classify_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients reach the embedding, the layer, w and b."""
    for sizes in CLASSIFIERS:
        out = rng.standard_normal(sizes[0])
        student.run(classify_gradients, *classifier_inputs(rng, *sizes), out).matches_reference()


@check(
    "classify",
    weight=2,
    after=test_classify_values,
    es="Un logit no depende del relleno, ni de cuánto hay, ni de los otros textos",
)
def test_classify_unseen(student: Student, rng: np.random.Generator) -> None:
    """No logit depends on the padding, on how much there is, or on other texts."""
    for sizes in CLASSIFIERS[:2]:
        ids, lengths, weights = classifier_inputs(rng, *sizes)

        call = call_logits(student, weights)
        real = np.arange(ids.shape[1]) < lengths[:, None]
        cleared = np.where(real, ids, 0)
        wide = np.concatenate([ids, rng.integers(0, sizes[3][0], (sizes[0], 3))], axis=1)
        tight = ids[:, : lengths.max()].copy()
        for changed in [cleared, wide, tight]:
            expect_unseen(call, (ids, lengths), (changed, lengths))
        expect_rows_independent(call, (ids, lengths), batched=(0, 1))


# --- bce_with_logits --------------------------------------------------------------------------


def text_losses(logits: Array, labels: Array) -> Array:
    """The binary cross-entropy of every text, of logits of any size."""
    logits = logits.astype(np.float64)
    return np.asarray(np.logaddexp(0, logits) - labels * logits)


def labelled(rng: np.random.Generator, N: int, size: float) -> tuple[Array, Array]:
    """Logits and labels (N,)."""
    return size * rng.standard_normal(N), rng.integers(0, 2, N).astype(np.float64)


@probe
def loss_part(student: Any, logits: Any, labels: Any, part: int) -> Any:
    """The loss, 0, or its gradient, 1."""
    return student.bce_with_logits(logits, labels)[part]


@check("bce_with_logits", weight=2, es="La pérdida es la media de la entropía cruzada binaria")
def test_loss(student: Student, rng: np.random.Generator) -> None:
    """The loss is the mean binary cross-entropy."""
    for N in [5, 2, 13, 1]:
        given = labelled(rng, N, 2.0)
        answer = student.run(loss_part, *given, 0).matches_reference()
        expect_equal(answer.value, np.array(text_losses(*given).mean()))


@check("bce_with_logits", weight=3, es="dlogits es el gradiente de esa media")
def test_loss_gradient(student: Student, rng: np.random.Generator) -> None:
    """dlogits is the gradient of that mean."""
    for N in [5, 2, 13, 1]:
        student.run(loss_part, *labelled(rng, N, 2.0), 1).matches_reference()
    # One text is so far off that differences of the loss would lose the others' gradients.
    logits, labels = labelled(rng, 7, 2.0)
    logits[3], labels[3] = -1e9, 1.0
    student.run(loss_part, logits, labels, 1).matches_reference()


@check(
    "bce_with_logits",
    weight=2,
    after=test_loss_gradient,
    es="Con logits de tamaños muy distintos todo sigue siendo finito y exacto",
)
def test_loss_extreme(student: Student, rng: np.random.Generator) -> None:
    """With logits of very different size everything stays finite and exact."""
    for size in [1000.0, 40.0, 1e5]:
        given = labelled(rng, 7, size)
        for part in [0, 1]:
            student.run(loss_part, *given, part).matches_reference()
    # Every text right, and every text wrong.
    labels = np.array([1.0, 0.0, 1.0])
    for size in [1000.0, 100.0, 30.0, 0.0]:
        for sign in [1, -1]:
            student.bce_with_logits(sign * size * (2 * labels - 1), labels).matches_reference()


@check(
    "bce_with_logits",
    after=test_loss_gradient,
    es="bce_with_logits sirve en float32 y deja sus argumentos como estaban",
)
def test_loss_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """bce_with_logits works in float32, and leaves its arguments as they were."""
    for N, size in [(5, 2.0), (3, 500.0), (1, 1.0)]:
        given = labelled(rng, N, size)
        expect_arguments_kept(student, "bce_with_logits", *given)
        narrow = float32(list(given))
        student.bce_with_logits(*narrow).matches_reference(*FLOAT32)


# --- metrics ----------------------------------------------------------------------------------

RATES = ["accuracy", "precision", "recall", "f1"]
# A rate may be computed in float32.
CLOSE = (1e-5, 1e-6)


@probe
def some_metrics(student: Any, logits: Any, labels: Any, names: Any) -> Any:
    """These of the metrics."""
    found = student.metrics(logits, labels)
    return {name: found[name] for name in names}


def auc_of_pairs(logits: Array, labels: Array) -> float:
    """The AUC by all pairs of a positive and a negative text."""
    pairs = [(a, b) for a in logits[labels > 0] for b in logits[labels == 0]]
    return float(np.mean([float(a > b) + 0.5 * float(a == b) for a, b in pairs]))


def scored(rng: np.random.Generator, N: int, positive: float) -> tuple[Array, Array]:
    """Logits and labels, with at least one of each."""
    labels = (rng.random(N) < positive).astype(np.float64)
    labels[:2] = [1, 0]
    order = rng.permutation(N)
    return (rng.standard_normal(N) + 0.7 * labels)[order], labels[order]


@check("metrics", weight=3, es="metrics da accuracy, precision, recall y f1")
def test_rates(student: Student, rng: np.random.Generator) -> None:
    """metrics gives accuracy, precision, recall and f1."""
    for N, positive in [(11, 0.5), (53, 0.2), (31, 0.8), (7, 0.4), (101, 0.5)]:
        student.run(some_metrics, *scored(rng, N, positive), RATES).matches_reference(*CLOSE)


@check("metrics", weight=3, es="auc compara todos los pares de un texto positivo y uno negativo")
def test_auc(student: Student, rng: np.random.Generator) -> None:
    """auc compares all pairs of a positive and a negative text."""
    for N, positive in [(11, 0.5), (53, 0.2), (31, 0.8), (7, 0.4)]:
        given = scored(rng, N, positive)
        answer = student.run(some_metrics, *given, ["auc"]).matches_reference(*CLOSE)
        expect_equal(answer["auc"], auc_of_pairs(*given), *CLOSE)


@check(
    "metrics",
    weight=2,
    after=test_auc,
    es="Un par de logits iguales cuenta la mitad en auc, y los muy grandes se distinguen",
)
def test_auc_ties(student: Student, rng: np.random.Generator) -> None:
    """A pair of equal logits counts one half in auc, and very large ones are told apart."""
    for N in [23, 12, 6]:
        logits, labels = scored(rng, N, 0.5)
        for given in [
            np.round(logits),
            np.sign(logits),
            0 * logits + 3,
            300 * logits,
            1e100 * logits,
        ]:
            answer = student.run(some_metrics, given, labels, ["auc"]).matches_reference(*CLOSE)
            expect_equal(answer["auc"], auc_of_pairs(given, labels), *CLOSE)


@check(
    "metrics",
    weight=2,
    after=test_rates,
    es="Un logit de 0 es negativo, y donde no hay entre qué dividir sale 0, o ½ en auc",
)
def test_rates_edges(student: Student, rng: np.random.Generator) -> None:
    """A logit of 0 is negative, and where there is nothing to divide by it is 0, or ½ for auc."""
    names = [*RATES, "auc"]
    for N in [19, 8]:
        logits, labels = scored(rng, N, 0.5)
        logits[rng.permutation(N)[:5]] = 0
        student.run(some_metrics, logits, labels, names).matches_reference(*CLOSE)
        for given in [0 * logits, -1 - np.abs(logits), 1 + np.abs(logits)]:
            for told in [labels, 0 * labels, 1 + 0 * labels]:
                student.run(some_metrics, given, told, names).matches_reference(*CLOSE)
    for z in [-2.0, 0.0, 3.0]:
        for y in [0.0, 1.0]:
            student.run(some_metrics, np.array([z]), np.array([y]), names).matches_reference(*CLOSE)


@probe
def metric_types(student: Any, logits: Any, labels: Any) -> Any:
    """The metrics, whether each is a Python float, and what is left of the arguments."""
    found = student.metrics(logits, labels)
    plain = {name: isinstance(value, float) for name, value in found.items()}
    return {"metrics": found, "plain": plain, "arguments": [logits, labels]}


@check(
    "metrics",
    after=test_rates,
    es="metrics devuelve cinco float de Python, también para float32",
)
def test_metric_types(student: Student, rng: np.random.Generator) -> None:
    """metrics returns five Python floats, for float32 too."""
    for N in [13, 5]:
        for given in [list(scored(rng, N, 0.5)), float32(list(scored(rng, N, 0.5)))]:
            answer = student.run(metric_types, *given).matches_reference(*CLOSE)
            expect_equal(answer["arguments"], given, 0, 0)


# --- train_sentiment --------------------------------------------------------------------------


def drawn_texts(
    rng: np.random.Generator, N: int, T: int, V: int = SHORT_V
) -> tuple[Array, Array, Array]:
    """ids, lengths and labels of texts of random words, with padding at the end of all."""
    lengths = rng.integers(2, T, N)
    real = np.arange(T) < lengths[:, None]
    ids = np.where(real, rng.integers(1, V, (N, T)), 0)
    labels = rng.permutation(np.arange(N) % 2)
    return ids, lengths, labels.astype(np.float32)


@probe
def trained(student: Any, data: Any, runs: Any, asked: Any, global_seeds: Any) -> Any:
    """Of every training of `runs` (the settings of each): the logits for every (ids, lengths) that
    is asked for, in eval mode, and the losses on the way."""
    found = []
    for settings, number in zip(runs, global_seeds, strict=True):
        torch.manual_seed(number)
        model, losses = student.train_sentiment(*(each.clone() for each in data), *settings)
        model.eval()
        with torch.no_grad():
            logits = [model(ids.clone(), lengths.clone()) for ids, lengths in asked]
        found.append(
            {
                # What dtype a network has is its own affair.
                "logits": [each.double() if each.is_floating_point() else each for each in logits],
                "losses": torch.tensor([float(loss) for loss in losses], dtype=torch.float64),
            }
        )
    return found


def train(
    student: Student,
    rng: np.random.Generator,
    data: tuple[Array, ...],
    runs: list[Training],
    asked: list[tuple[Array, Array]],
) -> Answer:
    """What `trained` answers, in the reference's form; torch's own generator is somewhere else
    before each run."""
    settings = [training.arguments([]) for training in runs]
    seeds = [random_seed(rng) for _ in runs]
    return student.run(trained, list(data), settings, asked, seeds).matches_form()


@check(
    "train_sentiment",
    es="La misma semilla da el mismo modelo, y otra semilla otro; una pérdida por paso",
)
def test_training_reproducible(student: Student, rng: np.random.Generator) -> None:
    """The same seed gives the same model, another seed another; there is a loss for every step."""
    data = drawn_texts(rng, 17, 6)
    one, other = (SHORT.but(seed=random_seed(rng)) for _ in range(2))
    runs = [one, one, other, one.but(lr=0.0)]

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
    model, _ = student.train_sentiment(*data, *settings)
    model(data[0], data[1])
    return data


@check(
    "train_sentiment",
    after=test_training_reproducible,
    es="Ni el entrenamiento ni el modelo cambian sus argumentos",
)
def test_training_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """Neither the training nor the model changes its arguments."""
    data = list(drawn_texts(rng, 11, 6))
    settings = SHORT.but(seed=random_seed(rng)).arguments([])
    left = student.run(training_left, data, settings).matches_reference()
    expect_equal(left.value, data, 0, 0)


def same_logits(one: Array, other: Array) -> bool:
    """Whether logits differ by no more than the rounding of float32."""
    return bool(np.abs(one - other).max() <= 1e-5 * (1 + np.abs(one).max()))


@check(
    "train_sentiment",
    weight=2,
    after=test_training_reproducible,
    es="El logit de un texto depende de todas sus palabras, de su orden y de nada más",
)
def test_training_reads_the_text(student: Student, rng: np.random.Generator) -> None:
    """The logit of a text depends on all of its words, on their order, and on nothing else."""
    N, T, V = 13, 6, 10007  # most words are in no text that is trained on
    ids, _, labels = drawn_texts(rng, N, T)
    lengths = np.tile([4, 3, 4], N)[:N]  # the longest is shorter than T
    places = np.arange(T)
    real = places < lengths[:, None]
    ids = np.where(real, rng.integers(1, SHORT_V, (N, T)), 0)
    ids[:, 0], ids[:, 1] = 3, 5
    wide = np.concatenate([ids, np.zeros((N, 5), np.int64)], axis=1)
    swapped = ids.copy()
    swapped[:, :2] = ids[:, 1::-1]
    asked = [
        (ids, lengths),
        (wide, lengths),
        (ids[:, :4].copy(), lengths),
        (np.roll(ids, 1, axis=0), np.roll(lengths, 1)),
        (ids[1:2, :4].copy(), lengths[1:2]),
        (swapped, lengths),
        *(
            (np.where(places == at, rng.integers(V // 2, V, (N, T)), ids), lengths)
            for at in (np.zeros((N, 1)), np.ones((N, 1)), lengths[:, None] - 1)
        ),
        (np.where(places == lengths[:, None] - 1, V - 1, ids), lengths),
    ]
    training = SHORT.but(vocabulary_size=V, steps=4, batch_size=5, lr=0.02, seed=random_seed(rng))
    answer = train(student, rng, (ids, lengths, labels), [training], asked)

    def nothing_else(found: Any) -> bool:
        given, wider, tight, rolled, alone, *_ = found[0]["logits"]
        return bool(
            np.isfinite(given).all()
            and same_logits(given, wider)
            and same_logits(given, tight)
            and same_logits(np.roll(given, 1, axis=0), rolled)
            and same_logits(given[1:2], alone)
        )

    def whole_text(found: Any) -> bool:
        given, *others = found[0]["logits"]
        # Two words that nobody has trained on are two words, too.
        pairs = [*((given, other) for other in others[4:]), (others[-1], others[-2])]
        moved = [np.abs(one - other).max() for one, other in pairs]
        return bool(min(moved) > 1e-4 * (given.std() + 1e-3))

    expect_shown(answer, nothing_else, "the logits depend on the words of the text alone")
    expect_shown(answer, whole_text, "the logits depend on all words and on their order")


@probe
def descent(student: Any, data: Any, runs: Any) -> Any:
    """Of the model of every training of `runs` on texts that are all alike: its parameters, in a
    vector, the loss of a text there, and its gradient; and the losses on the way."""
    ids, lengths, labels = data
    parameters, gradients, means, told = [], [], [], []
    for settings in runs:
        model, losses = student.train_sentiment(*(each.clone() for each in data), *settings)
        logits = model(ids[:1], lengths[:1]).double()
        loss = F.binary_cross_entropy_with_logits(logits, labels[:1].double())
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
    """Whether each loss of trainings of 1, 1, 2, 3 … steps is the loss before its step."""
    means = np.array(answer["means"])
    for losses, steps in zip(answer["losses"], [1, *range(1, len(means))], strict=True):
        if losses.shape != (steps,) or np.abs(losses / means[:steps] - 1).max() > 1e-4:
            return False
    return True


def alike(rng: np.random.Generator, N: int, L: int, T: int, label: int) -> list[Array]:
    """A text of L different words, N times."""
    ids = np.zeros((1, T), np.int64)
    ids[0, :L] = rng.choice(np.arange(1, SHORT_V), L, replace=False)
    return [np.repeat(ids, N, axis=0), np.full(N, L), np.full(N, label, np.float32)]


@check(
    "train_sentiment",
    weight=2,
    after=test_training_reproducible,
    es="Cada paso es uno de Adam con lr sobre la pérdida media, y la tasa no cambia",
)
def test_training_steps(student: Student, rng: np.random.Generator) -> None:
    """Every step is one of Adam with lr on the mean loss, and the rate stays the same."""
    base = SHORT.but(batch_size=3, seed=random_seed(rng))
    for size, label in [(0.002, 1), (0.02, 0)]:
        runs = [base.but(steps=1, lr=0.0), *(base.but(steps=k, lr=size) for k in (1, 2, 3))]
        settings = [training.arguments([]) for training in runs]
        answer = student.run(descent, alike(rng, 7, 4, 5, label), settings)
        answer.matches_form(shapes=False)

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
    late = [base.but(steps=1, lr=0.0), *(base.but(steps=k, lr=size) for k in (60, 61))]
    settings = [training.arguments([]) for training in late]
    answer = student.run(descent, alike(rng, 5, 3, 3, 1), settings).matches_form(shapes=False)

    def constant(found: Any) -> bool:
        arrays = descended(found)
        if arrays is None:
            return False
        parameters, gradients = arrays
        first, later = np.abs(gradients[0]), np.abs(gradients[1])
        # Where the slope is still what it was: a ReLU may be switched on the way, which moves
        # some of the parameters less. A rate that falls moves none of them by lr.
        told = (first > 0.01 * first.max()) & (np.abs(later - first) <= 0.1 * first)
        lengths = np.abs(np.diff(parameters[1:], axis=0)[0][told]) / size
        return bool(told.any() and np.mean(np.abs(lengths - 1) < 0.05) > 0.25)

    expect_shown(answer, constant, "the last step is as long as the first")


@probe
def network_seen(student: Any, data: Any, runs: Any, seed: int) -> Any:
    """By how much a random combination of the logits changes along random directions of the
    parameters, what the gradients say of that, and of the model of every training of `runs` how
    many numbers there are in the parameters that its logits depend on."""
    generator = torch.Generator().manual_seed(seed)

    def draws(like: torch.Tensor) -> torch.Tensor:
        return torch.randn(like.shape, generator=generator, dtype=torch.float64).to(like.dtype)

    ids, lengths, _ = data
    models = [student.train_sentiment(*data, *settings)[0].eval() for settings in runs]
    sizes = []
    for model in models:
        leaves = [leaf for leaf in model.parameters() if leaf.requires_grad]
        logits = model(ids, lengths)
        total = (draws(logits) * logits).sum()
        slopes = torch.autograd.grad(total, leaves, materialize_grads=True, allow_unused=True)
        used = [bool((slope != 0).any()) for slope in slopes]
        sizes.append(sum(leaf.numel() for leaf, yes in zip(leaves, used, strict=True) if yes))
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
            logits = model(ids, lengths).double()
            weights = draws(logits) if weights is None else weights
            totals.append((weights * logits).sum())
        found = torch.autograd.grad(totals[2], leaves, materialize_grads=True, allow_unused=True)
        along = [(a * b).double().sum() for a, b in zip(found, directions, strict=True)]
        moved.append((totals[0] - totals[1]).detach() / 2e-3)
        slopes.append(torch.stack(along).sum())
    return {"moved": torch.stack(moved), "slopes": torch.stack(slopes), "sizes": sizes}


@check(
    "train_sentiment",
    after=test_training_reads_the_text,
    es="Los gradientes llegan a todos los pesos, y hidden_size es el tamaño de los estados",
)
def test_training_gradients(student: Student, rng: np.random.Generator) -> None:
    """Gradients reach all weights, and hidden_size is the size of the states."""
    data = list(drawn_texts(rng, 11, 6))
    base = SHORT.but(steps=1, seed=random_seed(rng))
    runs = [base.but(hidden_size=H).arguments([]) for H in (16, 20, 24)]
    answer = student.run(network_seen, data, runs, random_seed(rng)).matches_form()

    def gradients_right(found: Any) -> bool:
        size = np.sqrt(np.mean(found["moved"] ** 2))
        apart = np.median(np.abs(found["moved"] - found["slopes"]))
        return bool(size > 1e-3 and apart < 0.01 * size)

    def grows(found: Any) -> bool:
        # The weights from state to state are at least H² numbers: a second difference of 32.
        small, middle, large = found["sizes"]
        return bool(small - 2 * middle + large >= 32)

    expect_shown(answer, gradients_right, "the gradients are those of the logits")
    expect_shown(answer, grows, "hidden_size is the size of the states")


# Minibatches of three of twelve texts; so many that each is drawn, but in one case of 10⁶.
TEXTS, DRAWS, TOGETHER = 12, 64, 3
# Where losses are told apart only once the model has moved: so many trainings of so many steps.
STARTS, FURTHER = 8, 8
# Losses in float32 are told apart from here on.
APART = 1e-5


def further_minibatches(
    student: Student,
    rng: np.random.Generator,
    data: tuple[Array, ...],
    texts: tuple[Array, Array, Array],
) -> Array:
    """Which of the `means_of` twelve values the minibatches are, (DRAWS,), of a model that begins
    with the same logit for every text, as with a read-out of zeros.

    Each is that of the step which follows k others, k ≥ 1: its loss is a mean of the losses of the
    model after k steps.
    """
    ids, lengths, labels = texts
    found = []
    for _ in range(STARTS):
        base = SHORT.but(batch_size=TOGETHER, lr=0.03, seed=random_seed(rng))
        runs = [base.but(steps=k + 1) for k in range(FURTHER + 1)]
        *before, last = train(student, rng, data, runs, [(ids, lengths)]).value
        for k, each in enumerate(before):
            values = means_of(text_losses(each["logits"][0], labels), TOGETHER)
            found.append(expect_each_of(last["losses"][k + 1 : k + 2], values, APART))
    return np.concatenate(found)


@check(
    "train_sentiment",
    weight=2,
    after=test_training_reproducible,
    es="Cada pérdida es la media de un minilote de batch_size textos, de entre todos y al azar",
)
def test_training_minibatches(student: Student, rng: np.random.Generator) -> None:
    """Every loss is the mean of a minibatch of batch_size texts, drawn at random from all."""
    texts = drawn_texts(rng, TEXTS, 7)
    for copies in [1, 50]:
        data = tuple(np.repeat(each, copies, axis=0) for each in texts)
        still = SHORT.but(steps=DRAWS, batch_size=TOGETHER, lr=0.0, seed=random_seed(rng))
        answer = train(student, rng, data, [still], [texts[:2]])
        told, values = answer[0]["losses"], text_losses(answer[0]["logits"][0], texts[2])
        expect_each_of(told, means_of(values, TOGETHER), APART)
        if np.diff(np.sort(values)).min() < APART:
            # Numbers of our own stand for those, so that each says which minibatch it is of.
            values = rng.random(TEXTS)
            told = means_of(values, TOGETHER)[further_minibatches(student, rng, data, texts)]
        which = expect_rows_drawn(told, values, TOGETHER, APART)
        minibatches = np.sort(np.unravel_index(which, (TEXTS,) * TOGETHER), axis=0)
        # Drawn each time anew: the same three times over is rare.
        expect(len(np.unique(minibatches, axis=1).T) > DRAWS / 2)


# --- sentences in which the order decides -----------------------------------------------------

GOOD_WORDS = """good great lovely funny happy beautiful brilliant charming excellent fantastic
friendly kind perfect sweet wonderful amazing bright warm fresh clever"""
BAD_WORDS = """bad awful horrible terrible boring sad dreadful poor rude angry
annoying miserable cold dirty broken gloomy bitter tired rotten clumsy"""
GOOD, BAD = GOOD_WORDS.split(), BAD_WORDS.split()
SUBJECTS = ["the film", "this song", "my day", "the food", "her new phone"]
SUBJECTS += ["that game", "our bus driver", "the weather", "his joke", "the party"]
DEGREES = ["very", "so", "really", "quite", "kind of"]
TURNS = ["not", "never", "hardly"]
BEFORE = [[], ["omg"], ["today"], ["@friend"]]
AFTER = [[], ["lol"], ["#fb"], ["!"], ["..."]]


def clause(rng: np.random.Generator) -> tuple[list[str], bool]:
    """A clause, and whether it is positive."""
    positive = bool(rng.random() < 0.5)
    words = [*SUBJECTS[rng.integers(len(SUBJECTS))].split(), "is"]
    turned = bool(rng.random() < 0.3)
    if turned:
        words.append(TURNS[rng.integers(len(TURNS))])
    if rng.random() < 0.5:
        words += DEGREES[rng.integers(len(DEGREES))].split()
    words.append((GOOD if positive else BAD)[rng.integers(len(GOOD))])
    return words, positive != turned


def sentence(rng: np.random.Generator) -> tuple[tuple[str, ...], bool]:
    """A sentence, and whether it is positive: of two clauses, the last decides."""
    words, positive = clause(rng)
    kind = rng.random()
    if kind < 0.5:
        second, positive = clause(rng)
        words = [*words, "but", *second] if kind < 0.3 else ["although", *words, ",", *second]
    before, after = BEFORE[rng.integers(len(BEFORE))], AFTER[rng.integers(len(AFTER))]
    return (*before, *words, *after), positive


def composed(rng: np.random.Generator, N: int) -> tuple[list[tuple[str, ...]], Array]:
    """N different sentences, and their labels (N,)."""
    found: dict[tuple[str, ...], bool] = {}
    while len(found) < N:
        words, positive = sentence(rng)
        found[words] = positive
    return list(found), np.array(list(found.values())).astype(np.float32)


def numbers_of(rng: np.random.Generator, texts: list[Any]) -> dict[str, int]:
    """The ids 2, 3 … of all words, in random order."""
    words = sorted({word for text in texts for word in text})
    return {str(word): number for number, word in enumerate(rng.permutation(words), start=2)}


def as_ids(texts: list[Any], numbers: dict[str, int], T: int) -> tuple[Array, Array]:
    """ids (N, T) and lengths (N,); what has no number is 1."""
    ids, lengths = np.zeros((len(texts), T), np.int64), np.ones(len(texts), np.int64)
    for row, text in enumerate(texts):
        found = [numbers.get(word, 1) for word in text[:T]] or [1]
        ids[row, : len(found)], lengths[row] = found, len(found)
    return ids, lengths


def parts_of(words: list[str]) -> list[list[str]]:
    """The first t words of a text, for every t, and these without each of them."""
    parts = []
    for t in range(1, len(words) + 1):
        kept = words[:t]
        parts += [kept, *(kept[:s] + kept[s + 1 :] for s in range(t))]
    return parts


def word_weights(words: list[str], logits: Array) -> Picture | None:
    """A row for every word read: how much the probability after it changes without each of the
    words so far. The logits are those of `parts_of`."""
    T = len(words)
    if logits.shape != (T * (T + 3) // 2,) or not np.isfinite(logits).all():
        return None
    probabilities = 1 / (1 + np.exp(-np.clip(logits, -50, 50)))
    weights, at = np.zeros((T, T)), 0
    for t in range(T):
        whole, without = probabilities[at], probabilities[at + 1 : at + 2 + t]
        weights[t, : t + 1] = np.abs(whole - without)
        at += t + 2
    return attention(weights, words, words)


SHOWN = "although my day is awful , the film is not very bad"
SENTENCE = SHOWN.split()


@check(
    "train_sentiment",
    weight=4,
    retries=2,
    cpu_seconds=20,
    es="El modelo entrenado entiende oraciones nuevas en las que decide el orden",
)
def test_training_learns(student: Student, rng: np.random.Generator) -> None:
    """The trained model understands new sentences in which the order decides."""
    # What is returned has the form asked for; and a short training tells wrong answers apart.
    few = drawn_texts(rng, 11, 6)
    train(student, rng, few, [SHORT.but(seed=random_seed(rng))], [few[:2]])
    texts, labels = composed(rng, 4000)
    numbers = numbers_of(rng, [*texts, SENTENCE])
    T = max(len(text) for text in texts) + 5
    ids, lengths = as_ids(texts, numbers, T)
    order = np.argsort(labels[:3000], kind="stable")  # neighbours have the same label
    data = tuple(each[:3000][order] for each in (ids, lengths, labels))
    training = SENTENCES.but(vocabulary_size=len(numbers) + 2, seed=random_seed(rng))
    asked = [(ids[3000:], lengths[3000:]), as_ids(parts_of(SENTENCE), numbers, T)]
    answer = train(student, rng, data, [training], asked)
    logits, parts = answer[0]["logits"]
    expect(np.isfinite(logits).all())
    mean = float(text_losses(logits, labels[3000:]).mean())
    curve = answer[0]["losses"]
    expect_below(mean, LOSS_LIMIT, curve=curve, picture=word_weights(SENTENCE, parts))


def rated(text: str) -> tuple[list[list[str]], Array]:
    """The words of each tweet of a file, and whether its rating is above 0."""
    rows = [line.split("\t") for line in text.splitlines()]
    labels = [float(rating) > 0 for rating, _ in rows]
    return [words.split(" ") for _, words in rows], np.array(labels).astype(np.float32)


@check(
    "train_sentiment",
    weight=2,
    retries=2,
    after=test_training_reads_the_text,
    cpu_seconds=20,
    es="El modelo entrenado con tuits ordena tuits nuevos por su valoración",
)
def test_training_tweets(student: Student, rng: np.random.Generator, data: TopicData) -> None:
    """The model that was trained on tweets ranks new ones as their readers did."""
    few = drawn_texts(rng, 11, 6)
    train(student, rng, few, [SHORT.but(seed=random_seed(rng))], [few[:2]])
    texts, labels = rated(data.text("tweets.txt"))
    test_texts, test_labels = rated(data.text("held_out.txt"))
    counts: dict[str, int] = {}
    for text in texts:
        for word in text:
            counts[word] = counts.get(word, 0) + 1
    frequent = [word for word, count in counts.items() if count >= 3]
    numbers = numbers_of(rng, [frequent])
    ids, lengths = as_ids(texts, numbers, 30)
    order = np.argsort(labels, kind="stable")
    shown = next(text for text in test_texts if 9 <= len(text) <= 12)
    training = TWEETS.but(vocabulary_size=len(numbers) + 2, seed=random_seed(rng))
    asked = [as_ids(test_texts, numbers, 30), as_ids(parts_of(shown), numbers, 30)]
    known = ids[order], lengths[order], labels[order]
    answer = train(student, rng, known, [training], asked)
    logits, parts = answer[0]["logits"]
    expect(np.isfinite(logits).all())
    above = logits[test_labels > 0][:, None] - logits[test_labels == 0]
    missed = 1 - float(np.mean((above > 0) + 0.5 * (above == 0)))
    expect_below(missed, AUC_LIMIT, curve=answer[0]["losses"], picture=word_weights(shown, parts))
