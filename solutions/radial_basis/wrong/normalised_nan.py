# /// wrong answer
# check = "test_normalised_far_away"
# kind = "not_finite"
# ///
"""0 / 0 far from all centres."""


def normalised_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    features = rbf_features(X, C, sigma)
    return features / features.sum(dim=1, keepdim=True)
