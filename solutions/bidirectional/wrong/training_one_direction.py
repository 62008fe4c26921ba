# /// wrong answer
# check = "test_training_sees_the_word"
# kind = "broken_property"
# hint.en = """
# The logit of a letter does not change with the letters after it: your model reads from left to
# right only."""
# hint.es = """
# El logit de una letra no cambia con las letras que vienen después: tu modelo solo lee de
# izquierda a derecha."""
# ///
"""The network reads in one direction."""


class Restorer(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(27, 16)
        self.ahead = nn.LSTM(16, hidden_size, batch_first=True)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        return self.readout(self.ahead(self.embedding(ids))[0])[:, :, 0]
