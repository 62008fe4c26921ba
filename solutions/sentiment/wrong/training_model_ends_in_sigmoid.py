# /// wrong answer
# check = "test_training_learns"
# kind = "did_not_converge"
# hint.en = """
# Your model ends in a sigmoid, and the loss applies one itself: its logits never leave 0 to 1.
# Return what stands before it."""
# hint.es = """
# Tu modelo termina en una sigmoide, y la pérdida aplica otra: sus logits no salen de 0 a 1.
# Devuelve lo que hay antes."""
# ///
"""A sigmoid twice."""


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
        return torch.sigmoid(self.readout(last_state(states, lengths))[:, 0])
