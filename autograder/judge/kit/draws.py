"""Whether numbers that should be random are drawn as they should be: against a closed form.

Every bound is six standard errors, or a probability of 10⁻⁸: that is how often a right answer falls
outside.
"""

import itertools
from collections.abc import Sequence

import numpy as np

from autograder.judge.suite import SuiteError, expect, expect_equal

Array = np.ndarray
SIGMAS, UNLIKELY = 6, 1e-8
BEYOND_ONE = 0.317310508  # the probability of |x| > 1 under N(0, 1)
FOURTH_MOMENT_FROM = 10_000  # of fewer draws, the mean of x⁴ is too far from normal for six sigmas
MEANS_AT_MOST, RARE = 100_000, 1e-6


def near_share(hits: int, n: int, p: float) -> bool:
    """Whether `hits` of `n` are as many as a chance of p, 0 < p < 1, gives."""
    return min(_at_most(hits, n, p), _at_most(n - hits, n, 1 - p)) > UNLIKELY


def _at_most(hits: int, n: int, p: float) -> float:
    """The probability of at most so many hits in n, by the binomial distribution."""
    k = np.arange(n + 1)
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(k[1:]))])
    log_share = log_factorial[n] - log_factorial - log_factorial[::-1]
    return float(np.exp(log_share + k * np.log(p) + (n - k) * np.log1p(-p))[: hits + 1].sum())


def expect_uniform(draws: Sequence[Array], bound: float | Sequence[float]) -> None:
    """Every array of draws is uniform in ±bound (in its own, where there is a bound for each), and
    none is like another one."""
    for array, scaled in zip(draws, _scaled(draws, bound), strict=True):
        n = array.size
        expect(np.abs(scaled).max() <= 1 + 1e-6)
        # The largest of n is below this with probability 10⁻⁸.
        expect(np.abs(scaled).max() >= UNLIKELY ** (1 / n))
        expect(abs(scaled.mean()) < SIGMAS * np.sqrt(1 / (3 * n)))
        expect(abs((scaled**2).mean() - 1 / 3) < SIGMAS * np.sqrt(4 / (45 * n)))
    _expect_unlike(draws)


def expect_normal(draws: Sequence[Array], deviation: float | Sequence[float]) -> None:
    """Every array of draws is normal with mean 0 and this standard deviation (its own, where there
    is one for each), and none is like another one."""
    for array, scaled in zip(draws, _scaled(draws, deviation), strict=True):
        n = array.size
        expect(abs(scaled.mean()) < SIGMAS / np.sqrt(n))
        expect(abs((scaled**2).mean() - 1) < SIGMAS * np.sqrt(2 / n))
        expect(near_share(int((np.abs(scaled) > 1).sum()), n, BEYOND_ONE))
        if n >= FOURTH_MOMENT_FROM:
            expect(abs((scaled**4).mean() - 3) < SIGMAS * np.sqrt(96 / n))
        expect(len(np.unique(scaled)) > 0.9 * n)  # in float32 two may be alike
    _expect_unlike(draws)


def _scaled(draws: Sequence[Array], scale: float | Sequence[float]) -> list[Array]:
    scales = np.broadcast_to(np.asarray(scale, np.float64), len(draws))
    arrays = [np.asarray(array, np.float64) for array in draws]
    for array in arrays:
        expect(array.size > 0 and np.isfinite(array).all())
    return [array / each for array, each in zip(arrays, scales, strict=True)]


def _expect_unlike(draws: Sequence[Array]) -> None:
    for one, other in itertools.combinations(draws, 2):
        expect(not np.array_equal(one, other))


def expect_rows_drawn(
    losses: Array, values: Array, batch_size: int = 1, rtol: float = 1e-7
) -> Array:
    """Every loss is the mean of `batch_size` of the rows' values (N,), drawn at random, and every
    row is drawn. Returns which of the `means_of` each loss is, within `rtol`.

    The values are numbers that the judge computes, of a model that does not move: at learning
    rate 0. Raises SuiteError where there are too few losses to tell.
    """
    which = expect_each_of(losses, means_of(values, batch_size), rtol)
    N, n = len(values), len(losses)
    rows = {row for each in which for row in np.unravel_index(each, (N,) * batch_size)}
    if N * (1 - 1 / N) ** (n * batch_size) > RARE:
        raise SuiteError(f"{n} minibatches of {batch_size} need not have all of {N} rows")
    expect(len(rows) == N)
    if batch_size > 1:
        # One row again and again, as often as chance has it; or a row by itself, as what is left of
        # an epoch, but only the last one of that.
        step = sum(N**power for power in range(batch_size))
        p = N / N**batch_size
        left_over = n // (N // batch_size + 1) + 1 if N % batch_size == 1 else 0
        alike = max(0, int((which % step == 0).sum()) - left_over)
        expect(_at_most(n - alike, n, 1 - p) > UNLIKELY)
    return which


def expect_each_of(losses: Array, values: Array, rtol: float = 1e-7) -> Array:
    """Every loss (n,) is, within `rtol`, one of the values, which the judge computes. Returns
    which."""
    expect(losses.ndim == 1 and losses.size > 0 and np.isfinite(losses).all())
    which = np.asarray(np.abs(losses[:, None] - values).argmin(axis=1))
    expect_equal(losses, values[which], rtol)
    return which


def means_of(values: Array, batch_size: int) -> Array:
    """The mean of every minibatch (ordered, with repetition) that can be drawn from the values."""
    if len(values) ** batch_size > MEANS_AT_MOST:
        raise SuiteError(f"{len(values)} rows have too many minibatches of {batch_size}")
    return np.array([np.mean(each) for each in itertools.product(values, repeat=batch_size)])
