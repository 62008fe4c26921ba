# /// wrong answer
# check = "test_baseline_values"
# kind = "wrong_value"
# hint.en = "Your mean counts every unknown rating as a 0. Divide by the ratings that there are."
# hint.es = "Tu media cuenta cada nota desconocida como un 0. Divide entre las notas que hay."
# ///
"""The mean over all cells."""


def baseline(r: Tensor, mask: Tensor, l2: float) -> tuple[Tensor, Tensor, Tensor]:
    users = len(r)
    mu = torch.where(mask, r, 0).mean()
    known = mask.to(r.dtype)
    rest = torch.where(mask, r - mu, 0)
    # The gradient is zero: (counts + l2) b + known · (biases of the other side) = sum of the rest.
    above = torch.cat([torch.diag(known.sum(1) + l2), known], dim=1)
    below = torch.cat([known.T, torch.diag(known.sum(0) + l2)], dim=1)
    sums = torch.cat([rest.sum(1), rest.sum(0)])
    b = torch.linalg.solve(torch.cat([above, below]), sums)
    return mu, b[:users], b[users:]
