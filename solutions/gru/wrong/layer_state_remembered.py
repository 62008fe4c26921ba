# /// wrong answer
# check = "test_layer_default_state"
# kind = "wrong_value"
# hint.en = """
# Your layer goes on from the state in which the call before it ended. New sequences know nothing of
# old ones: without h0 each call starts from zeros."""
# hint.es = """
# Tu capa sigue desde el estado en que terminó la llamada anterior. Las secuencias nuevas no saben
# nada de las viejas: sin h0 cada llamada empieza en ceros."""
# ///
"""The layer goes on from where the call before it ended."""


class GRU(nn.Module):
    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.hidden_size = hidden_size
        self.Wx = nn.Parameter(torch.empty(input_size, 3 * hidden_size))
        self.Wh = nn.Parameter(torch.empty(hidden_size, 3 * hidden_size))
        self.bx = nn.Parameter(torch.empty(3 * hidden_size))
        self.bh = nn.Parameter(torch.empty(3 * hidden_size))
        self.h: Tensor | None = None
        bound = 1 / math.sqrt(hidden_size)
        for parameter in self.parameters():
            nn.init.uniform_(parameter, -bound, bound)

    def forward(self, x: Tensor, h0: Tensor | None = None) -> tuple[Tensor, Tensor]:
        if h0 is None:
            h0 = self.h
        if h0 is None or h0.shape[0] != x.shape[0]:
            h0 = x.new_zeros(x.shape[0], self.hidden_size)
        hs = gru_forward(x, h0, self.Wx, self.Wh, self.bx, self.bh)
        self.h = hs[:, -1].detach()
        return hs, hs[:, -1]
