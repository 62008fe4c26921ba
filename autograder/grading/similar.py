"""Which submissions share more than chance: a hint to look, never a verdict.

Each submission becomes a stream of tokens without comments, layout and names of its own, cut into
every run of `RUN` tokens; inside a run a name is only how far back it stood before, so that neither
renaming nor moving a function hides a copy. Runs of the starter and runs that many of the class
have are left out; of the others the rarer weigh more (tf-idf). What a pair shares is measured
against what all pairs of the class share.
"""

import builtins
import functools
import hashlib
import io
import itertools
import keyword
import math
import textwrap
import tokenize
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from autograder.model.submission import Source

RUN = 12  # tokens, about a line and a half
MOST_TOKENS = 50_000  # of one submission
COMMON_SHARE = 0.2  # of a class: what more people than that have is an idiom …
COMMON_COUNT = (3, 50)  # … but never of fewer people than the first, always of more than the second
LEAST_SHARE = 0.3
DEVIATIONS = 6.0
LEAST_RUNS = 20  # rare ones in a row: less is no passage
FEW = 4  # a class too small to say what is usual in it
PLACES = 8  # of one run in a submission, where it repeats itself
# A run's number is the sum of its words' numbers, each times that of its place, modulo 2⁶⁴.
WEIGHTS = np.random.default_rng(0).integers(2**64, size=RUN, dtype=np.uint64) | np.uint64(1)
# Kept by name: what these mean does not depend on who writes.
KNOWN = frozenset(dir(builtins)) | {"torch", "nn", "F", "np", "numpy", "math", "self", "Tensor"}
LAYOUT = frozenset(
    {
        tokenize.COMMENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
        tokenize.INDENT,
        tokenize.NEWLINE,
        tokenize.NL,
    }
)


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """Lines of a submission's source as it is graded, counted from 1."""

    file: str
    first: int
    last: int
    text: str


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of so many tokens that two submissions share, as each of them has it."""

    one: Lines
    other: Lines
    tokens: int


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two submissions that share more than chance.

    `share` is how much of what is the smaller one's own (by weight: neither the starter's nor
    common) stands in the other too, from 0 to 1; `usual` is that number for a pair in the middle of
    the class. `passages` come the longest first.
    """

    one: str
    other: str
    share: float
    usual: float
    passages: tuple[Passage, ...]


class _Token(NamedTuple):
    text: str
    own: bool  # a name of the student's choice
    file: str
    line: int
    last_line: int


class _Work(NamedTuple):
    tokens: list[_Token]
    runs: np.ndarray  # (T - RUN + 1,), of the run that begins at each token


def similar_pairs(sources: Mapping[str, Source], starter: str) -> list[Pair]:
    """The pairs that share more than chance, the closest first.

    `sources` are those of a class by submission; unreadable ones are passed over. `starter` is the
    text that everybody was given.
    """
    number_of = functools.cache(_number)
    given = np.unique(_work({"": starter}, number_of).runs)
    works = {
        name: _work(source.modules, number_of)
        for name, source in sorted(sources.items())
        if source.problem is None
    }
    names = list(works)
    own = [np.setdiff1d(work.runs, given) for work in works.values()]
    pairs, shares, rare = _shares([each.tolist() for each in own])
    rare_in = [np.isin(work.runs, rare) for work in works.values()]
    limit, usual = _beyond_chance(shares, len(names))
    pairs, shares = pairs[shares >= limit], shares[shares >= limit]
    found = []
    last = -1
    for at in np.argsort(pairs[:, 1], kind="stable"):  # each work's runs are looked up once
        (i, j), share = pairs[at], shares[at]
        one, other = works[names[i]], works[names[j]]
        if j != last:
            last, places = j, _Places(other.runs, given)
        passages = [
            Passage(
                one=_lines(one.tokens[here : here + n], sources[names[i]].modules),
                other=_lines(other.tokens[there : there + n], sources[names[j]].modules),
                tokens=n,
            )
            for here, there, n in _stretches(one.runs, places, rare_in[i])
        ]
        if passages:
            found.append(
                Pair(
                    one=names[i],
                    other=names[j],
                    share=round(float(share), 4),
                    usual=round(usual, 4),
                    passages=tuple(passages),
                )
            )
    return sorted(found, key=lambda pair: (-pair.share, pair.one, pair.other))


def _shares(runs: list[list[int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The pairs that have anything in common, (P, 2); what each shares of the smaller one's own,
    (P,); and the runs that are not common to many, (R,). `runs` are each one's own, none twice.

    A run's weight is the square of its inverse document frequency, ln((1 + n) / (1 + df)) + 1
    (Salton and Buckley, 1988, smoothed).
    """
    least, most = COMMON_COUNT
    common = min(max(least, int(COMMON_SHARE * len(runs))), most)
    having: dict[int, list[int]] = {}
    for number, own_runs in enumerate(runs):
        for run in own_runs:
            having.setdefault(run, []).append(number)
    rare = {run: who for run, who in having.items() if len(who) <= common}
    own = np.zeros(len(runs))
    shared: dict[tuple[int, int], float] = {}
    for who in rare.values():
        weight = (math.log((1 + len(runs)) / (1 + len(who))) + 1) ** 2
        for number in who:
            own[number] += weight
        for pair in itertools.combinations(who, 2):
            shared[pair] = shared.get(pair, 0.0) + weight
    pairs = np.array([*shared], int).reshape(-1, 2)
    shares = np.array([*shared.values()]) / np.minimum(own[pairs[:, 0]], own[pairs[:, 1]])
    return pairs, shares, np.array([*rare], np.uint64)


def _beyond_chance(shares: np.ndarray, count: int) -> tuple[float, float]:
    """From which share on a pair is no chance in a class of `count`, and what is usual there: the
    median of all pairs, of which those in `shares` have something in common."""
    everybody = count * (count - 1) // 2
    if count < FEW or 2 * len(shares) <= everybody:
        return LEAST_SHARE, 0.0
    every = np.concatenate([shares, np.zeros(everybody - len(shares))])
    usual = float(np.median(every))
    spread = 1.4826 * float(np.median(np.abs(every - usual)))
    return min(max(LEAST_SHARE, usual + DEVIATIONS * spread), 1.0), usual


# -- from text to runs --


def _work(modules: Mapping[str, str], number_of: Callable[[str], int]) -> _Work:
    tokens = list(itertools.islice(_tokens(modules), MOST_TOKENS))
    numbers = np.array([number_of(token.text) for token in tokens], np.uint64)
    back = np.zeros(len(tokens), np.uint64)  # how far a name stood before; 0 where it is no name
    before: dict[str, int] = {}
    for place, token in enumerate(tokens):
        if token.own:
            back[place] = place - before.get(token.text, -RUN)
            before[token.text] = place
    runs = np.zeros(max(0, len(tokens) - RUN + 1), np.uint64)
    for place, weight in enumerate(WEIGHTS):
        here = slice(place, place + len(runs))
        seen = np.where(back[here] <= place, back[here], 0)  # in the same run
        runs += weight * np.where(back[here] > 0, seen, numbers[here])
    return _Work(tokens, runs)


def _number(word: str) -> int:
    digest = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8)
    return int.from_bytes(digest.digest(), "big")


def _tokens(modules: Mapping[str, str]) -> Iterator[_Token]:
    """The tokens of the files, one after the other: no comments, docstrings and layout; a number is
    any number, a text any text."""
    for file, text in sorted(modules.items()):
        before, before_that = "", ""
        beginning = True  # of a statement
        try:
            for token in tokenize.generate_tokens(io.StringIO(text).readline):
                if token.type in LAYOUT:
                    beginning = beginning or token.type == tokenize.NEWLINE
                    continue
                if token.type == tokenize.STRING and beginning:
                    continue
                word, own = token.string, False
                if token.type == tokenize.NAME:
                    attribute = before == "." and before_that != "self"
                    own = not (attribute or keyword.iskeyword(word) or word in KNOWN)
                elif token.type == tokenize.NUMBER:
                    word = "0"
                elif token.type == tokenize.STRING:
                    word = '""'
                yield _Token(word, own, file, token.start[0], token.end[0])
                before, before_that, beginning = word, before, False
        except (tokenize.TokenError, SyntaxError):  # what came before it counts
            continue


# -- from runs to passages --


class _Places:
    """Where each run of a submission stands that was not given."""

    def __init__(self, runs: np.ndarray, given: np.ndarray) -> None:
        places = np.flatnonzero(~np.isin(runs, given))
        order = np.argsort(runs[places], kind="stable")
        self._places = places[order]
        self._runs, self._first, self._count = np.unique(
            runs[self._places], return_index=True, return_counts=True
        )

    def of(self, runs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The pairs (place in `runs`, place here) at which both have the same run, (M,) each; of
        one that repeats itself here, the first `PLACES`."""
        if not len(self._runs):
            return np.zeros(0, int), np.zeros(0, int)
        at = np.minimum(np.searchsorted(self._runs, runs), len(self._runs) - 1)
        here = np.flatnonzero(self._runs[at] == runs)
        count = np.minimum(self._count[at[here]], PLACES)
        number = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        return np.repeat(here, count), self._places[
            np.repeat(self._first[at[here]], count) + number
        ]


def _stretches(one: np.ndarray, places: _Places, rare: np.ndarray) -> list[tuple[int, int, int]]:
    """Where two streams are the same: (token in one, token in other, how many tokens), the longest
    first, none inside another. `places` are those of the other's runs in it, `rare` says of each of
    one's runs whether few have it: what is common may be in a stretch, but does not make one."""
    i, j = places.of(one)
    along = np.lexsort((i, j - i))  # the diagonals, one after the other
    i, j = i[along], j[along]
    new = np.ones(len(i), bool)
    new[1:] = (np.diff(i) != 1) | (np.diff(j) != 1)
    begins = np.flatnonzero(new)
    runs = np.diff(np.append(begins, len(i)))
    i, j = i[begins], j[begins]
    rare_before = np.concatenate([[0], np.cumsum(rare)])
    enough = rare_before[i + runs] - rare_before[i] >= LEAST_RUNS
    taken: tuple[set[int], set[int]] = set(), set()
    kept = []
    for each in np.lexsort((j, i, -runs)):
        if runs[each] < LEAST_RUNS:  # and so are all that follow
            break
        begin, at, length = int(i[each]), int(j[each]), int(runs[each]) + RUN - 1
        here = range(begin, begin + length), range(at, at + length)
        if taken[0].isdisjoint(here[0]) and taken[1].isdisjoint(here[1]):
            if enough[each]:
                kept.append((begin, at, length))
            taken[0].update(here[0])
            taken[1].update(here[1])
    return kept


def _lines(tokens: Sequence[_Token], modules: Mapping[str, str]) -> Lines:
    """The lines of a stretch; where it goes on in the next file, those of the first."""
    file = tokens[0].file
    first = tokens[0].line
    last = next(token.last_line for token in reversed(tokens) if token.file == file)
    text = "\n".join(modules[file].split("\n")[first - 1 : last])
    return Lines(file=file, first=first, last=last, text=textwrap.dedent(text))
