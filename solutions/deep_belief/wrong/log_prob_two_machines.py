# /// wrong answer
# check = "test_log_prob_depths"
# kind = "wrong_value"
# hint.en = """
# The prior of the first hidden layer is what the second machine believes alone. Where there are
# more, it is what all of them together believe."""
# hint.es = """
# La probabilidad previa de la primera capa oculta es lo que cree sola la segunda máquina. Donde
# hay más, es lo que creen todas juntas."""
# ///
"""Machines above the second are not seen."""


def dbn_log_prob(v: Tensor, layers: list[Machine]) -> Tensor:
    return stack_log_prob(v, layers[:2])
