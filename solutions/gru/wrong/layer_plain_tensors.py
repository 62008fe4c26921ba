# /// wrong answer
# check = "test_layer_values"
# kind = "wrong_value"
# hint.en = """
# Your layer has weights but no parameters, so an optimiser does not find them. A module registers
# what is an nn.Parameter."""
# hint.es = """
# Tu capa tiene pesos pero no parámetros, así que un optimizador no los encuentra. Un módulo
# registra lo que es un nn.Parameter."""
# ///
"""The weights are tensors, not parameters."""


class GRU(nn.Module):
    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.hidden_size = hidden_size
        self.Wx = torch.empty(input_size, 3 * hidden_size).requires_grad_()
        self.Wh = torch.empty(hidden_size, 3 * hidden_size).requires_grad_()
        self.bx = torch.empty(3 * hidden_size).requires_grad_()
        self.bh = torch.empty(3 * hidden_size).requires_grad_()
        bound = 1 / math.sqrt(hidden_size)
        for weight in (self.Wx, self.Wh, self.bx, self.bh):
            nn.init.uniform_(weight, -bound, bound)

    def forward(self, x: Tensor, h0: Tensor | None = None) -> tuple[Tensor, Tensor]:
        if h0 is None:
            h0 = x.new_zeros(x.shape[0], self.hidden_size)
        hs = gru_forward(x, h0, self.Wx, self.Wh, self.bx, self.bh)
        return hs, hs[:, -1]
