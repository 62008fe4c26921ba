# /// wrong answer
# check = "test_training_order"
# kind = "broken_property"
# hint.en = "Your model forgets: only the last row decides what comes next."
# hint.es = "Tu modelo olvida: solo la última fila decide lo que sigue."
# ///
"""Every row is read alone."""


class Sketcher(nn.Module):
    def __init__(self, hidden: int, M: int) -> None:
        super().__init__()
        self.lstm = nn.LSTM(5, hidden, batch_first=True)
        self.readout = nn.Linear(hidden, 6 * M + 3)

    def forward(self, rows: Tensor) -> Tensor:
        states, _ = self.lstm(rows.reshape(-1, 1, 5))
        states = states.reshape(*rows.shape[:2], -1)
        return self.readout(states)
