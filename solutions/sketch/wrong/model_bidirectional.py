# /// wrong answer
# check = "test_training_order"
# kind = "broken_property"
# hint.en = "Your network reads from both sides: it has seen the row that it has to predict."
# hint.es = "Tu red lee desde los dos lados: ha visto la fila que tiene que predecir."
# ///
"""The network reads from both sides."""


class Sketcher(nn.Module):
    def __init__(self, hidden: int, M: int) -> None:
        super().__init__()
        self.lstm = nn.LSTM(5, hidden, batch_first=True, bidirectional=True)
        self.readout = nn.Linear(2 * hidden, 6 * M + 3)

    def forward(self, rows: Tensor) -> Tensor:
        states, _ = self.lstm(rows)
        return self.readout(states)
