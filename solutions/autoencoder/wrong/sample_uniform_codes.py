# /// wrong answer
# check = "test_samples"
# kind = "broken_property"
# hint.en = "Your codes are uniform numbers. The prior is the standard normal distribution."
# hint.es = "Tus códigos son números uniformes. La distribución previa es la normal estándar."
# ///
"""Uniform codes."""


def sample(vae: nn.Module, n: int, code_size: int, seed: int) -> Tensor:
    torch.manual_seed(seed)
    return torch.sigmoid(vae.decode(torch.rand(n, code_size)))
