# /// wrong answer
# check = "test_training_reads_last_state"
# kind = "broken_property"
# hint.en = """
# Your read-out sees the mean of the hidden states of all steps. What the network knows at the end
# of a sequence is in the last one."""
# hint.es = """
# Tu lectura ve la media de los estados ocultos de todos los pasos. Lo que la red sabe al final de
# una secuencia está en el último."""
# ///
"""The read-out sees the mean of all hidden states."""


class AddingModel(nn.Module):
    def __init__(self, hidden_size: int, forget_bias: float) -> None:
        super().__init__()
        self.lstm = LSTM(2, hidden_size, forget_bias=forget_bias)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, x: Tensor) -> Tensor:
        hs, _, _ = self.lstm(x)
        return self.readout(hs.mean(dim=1))[:, 0]
