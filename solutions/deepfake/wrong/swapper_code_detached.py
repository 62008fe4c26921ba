# /// wrong answer
# check = "test_swapper_gradients"
# kind = "wrong_value"
# hint.en = """
# The code is cut off from the encoder, which then learns nothing: nothing tells it what to
# keep."""
# hint.es = """
# El código está separado del codificador, que así no aprende nada: nada le dice qué conservar."""
# ///
"""The code is detached."""


class FaceSwapper(nn.Module):
    def __init__(self, pixels: int, hidden: int, code: int) -> None:
        super().__init__()
        self.encoder = two_layers(pixels, hidden, code)
        self.decoders = nn.ModuleList(two_layers(code, hidden, pixels) for _ in range(2))

    def encode(self, x: Tensor) -> Tensor:
        return self.encoder(x)

    def decode(self, z: Tensor, who: int) -> Tensor:
        return self.decoders[who](z.detach())

    def forward(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x), who)

    def swap(self, x: Tensor, who: int) -> Tensor:
        return self.decode(self.encode(x), 1 - who)
