# /// wrong answer
# check = "test_model_unseen"
# kind = "broken_property"
# hint.en = """
# Your answer changes with the padding of the source: the encoder reads on into it. Pack the
# sequence (pack_padded_sequence), or read the state at the last word."""
# hint.es = """
# Tu respuesta cambia con el relleno de source: el codificador sigue leyendo en él. Empaqueta la
# secuencia (pack_padded_sequence) o lee el estado en la última palabra."""
# ///
"""The encoder goes on into the padding."""


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
        keys, last = self.encoder(self.source_embedding(source))
        return keys, mask, torch.cat([last[0], last[1]], dim=1)[None]

    def decode(self, inputs: Tensor, hidden: Tensor, keys: Tensor, mask: Tensor) -> Pair:
        states, hidden = self.decoder(self.target_embedding(inputs), hidden)
        scores = self.query(states) @ keys.transpose(1, 2)
        alpha = scores.masked_fill(~mask[:, None], -math.inf).softmax(dim=2)
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
