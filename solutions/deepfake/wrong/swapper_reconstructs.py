# /// wrong answer
# check = "test_swapper_swap"
# kind = "wrong_value"
# hint.en = """
# Your swap decodes with the same person's decoder. That gives the picture back, and the face
# has not changed hands."""
# hint.es = """
# Tu swap decodifica con el decodificador de la misma persona. Eso devuelve la imagen, y la cara
# no ha cambiado de dueño."""
# ///
"""swap decodes as the same person."""


class FaceSwapper(nn.Module):
    def __init__(self, pixels: int, hidden: int, code: int) -> None:
        super().__init__()
        self.encoder = two_layers(pixels, hidden, code)
        self.decoders = nn.ModuleList(two_layers(code, hidden, pixels) for _ in range(2))

    def encode(self, x: Tensor) -> Tensor:
        return self.encoder(x)

    def decode(self, z: Tensor, who: int) -> Tensor:
        return self.decoders[who](z)

    def forward(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x), who)

    def swap(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x), who)
