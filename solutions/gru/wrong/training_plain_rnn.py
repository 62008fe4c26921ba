# /// wrong answer
# check = "test_training_learns"
# kind = "did_not_converge"
# hint.en = "A plain recurrent layer forgets the first mark before the second comes. Use your GRU."
# hint.es = """
# Una capa recurrente simple olvida la primera marca antes de que llegue la segunda. Usa tu GRU."""
# ///
"""The recurrent layer of the training is a plain one."""


class AddingModel(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.input = nn.Linear(2, hidden_size)
        self.recurrent = nn.Linear(hidden_size, hidden_size)
        self.readout = nn.Linear(hidden_size, 1)

    def forward(self, x: Tensor) -> Tensor:
        h = x.new_zeros(x.shape[0], self.recurrent.in_features)
        for x_t in x.unbind(dim=1):
            h = torch.tanh(self.input(x_t) + self.recurrent(h))
        return self.readout(h)[:, 0]
