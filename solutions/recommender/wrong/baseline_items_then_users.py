# /// wrong answer
# check = "test_baseline_values"
# kind = "wrong_value"
# hint.en = """
# You compute the items' biases as if users had none, and then the users'. That is one round; the
# smallest sum is where both hold at once."""
# hint.es = """
# Calculas los sesgos de los artículos como si los usuarios no tuvieran, y después los de los
# usuarios. Eso es una vuelta; la suma es mínima donde ambas cosas se cumplen a la vez."""
# ///
"""First the items, then the users."""


def baseline(r: Tensor, mask: Tensor, l2: float) -> tuple[Tensor, Tensor, Tensor]:
    mu = r[mask].mean()
    known = mask.to(r.dtype)
    rest = torch.where(mask, r - mu, 0)
    bi = rest.sum(0) / (known.sum(0) + l2)
    bu = (rest.sum(1) - known @ bi) / (known.sum(1) + l2)
    return mu, bu, bi
