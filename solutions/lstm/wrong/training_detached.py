# /// wrong answer
# check = "test_training_gradients"
# kind = "broken_property"
# hint.en = """
# In this training the states are cut off from the graph at every step, so the weights never learn
# what an early step would have been good for. Look for .detach() or .data in the loop of your
# model."""
# hint.es = """
# En este entrenamiento los estados quedan cortados del grafo en cada paso, así que los pesos nunca
# aprenden para qué habría servido un paso temprano. Busca .detach() o .data en el bucle de tu
# modelo."""
# ///
"""The training cuts the states off from the graph at every step."""


class AddingModel(nn.Module):
    def __init__(self, hidden_size: int, forget_bias: float) -> None:
        super().__init__()
        self.readout = nn.Linear(hidden_size, 1)
        self.lstm = LSTM(2, hidden_size, forget_bias=forget_bias)

    def forward(self, x: Tensor) -> Tensor:
        h = c = x.new_zeros(x.shape[0], self.lstm.hidden_size)
        for x_t in x.unbind(dim=1):
            weights = self.lstm.Wx[0], self.lstm.Wh[0], self.lstm.b[0]
            h, c = lstm_step(x_t, h.detach(), c.detach(), *weights)
        return self.readout(h)[:, 0]
