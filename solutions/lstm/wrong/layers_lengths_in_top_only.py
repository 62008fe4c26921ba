# /// wrong answer
# check = "test_layers_lengths"
# kind = "wrong_value"
# hint.en = """
# Your top layer stops at each sequence's end, the ones below it run through the padding. Every
# layer needs lengths."""
# hint.es = """
# Tu capa superior se detiene al final de cada secuencia, las de debajo recorren el relleno. Todas
# las capas necesitan lengths."""
# ///
"""The lengths reach the top layer only."""


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
            hs, h, c = lstm_forward(
                hs, zeros, zeros, Wx, Wh, b, lengths if len(h_last) == len(self.b) - 1 else None
            )
            h_last.append(h)
            c_last.append(c)
        return hs, torch.stack(h_last), torch.stack(c_last)
