# /// wrong answer
# check = "test_training_sees_the_word"
# kind = "broken_property"
# hint.en = """
# The logits of a word change with the padding after it: the backward direction starts in the
# padding. Turn each word round within its length, or pack the batch."""
# hint.es = """
# Los logits de una palabra cambian con el relleno que la sigue: la dirección hacia atrás empieza
# en el relleno. Invierte cada palabra dentro de su longitud, o empaqueta el lote."""
# ///
"""nn.LSTM in both directions, without packing."""


class Restorer(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(27, 16)
        self.both = nn.LSTM(16, hidden_size, batch_first=True, bidirectional=True)
        self.readout = nn.Linear(2 * hidden_size, 1)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        return self.readout(self.both(self.embedding(ids))[0])[:, :, 0]
