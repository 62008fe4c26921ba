# /// wrong answer
# check = "test_training_network"
# kind = "broken_property"
# hint.en = """
# Your model is no recurrent network of the asked size: its number of weights does not grow with
# the square of hidden_size."""
# hint.es = """
# Tu modelo no es una red recurrente del tamaño pedido: su número de pesos no crece con el
# cuadrado de hidden_size."""
# ///
"""The words before are averaged; nothing is recurrent."""


class Captioner(nn.Module):
    def __init__(self, pixels: int, words: int, hidden_size: int) -> None:
        super().__init__()
        self.look = nn.Sequential(nn.Flatten(), nn.Linear(pixels, hidden_size), nn.Tanh())
        self.embedding = nn.Embedding(words, hidden_size)
        self.output = nn.Linear(hidden_size, words)

    def forward(self, images: Tensor, ids: Tensor) -> Tensor:
        embedded = self.embedding(words_before(ids)).cumsum(dim=1)
        return self.output(torch.tanh(embedded + self.look(images)[:, None]))

    @torch.no_grad()
    def caption(self, images: Tensor, max_len: int) -> Tensor:
        ids = torch.zeros(len(images), max_len, dtype=torch.int64)
        ended = torch.zeros(len(images), dtype=torch.bool)
        for t in range(max_len):
            words = self(images, ids)[:, t].argmax(dim=1)
            ids[:, t] = words.masked_fill(ended, NULL)
            ended = ended | (words == END)
        return ids
