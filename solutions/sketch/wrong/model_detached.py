# /// wrong answer
# check = "test_training_order"
# kind = "broken_property"
# hint.en = "No gradient reaches the recurrent layer: its states are detached from the graph."
# hint.es = "A la capa recurrente no llega ningún gradiente: sus estados están separados del grafo."
# ///
"""The states are detached."""


class Sketcher(nn.Module):
    def __init__(self, hidden: int, M: int) -> None:
        super().__init__()
        self.lstm = nn.LSTM(5, hidden, batch_first=True)
        self.readout = nn.Linear(hidden, 6 * M + 3)

    def forward(self, rows: Tensor) -> Tensor:
        states, _ = self.lstm(rows)
        return self.readout(states.detach())
