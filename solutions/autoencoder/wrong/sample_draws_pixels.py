# /// wrong answer
# check = "test_samples"
# kind = "broken_property"
# hint.en = "You return pixels of 0 and 1. Asked for are their probabilities."
# hint.es = "Devuelves píxeles de 0 y 1. Se piden sus probabilidades."
# ///
"""Pixels are drawn from their probabilities."""


def sample(vae: nn.Module, n: int, code_size: int, seed: int) -> Tensor:
    torch.manual_seed(seed)
    return torch.bernoulli(torch.sigmoid(vae.decode(torch.randn(n, code_size))))
