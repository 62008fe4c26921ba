# /// wrong answer
# check = "test_split_draws"
# kind = "broken_property"
# hint.en = """
# All users draw the same lots: somewhere in your loop the generator starts anew. Seed it once,
# before the loop."""
# hint.es = """
# Todos los usuarios sacan el mismo sorteo: en algún punto del bucle el generador vuelve a
# empezar. Siémbralo una vez, antes del bucle."""
# ///
"""The same lots for every user."""


def split_ratings(mask: Tensor, share: float, seed: int) -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    test = torch.zeros_like(mask)
    for user in range(len(mask)):
        known = mask[user].nonzero()[:, 0]
        generator.manual_seed(seed)
        order = torch.randperm(len(known), generator=generator)
        test[user, known[order[: int(share * len(known))]]] = True
    return mask & ~test, test
