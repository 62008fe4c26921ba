# /// wrong answer
# check = "test_training_sees_the_word"
# kind = "broken_property"
# hint.en = """
# The logit of a letter depends on this letter alone: the word around it has to be read by
# recurrent layers."""
# hint.es = """
# El logit de una letra depende solo de esa letra: la palabra que la rodea tienen que leerla capas
# recurrentes."""
# ///
"""No recurrent layer."""


class Restorer(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(27, 16)
        self.middle = nn.Linear(16, hidden_size)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        return self.readout(torch.tanh(self.middle(self.embedding(ids))))[:, :, 0]
