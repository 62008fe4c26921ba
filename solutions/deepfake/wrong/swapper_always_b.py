# /// wrong answer
# check = "test_swapper_swap"
# kind = "wrong_value"
# hint.en = """
# Your swap always draws B. Pictures of B, person 1, have to become A."""
# hint.es = """
# Tu swap dibuja siempre a B. Las imágenes de B, la persona 1, tienen que convertirse en A."""
# ///
"""swap always decodes as B."""


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
        return self.decode(self.encode(x), 1)
