# /// wrong answer
# check = "test_training_reads_hidden_state"
# kind = "broken_property"
# hint.en = """
# Your read-out sees the cell state, which has no bound, where it should see the hidden state,
# tanh(c) times the output gate. Look at the order of what your layer returns: hs, h_last,
# c_last."""
# hint.es = """
# Tu lectura ve el estado de la celda, que no está acotado, en vez del estado oculto, tanh(c) por la
# compuerta de salida. Mira el orden de lo que devuelve tu capa: hs, h_last, c_last."""
# ///
"""The read-out sees the cell state."""


class AddingModel(nn.Module):
    def __init__(self, hidden_size: int, forget_bias: float) -> None:
        super().__init__()
        self.lstm = LSTM(2, hidden_size, forget_bias=forget_bias)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, x: Tensor) -> Tensor:
        _, _, h_last = self.lstm(x)
        return self.readout(h_last[-1])[:, 0]
