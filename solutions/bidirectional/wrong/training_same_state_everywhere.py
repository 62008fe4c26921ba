# /// wrong answer
# check = "test_training_learns"
# kind = "did_not_converge"
# hint.en = """
# The training is done as asked, but every letter of a word is given the same backward state: each
# should get its own."""
# hint.es = """
# El entrenamiento se hace como se pide, pero todas las letras de una palabra reciben el mismo
# estado hacia atrás: cada una debe recibir el suyo."""
# ///
"""The last backward state stands at every letter of the model."""


class Restorer(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(27, 16)
        self.ahead = nn.LSTM(16, hidden_size, batch_first=True)
        self.behind = nn.LSTM(16, hidden_size, batch_first=True)
        self.readout = nn.Linear(2 * hidden_size, 1)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        x = self.embedding(ids)
        ahead = self.ahead(x)[0]
        read = self.behind(reverse_sequences(x, lengths))[0]
        whole = read[torch.arange(len(x)), lengths - 1][:, None].expand_as(ahead)
        return self.readout(torch.cat([ahead, whole], dim=2))[:, :, 0]
