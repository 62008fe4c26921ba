"""Inputs on which a gradient that is worked out by formulas keeps its digits, and one that is made
of differences of values, of real numbers or of complex ones, does not."""

import numpy as np

Array = np.ndarray
HUGE = 1e160


def of_all_sizes(cotangent: Array, x: Array, weights: Array) -> tuple[Array, Array, Array]:
    """The gradient that arrives (N, …), the inputs (N, …, D) and the weights (D, H) that they meet
    first, with sizes from 1e-160 to 1e160 among them. N ≥ 2, D ≥ 3, H ≥ 2.

    What the weights make of an input stays as large as it was: one input is huge and its weights
    are tiny, another the other way round. So no step is small enough for one and large enough for
    the other, be it the same for all, in proportion to an entry (there are zeros beside what is
    huge) or to the largest of an array (which holds both); a complex step overflows in one and
    underflows in the other. The first row gets a gradient that is large, in the sum of which that
    of the others is lost.
    """
    cotangent, x, weights = cotangent.copy(), x.copy(), weights.copy()
    for number, size in enumerate([HUGE, 1 / HUGE]):
        x[..., number] *= size
        weights[number] /= size
    x[-1, ..., :2] = 0
    weights[:2, 0] = 0
    cotangent[0] *= 1e9
    return cotangent, x, weights
