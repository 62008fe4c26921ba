# /// wrong answer
# check = "test_swapper_values"
# kind = "wrong_length"
# hint.en = """
# There is an encoder for each person, so each has a private language: B's decoder cannot read
# what A's encoder wrote. One encoder serves both."""
# hint.es = """
# Hay un codificador para cada persona, así que cada una tiene su idioma: el decodificador de B
# no entiende lo que escribe el codificador de A. Uno solo sirve a las dos."""
# ///
"""An encoder for each person."""


class FaceSwapper(nn.Module):
    def __init__(self, pixels: int, hidden: int, code: int) -> None:
        super().__init__()
        self.encoders = nn.ModuleList(two_layers(pixels, hidden, code) for _ in range(2))
        self.decoders = nn.ModuleList(two_layers(code, hidden, pixels) for _ in range(2))

    def encode(self, x: Tensor, who: int = 0) -> Tensor:
        return self.encoders[who](x)

    def decode(self, z: Tensor, who: int) -> Tensor:
        return self.decoders[who](z)

    def forward(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x, who), who)

    def swap(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x, who), 1 - who)
