# /// wrong answer
# check = "test_bound_zeros"
# kind = "not_finite"
# ///
"""0 times the logarithm of 0."""


def bound(v: Tensor, q: Tensor, layers: list[Machine]) -> Tensor:
    return (q * (log_joint(v, layers) - torch.log(q))).sum(dim=1)
