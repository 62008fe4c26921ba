# /// wrong answer
# check = "test_samples_reproducible"
# kind = "broken_property"
# hint.en = "The same seed does not give you the same images: where is seed used?"
# hint.es = "Con la misma semilla no obtienes las mismas imágenes: ¿dónde se usa seed?"
# ///


def sample(vae: nn.Module, n: int, code_size: int, seed: int) -> Tensor:
    return torch.sigmoid(vae.decode(torch.randn(n, code_size)))
