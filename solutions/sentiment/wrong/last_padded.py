# /// wrong answer
# check = "test_last_values"
# kind = "wrong_value"
# hint.en = """
# You read the state of the last column, after the padding. More padding, another answer."""
# hint.es = """
# Lees el estado de la última columna, después del relleno. Con más relleno cambia la
# respuesta."""
# ///
"""The last column."""


def right_last_state(states: Tensor, lengths: Tensor) -> Tensor:
    return states[torch.arange(len(states)), lengths - 1]


def classify(
    ids: Tensor, lengths: Tensor, embedding: Tensor, layer: Map, w: Tensor, b: Tensor
) -> Tensor:
    return right_last_state(layer(embedding[ids]), lengths) @ w + b


class Classifier(nn.Module):
    def __init__(self, vocabulary_size: int, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, 24)
        nn.init.normal_(self.embedding.weight, 0, 0.3)
        self.gru = nn.GRU(24, hidden_size, batch_first=True)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        # What no text of the batch reaches need not be read.
        states, _ = self.gru(self.embedding(ids[:, : int(lengths.max())]))
        return self.readout(right_last_state(states, lengths))[:, 0]


def last_state(states: Tensor, lengths: Tensor) -> Tensor:
    return states[:, -1]
