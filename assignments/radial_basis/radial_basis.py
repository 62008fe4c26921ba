"""Radial basis functions: statement in README.md; check with `autograder check radial_basis`."""

from torch import Tensor


def squared_distances(X: Tensor, C: Tensor) -> Tensor:
    """Return the squared Euclidean distance of every point to every centre.

    Args:
        X: (N, D), points
        C: (K, D), centres

    Returns:
        (N, K)
    """
    raise NotImplementedError


def rbf_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    """Return what every Gaussian bump answers at every point.

    Args:
        X: (N, D), points
        C: (K, D), centres
        sigma: the width of all bumps, or (K,), one for each

    Returns:
        (N, K)
    """
    raise NotImplementedError


def common_width(C: Tensor) -> float:
    """Return one width for all bumps, from the largest distance between two centres.

    Args:
        C: (K, D), centres

    Returns:
        A Python float; 1.0 where all centres are in one place
    """
    raise NotImplementedError


def local_widths(C: Tensor) -> Tensor:
    """Return for every centre the distance to the nearest centre in another place.

    Args:
        C: (K, D), centres

    Returns:
        (K,); 1 where all centres are in one place
    """
    raise NotImplementedError


def kmeans_step(X: Tensor, C: Tensor) -> tuple[Tensor, Tensor]:
    """Assign every point to its nearest centre, then move every centre to the mean of its points.

    Args:
        X: (N, D), points
        C: (K, D), centres

    Returns:
        labels (N,) int64, indices of centres before they move, and the new centres (K, D)
    """
    raise NotImplementedError


def fit_rbf(
    X: Tensor, y: Tensor, C: Tensor, sigma: float | Tensor, l2: float = 0.0
) -> tuple[Tensor, Tensor]:
    """Return the output weights and biases that fit y best, by least squares or ridge regression.

    Args:
        X: (N, D), points
        y: (N, M), targets
        C: (K, D), centres
        sigma: as in rbf_features
        l2: the penalty on the squares of the weights, not of the biases

    Returns:
        w (K, M) and b (M,)
    """
    raise NotImplementedError


def xor_weights(sigma: float) -> tuple[float, float]:
    """Return w and b of the network with two bumps that is XOR at the corners of the unit square.

    Args:
        sigma: the width of both bumps

    Returns:
        The weight of both bumps and the bias, Python floats
    """
    raise NotImplementedError


def normalised_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    """Return the features divided by their sum over the centres.

    Args:
        X, C, sigma: as in rbf_features

    Returns:
        (N, K), every row adds up to 1
    """
    raise NotImplementedError


def interpolate(X: Tensor, y: Tensor, sigma: float) -> Tensor:
    """Return the weights of bumps on all the points that pass through all targets, without bias.

    Args:
        X: (N, D), points, no two alike
        y: (N, M), targets
        sigma: the width of all bumps

    Returns:
        w (N, M)
    """
    raise NotImplementedError


def condition_number(X: Tensor, C: Tensor, sigma: float | Tensor) -> float:
    """Return the largest singular value of the features over the smallest.

    Args:
        X, C, sigma: as in rbf_features, N ≥ K

    Returns:
        A Python float
    """
    raise NotImplementedError


def train_rbf(
    X: Tensor, y: Tensor, K: int, l2: float, seed: int
) -> tuple[Tensor, float | Tensor, Tensor, Tensor]:
    """Choose centres by k-means and a width from them, and fit the output weights.

    Args:
        X: (N, D), points
        y: (N, M), targets
        K: how many centres
        l2: as in fit_rbf
        seed: all randomness comes from it

    Returns:
        C (K, D), sigma (a number or (K,)), w (K, M) and b (M,)
    """
    raise NotImplementedError
