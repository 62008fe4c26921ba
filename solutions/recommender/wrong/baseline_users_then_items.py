# /// wrong answer
# check = "test_baseline_values"
# kind = "wrong_value"
# hint.en = """
# You compute the users' biases as if items had none, and then the items'. That is one round; the
# smallest sum is where both hold at once."""
# hint.es = """
# Calculas los sesgos de los usuarios como si los artículos no tuvieran, y después los de los
# artículos. Eso es una vuelta; la suma es mínima donde ambas cosas se cumplen a la vez."""
# ///
"""First the users, then the items."""


def baseline(r: Tensor, mask: Tensor, l2: float) -> tuple[Tensor, Tensor, Tensor]:
    mu = r[mask].mean()
    known = mask.to(r.dtype)
    rest = torch.where(mask, r - mu, 0)
    bu = rest.sum(1) / (known.sum(1) + l2)
    bi = (rest.sum(0) - bu @ known) / (known.sum(0) + l2)
    return mu, bu, bi
