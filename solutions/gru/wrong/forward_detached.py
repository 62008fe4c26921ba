# /// wrong answer
# check = "test_forward_gradients"
# kind = "no_gradient"
# hint.en = """
# The values are right, but the state is cut off from the graph between steps, so no gradient
# reaches an earlier step. Look for .detach(), .data or torch.tensor(…) in the loop."""
# hint.es = """
# Los valores son correctos, pero el estado queda cortado del grafo entre pasos, así que ningún
# gradiente llega a un paso anterior. Busca .detach(), .data o torch.tensor(…) en el bucle."""
# ///
"""The state is cut off from the graph between steps."""


def gru_forward(
    x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    h = h0
    hs = []
    for x_t in x.unbind(dim=1):
        h = gru_cell(x_t, h.detach(), Wx, Wh, bx, bh, reset_after)
        hs.append(h)
    return torch.stack(hs, dim=1)


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
        hs = []
        for x_t in x.unbind(dim=1):
            h0 = gru_cell(x_t, h0, self.Wx, self.Wh, self.bx, self.bh)
            hs.append(h0)
        return torch.stack(hs, dim=1), h0
