# /// wrong answer
# check = "test_training_reproducible"
# kind = "wrong_shape"
# hint.en = """
# Your model gives one logit for each word: each letter has its own, (N, T)."""
# hint.es = """
# Tu modelo da un logit por palabra: cada letra tiene el suyo, (N, T)."""
# ///
"""One logit for each word."""


class Restorer(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(27, 16)
        self.ahead = nn.LSTM(16, hidden_size, batch_first=True)
        self.behind = nn.LSTM(16, hidden_size, batch_first=True)
        self.readout = nn.Linear(2 * hidden_size, 1)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        x = self.embedding(ids)
        states = bidirectional(lambda x: self.ahead(x)[0], lambda x: self.behind(x)[0], x, lengths)
        return self.readout(last_states(states, lengths))


def train_restorer(
    ids: Tensor,
    lengths: Tensor,
    marks: Tensor,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = Restorer(hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(ids), (batch_size,))
        logits = model(ids[batch], lengths[batch]).expand_as(marks[batch])
        loss = masked_bce(logits, marks[batch], lengths[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
