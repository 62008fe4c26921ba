# /// wrong answer
# check = "test_swapper_values"
# kind = "wrong_value"
# hint.en = """
# Your decoders end in a sigmoid. Standardised pictures are not in [0, 1]: nothing comes after
# the last layer."""
# hint.es = """
# Tus decodificadores acaban en una sigmoide. Las imágenes estandarizadas no están en [0, 1]:
# tras la última capa no hay nada."""
# ///
"""A sigmoid at the end."""


class FaceSwapper(nn.Module):
    def __init__(self, pixels: int, hidden: int, code: int) -> None:
        super().__init__()
        self.encoder = two_layers(pixels, hidden, code)
        self.decoders = nn.ModuleList(two_layers(code, hidden, pixels) for _ in range(2))

    def encode(self, x: Tensor) -> Tensor:
        return self.encoder(x)

    def decode(self, z: Tensor, who: int) -> Tensor:
        return torch.sigmoid(self.decoders[who](z))

    def forward(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x), who)

    def swap(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x), 1 - who)
