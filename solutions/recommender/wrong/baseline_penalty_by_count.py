# /// wrong answer
# check = "test_baseline_values"
# kind = "wrong_value"
# hint.en = """
# Your penalty on a bias grows with its number of ratings. Here it is λ whatever their number, so
# that little is believed to who has rated little."""
# hint.es = """
# Tu penalización de un sesgo crece con su número de notas. Aquí es λ sea cual sea su número, y
# así a quien ha valorado poco se le cree poco."""
# ///
"""The penalty grows with the number of ratings."""


def baseline(r: Tensor, mask: Tensor, l2: float) -> tuple[Tensor, Tensor, Tensor]:
    users = len(r)
    mu = r[mask].mean()
    known = mask.to(r.dtype)
    rest = torch.where(mask, r - mu, 0)
    # The gradient is zero: (counts + l2) b + known · (biases of the other side) = sum of the rest.
    above = torch.cat([torch.diag(known.sum(1) * (1 + l2)), known], dim=1)
    below = torch.cat([known.T, torch.diag(known.sum(0) * (1 + l2))], dim=1)
    sums = torch.cat([rest.sum(1), rest.sum(0)])
    b = torch.linalg.lstsq(torch.cat([above, below]), sums[:, None], driver="gelsd").solution[:, 0]
    return mu, b[:users], b[users:]
