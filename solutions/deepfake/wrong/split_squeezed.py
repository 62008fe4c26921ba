# /// wrong answer
# check = "test_split_odd"
# kind = "wrong_shape"
# hint.en = """
# Where a side has a single frame, your tensor has the shape () and not (1,)."""
# hint.es = """
# Cuando un lado tiene un solo fotograma, tu tensor tiene la forma () y no (1,)."""
# ///
"""squeeze without a dimension."""


def split_by_source(source: Tensor, test_sources: Tensor) -> tuple[Tensor, Tensor]:
    test = torch.isin(source, test_sources)
    return (~test).nonzero().squeeze(), test.nonzero().squeeze()
