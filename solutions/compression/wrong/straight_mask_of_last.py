# /// wrong answer
# check = "test_straight_through_twice"
# kind = "wrong_value"
# hint.en = """
# Of two calls in one graph, the way back of the first uses what the second has left. What
# backward needs belongs to each call: put it in ctx (save_for_backward), not on the class or in
# a global variable."""
# hint.es = """
# De dos llamadas en un mismo grafo, el camino de vuelta de la primera usa lo que dejó la
# segunda. Lo que backward necesita es de cada llamada: guárdalo en ctx (save_for_backward), no
# en la clase ni en una variable global."""
# ///
"""What backward needs is kept on the class, where the next call replaces it."""


class Rounded(torch.autograd.Function):
    inside: Tensor

    @staticmethod
    def forward(ctx, u, levels):
        Rounded.inside = (u >= 0) & (u <= 1)
        return quantise(u, levels)[1]

    @staticmethod
    def backward(ctx, gradient):
        return gradient * Rounded.inside, None


def straight_through(u: Tensor, levels: int) -> Tensor:
    return Rounded.apply(u, levels)
