# /// wrong answer
# check = "test_water_values"
# kind = "wrong_value"
# hint.en = """
# Twice as many bits as needed: a bit halves the deviation, so that the variance falls to a
# quarter. The logarithm of a ratio of variances gets a factor of 1/2."""
# hint.es = """
# El doble de bits de lo necesario: un bit reduce la desviación a la mitad, y la varianza a la
# cuarta parte. El logaritmo de un cociente de varianzas lleva un factor 1/2."""
# ///
"""The half is missing."""


def reverse_water_filling(variances: Tensor, distortion: float) -> Tensor:
    sizes = variances.sort(descending=True).values
    if distortion >= sizes.sum():
        return torch.zeros_like(variances)
    for k in range(1, len(sizes) + 1):
        water = (distortion - sizes[k:].sum()) / k
        if k == len(sizes) or water >= sizes[k]:
            break
    covered = variances <= water
    return torch.where(covered, 0, torch.log2(torch.where(covered, 1, variances / water)))
