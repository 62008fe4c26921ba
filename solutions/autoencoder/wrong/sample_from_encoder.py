# /// wrong answer
# check = "test_samples"
# kind = "broken_property"
# hint.en = """
# You ask the encoder for codes. To make new images nothing is encoded: the codes come from the
# prior."""
# hint.es = """
# Le pides códigos al codificador. Para hacer imágenes nuevas no se codifica nada: los códigos
# vienen de la distribución previa."""
# ///


def sample(vae: nn.Module, n: int, code_size: int, seed: int) -> Tensor:
    torch.manual_seed(seed)
    mu, logvar = vae.encode(torch.rand(n, vae.input_size))
    return torch.sigmoid(vae.decode(reparameterize(mu, logvar, torch.randn(n, code_size))))
