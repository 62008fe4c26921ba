# /// wrong answer
# check = "test_bump_values"
# kind = "wrong_value"
# hint.en = """
# Both of your steps go up, so the bump never comes down. The second one has to take away what the
# first one added."""
# hint.es = """
# Tus dos escalones suben, así que la meseta nunca baja. El segundo tiene que quitar lo que el
# primero añadió."""
# ///
"""Both steps go up."""


def bump(x: Tensor, s: float, t: float, h: float, w: float) -> Tensor:
    return h * (step(x, s, w) + step(x, t, w))
