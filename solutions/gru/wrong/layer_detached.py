# /// wrong answer
# check = "test_layer_gradients"
# kind = "wrong_value"
# hint.en = """
# The values are right, but the state is cut off from the graph between steps: your layer learns
# from one step back only. Look for .detach() or .data in its loop."""
# hint.es = """
# Los valores son correctos, pero el estado queda cortado del grafo entre pasos: tu capa aprende
# solo de un paso atrás. Busca .detach() o .data en su bucle."""
# ///
"""The layer cuts the state off from the graph at every step."""


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
            h0 = gru_cell(x_t, h0.detach(), self.Wx, self.Wh, self.bx, self.bh)
            hs.append(h0)
        return torch.stack(hs, dim=1), h0
