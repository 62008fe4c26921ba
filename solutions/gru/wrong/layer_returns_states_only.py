# /// wrong answer
# check = "test_layer_values"
# kind = "wrong_type"
# hint.en = """
# Your layer returns the states alone. It returns two things: all states, and the last one."""
# hint.es = "Tu capa devuelve solo los estados. Devuelve dos cosas: todos los estados, y el último."
# ///
"""The layer returns the states without the last one."""


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

    def forward(self, x: Tensor, h0: Tensor | None = None) -> Tensor:
        if h0 is None:
            h0 = x.new_zeros(x.shape[0], self.hidden_size)
        hs = gru_forward(x, h0, self.Wx, self.Wh, self.bx, self.bh)
        return hs


class AddingModel(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.gru = GRU(2, hidden_size)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.readout(self.gru(x)[:, -1])[:, 0]
