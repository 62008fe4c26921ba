"""Which submissions share more than chance: a hint to look, never a verdict.

Each submission becomes a stream of tokens without comments, layout and names of its own, cut into
every run of `RUN` tokens; inside a run names are numbered as they come, so that neither renaming
nor moving a function hides a copy. Runs of the starter and runs that many of the class have are
left out; of the others the rarer weigh more (tf-idf). What a pair shares is
measured against what all pairs of the class share.
"""

import builtins
import hashlib
import io
import itertools
import keyword
import math
import textwrap
import tokenize
from collections.abc import Iterator, Mapping, Sequence
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
END = -1  # no run: what has grown until the end ends there
PLACES = 8  # of one run in a submission, where it repeats itself
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
    runs: list[int]  # of the run that begins at each token


def similar_pairs(sources: Mapping[str, Source], starter: str) -> list[Pair]:
    """The pairs that share more than chance, the closest first.

    `sources` are those of a class by submission; unreadable ones are passed over. `starter` is the
    text that everybody was given.
    """
    given = set(_work({"": starter}).runs)
    works = {
        name: _work(source.modules)
        for name, source in sorted(sources.items())
        if source.problem is None
    }
    names = list(works)
    pairs, shares, rare = _shares([set(work.runs) - given for work in works.values()])
    limit, usual = _beyond_chance(shares, len(names))
    pairs, shares = pairs[shares >= limit], shares[shares >= limit]
    found = []
    last = -1
    for at in np.argsort(pairs[:, 1], kind="stable"):  # each work's runs are looked up once
        (i, j), share = pairs[at], shares[at]
        one, other = works[names[i]], works[names[j]]
        if j != last:
            last, places = j, _places(other.runs, given)
        passages = [
            Passage(
                one=_lines(one.tokens[here : here + n], sources[names[i]].modules),
                other=_lines(other.tokens[there : there + n], sources[names[j]].modules),
                tokens=n,
            )
            for here, there, n in _stretches(one.runs, places, rare)
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


def _shares(runs: list[set[int]]) -> tuple[np.ndarray, np.ndarray, set[int]]:
    """The pairs that have anything in common, (P, 2); what each shares of the smaller one's own,
    (P,); and the runs that are not common to many.

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
    return pairs, shares, set(rare)


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


def _work(modules: Mapping[str, str]) -> _Work:
    tokens = list(itertools.islice(_tokens(modules), MOST_TOKENS))
    runs = []
    for start in range(len(tokens) - RUN + 1):
        letters: dict[str, str] = {}
        words = [
            letters.setdefault(token.text, f"name{len(letters)}") if token.own else token.text
            for token in tokens[start : start + RUN]
        ]
        digest = hashlib.blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8)
        runs.append(int.from_bytes(digest.digest(), "big"))
    return _Work(tokens, runs)


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


def _places(runs: Sequence[int], given: set[int]) -> dict[int, list[int]]:
    """Where each run that was not given stands."""
    places: dict[int, list[int]] = {}
    for place, run in enumerate(runs):
        if run not in given:
            places.setdefault(run, []).append(place)
    return places


def _stretches(
    one: Sequence[int], places: Mapping[int, Sequence[int]], rare: set[int]
) -> list[tuple[int, int, int]]:
    """Where two streams are the same: (token in one, token in other, how many tokens), the longest
    first, none inside another. `places` are those of the other's runs in it. What is common may be
    in one, but does not make one."""
    found = []
    growing: dict[int, tuple[int, int]] = {}  # by the place in other where it would go on
    for i, run in enumerate([*one, END]):
        going_on = {j + 1: growing.pop(j, (i, j)) for j in places.get(run, ())[:PLACES]}
        found += [(begin, at, i - begin) for begin, at in growing.values()]
        growing = going_on
    taken: tuple[set[int], set[int]] = set(), set()
    kept = []
    for begin, at, runs in sorted(found, key=lambda each: (-each[2], each[0], each[1])):
        here = range(begin, begin + runs + RUN - 1), range(at, at + runs + RUN - 1)
        if taken[0].isdisjoint(here[0]) and taken[1].isdisjoint(here[1]):
            if sum(run in rare for run in one[begin : begin + runs]) >= LEAST_RUNS:
                kept.append((begin, at, len(here[0])))
            taken[0].update(here[0])
            taken[1].update(here[1])
    return kept


def _lines(tokens: Sequence[_Token], modules: Mapping[str, str]) -> Lines:
    """The lines of a stretch; where it goes on in the next file, those of the first."""
    file = tokens[0].file
    first = tokens[0].line
    last = max(token.last_line for token in tokens if token.file == file)
    text = "\n".join(modules[file].split("\n")[first - 1 : last])
    return Lines(file=file, first=first, last=last, text=textwrap.dedent(text))
