# /// wrong answer
# check = "test_layers_values"
# kind = "wrong_value"
# hint.en = """
# Your layers go on from the states in which the call before ended. New sequences know nothing of
# old ones: each call starts from zeros."""
# hint.es = """
# Tus capas siguen desde los estados en que terminó la llamada anterior. Las secuencias nuevas no
# saben nada de las viejas: cada llamada empieza en ceros."""
# ///
"""The layers go on from where the call before ended."""


class LSTM(nn.Module):
    def __init__(
        self, input_size: int, hidden_size: int, num_layers: int = 1, forget_bias: float = 1.0
    ) -> None:
        super().__init__()
        self.hidden_size = hidden_size
        self.Wx = nn.ParameterList()
        self.Wh = nn.ParameterList()
        self.b = nn.ParameterList()
        self.c: Tensor | None = None
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
        start = zeros if self.c is None or self.c.shape != zeros.shape else self.c
        h_last, c_last = [], []
        hs = x
        for Wx, Wh, b in zip(self.Wx, self.Wh, self.b, strict=True):
            hs, h, c = lstm_forward(hs, zeros, start, Wx, Wh, b, lengths)
            h_last.append(h)
            c_last.append(c)
        self.c = c_last[-1].detach()
        return hs, torch.stack(h_last), torch.stack(c_last)
