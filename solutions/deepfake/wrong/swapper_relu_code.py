# /// wrong answer
# check = "test_swapper_values"
# kind = "wrong_value"
# hint.en = """
# Your codes are never negative: there is a ReLU after the encoder's last layer. A code is what
# that layer gives."""
# hint.es = """
# Tus códigos nunca son negativos: hay una ReLU tras la última capa del codificador. El código
# es lo que da esa capa."""
# ///
"""A ReLU on the code."""


class FaceSwapper(nn.Module):
    def __init__(self, pixels: int, hidden: int, code: int) -> None:
        super().__init__()
        self.encoder = two_layers(pixels, hidden, code)
        self.decoders = nn.ModuleList(two_layers(code, hidden, pixels) for _ in range(2))

    def encode(self, x: Tensor) -> Tensor:
        return torch.relu(self.encoder(x))

    def decode(self, z: Tensor, who: int) -> Tensor:
        return self.decoders[who](z)

    def forward(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x), who)

    def swap(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x), 1 - who)
