# /// wrong answer
# check = "test_samples"
# kind = "broken_property"
# hint.en = """
# You return what is decoded as it is: logits, some of them negative. Asked for are
# probabilities."""
# hint.es = """
# Devuelves lo decodificado tal cual: logits, algunos negativos. Se piden probabilidades."""
# ///


def sample(vae: nn.Module, n: int, code_size: int, seed: int) -> Tensor:
    torch.manual_seed(seed)
    return vae.decode(torch.randn(n, code_size))
