"""Our grammar of numbers and dates in English, Spanish and French, and the files made with it.

Run in the root of the repository: python tests/hidden/translation/data/make_data.py
"""

from pathlib import Path

import numpy as np

TRAINING, HELD_OUT, DATES, NUMBERS = 2000, 240, 0.3, 100_000
SEED = 2  # the first with which every word occurs at least four times in the training pairs


def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


EN_ONES = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
EN_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
EN_ORDINALS = words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
ES_ONES = words(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro "
    "veinticinco veintiséis veintisiete veintiocho veintinueve"
)
ES_TENS = words("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
ES_HUNDREDS = words(
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos "
    "novecientos"
)
FR_ONES = words(
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
FR_TENS = words("vingt trente quarante cinquante soixante")

EN_MONTHS = words(
    "january february march april may june july august september october november december"
)
ES_MONTHS = words(
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
)
FR_MONTHS = words(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
)
EN_DAYS = words("monday tuesday wednesday thursday friday saturday sunday")
ES_DAYS = words("lunes martes miércoles jueves viernes sábado domingo")
FR_DAYS = words("lundi mardi mercredi jeudi vendredi samedi dimanche")
DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def english(n: int) -> list[str]:
    """0 ≤ n < 10⁶ in English words: two hundred and thirty one."""
    if n < 20:
        return [EN_ONES[n]]
    if n < 100:
        return [EN_TENS[n // 10 - 2], *(english(n % 10) if n % 10 else [])]
    if n < 1000:
        return [*english(n // 100), "hundred", *(["and", *english(n % 100)] if n % 100 else [])]
    rest = n % 1000
    words = [*english(n // 1000), "thousand"]
    return [*words, *(["and"] if 0 < rest < 100 else []), *(english(rest) if rest else [])]


def ordinal(n: int) -> list[str]:
    """1 ≤ n ≤ 31 as English puts it in dates: twenty seventh."""
    if n <= 20:
        return [EN_ORDINALS[n - 1]]
    return ["thirtieth"] if n == 30 else [EN_TENS[n // 10 - 2], EN_ORDINALS[n % 10 - 1]]


def spanish(n: int, noun: bool = False) -> list[str]:
    """0 ≤ n < 10⁶ in Spanish words; before a noun or mil, uno is un: treinta y un mil."""
    if noun and n in (1, 21):
        return ["un" if n == 1 else "veintiún"]
    if n < 30:
        return [ES_ONES[n]]
    if n < 100:
        return [ES_TENS[n // 10 - 3], *(["y", *spanish(n % 10, noun)] if n % 10 else [])]
    if n == 100:
        return ["cien"]
    if n < 1000:
        return [ES_HUNDREDS[n // 100 - 1], *(spanish(n % 100, noun) if n % 100 else [])]
    thousands, rest = divmod(n, 1000)
    words = [] if thousands == 1 else spanish(thousands, noun=True)
    return [*words, "mil", *(spanish(rest, noun) if rest else [])]


def french(n: int, last: bool = True) -> list[str]:
    """0 ≤ n < 10⁶ in French words, without hyphens; before mille, cent and vingt take no s."""
    if n < 17:
        return [FR_ONES[n]]
    if n < 20:
        return ["dix", FR_ONES[n - 10]]
    if n < 70:
        tens, ones = FR_TENS[n // 10 - 2], n % 10
        return [tens, *(["et"] if ones == 1 else []), *([FR_ONES[ones]] if ones else [])]
    if n < 80:
        return ["soixante", *(["et"] if n == 71 else []), *french(n - 60)]
    if n == 80:
        return ["quatre", "vingts" if last else "vingt"]
    if n < 100:
        return ["quatre", "vingt", *french(n - 80)]
    if n < 1000:
        hundreds, rest = divmod(n, 100)
        cent = "cents" if hundreds > 1 and not rest and last else "cent"
        return [
            *([] if hundreds == 1 else french(hundreds)),
            cent,
            *(french(rest, last) if rest else []),
        ]
    thousands, rest = divmod(n, 1000)
    words = [] if thousands == 1 else french(thousands, last=False)
    return [*words, "mille", *(french(rest) if rest else [])]


def number(n: int) -> tuple[list[str], list[str], list[str]]:
    """A number in English, Spanish and French."""
    return english(n), spanish(n), french(n)


def date(weekday: int, day: int, month: int) -> tuple[list[str], list[str], list[str]]:
    """A date in English, Spanish and French, with months and days of the week from 0."""
    return (
        [EN_DAYS[weekday], EN_MONTHS[month], *ordinal(day)],
        [ES_DAYS[weekday], *(["primero"] if day == 1 else spanish(day)), "de", ES_MONTHS[month]],
        [FR_DAYS[weekday], *(["premier"] if day == 1 else french(day)), FR_MONTHS[month]],
    )


def sentences(rng: np.random.Generator) -> list[tuple[str, str, str]]:
    """Different numbers, as many short as long ones, and dates, each in one of the languages:
    its name, the sentence, the French one."""
    # In the order in which they were drawn: among the first of them are most of the short ones.
    numbers = list(dict.fromkeys(int(n) for n in NUMBERS ** rng.random(4 * TRAINING)))
    dates = [(w, d + 1, m) for w in range(7) for m in range(12) for d in range(DAYS_OF_MONTH[m])]
    dates = [dates[i] for i in rng.permutation(len(dates))]
    found = []
    for i in range(TRAINING + HELD_OUT):
        en, es, fr = date(*dates[i]) if rng.random() < DATES else number(numbers[i])
        language, words = ("en", en) if rng.random() < 0.5 else ("es", es)
        found.append((language, " ".join(words), " ".join(fr)))
    return found


def main() -> None:
    """Writes pairs.txt, which students get, and held_out.txt."""
    found = sentences(np.random.default_rng(SEED))
    here = Path("tests/hidden/translation/data")
    public = Path("assignments/translation/data")
    for path, rows in [
        (public / "pairs.txt", found[:TRAINING]),
        (here / "held_out.txt", found[TRAINING:]),
    ]:
        path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
