# /// wrong answer
# check = "test_layers_values"
# kind = "wrong_shape"
# hint.en = """
# Your h_last and c_last come back as (N, L, H). The layer is their first axis: (L, N, H)."""
# hint.es = "Tus h_last y c_last vuelven como (N, L, H). La capa es su primer eje: (L, N, H)."
# ///
"""The last states are stacked with the batch first."""


class LSTM(nn.Module):
    def __init__(
        self, input_size: int, hidden_size: int, num_layers: int = 1, forget_bias: float = 1.0
    ) -> None:
        super().__init__()
        self.hidden_size = hidden_size
        self.Wx = nn.ParameterList()
        self.Wh = nn.ParameterList()
        self.b = nn.ParameterList()
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            size = hidden_size if k else input_size
            self.Wx.append(torch.empty(size, 4 * hidden_size).uniform_(-bound, bound))
            self.Wh.append(torch.empty(hidden_size, 4 * hidden_size).uniform_(-bound, bound))
            bias = torch.zeros(4 * hidden_size)
            bias[hidden_size : 2 * hidden_size] = forget_bias
            self.b.append(bias)

    def forward(self, x: Tensor, lengths: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        zeros = x.new_zeros(x.shape[0], self.hidden_size)
        h_last, c_last = [], []
        hs = x
        for Wx, Wh, b in zip(self.Wx, self.Wh, self.b, strict=True):
            hs, h, c = lstm_forward(hs, zeros, zeros, Wx, Wh, b, lengths)
            h_last.append(h)
            c_last.append(c)
        return hs, torch.stack(h_last, dim=1), torch.stack(c_last, dim=1)
