# /// wrong answer
# check = "test_grey_values"
# kind = "wrong_value"
# hint.en = "You weigh the channels as blue, green, red. Which one is first here?"
# hint.es = "Pesas los canales como azul, verde, rojo. ¿Cuál es aquí el primero?"
# ///
"""Blue, green, red."""


def to_grey(rgb: Tensor) -> Tensor:
    blue, green, red = rgb.split(1, dim=1)
    return RED * red + GREEN * green + BLUE * blue
