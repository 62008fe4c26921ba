"""`make messages`: brings the Spanish catalogue up to date with the sentences in the code.

New sentences are added without a translation (the tests say which), those that nobody says any more
are dropped, and what is translated is compiled.
"""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parents[2] / "autograder"
SOURCE = PACKAGE / "presentation" / "locale" / "es" / "LC_MESSAGES" / "autograder.po"
COMPILED = SOURCE.with_suffix(".mo")
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
KEYWORDS = {"text": None, "plural": (1, 2), "N_": None}
HEADER = "# What autograder says, in Spanish. Translate here, then run `make messages`."

Message = str | tuple[str, str]


def sentences() -> set[Message]:
    """Every message in the code: a sentence, or the pair of a plural."""
    found = extract_from_dir(PACKAGE, METHODS, keywords=KEYWORDS)
    return {message for _, _, message, _, _ in found}


def translations() -> Catalog:
    """The catalogue as it is kept."""
    with SOURCE.open("rb") as file:
        return read_po(file, locale="es")


def main() -> None:
    """Writes the catalogue and compiles it."""
    kept = translations()
    catalogue = Catalog(
        locale="es",
        header_comment=HEADER,
        fuzzy=False,
        project="autograder",
        version=" ",
        msgid_bugs_address=" ",
        last_translator=" ",
        language_team=" ",
        # Kept, so that running it twice changes nothing.
        creation_date=kept.creation_date,
        revision_date=kept.creation_date,
    )
    for message in sentences():
        known = kept.get(message if isinstance(message, str) else message[0])
        empty = "" if isinstance(message, str) else ("", "")
        catalogue.add(message, known.string if known else empty)
    with SOURCE.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True)
    with COMPILED.open("wb") as file:
        write_mo(file, translations())


if __name__ == "__main__":
    main()
