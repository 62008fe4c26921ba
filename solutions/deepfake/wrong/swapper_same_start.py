# /// wrong answer
# check = "test_swapper_fresh"
# kind = "broken_property"
# hint.en = """
# Your two decoders start with equal weights. Each is drawn on its own."""
# hint.es = """
# Tus dos decodificadores empiezan con pesos iguales. Cada uno se sortea por su lado."""
# ///
"""The second decoder is a copy of the first."""

import copy


class FaceSwapper(nn.Module):
    def __init__(self, pixels: int, hidden: int, code: int) -> None:
        super().__init__()
        self.encoder = two_layers(pixels, hidden, code)
        one = two_layers(code, hidden, pixels)
        self.decoders = nn.ModuleList([one, copy.deepcopy(one)])

    def encode(self, x: Tensor) -> Tensor:
        return self.encoder(x)

    def decode(self, z: Tensor, who: int) -> Tensor:
        return self.decoders[who](z)

    def forward(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x), who)

    def swap(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x), 1 - who)
