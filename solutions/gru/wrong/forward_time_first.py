# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_shape"
# hint.en = """
# Your states come back as (T, N, H). Here the batch is the first axis and time the second."""
# hint.es = """
# Tus estados vuelven como (T, N, H). Aquí el lote es el primer eje y el tiempo el segundo."""
# ///
"""gru_forward stacks the states on the first axis."""


def gru_forward(
    x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    h = h0
    hs = []
    for x_t in x.unbind(dim=1):
        h = gru_cell(x_t, h, Wx, Wh, bx, bh, reset_after)
        hs.append(h)
    return torch.stack(hs, dim=0)


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
            h0 = x.new_zeros(x.shape[0], self.hidden_size)
        hs = gru_forward(x, h0, self.Wx, self.Wh, self.bx, self.bh).transpose(0, 1)
        return hs, hs[:, -1]
