# /// wrong answer
# check = "test_training_gradients"
# kind = "broken_property"
# hint.en = """
# The state is cut off from the graph at every step, so the weights never learn what an early step
# would have been good for. Look for .detach() or .data in the loop."""
# hint.es = """
# El estado queda cortado del grafo en cada paso, así que los pesos nunca aprenden para qué habría
# servido un paso temprano. Busca .detach() o .data en el bucle."""
# ///
"""The training cuts the state off from the graph at every step."""


class AddingModel(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.readout = nn.Linear(hidden_size, 1)
        self.gru = GRU(2, hidden_size)

    def forward(self, x: Tensor) -> Tensor:
        g = self.gru
        h = x.new_zeros(x.shape[0], g.hidden_size)
        for x_t in x.unbind(dim=1):
            h = gru_cell(x_t, h.detach(), g.Wx, g.Wh, g.bx, g.bh)
        return self.readout(h)[:, 0]
