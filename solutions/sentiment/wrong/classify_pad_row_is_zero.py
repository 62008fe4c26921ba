# /// wrong answer
# check = "test_classify_values"
# kind = "wrong_value"
# hint.en = """
# You put zeros in the place of row 0 of the embedding: where id 0 stands within the length of a
# text, its row counts as any other."""
# hint.es = """
# Pones ceros en la fila 0 del embedding: donde el id 0 está dentro de la longitud de un texto,
# su fila cuenta como cualquiera."""
# ///
"""Row 0 is zero."""


def classify(
    ids: Tensor, lengths: Tensor, embedding: Tensor, layer: Map, w: Tensor, b: Tensor
) -> Tensor:
    x = torch.where(ids[:, :, None] == 0, 0, embedding[ids])
    return last_state(layer(x), lengths) @ w + b
