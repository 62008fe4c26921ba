# /// wrong answer
# check = "test_layer_initialisation"
# kind = "broken_property"
# hint.en = """
# Your parameters are drawn from a normal distribution, which has no bounds. Asked for is a uniform
# one."""
# hint.es = """
# Tus parámetros salen de una distribución normal, que no tiene cotas. Se pide una uniforme."""
# ///
"""The parameters are drawn from a normal distribution."""


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
            nn.init.normal_(parameter, 0.0, bound)

    def forward(self, x: Tensor, h0: Tensor | None = None) -> tuple[Tensor, Tensor]:
        if h0 is None:
            h0 = x.new_zeros(x.shape[0], self.hidden_size)
        hs = gru_forward(x, h0, self.Wx, self.Wh, self.bx, self.bh)
        return hs, hs[:, -1]
