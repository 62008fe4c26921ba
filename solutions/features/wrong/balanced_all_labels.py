# /// wrong answer
# check = "test_balanced_classes"
# kind = "wrong_value"
# hint.en = """
# Classes that nobody is of count in your mean. Only those that occur in y do."""
# hint.es = """
# En tu media cuentan clases de las que no es nadie. Solo cuentan las que aparecen en y."""
# ///
"""Classes that were only predicted count as 0."""


def balanced_accuracy(predicted: Tensor, y: Tensor) -> float:
    right = (predicted == y).double()
    kinds = torch.unique(torch.cat([predicted, y]))
    shares = [right[y == kind].sum() / max(1, int((y == kind).sum())) for kind in kinds]
    return torch.stack(shares).mean().item()
