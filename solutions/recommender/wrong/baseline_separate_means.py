# /// wrong answer
# check = "test_baseline_values"
# kind = "wrong_value"
# hint.en = """
# Your users' biases and your items' explain the same differences twice: a film that only generous
# people have seen looks good in both. Each equation holds the biases of the other side."""
# hint.es = """
# Tus sesgos de usuarios y de artículos explican dos veces las mismas diferencias: una película
# que solo ha visto gente generosa parece buena en ambos. En cada ecuación están los sesgos del
# otro lado."""
# ///
"""Each side as if the other had no biases."""


def baseline(r: Tensor, mask: Tensor, l2: float) -> tuple[Tensor, Tensor, Tensor]:
    mu = r[mask].mean()
    known = mask.to(r.dtype)
    rest = torch.where(mask, r - mu, 0)
    return mu, rest.sum(1) / (known.sum(1) + l2), rest.sum(0) / (known.sum(0) + l2)
