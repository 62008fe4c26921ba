# /// wrong answer
# check = "test_training_reproducible"
# kind = "wrong_shape"
# hint.en = """
# Your predictions are (B, 1) and the targets (B,): their difference is (B, B), every prediction
# against every target, and the model learns the mean. Compare shapes before you subtract."""
# hint.es = """
# Tus predicciones son (B, 1) y los objetivos (B,): su diferencia es (B, B), cada predicción contra
# cada objetivo, y el modelo aprende la media. Compara las formas antes de restar."""
# ///
"""Predictions (B, 1) are compared with targets (B,)."""


class AddingModel(nn.Module):
    def __init__(self, hidden_size: int, forget_bias: float) -> None:
        super().__init__()
        self.lstm = LSTM(2, hidden_size, forget_bias=forget_bias)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, x: Tensor) -> Tensor:
        _, h_last, _ = self.lstm(x)
        return self.readout(h_last[-1])
