# /// wrong answer
# check = "test_training_order"
# kind = "broken_property"
# hint.en = """
# Your layer takes the first axis for the rows: it reads from drawing to drawing (batch_first)."""
# hint.es = "Tu capa toma el primer eje por las filas: lee de dibujo en dibujo (batch_first)."
# ///
"""Rows and drawings are mistaken for each other."""


class Sketcher(nn.Module):
    def __init__(self, hidden: int, M: int) -> None:
        super().__init__()
        self.lstm = nn.LSTM(5, hidden)
        self.readout = nn.Linear(hidden, 6 * M + 3)

    def forward(self, rows: Tensor) -> Tensor:
        states, _ = self.lstm(rows)
        return self.readout(states)
