# /// wrong answer
# check = "test_layer_default_state"
# kind = "raised"
# hint.en = """
# Your zeros are float32 on the CPU whatever x is. Make them like x: x.new_zeros(…), or
# dtype=x.dtype and device=x.device."""
# hint.es = """
# Tus ceros son float32 en la CPU sea como sea x. Hazlos como x: x.new_zeros(…), o dtype=x.dtype y
# device=x.device."""
# ///
"""The zeros of the initial state are always float32."""


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
            h0 = torch.zeros(x.shape[0], self.hidden_size)
        hs = gru_forward(x, h0, self.Wx, self.Wh, self.bx, self.bh)
        return hs, hs[:, -1]
