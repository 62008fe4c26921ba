# /// wrong answer
# check = "test_layer_values"
# kind = "wrong_shape"
# hint.en = """
# Your weights are stored transposed, (3H, D) and (3H, H), as nn.GRU does. Here they are (D, 3H) and
# (H, 3H), as in gru_cell."""
# hint.es = """
# Tus pesos están guardados traspuestos, (3H, D) y (3H, H), como en nn.GRU. Aquí son (D, 3H) y (H,
# 3H), como en gru_cell."""
# ///
"""The weights are stored as PyTorch's own layer stores them."""


class GRU(nn.Module):
    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.hidden_size = hidden_size
        self.Wx = nn.Parameter(torch.empty(3 * hidden_size, input_size))
        self.Wh = nn.Parameter(torch.empty(3 * hidden_size, hidden_size))
        self.bx = nn.Parameter(torch.empty(3 * hidden_size))
        self.bh = nn.Parameter(torch.empty(3 * hidden_size))
        bound = 1 / math.sqrt(hidden_size)
        for parameter in self.parameters():
            nn.init.uniform_(parameter, -bound, bound)

    def forward(self, x: Tensor, h0: Tensor | None = None) -> tuple[Tensor, Tensor]:
        if h0 is None:
            h0 = x.new_zeros(x.shape[0], self.hidden_size)
        hs = gru_forward(x, h0, self.Wx.T, self.Wh.T, self.bx, self.bh)
        return hs, hs[:, -1]
