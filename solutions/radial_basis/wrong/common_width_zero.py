# /// wrong answer
# check = "test_common_width_of_one_place"
# kind = "wrong_value"
# hint.en = """
# Where all centres are in one place, your width is 0, and every feature would be 0/0 or 0. The
# statement says what it is then."""
# hint.es = """
# Cuando todos los centros están en un mismo sitio tu ancho es 0, y cada característica sería 0/0 o
# 0. El enunciado dice cuánto vale entonces."""
# ///
"""Nothing is done where all centres are in one place."""


def common_width(C: Tensor) -> float:
    return squared_distances(C, C).max().sqrt().item() / math.sqrt(2 * len(C))
