# /// wrong answer
# check = "test_layer_initialisation"
# kind = "broken_property"
# hint.en = """
# The bound of your initial values is 1/√input_size. It is 1/√hidden_size for all four
# parameters."""
# hint.es = """
# La cota de tus valores iniciales es 1/√input_size. Es 1/√hidden_size para los cuatro
# parámetros."""
# ///
"""The bound of the initial weights is that of the input size."""


class GRU(nn.Module):
    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.hidden_size = hidden_size
        self.Wx = nn.Parameter(torch.empty(input_size, 3 * hidden_size))
        self.Wh = nn.Parameter(torch.empty(hidden_size, 3 * hidden_size))
        self.bx = nn.Parameter(torch.empty(3 * hidden_size))
        self.bh = nn.Parameter(torch.empty(3 * hidden_size))
        bound = 1 / math.sqrt(input_size)
        for parameter in self.parameters():
            nn.init.uniform_(parameter, -bound, bound)

    def forward(self, x: Tensor, h0: Tensor | None = None) -> tuple[Tensor, Tensor]:
        if h0 is None:
            h0 = x.new_zeros(x.shape[0], self.hidden_size)
        hs = gru_forward(x, h0, self.Wx, self.Wh, self.bx, self.bh)
        return hs, hs[:, -1]
