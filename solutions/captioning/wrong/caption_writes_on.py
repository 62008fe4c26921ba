# /// wrong answer
# check = "test_model_captions"
# kind = "broken_property"
# hint.en = "caption writes on after <end>; only <null> may follow."
# hint.es = "caption sigue escribiendo después de <end>; solo puede ir <null>."
# ///
"""caption does not end."""


class Captioner(nn.Module):
    def __init__(self, pixels: int, words: int, hidden_size: int) -> None:
        super().__init__()
        self.look = nn.Sequential(
            nn.Flatten(),
            nn.Linear(pixels, 128),
            nn.ReLU(),
            nn.Linear(128, hidden_size),
            nn.Tanh(),
        )
        self.embedding = nn.Embedding(words, 24)
        self.recurrent = nn.GRU(24, hidden_size, batch_first=True)
        self.output = nn.Linear(hidden_size, words)

    def forward(self, images: Tensor, ids: Tensor) -> Tensor:
        embedded = self.embedding(words_before(ids))
        states, _ = self.recurrent(embedded, self.look(images)[None])
        return self.output(states)

    def step(self, words: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        states, h = self.recurrent(self.embedding(words)[:, None], h)
        return self.output(states[:, 0]), h

    @torch.no_grad()
    def caption(self, images: Tensor, max_len: int) -> Tensor:
        h, words, captions = self.look(images)[None], torch.full((len(images),), START), []
        for _ in range(max_len):
            scores, h = self.step(words, h)
            words = scores.argmax(dim=1)
            captions.append(words)
        return torch.stack(captions, dim=1)
