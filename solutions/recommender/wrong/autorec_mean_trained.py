# /// wrong answer
# check = "test_autorec_values"
# kind = "wrong_length"
# hint.en = """
# The mean is a parameter of your module, and would be trained. Register it as a buffer, or keep
# it as a tensor."""
# hint.es = """
# La media es un parámetro de tu módulo, y se entrenaría. Regístrala como buffer, o guárdala como
# tensor."""
# ///
"""The mean is a parameter."""


class AutoRec(nn.Module):
    def __init__(self, mean: Tensor, hidden_size: int) -> None:
        super().__init__()
        self.mean = nn.Parameter(mean.clone())
        self.encoder = nn.Linear(len(mean), hidden_size)
        self.decoder = nn.Linear(hidden_size, len(mean))

    def forward(self, r: Tensor, mask: Tensor) -> Tensor:
        shown = torch.where(mask, r - self.mean, 0)
        return self.mean + self.decoder(torch.sigmoid(self.encoder(shown)))
