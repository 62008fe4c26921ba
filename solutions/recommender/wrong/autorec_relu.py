# /// wrong answer
# check = "test_autorec_values"
# kind = "wrong_value"
# hint.en = """
# The code goes through a ReLU. It may learn as well, but here it is the logistic sigmoid."""
# hint.es = """
# El código pasa por una ReLU. Puede que aprenda igual de bien, pero aquí es la sigmoide
# logística."""
# ///
"""ReLU in the place of the sigmoid."""


class AutoRec(nn.Module):
    def __init__(self, mean: Tensor, hidden_size: int) -> None:
        super().__init__()
        self.register_buffer("mean", mean.clone())
        self.encoder = nn.Linear(len(mean), hidden_size)
        self.decoder = nn.Linear(hidden_size, len(mean))

    def forward(self, r: Tensor, mask: Tensor) -> Tensor:
        shown = torch.where(mask, r - self.mean, 0)
        return self.mean + self.decoder(torch.relu(self.encoder(shown)))
