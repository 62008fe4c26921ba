# /// wrong answer
# check = "test_layer_values"
# kind = "wrong_value"
# hint.en = "Your layer starts from zeros even when it is given h0. Zeros are for h0=None alone."
# hint.es = "Tu capa empieza en ceros aunque reciba h0. Los ceros son solo para h0=None."
# ///
"""The layer always starts from zeros."""


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
        h0 = x.new_zeros(x.shape[0], self.hidden_size)
        hs = gru_forward(x, h0, self.Wx, self.Wh, self.bx, self.bh)
        return hs, hs[:, -1]
