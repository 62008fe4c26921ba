# /// wrong answer
# check = "test_water_values"
# kind = "wrong_value"
# hint.en = """
# You take the distortion itself for the water level. It is what all of them lose together: the
# sum of min(water, variance)."""
# hint.es = """
# Tomas la propia distorsión por el nivel del agua. Es lo que pierden todas juntas: la suma de
# min(agua, varianza)."""
# ///
"""The distortion is taken for the level."""


def reverse_water_filling(variances: Tensor, distortion: float) -> Tensor:
    covered = variances <= distortion
    return torch.where(covered, 0, torch.log2(torch.where(covered, 1, variances / distortion)) / 2)
