# /// wrong answer
# check = "test_model_unseen"
# kind = "broken_property"
# hint.en = "What your model says of an image depends on the others of the batch."
# hint.es = "Lo que tu modelo dice de una imagen depende de las otras del lote."
# ///
"""Images are standardised by the batch."""


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
        states, _ = self.recurrent(
            embedded, self.look(images - images.mean(dim=0, keepdim=True))[None]
        )
        return self.output(states)

    def step(self, words: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        states, h = self.recurrent(self.embedding(words)[:, None], h)
        return self.output(states[:, 0]), h

    @torch.no_grad()
    def caption(self, images: Tensor, max_len: int) -> Tensor:
        return sample_captions(images, self.step, lambda x: self.look(x)[None], max_len)
