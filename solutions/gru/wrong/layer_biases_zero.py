# /// wrong answer
# check = "test_layer_initialisation"
# kind = "broken_property"
# hint.en = """
# Your biases start at zero. Here all four parameters, biases too, are drawn from the same range."""
# hint.es = """
# Tus sesgos empiezan en cero. Aquí los cuatro parámetros, también los sesgos, salen del mismo
# intervalo."""
# ///
"""The biases start at zero."""


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
        nn.init.zeros_(self.bx)
        nn.init.zeros_(self.bh)

    def forward(self, x: Tensor, h0: Tensor | None = None) -> tuple[Tensor, Tensor]:
        if h0 is None:
            h0 = x.new_zeros(x.shape[0], self.hidden_size)
        hs = gru_forward(x, h0, self.Wx, self.Wh, self.bx, self.bh)
        return hs, hs[:, -1]
