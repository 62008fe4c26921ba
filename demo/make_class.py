"""`python -m demo.make_class FOLDER`: writes a class of GRU submissions, as Moodle hands them out.

`gru-submissions.zip` and `gru-worksheet.csv` have the forms that Moodle 4.5 wrote; the people
are invented. The work is the course's own right and wrong answers, and what hostile, unlucky and
careless people hand in (`demo/submissions/`).
"""

import csv
import io
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.model.topic import find_topic

ROOT = Path(__file__).resolve().parents[1]
HEADER = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum grade","Grade can be changed",'
    '"Last modified (submission)","Last modified (grade)","Feedback comments"\n'
)
WHEN = "Monday, 23 November 2026, 7:42 AM"
STAMP = (2026, 11, 23, 7, 42, 0)


@dataclass(frozen=True)
class Person:
    """Who handed in which files (paths inside their submission, and bytes)."""

    name: str
    files: tuple[tuple[str, bytes], ...]


def people() -> list[Person]:
    """The class: about thirty people, two of the same name, one who handed in nothing."""
    solutions = ROOT / "solutions" / "gru"
    reference = (solutions / "reference.py").read_text(encoding="utf-8")
    own = {
        style: (solutions / "alternatives" / f"{style}.py").read_text(encoding="utf-8")
        for style in STYLES
    }
    names = iter(_names())
    texts = [reference, *(text.replace(*SLIPS.get(style, ("", ""))) for style, text in own.items())]
    found = [Person(next(names), (("gru.py", text.encode()),)) for text in texts]
    chosen = [
        "update_gate_swapped",
        "no_reset_gate",
        "gates_reset_update_swapped",
        "reset_always_before",
        "state_detached",
        "forward_reversed",
        "forward_returns_last",
        "backward_carry_dropped",
        "backward_weights_overwritten",
        "layer_zero_initialisation",
        "step_without_zero_grad",
        "training_plain_rnn",
    ]
    topic = find_topic("gru", ROOT)
    for name in chosen:
        text = topic.wrong_answer(name).text
        found.append(Person(next(names), (("gru.py", text.encode()),)))
    for path in sorted((ROOT / "demo" / "submissions").glob("*.py")):
        found.append(Person(next(names), (("gru.py", path.read_bytes()),)))
    starter = (ROOT / "assignments" / "gru" / "gru.py").read_bytes()
    found += [
        Person(next(names), (("gru.py", starter),)),
        Person(next(names), (("mi tarea (1).ipynb", _notebook(reference)),)),
        Person(next(names), (("gru.ipynb", _notebook(reference, broken=True)),)),
        Person(next(names), (("informe.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),)),
        Person(
            next(names), (("entrega/GRU.py", own["block_matrix"].encode()), ("notas.txt", b"!"))
        ),
        Person(next(names), ()),
    ]
    return found


# People who worked alone: none has more in common with another than chance.
STYLES = (
    *("block_matrix", "chunk_and_lerp", "einsum", "functional"),
    *("numpy_backward", "per_gate", "row_by_row"),
)

# The last of them make a mistake that others make too: what it replaces, and with what.
SLIPS = {
    "numpy_backward": (
        "torch.where(z == 1, h, (1.0 - z) * n + z * h)",
        "torch.where(z == 1, n, (1.0 - z) * h + z * n)",
    ),
    "per_gate": ("h + (1 - update) * (candidate - h)", "h + update * (candidate - h)"),
    "row_by_row": ("    optimizer.zero_grad()\n", ""),
}


def _names() -> list[str]:
    return [
        "Alice Liddell", "José Núñez-O'Brien", "李 明", "John Smith", "Ann Lee, Jr.", "Zoë Brontë",
        "Łukasz Wójcik", "María-José Carreño Quiñones", "Nguyễn Văn An", "Søren Ångström",
        "Fatima al-Zahra", "Олена Шевченко", "Under_Score Na_me", "佐藤 花子", "Jean-Luc D'Arcy",
        "Inés Álvarez", "Björk Guðmundsdóttir", "João São Paulo", "Noah O'Neill", "Priya R. Śarmā",
        "Ömer Yıldız", "Chloé Lefèvre", "Mateo Ríos", "김 민준", "Eva Černá", "Lucía Peña",
        "John Smith", "Aurélie Noël", "Tomás Ibáñez", "Grace Okafor", "Miloš Đorđević", "Ngozi Eze",
        "Sofía Güell", "Pál Erdős", "Amélie Poulain", "No Submission",
    ]  # fmt: skip


def _notebook(text: str, broken: bool = False) -> bytes:
    """The text as a student's notebook: with magics, a plot, a training loop left at the top level,
    and where `broken`, a cell that raises and one that is not Python."""
    cells = [
        new_markdown_cell("# GRU"),
        new_code_cell("%matplotlib inline\n!pip install torch\nimport matplotlib.pyplot as plt"),
        new_code_cell(text),
        new_code_cell("plt.plot([1, 2, 3])\nplt.show()"),
        new_code_cell("for step in range(10**9):\n    loss = step * 0.5\n    print(loss)"),
    ]
    if broken:
        cells.insert(1, new_code_cell("1 / 0"))
        cells.insert(2, new_code_cell("def half_written(:\n    pass"))
    return str(nbformat.writes(new_notebook(cells=cells))).encode()


def write_download(folder: Path, topic: str, handed_in: Sequence[Person]) -> None:
    """Writes TOPIC-submissions.zip, and the worksheet of everybody beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    with zipfile.ZipFile(
        folder / f"{topic}-submissions.zip", "w", zipfile.ZIP_DEFLATED, strict_timestamps=False
    ) as archive:
        for number, person in enumerate(handed_in, start=1):
            place = person.name.replace("_", " ").replace("'", "")
            for path, data in person.files:
                entry = f"{place}_{number}_assignsubmission_file/{path}"
                archive.writestr(zipfile.ZipInfo(entry, STAMP), data)
            writer.writerow(
                [
                    f"Participant {number}",
                    person.name,
                    f"student{number}@example.invalid",
                    "Submitted for grading -  - " if person.files else "No submission -  - ",
                    "",
                    "100.00",
                    "Yes",
                    WHEN if person.files else "-",
                    "-",
                    "",
                ]
            )
    text = "\ufeff" + HEADER + sheet.getvalue()
    (folder / f"{topic}-worksheet.csv").write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    write_download(Path(sys.argv[1]), "gru", people())
