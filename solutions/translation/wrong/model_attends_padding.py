# /// wrong answer
# check = "test_model_unseen"
# kind = "broken_property"
# hint.en = """
# Your model's attention looks at the padding: another width of the array gives another
# translation. Hand it the mask."""
# hint.es = """
# La atención de tu modelo mira el relleno: con otro ancho de la tabla sale otra traducción. Dale
# la máscara."""
# ///
"""Attention looks at padding, too."""


class Translator(nn.Module):
    def __init__(self, source_words: int, target_words: int, hidden_size: int) -> None:
        super().__init__()
        H = hidden_size
        self.source_embedding = nn.Embedding(source_words, H)
        self.target_embedding = nn.Embedding(target_words, H)
        self.encoder = nn.GRU(H, H // 2, batch_first=True, bidirectional=True)
        self.decoder = nn.GRU(H, H, batch_first=True)
        self.query = nn.Linear(H, H, bias=False)
        self.mix = nn.Sequential(nn.Linear(2 * H, H), nn.Tanh())
        self.output = nn.Linear(H, target_words)

    def encode(self, source: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        mask = source != PAD
        packed = nn.utils.rnn.pack_padded_sequence(
            self.source_embedding(source),
            mask.sum(dim=1),
            batch_first=True,
            enforce_sorted=False,
        )
        states, last = self.encoder(packed)
        keys, _ = nn.utils.rnn.pad_packed_sequence(
            states, batch_first=True, total_length=source.shape[1]
        )
        return keys, mask, torch.cat([last[0], last[1]], dim=1)[None]

    def decode(self, inputs: Tensor, hidden: Tensor, keys: Tensor, mask: Tensor) -> Pair:
        states, hidden = self.decoder(self.target_embedding(inputs), hidden)
        scores = self.query(states) @ keys.transpose(1, 2)
        alpha = scores.softmax(dim=2)
        mixed = self.mix(torch.cat([states, alpha @ keys], dim=2))
        return self.output(mixed), hidden

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        keys, mask, hidden = self.encode(source)
        start = torch.full_like(target[:, :1], START)
        inputs = torch.cat([start, target[:, :-1]], dim=1)
        return self.decode(inputs, hidden, keys, mask)[0]

    @torch.no_grad()
    def translate(self, source: Tensor, max_len: int) -> Tensor:
        keys, mask, hidden = self.encode(source)
        ids = torch.full((len(source), 1), START)
        ended = torch.zeros(len(source), 1, dtype=torch.bool)
        written = []
        for _ in range(max_len):
            logits, hidden = self.decode(ids, hidden, keys, mask)
            ids = logits.argmax(dim=2)
            written.append(ids.masked_fill(ended, PAD))
            ended = ended | (ids == END)
        return torch.cat(written, dim=1)
