"""The hidden suite of the translation topic."""

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
    expect_padding_unseen,
    expect_rows_drawn,
    expect_rows_independent,
    expect_unseen,
    mean_cross_entropy,
    probe,
    random_seed,
    texts,
)

if TYPE_CHECKING:
    import torch

Array = np.ndarray

PAD, START, END = 0, 1, 2
FLOAT32 = (1e-4, 1e-5)

# A short training, on sentences of the judge's, and the long one, on the pairs of the handout.
SHORT_WORDS, SHORT_V = 11, 9
SHORT = Training(
    "train_translator",
    source_words=SHORT_WORDS,
    target_words=SHORT_V,
    hidden_size=6,
    steps=3,
    batch_size=7,
    lr=0.01,
    seed=0,
)
LONG = SHORT.but(hidden_size=48, steps=150, batch_size=40, lr=0.012)
# Nats for a word of sentences not seen before: without attention 0.9, by frequency alone 3.3.
NLL_LIMIT = 0.39


def some_lengths(rng: np.random.Generator, N: int, S: int) -> Array:
    """N lengths between 1 and S, among them S and, where there is room, 1."""
    lengths = rng.integers(1, S + 1, N)
    lengths[0] = S
    lengths[-1] = 1 if N > 1 else S
    return lengths


def mask_of(lengths: Array, S: int) -> Array:
    """(N, S), True up to each length."""
    return np.asarray(np.arange(S) < lengths[:, None])


def float32(arrays: Sequence[Array]) -> list[Array]:
    """The same with float32 in place of float64."""
    return [each.astype(np.float32) if each.dtype == np.float64 else each for each in arrays]


# --- pad_batch --------------------------------------------------------------------------------


@check("pad_batch", weight=2, es="pad_batch pone cada frase en su fila, con <end> y relleno")
def test_padding(student: Student, rng: np.random.Generator) -> None:
    """pad_batch puts each sentence into its row, with <end> and padding."""
    for N, max_len in [(3, 7), (5, 4), (1, 2), (2, 1)]:
        sentences = [rng.integers(3, 30, rng.integers(max_len)).tolist() for _ in range(N)]
        sentences.append([])
        student.pad_batch(sentences, max_len).matches_reference()


@check(
    "pad_batch",
    after=test_padding,
    es="Una frase demasiado larga pierde sus últimas palabras, y no <end>",
)
def test_padding_cuts(student: Student, rng: np.random.Generator) -> None:
    """A sentence that is too long loses its last words, and not <end>."""
    for max_len in [5, 3, 1]:
        lengths = [max_len - 1, max_len, max_len + 1, max_len + 6, 0]
        sentences = [rng.integers(3, 30, length).tolist() for length in lengths]
        expect_arguments_kept(student, "pad_batch", sentences, max_len)


# --- attention --------------------------------------------------------------------------------


def attention_inputs(
    rng: np.random.Generator, N: int, T: int, S: int, H: int, E: int
) -> tuple[Array, ...]:
    """query, keys, values and mask."""
    return (
        rng.standard_normal((N, T, H)),
        rng.standard_normal((N, S, H)),
        rng.standard_normal((N, S, E)),
        mask_of(some_lengths(rng, N, S), S),
    )


ATTENTION_SIZES = [(3, 5, 7, 2, 11), (2, 1, 3, 13, 5), (5, 2, 1, 7, 1), (1, 3, 5, 1, 2)]


@check("attention", weight=3, es="attention devuelve el contexto y los pesos")
def test_attention_values(student: Student, rng: np.random.Generator) -> None:
    """attention returns the context and the weights."""
    for sizes in ATTENTION_SIZES:
        student.attention(*attention_inputs(rng, *sizes)).matches_reference()
    few = float32(attention_inputs(rng, 3, 5, 7, 2, 11))
    student.attention(*few).matches_reference(*FLOAT32)


@check(
    "attention",
    weight=2,
    after=test_attention_values,
    es="attention se puede derivar respecto a query, keys y values",
)
def test_attention_gradients(student: Student, rng: np.random.Generator) -> None:
    """attention can be differentiated in query, keys and values."""
    for sizes in ATTENTION_SIZES:
        student.attention.gradients(*attention_inputs(rng, *sizes)).matches_reference()


@check(
    "attention",
    weight=2,
    after=test_attention_values,
    es="El relleno no recibe peso, lleve lo que lleve",
)
def test_attention_padding(student: Student, rng: np.random.Generator) -> None:
    """Padding gets no weight, whatever is in it."""
    query, keys, values, _ = attention_inputs(rng, 5, 2, 7, 3, 2)
    lengths = some_lengths(rng, 5, 7)
    mask = mask_of(lengths, 7)
    # Real scores of -1000: no padding, whatever its score was made, may win against them.
    low = student.attention(-1e3 * np.abs(query), np.abs(keys), values, mask)
    low.matches_reference()
    answer = student.attention(query, keys, values, mask).matches_reference()
    alpha = answer.array(1)
    expect(np.all(alpha[~np.broadcast_to(mask[:, None], alpha.shape)] == 0))
    expect_equal(alpha.sum(axis=2), np.ones((5, 2)))

    def one_longer(lengths: Array) -> Array:
        return np.maximum(lengths, 2)  # so that the kit may take the last word away

    for argument in [1, 2]:
        longer = mask_of(one_longer(lengths), 7)
        arguments = [query, keys, values, longer]
        call = student.attention
        expect_padding_unseen(call, arguments, one_longer(lengths), argument=argument)
    # What is masked may stand anywhere, not at the end alone.
    holes = rng.random((5, 7)) < 0.5
    holes[:, 3] = True
    student.attention(query, keys, values, holes).matches_reference()


@check(
    "attention",
    after=test_attention_values,
    es="Los pesos de una frase no dependen de las otras",
)
def test_attention_rows(student: Student, rng: np.random.Generator) -> None:
    """The weights of a sentence do not depend on the others."""
    arguments = attention_inputs(rng, 5, 3, 7, 2, 3)
    expect_rows_independent(student.attention, arguments, batched=(0, 1, 2, 3))


@check(
    "attention",
    after=test_attention_values,
    es="attention sigue siendo finita con puntuaciones de ±1000",
)
def test_attention_large(student: Student, rng: np.random.Generator) -> None:
    """attention stays finite for scores of ±1000."""
    for scale in [1e3, 1e-3]:
        query, *rest = attention_inputs(rng, 3, 5, 7, 2, 11)
        student.attention.gradients(scale * query, *rest).matches_reference()


@check("attention", after=test_attention_values, es="attention deja sus argumentos como estaban")
def test_attention_keeps_arguments(student: Student, rng: np.random.Generator) -> None:
    """attention leaves its arguments as they were."""
    for sizes in ATTENTION_SIZES[:2]:
        expect_arguments_kept(student, "attention", *attention_inputs(rng, *sizes))


# --- additive_attention -----------------------------------------------------------------------


def additive_inputs(
    rng: np.random.Generator, N: int, S: int, H: int, K: int, A: int
) -> tuple[Array, ...]:
    """query, keys, mask, Wq, Wk and v."""
    return (
        rng.standard_normal((N, H)),
        rng.standard_normal((N, S, K)),
        mask_of(some_lengths(rng, N, S), S),
        rng.standard_normal((H, A)),
        rng.standard_normal((K, A)),
        rng.standard_normal(A),
    )


ADDITIVE_SIZES = [(3, 7, 2, 5, 11), (2, 3, 7, 3, 1), (5, 1, 2, 3, 7), (1, 5, 1, 2, 3)]


@check("additive_attention", weight=2, es="additive_attention devuelve los pesos")
def test_additive_values(student: Student, rng: np.random.Generator) -> None:
    """additive_attention returns the weights."""
    for sizes in ADDITIVE_SIZES:
        student.additive_attention(*additive_inputs(rng, *sizes)).matches_reference()
    few = float32(additive_inputs(rng, 3, 7, 2, 5, 11))
    student.additive_attention(*few).matches_reference(*FLOAT32)


@check(
    "additive_attention",
    after=test_additive_values,
    es="additive_attention se puede derivar, y sus energías pueden ser grandes",
)
def test_additive_gradients(student: Student, rng: np.random.Generator) -> None:
    """additive_attention can be differentiated, and its energies may be large."""
    for scale in [1, 1000]:
        for sizes in ADDITIVE_SIZES:
            *inputs, v = additive_inputs(rng, *sizes)
            student.additive_attention.gradients(*inputs, scale * v).matches_reference()


@check(
    "additive_attention",
    after=test_additive_values,
    es="additive_attention no ve el relleno ni las otras frases, y no cambia nada",
)
def test_additive_padding(student: Student, rng: np.random.Generator) -> None:
    """additive_attention sees neither padding nor other sentences, and changes nothing."""
    query, keys, _, *weights = additive_inputs(rng, 5, 7, 2, 3, 11)
    lengths = np.maximum(some_lengths(rng, 5, 7), 2)
    arguments = [query, keys, mask_of(lengths, 7), *weights]
    call = student.additive_attention
    expect_padding_unseen(call, arguments, lengths, argument=1)
    expect_rows_independent(call, arguments, batched=(0, 1, 2))
    expect_arguments_kept(student, "additive_attention", *arguments)


# --- decoder_inputs ---------------------------------------------------------------------------


def some_targets(rng: np.random.Generator, N: int, T: int, V: int) -> Array:
    """(N, T): words, <end>, <pad>."""
    ids = rng.integers(3, V, (N, T))
    lengths = some_lengths(rng, N, T)
    ids[np.arange(N), lengths - 1] = END
    return np.where(mask_of(lengths, T), ids, PAD)


@check("decoder_inputs", es="decoder_inputs desplaza el objetivo una palabra, tras <start>")
def test_inputs_shifted(student: Student, rng: np.random.Generator) -> None:
    """decoder_inputs shifts the target by one word, behind <start>."""
    for N, T in [(3, 5), (5, 2), (2, 1), (1, 7)]:
        expect_arguments_kept(student, "decoder_inputs", some_targets(rng, N, T, 11))


# --- masked_cross_entropy ---------------------------------------------------------------------


@check("masked_cross_entropy", weight=2, es="masked_cross_entropy es la media de -log p")
def test_loss_values(student: Student, rng: np.random.Generator) -> None:
    """masked_cross_entropy is the mean of -log p."""
    for N, T, V in [(3, 5, 7), (5, 2, 11), (1, 3, 5), (2, 1, 4)]:
        logits, target = rng.standard_normal((N, T, V)), some_targets(rng, N, T, V)
        student.masked_cross_entropy(logits, target).matches_reference()
        same = student.masked_cross_entropy(np.full((N, T, V), 3.0), target)
        expect_equal(same.array(), np.log(V))
    logits = rng.standard_normal((3, 5, 7)).astype(np.float32)
    few = student.masked_cross_entropy(logits, some_targets(rng, 3, 5, 7))
    few.matches_reference(*FLOAT32)


@check(
    "masked_cross_entropy",
    after=test_loss_values,
    es="El relleno no cuenta, y cada palabra pesa lo mismo",
)
def test_loss_padding(student: Student, rng: np.random.Generator) -> None:
    """Padding does not count, and every word weighs the same."""
    N, T, V = 5, 7, 6
    logits, target = rng.standard_normal((N, T, V)), some_targets(rng, N, T, V)
    other = np.where(target[..., None] == PAD, 50 * rng.standard_normal((N, T, V)), logits)
    longer = np.pad(target, [(0, 0), (0, 4)])
    more = np.concatenate([logits, rng.standard_normal((N, 4, V))], axis=1)
    call = student.masked_cross_entropy
    expect_unseen(call, (logits, target), (other, target))
    expect_unseen(call, (logits, target), (more, longer))
    expect_arguments_kept(student, "masked_cross_entropy", logits, target)


@check(
    "masked_cross_entropy",
    after=test_loss_values,
    es="Los gradientes de la pérdida son correctos, también con logits de ±1000",
)
def test_loss_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of the loss are right, with logits of ±1000, too."""
    for N, T, V in [(3, 5, 7), (1, 3, 5)]:
        for scale in [1, 1000]:
            logits = scale * rng.standard_normal((N, T, V))
            target = some_targets(rng, N, T, V)
            student.masked_cross_entropy.gradients(logits, target).matches_reference()


# --- greedy, beam_search ----------------------------------------------------------------------
#
# The decoder is the judge's: h' = tanh(h A + E[ids]), logits h' W + b. All that was written before
# is in its state. <pad> and <start> have logits so low that they are never written.

Decoder = tuple[Array, Array, Array, Array]
NEVER = -200.0


def our_decoder(decoder: Any) -> Any:
    """The `step` of such a decoder; its state is {"h": (N, H)}."""
    A, E, W, b = decoder

    def step(ids: Any, state: Any) -> Any:
        h = state["h"]
        if ids.dtype != torch.int64 or ids.shape != h.shape[:1]:
            raise ValueError(f"step got ids {ids.dtype} {tuple(ids.shape)}, not ({len(h)},) int64")
        h = torch.tanh(h @ A + E[ids])
        return h @ W + b, {"h": h}

    return step


@probe(beside=[our_decoder])
def write_greedily(student: Any, decoder: Any, h: torch.Tensor, max_len: int) -> Any:
    """What greedy writes with our decoder."""
    return student.greedy(our_decoder(decoder), {"h": h}, len(h), max_len)


@probe(beside=[our_decoder])
def search(student: Any, searches: Any) -> Any:
    """What beam_search finds with decoders of ours, in each of the searches."""
    found = []
    for decoder, h, width, max_len, alpha in searches:
        ids, score = student.beam_search(our_decoder(decoder), {"h": h}, width, max_len, alpha)
        found.append({"ids": ids, "score": score})
    return found


def some_decoder(rng: np.random.Generator, V: int, H: int, scale: float, end: float) -> Decoder:
    """Random weights; the larger `end`, the sooner it writes <end>."""
    b = rng.standard_normal(V)
    b[[PAD, START]] = NEVER
    b[END] += end
    return (
        rng.standard_normal((H, H)),
        rng.standard_normal((V, H)),
        scale * rng.standard_normal((H, V)),
        scale * b,
    )


def next_step(decoder: Decoder, h: Array, ids: Array) -> tuple[Array, Array]:
    """log p (N, V) and the next state (N, H)."""
    A, E, W, b = decoder
    h = np.tanh(h @ A + E[ids])
    logits = h @ W + b
    return logits - np.logaddexp.reduce(logits, axis=1, keepdims=True), h


def greedy_lengths(decoder: Decoder, h: Array, steps: int) -> Array:
    """(N,): how many ids are written up to <end>, `steps` + 1 where it does not come."""
    ids, lengths = np.full(len(h), START), np.full(len(h), steps + 1)
    for t in range(steps):
        log_p, h = next_step(decoder, h, ids)
        ids = log_p.argmax(axis=1)
        lengths[(ids == END) & (lengths > steps)] = t + 1
    return lengths


def mixed_decoder(rng: np.random.Generator, N: int, V: int, steps: int) -> tuple[Decoder, Array]:
    """A decoder and states (N, H) of which some sentences end at once, some later, some never."""
    for _ in range(2000):
        decoder, h = some_decoder(rng, V, 5, 2.0, 0.0), 2 * rng.standard_normal((N, 5))
        lengths = greedy_lengths(decoder, h, steps)
        if len(np.unique(lengths)) > 2 and lengths.min() < 3 and lengths.max() > steps:
            return decoder, h
    raise SuiteError("no such decoder was drawn")


@check("greedy", weight=2, es="greedy escribe siempre la palabra más probable")
def test_greedy_values(student: Student, rng: np.random.Generator) -> None:
    """greedy always writes the most probable word."""
    for N, V, max_len in [(3, 7, 6), (2, 11, 9), (1, 5, 3)]:
        decoder, h = some_decoder(rng, V, 5, 2.0, -100.0), rng.standard_normal((N, 5))
        student.run(write_greedily, decoder, h, max_len).matches_reference()
    decoder = some_decoder(rng, 7, 5, 2.0, -100.0)
    student.run(write_greedily, decoder, rng.standard_normal((4, 5)), 1).matches_reference()


@check(
    "greedy",
    weight=2,
    after=test_greedy_values,
    es="Cada frase termina por su cuenta, con <end> y luego relleno",
)
def test_greedy_ends(student: Student, rng: np.random.Generator) -> None:
    """Each sentence ends by itself, with <end> and padding after it."""
    for N, V, max_len in [(7, 6, 8), (5, 9, 5), (11, 5, 7)]:
        decoder, h = mixed_decoder(rng, N, V, max_len)
        student.run(write_greedily, decoder, h, max_len).matches_reference()
    decoder, h = some_decoder(rng, 7, 5, 1.0, 100.0), rng.standard_normal((3, 5))
    student.run(write_greedily, decoder, h, 6).matches_reference()


def best_sentence(
    decoder: Decoder, h: Array, max_len: int, alpha: float
) -> tuple[list[int], float]:
    """The best of all sentences, by going through every one of them."""
    V = decoder[1].shape[0]
    words = [k for k in range(V) if k > START]
    best, best_score = [0], -np.inf
    open_ = [(0.0, [START], h)]
    for length in range(1, max_len + 1):
        longer = []
        for total, ids, state in open_:
            log_p, after = next_step(decoder, state, np.array([ids[-1]]))
            for k in words:
                extended = (total + float(log_p[0, k]), [*ids, k], after)
                if k == END or length == max_len:
                    score = extended[0] / length**alpha
                    if score > best_score:
                        best, best_score = extended[1][1:], score
                else:
                    longer.append(extended)
        open_ = longer
    return best, best_score


@check("beam_search", weight=3, es="beam_search sigue los haces como dice el enunciado")
def test_beam_values(student: Student, rng: np.random.Generator) -> None:
    """beam_search follows the beams as the statement says."""
    searches: list[list[Any]] = []
    # What comes next depends so little on what came before that the best is often pruned early.
    for _, width, alpha in itertools.product(range(16), [1, 2, 3], [0.0, 0.7, 1.5]):
        V, max_len = int(rng.integers(5, 12)), int(rng.integers(5, 9))
        decoder = some_decoder(rng, V, 5, 0.25, float(rng.uniform(-1, 1)))
        searches.append([decoder, rng.standard_normal((1, 5)), width, max_len, alpha])
    # Wider than there are words; one word; a decoder that is very sure.
    for width, max_len, scale in [(19, 3, 1.0), (2, 1, 1.0), (3, 6, 300.0)]:
        decoder, h = some_decoder(rng, 6, 5, scale, 0.0), rng.standard_normal((1, 5))
        searches.append([decoder, h, width, max_len, 1.0])
    student.run(search, searches).matches_reference()


@check(
    "beam_search",
    weight=2,
    es="Con un haz tan ancho que cabe todo, se encuentra la mejor de todas las frases",
)
def test_beam_optimum(student: Student, rng: np.random.Generator) -> None:
    """With a beam so wide that all fits in, the best of all sentences is found."""
    for end, alpha, max_len in [(0.0, 0.0, 5), (1.0, 1.0, 5), (0.5, 0.6, 4), (-0.5, 2.0, 3)]:
        decoder, h = some_decoder(rng, 5, 3, 1.0, end), rng.standard_normal((1, 3))
        searches = [[decoder, h, 5**max_len, max_len, alpha]]
        answer = student.run(search, searches).matches_reference()
        ids, score = best_sentence(decoder, h, max_len, alpha)
        expect_equal(answer.value, [{"ids": ids, "score": score}])


# --- bleu -------------------------------------------------------------------------------------


def some_corpus(
    rng: np.random.Generator, pairs: int, words: int, rate: float, longer: int
) -> tuple[list[list[str]], list[list[str]]]:
    """References, and hypotheses in which words were changed at this rate, which are longer by so
    many words together."""
    spelt = ["un", "deux", "et", "cent", "mille", "vingt", "mai"][:words]
    references = [
        [str(rng.choice(spelt)) for _ in range(rng.integers(5, 10))] for _ in range(pairs)
    ]
    hypotheses = [
        [str(rng.choice(spelt)) if rng.random() < rate else word for word in reference]
        for reference in references
    ]
    if longer < 0:
        hypotheses[0] = hypotheses[0][:longer]
    else:
        hypotheses[0] = hypotheses[0] + [spelt[0]] * longer
    return hypotheses, references


@check("bleu", weight=3, es="bleu combina las precisiones de los n-gramas del corpus")
def test_bleu_values(student: Student, rng: np.random.Generator) -> None:
    """bleu combines the precisions of the corpus's n-grams."""
    for pairs, words, max_n in [(7, 3, 4), (5, 4, 2), (9, 2, 3), (3, 5, 1)]:
        student.bleu(*some_corpus(rng, pairs, words, 0.3, 0), max_n).matches_reference()
    student.bleu(*some_corpus(rng, 11, 2, 0.2, 0)).matches_reference()
    _, references = some_corpus(rng, 4, 7, 0.0, 0)
    student.bleu(references, references).matches_reference()


@check("bleu", weight=2, after=test_bleu_values, es="bleu castiga lo corto, en el corpus entero")
def test_bleu_brevity(student: Student, rng: np.random.Generator) -> None:
    """bleu punishes what is short, in the whole corpus."""
    for longer in [4, 1, -3, -1]:
        student.bleu(*some_corpus(rng, 4, 3, 0.2, longer), 2).matches_reference()
    # One too short, another as much too long: together they are as long as the references.
    hypotheses, references = some_corpus(rng, 3, 3, 0.1, -2)
    hypotheses[1] = hypotheses[1] + ["un", "et"]
    student.bleu(hypotheses, references, 3).matches_reference()


@check(
    "bleu",
    weight=2,
    after=test_bleu_values,
    es="bleu es 0 sin aciertos, y las frases cortas no tienen n-gramas largos",
)
def test_bleu_edges(student: Student, rng: np.random.Generator) -> None:
    """bleu is 0 without hits, and short sentences have no long n-grams."""
    hypotheses, references = some_corpus(rng, 5, 3, 0.1, 0)
    student.bleu([*hypotheses, ["un"], []], [*references, ["un"], ["et"]]).matches_reference()
    student.bleu([["un"] * 7], [["un", "et", "un"]], 1).matches_reference()
    student.bleu([["un", "deux"]], [["un", "deux"]]).matches_reference()  # no trigram at all
    student.bleu([["un", "et", "deux"]], [["deux", "et", "un"]], 2).matches_reference()
    student.bleu([[], []], [["un"], ["et", "un"]], 1).matches_reference()
    expect_arguments_kept(student, "bleu", hypotheses, references)


# --- train_translator -------------------------------------------------------------------------


@probe
def trained(student: Any, runs: Any, inputs: Any, global_seeds: Any) -> Any:
    """Of every training of `runs`, which are the arguments of each: the logits of its model for
    each pair (source, target) of `inputs`, and the losses on the way."""
    found = []
    for arguments, global_seed in zip(runs, global_seeds, strict=True):
        torch.manual_seed(global_seed)
        model, losses = student.train_translator(*arguments)
        model.eval()
        with torch.no_grad():
            logits = [model(source, target) for source, target in inputs]
        losses = torch.tensor([float(loss) for loss in losses], dtype=torch.float64)
        found.append({"logits": [each.double() for each in logits], "losses": losses})
    return found


Pair = tuple[Array, Array]  # source and target


def translators(
    student: Student, rng: np.random.Generator, runs: Sequence[Any], inputs: Sequence[Pair]
) -> Answer:
    """What the probe above returns, of the form of the reference's; `runs` are trainings, each
    with its pairs."""
    arguments = [training.arguments(pairs) for training, pairs in runs]
    seeds = [random_seed(rng) for _ in runs]
    return student.run(trained, arguments, [list(pair) for pair in inputs], seeds).matches_form()


def shows(answer: Answer, holds: Callable[[Any], bool], property_: str) -> None:
    """The property holds of the reference's answer, and of the student's."""
    if not holds(answer.expected):
        raise SuiteError(f"the reference does not show it: {property_}")
    expect(holds(answer.value))


def short_pairs(rng: np.random.Generator, N: int, S: int = 5, T: int = 6) -> tuple[Array, Array]:
    """Sentences of the judge's, with ids below 9 and 8: (N, S) and (N, T)."""
    return some_targets(rng, N, S, SHORT_WORDS - 2), some_targets(rng, N, T, SHORT_V - 1)


def close(one: Any, other: Any) -> bool:
    """Whether two arrays are alike, as far as float32 tells."""
    return one.shape == other.shape and bool(np.allclose(one, other, rtol=1e-4, atol=1e-4))


@check(
    "train_translator",
    cpu_seconds=20,
    es="El modelo depende de cada ajuste, y de nada más: misma semilla, mismo modelo",
)
def test_training_settings(student: Student, rng: np.random.Generator) -> None:
    """The model depends on every setting, and on nothing else: same seed, same model."""
    pairs = short_pairs(rng, 23)
    source, target = short_pairs(rng, 5, 6, 7)
    source[:, 0], target[:, 0] = SHORT_WORDS - 1, SHORT_V - 1  # words that no training pair has
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
    answer = translators(student, rng, runs, [(source, target)])

    def counts(found: Any) -> bool:
        first, again, *rest = (each["logits"][0] for each in found)
        finite = all(np.isfinite(each).all() for each in [first, again, *rest])
        changed = all(np.abs(each - first).max() > 1e-5 for each in rest)
        return bool(finite and np.allclose(first, again, rtol=1e-5, atol=1e-6) and changed)

    shows(answer, counts, "the settings count, and the seed alone")


def our_loss(model: Any, source: Any, target: Any) -> Any:
    """The mean of -log p over the words of the target that are not <pad>."""
    log_p = model(source, target).log_softmax(dim=2)
    nll = -log_p.gather(2, target[:, :, None])[:, :, 0]
    return nll[target != 0].mean()


@probe(beside=[our_loss])
def descent(student: Any, runs: Any) -> Any:
    """Of the model of every training of `runs`, on pairs that are all alike: its parameters, in a
    vector, and the gradient there of the pairs' loss."""
    parameters, gradients = [], []
    for arguments in runs:
        source, target = arguments[:2]
        model, _ = student.train_translator(source.clone(), target.clone(), *arguments[2:])
        model.train()
        leaves = list(model.parameters())
        asked = [leaf for leaf in leaves if leaf.requires_grad]
        loss = our_loss(model, source[:1], target[:1])
        found = iter(torch.autograd.grad(loss, asked, materialize_grads=True, allow_unused=True))
        slopes = [next(found) if leaf.requires_grad else 0 * leaf for leaf in leaves]
        parameters.append(torch.cat([leaf.detach().double().flatten() for leaf in leaves]))
        gradients.append(torch.cat([slope.detach().double().flatten() for slope in slopes]))
    return {"parameters": parameters, "gradients": gradients}


def clipped(gradient: Array) -> Array:
    """The gradient, with a norm of at most 1."""
    return gradient / max(1.0, float(np.linalg.norm(gradient)))


@check(
    "train_translator",
    cpu_seconds=20,
    after=test_training_settings,
    es="Cada paso es uno de Adam con lr, sobre la pérdida pedida",
)
def test_training_steps(student: Student, rng: np.random.Generator) -> None:
    """Every step is one of Adam with lr, on the loss that is asked for."""
    source, target = (np.repeat(each[:1], 7, axis=0) for each in short_pairs(rng, 1))
    size = 0.002
    base = SHORT.but(seed=random_seed(rng), lr=size)
    runs = [base.but(steps=1, lr=0.0), *(base.but(steps=steps) for steps in [1, 2, 3])]
    arguments = [training.arguments([source, target]) for training in runs]
    answer = student.run(descent, arguments).matches_form(shapes=False)

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
        # bias of the keys has a gradient of 0 but for rounding.
        kept = not still.any() or np.median(np.abs(moved[0][still])) == 0
        return bool(told.any() and any(fits) and kept)

    shows(answer, adam, "every step is one of Adam")

    # Late in a training the rate is what it was: in steps so small that slopes stay nearly as
    # they are, a parameter moves by lr.
    size = 5e-6
    late = [base.but(steps=1, lr=0.0), *(base.but(steps=steps, lr=size) for steps in [60, 61])]
    arguments = [training.arguments([source, target]) for training in late]
    answer = student.run(descent, arguments).matches_form(shapes=False)

    def as_long(found: Any) -> bool:
        slopes = np.abs(found["gradients"][1])
        told = slopes > 0.03 * slopes.max(initial=0)
        lengths = np.abs(found["parameters"][2] - found["parameters"][1])[told] / size
        return bool(told.any() and abs(np.median(lengths) - 1) < 0.2)

    shows(answer, as_long, "the last step is as long as the first")


@probe
def moved(student: Any, arguments: Any, source: Any, target: Any, seed: int) -> Any:
    """By how much a random combination of a model's logits changes along random directions of its
    parameters, at sixteen places near where they are, and what the gradients say of that."""
    generator = torch.Generator().manual_seed(seed)

    def draws(like: Any) -> Any:
        return torch.randn(like.shape, generator=generator, dtype=torch.float64).to(like.dtype)

    model = student.train_translator(*arguments)[0]
    leaves = [leaf for leaf in model.parameters() if leaf.requires_grad]
    start = [leaf.detach().clone() for leaf in leaves]
    changes, slopes = [], []
    for _ in range(16):
        place = [value + 0.3 * draws(value) for value in start]
        directions = [draws(value) for value in start]
        length = torch.stack([(each.double() ** 2).sum() for each in directions]).sum().sqrt()
        directions = [each / length for each in directions]  # so far in a large model as in a small
        weights, totals = draws(model(source, target)), []
        for size in [5e-3, -5e-3, 0.0]:
            with torch.no_grad():
                for leaf, value, direction in zip(leaves, place, directions, strict=True):
                    leaf.copy_(value + size * direction)
            totals.append((weights * model(source, target).double()).sum())
        found = torch.autograd.grad(totals[2], leaves, allow_unused=True, materialize_grads=True)
        along = [(each * d).double().sum() for each, d in zip(found, directions, strict=True)]
        changes.append((totals[0] - totals[1]) / 1e-2)
        slopes.append(torch.stack(along).sum())
    return {"changes": torch.stack(changes), "slopes": torch.stack(slopes)}


@check(
    "train_translator",
    cpu_seconds=20,
    after=test_training_steps,
    es="Los gradientes de lo que predice el modelo llegan a todas sus partes",
)
def test_training_gradients(student: Student, rng: np.random.Generator) -> None:
    """The gradients of what the model predicts reach all its parts."""
    training = SHORT.but(steps=1, seed=random_seed(rng))
    arguments = training.arguments(short_pairs(rng, 11))
    # No padding: its row in an embedding may be one that is never trained.
    full = [np.where(ids == PAD, 3, ids) for ids in short_pairs(rng, 4)]
    answer = student.run(moved, arguments, *full, random_seed(rng)).matches_form()

    def right(found: Any) -> bool:
        size = np.sqrt(np.mean(found["changes"] ** 2))
        errors = np.abs(found["changes"] - found["slopes"])
        # The median: at some places a ReLU is switched on the way.
        return bool(size > 1e-3 and np.median(errors) < 2e-3 * size)

    shows(answer, right, "the gradients are those of the predictions")


MINIBATCHES, MINIBATCH = 64, 3


@check(
    "train_translator",
    cpu_seconds=20,
    after=test_training_steps,
    es="Cada paso toma batch_size pares al azar, de entre todos, y cada palabra pesa igual",
)
def test_training_minibatches(student: Student, rng: np.random.Generator) -> None:
    """Every step takes batch_size pairs at random, from all, and every word weighs the same."""
    still = SHORT.but(lr=0.0, steps=MINIBATCHES, batch_size=MINIBATCH, seed=random_seed(rng))
    source, target = short_pairs(rng, 12)
    as_long = target.copy()  # with as many words in each row, a minibatch's loss is a mean of rows
    as_long[:, :3] = rng.integers(3, SHORT_V - 1, (12, 3))
    as_long[:, 3], as_long[:, 4:] = END, PAD
    many = tuple(np.repeat(each, 100, axis=0) for each in (source, as_long))
    runs = [(still, (source, target)), (still, (source, as_long)), (still, many)]
    inputs = [(source, target), (source, as_long)]
    answer = translators(student, rng, runs, inputs)
    mixed, alike, from_many = answer.value

    def nll_of(logits: Array, target: Array) -> tuple[Array, Array]:
        """Of every row the sum of -log p, and the number of words."""
        log_p = logits - np.logaddexp.reduce(logits, axis=2, keepdims=True)
        nll = -np.take_along_axis(log_p, target[..., None], 2)[..., 0]
        return (nll * (target != PAD)).sum(axis=1), (target != PAD).sum(axis=1)

    for found in [alike, from_many]:
        sums, counts = nll_of(found["logits"][1], as_long)
        which = expect_rows_drawn(found["losses"], sums / counts, MINIBATCH, rtol=1e-5)
        drawn = np.sort(np.unravel_index(which, (12,) * MINIBATCH), axis=0)
        expect(len(np.unique(drawn, axis=1).T) > MINIBATCHES / 2)
    sums, counts = nll_of(mixed["logits"][0], target)
    rows = np.array(list(itertools.product(range(12), repeat=MINIBATCH)))
    values = sums[rows].sum(axis=1) / counts[rows].sum(axis=1)
    expect_each_of(mixed["losses"], values, rtol=1e-5)


def own_decode(model: Any, source: Any, max_len: int) -> Any:
    """What a model writes greedily, going by its logits alone: (N, max_len)."""
    ids = torch.zeros(len(source), max_len, dtype=torch.int64)
    for t in range(max_len):
        ids[:, t] = model(source, ids)[:, t].argmax(dim=1)
    return ids


@probe(beside=[own_decode])
def train_and_read(
    student: Any, arguments: Any, source: Any, target: Any, at: Any, shown: Any, max_len: int
) -> Any:
    """The logits of the trained model for the word `at` of each target, the losses, and what it
    writes for the sentences `shown`."""
    model, losses = student.train_translator(*arguments)
    model.eval()
    with torch.no_grad():
        logits = model(source, target)[torch.arange(len(at)), at]
        written = own_decode(model, shown, max_len)
    losses = torch.tensor([float(loss) for loss in losses], dtype=torch.float64)
    return {"logits": logits.double(), "losses": losses, "written": written}


Pairs = list[tuple[list[str], list[str]]]


def read_pairs(text: str) -> Pairs:
    """Source and target words, of lines of language, source and target."""
    rows = [line.split("\t") for line in text.splitlines()]
    return [(source.split(), target.split()) for _, source, target in rows]


def encoded(sentences: Sequence[list[str]], ids: dict[str, int]) -> Array:
    """(N, longest + 1): ids, <end>, padding."""
    rows = np.full((len(sentences), max(map(len, sentences)) + 1), PAD)
    for row, words in zip(rows, sentences, strict=True):
        row[: len(words) + 1] = [*(ids[word] for word in words), END]
    return rows


def some_ids(rng: np.random.Generator, sentences: Sequence[list[str]]) -> dict[str, int]:
    """An id for every word, from 3 on, in random order."""
    words = sorted({word for sentence in sentences for word in sentence})
    return {str(word): k for k, word in enumerate(rng.permutation(words), start=3)}


def in_words(rows: Array, ids: dict[str, int]) -> list[str]:
    """Sentences up to <end>."""
    names = {k: word for word, k in ids.items()} | {PAD: "<pad>", START: "<start>"}
    found = []
    for row in rows.tolist():
        row = row[: row.index(END)] if END in row else row
        found.append(" ".join(names.get(k, "?") for k in row))
    return found


@check(
    "train_translator",
    weight=5,
    retries=2,
    cpu_seconds=25,
    es="El modelo entrenado traduce números y fechas que no ha visto",
)
def test_training_learns(student: Student, rng: np.random.Generator, data: TopicData) -> None:
    """The trained model translates numbers and dates that it has not seen."""
    # What is returned has the form asked for; and a short training tells the wrong answers apart.
    short = SHORT.but(seed=random_seed(rng))
    translators(student, rng, [(short, short_pairs(rng, 23))], [short_pairs(rng, 5)])

    pairs, held_out = (read_pairs(data.text(name)) for name in ("pairs.txt", "held_out.txt"))
    source_ids = some_ids(rng, [source for source, _ in pairs])
    target_ids = some_ids(rng, [target for _, target in pairs])
    source, source_test = (encoded([s for s, _ in each], source_ids) for each in (pairs, held_out))
    target, target_test = (encoded([t for _, t in each], target_ids) for each in (pairs, held_out))
    order = np.lexsort(target.T[::-1])  # neighbours are alike
    training = LONG.but(
        source_words=3 + len(source_ids), target_words=3 + len(target_ids), seed=random_seed(rng)
    )

    # A row for every word: from that one on, the target is replaced.
    rows, at = np.nonzero(target_test)
    ends = np.arange(target_test.shape[1]) >= at[:, None]
    junk = rng.integers(3, 3 + len(target_ids), ends.shape)
    shown = rng.permutation(len(held_out))[:8]
    trained_one = student.run(
        train_and_read,
        training.arguments([source[order], target[order]]),
        source_test[rows],
        np.where(ends, junk, target_test[rows]),
        at,
        source_test[shown],
        target_test.shape[1],
    ).matches_form()

    def picture() -> Picture | None:
        return texts(
            in_words(trained_one.array("written"), target_ids),
            [" ".join(held_out[i][1]) for i in shown],
            [" ".join(held_out[i][0]) for i in shown],
        )

    nll = mean_cross_entropy(trained_one.array("logits"), target_test[rows, at])
    expect_below(nll, NLL_LIMIT, curve=trained_one["losses"], picture=picture())


@check(
    "train_translator",
    cpu_seconds=20,
    weight=2,
    after=test_training_learns,
    es="El modelo no ve el relleno, las otras frases ni las palabras que faltan por escribir",
)
def test_model_unseen(student: Student, rng: np.random.Generator) -> None:
    """The model sees neither padding, nor other sentences, nor words still to be written."""
    source, target = short_pairs(rng, 5)
    wider = np.pad(source, [(0, 0), (0, 3)])
    longer = np.pad(target, [(0, 0), (0, 2)])
    future = target.copy()
    future[:, 3:] = rng.integers(3, SHORT_V - 1, future[:, 3:].shape)
    other = np.where(source > END, 3 + (source - 2) % 5, source)
    inputs = [
        (source, target),
        (wider, target),
        (source, longer),
        (source, future),
        (source[::-1].copy(), target[::-1].copy()),
        (source[-1:], target[-1:]),
        (other, target),
    ]
    training = SHORT.but(steps=20, batch_size=20, lr=0.02, seed=random_seed(rng))
    answer = translators(student, rng, [(training, short_pairs(rng, 40))], inputs)

    def unseen(found: Any) -> bool:
        plain, padded, more, changed, turned, alone, translated = found[0]["logits"]
        seen = np.abs(translated - plain).max() > 1e-3 and not close(changed, plain)
        kept = [
            close(padded, plain),
            close(more[:, : plain.shape[1]], plain),
            close(changed[:, :4], plain[:, :4]),
            close(turned[::-1], plain),
            close(alone, plain[-1:]),
        ]
        return bool(seen and all(kept))

    shows(answer, unseen, "what must not be seen is not")


@probe
def train_and_translate(student: Any, arguments: Any, source: Any, lengths: Any) -> Any:
    """What the trained model translates the sentences into, with at most so many ids, and its
    logits for what it wrote."""
    model, _ = student.train_translator(*arguments)
    model.eval()
    found = []
    for max_len in lengths:
        written = model.translate(source, max_len)
        with torch.no_grad():
            logits = model(source, written).double()
        found.append({"written": written, "logits": logits})
    return found


@check(
    "train_translator",
    cpu_seconds=20,
    weight=2,
    after=test_training_learns,
    es="translate escribe, palabra por palabra, lo más probable según el modelo",
)
def test_model_translates(student: Student, rng: np.random.Generator) -> None:
    """translate writes, word by word, what is most probable according to the model."""
    # Of each sentence the first half is to be written: some are long, some short.
    source = some_targets(rng, 60, 7, SHORT_V)
    lengths = (source > END).sum(axis=1)
    kept = mask_of((lengths + 1) // 2, 7)
    target = np.where(kept, source, PAD)
    target[np.arange(60), kept.sum(axis=1)] = END
    training = SHORT.but(hidden_size=16, steps=60, batch_size=30, lr=0.02, seed=random_seed(rng))
    arguments = training.arguments([source, target])
    max_lens = [6, 2]
    answer = student.run(train_and_translate, arguments, source[:20], max_lens).matches_form()

    def greedy_ones(found: Any) -> bool:
        for each in found:
            written, logits = each["written"], each["logits"]
            ended = np.cumsum(written == END, axis=1) - (written == END) > 0
            words = np.where(ended, PAD, written)
            if words.min() < 0 or words.max() >= SHORT_V:
                return False
            chosen = np.take_along_axis(logits, words[..., None], 2)[..., 0]
            best = chosen >= logits.max(axis=2) - 1e-3
            if not np.all(np.where(ended, written == PAD, best)):
                return False
        return len(np.unique((found[0]["written"] != PAD).sum(axis=1))) > 1

    shows(answer, greedy_ones, "the most probable words are written")
