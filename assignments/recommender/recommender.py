"""A recommender system. The statement is in README.md; check with `autograder check recommender`.

In all of it `mask` is bool, True where a rating is known. What stands in a tensor of ratings where
the mask is False means nothing: it may be nan.
"""

from torch import Tensor, nn


def split_ratings(mask: Tensor, share: float, seed: int) -> tuple[Tensor, Tensor]:
    """Hold back a share of every user's known ratings.

    Args:
        mask: (U, I) bool, U users and I items
        share: 0 ≤ share < 1, the share to hold back
        seed: all randomness comes from it

    Returns:
        (train, test), (U, I) bool each: of a user with n known ratings, floor(share · n) drawn at
        random are in test, and the others in train
    """
    raise NotImplementedError


def baseline(r: Tensor, mask: Tensor, l2: float) -> tuple[Tensor, Tensor, Tensor]:
    """Explain the known ratings by a mean, a bias of every user and a bias of every item.

    Args:
        r: (U, I), ratings; at least one is known
        mask: (U, I) bool
        l2: > 0, the weight of the penalty on the squares of the biases

    Returns:
        mu (), bu (U,) and bi (I,)
    """
    raise NotImplementedError


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    """The mean squared error over the known ratings.

    Args:
        pred: (U, I), predictions
        r: (U, I), ratings
        mask: (U, I) bool

    Returns:
        (), and 0 where no rating is known
    """
    raise NotImplementedError


def als_step(r: Tensor, mask: Tensor, Q: Tensor, l2: float) -> Tensor:
    """The best tastes of every user for given items: a step of alternating least squares.

    Args:
        r: (U, I), ratings without their mean and biases
        mask: (U, I) bool
        Q: (I, K), a vector for every item
        l2: > 0, the weight of the penalty

    Returns:
        P (U, K), zeros for a user without known ratings
    """
    raise NotImplementedError


def fold_in(r: Tensor, mask: Tensor, mu: Tensor, bi: Tensor, Q: Tensor, l2: float) -> Tensor:
    """Predict the ratings of somebody new, with all that is known of the items.

    Args:
        r: (I,), ratings of one person
        mask: (I,) bool
        mu: (), the mean
        bi: (I,), the biases of the items
        Q: (I, K), a vector for every item
        l2: > 0, the weight of both penalties

    Returns:
        (I,), a prediction for every item
    """
    raise NotImplementedError


class AutoRec(nn.Module):
    """An autoencoder of a user's ratings.

    Args:
        mean: (I,), what is usual for every item, such as its mean rating
        hidden_size: H, the size of the code
    """

    def __init__(self, mean: Tensor, hidden_size: int) -> None:
        super().__init__()
        raise NotImplementedError

    def forward(self, r: Tensor, mask: Tensor) -> Tensor:
        """Return a prediction for every item.

        Args:
            r: (N, I), ratings of N users
            mask: (N, I) bool, which of them the network is shown

        Returns:
            (N, I)
        """
        raise NotImplementedError


def train_autorec(
    model: nn.Module,
    r: Tensor,
    mask: Tensor,
    keep: float,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> list[float]:
    """Train a model, in place, to predict ratings of which it is shown only a part.

    Args:
        model: model(r, mask) gives predictions (N, I), as an AutoRec does
        r: (U, I), ratings
        mask: (U, I) bool
        keep: the probability with which a known rating is shown
        steps: how many steps to take
        batch_size: users in a minibatch
        lr: learning rate of Adam
        seed: all randomness comes from it

    Returns:
        The loss of every step
    """
    raise NotImplementedError


def popularity(r: Tensor, mask: Tensor, like: float) -> Tensor:
    """Count, for every item, the known ratings of `like` and above.

    Args:
        r: (U, I), ratings
        mask: (U, I) bool
        like: the lowest rating that says so

    Returns:
        (I,) int64
    """
    raise NotImplementedError


def recommend(scores: Tensor, mask: Tensor, n: int) -> Tensor:
    """The n items with the highest scores that each user has not rated, the best first.

    Args:
        scores: (U, I)
        mask: (U, I) bool
        n: how many

    Returns:
        (U, n) int64, the items; -1 in the last places where there are not so many
    """
    raise NotImplementedError


def precision_at(items: Tensor, liked: Tensor, n: int) -> Tensor:
    """The share of the first n places that hold an item which the user likes.

    Args:
        items: (U, L) int64, recommended items, the best first; -1 is an empty place
        liked: (U, I) bool
        n: how many places, n ≤ L

    Returns:
        (U,), floating point
    """
    raise NotImplementedError


def ndcg_at(items: Tensor, gains: Tensor, n: int) -> Tensor:
    """The normalised discounted cumulative gain of the first n places.

    Args:
        items: (U, L) int64, recommended items, the best first; -1 is an empty place
        gains: (U, I), ≥ 0, what every item is worth to every user
        n: how many places, n ≤ L

    Returns:
        (U,), of the dtype of gains; 0 for a user to whom nothing is worth anything
    """
    raise NotImplementedError
