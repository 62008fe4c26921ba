# /// wrong answer
# check = "test_layers_values"
# kind = "wrong_value"
# hint.en = """
# Your layers have weights but no parameters, so an optimiser does not find them. A module does not
# look into plain lists: use nn.ParameterList."""
# hint.es = """
# Tus capas tienen pesos pero no parámetros, así que un optimizador no los encuentra. Un módulo no
# mira dentro de listas corrientes: usa nn.ParameterList."""
# ///
"""The parameters are kept in plain lists."""


class LSTM(nn.Module):
    def __init__(
        self, input_size: int, hidden_size: int, num_layers: int = 1, forget_bias: float = 1.0
    ) -> None:
        super().__init__()
        self.hidden_size = hidden_size
        self.Wx = []
        self.Wh = []
        self.b = []
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            size = hidden_size if k else input_size
            Wx = torch.empty(size, 4 * hidden_size).uniform_(-bound, bound)
            Wh = torch.empty(hidden_size, 4 * hidden_size).uniform_(-bound, bound)
            bias = torch.zeros(4 * hidden_size)
            bias[hidden_size : 2 * hidden_size] = forget_bias
            self.Wx.append(nn.Parameter(Wx))
            self.Wh.append(nn.Parameter(Wh))
            self.b.append(nn.Parameter(bias))

    def forward(self, x: Tensor, lengths: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        zeros = x.new_zeros(x.shape[0], self.hidden_size)
        h_last, c_last = [], []
        hs = x
        for Wx, Wh, b in zip(self.Wx, self.Wh, self.b, strict=True):
            hs, h, c = lstm_forward(hs, zeros, zeros, Wx, Wh, b, lengths)
            h_last.append(h)
            c_last.append(c)
        return hs, torch.stack(h_last), torch.stack(c_last)
