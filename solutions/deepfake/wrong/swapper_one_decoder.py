# /// wrong answer
# check = "test_swapper_values"
# kind = "wrong_length"
# hint.en = """
# There is one decoder for both people. Who is to be drawn must decide something: each person
# has a decoder."""
# hint.es = """
# Hay un solo decodificador para las dos personas. A quién se dibuja tiene que decidir algo:
# cada persona tiene su decodificador."""
# ///
"""One decoder."""


class FaceSwapper(nn.Module):
    def __init__(self, pixels: int, hidden: int, code: int) -> None:
        super().__init__()
        self.encoder = two_layers(pixels, hidden, code)
        self.decoder = two_layers(code, hidden, pixels)

    def encode(self, x: Tensor) -> Tensor:
        return self.encoder(x)

    def decode(self, z: Tensor, who: int) -> Tensor:
        return self.decoder(z)

    def forward(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x), who)

    def swap(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x), 1 - who)
