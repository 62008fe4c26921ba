# /// wrong answer
# check = "test_video_values"
# kind = "wrong_value"
# hint.en = """
# You add logits up, so long videos are condemned for their length. Divide by the number of
# frames."""
# hint.es = """
# Sumas los logits, y los vídeos largos quedan condenados por su duración. Divide entre el
# número de fotogramas."""
# ///
"""The sum."""


def video_scores(logits: Tensor, video: Tensor) -> Tensor:
    V = int(video.max()) + 1
    return logits.new_zeros(V).index_add(0, video, logits)
