# /// wrong answer
# check = "test_layer_values"
# kind = "wrong_shape"
# hint.en = """
# Your h_last is the last sequence of the batch, not the last step of every sequence: the batch is
# the first axis."""
# hint.es = """
# Tu h_last es la última secuencia del lote, no el último paso de cada secuencia: el lote es el
# primer eje."""
# ///
"""The last state is taken on the batch axis."""


class GRU(nn.Module):
    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.hidden_size = hidden_size
        self.Wx = nn.Parameter(torch.empty(input_size, 3 * hidden_size))
        self.Wh = nn.Parameter(torch.empty(hidden_size, 3 * hidden_size))
        self.bx = nn.Parameter(torch.empty(3 * hidden_size))
        self.bh = nn.Parameter(torch.empty(3 * hidden_size))
        bound = 1 / math.sqrt(hidden_size)
        for parameter in self.parameters():
            nn.init.uniform_(parameter, -bound, bound)

    def forward(self, x: Tensor, h0: Tensor | None = None) -> tuple[Tensor, Tensor]:
        if h0 is None:
            h0 = x.new_zeros(x.shape[0], self.hidden_size)
        hs = gru_forward(x, h0, self.Wx, self.Wh, self.bx, self.bh)
        return hs, hs[-1]


class AddingModel(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.gru = GRU(2, hidden_size)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, x: Tensor) -> Tensor:
        hs, _ = self.gru(x)
        return self.readout(hs[:, -1])[:, 0]
