# /// wrong answer
# check = "test_log_prob_gradients"
# kind = "wrong_value"
# hint.en = """
# Your result takes a detour (numpy, detach, item or no_grad) on which gradients are lost."""
# hint.es = """
# Tu resultado da un rodeo (numpy, detach, item o no_grad) en el que se pierden los gradientes."""
# ///
"""No gradient goes through."""


def dbn_log_prob(v: Tensor, layers: list[Machine]) -> Tensor:
    with torch.no_grad():
        return stack_log_prob(v, layers)
