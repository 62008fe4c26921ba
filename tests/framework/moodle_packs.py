"""The words of Moodle's language packs that stand in a grading worksheet: facts, in one table.

Source: the packs' own files, as public repositories of Moodle sites hold them. `assign.php`
(`hiddenuser`, `recordid`, `gradecanbechanged`, `lastmodifiedsubmission`, `lastmodifiedgrade`,
`maxgrade`, `markingworkflowstate`, `markingworkflowstatereleased`, `submissionstatus_*`,
`submittedlateshort`), `langconfig.php` (`decsep`, `strftimedaydatetime`; from the branches for
Moodle 2.2 to 3.11), `assignfeedback_comments.php` (`pluginname`). The general words of `moodle.php`
(Full name, Status, Group, Yes, No, units of time) and the names of days and months are those of the
languages; no code looks at the headers among them.
"""

import csv
import io
from dataclasses import dataclass


@dataclass(frozen=True)
class Pack:
    """A pack's strings; `late` and `time` as the pack writes them, with the amount and date filled
    in: two days and three hours; Friday, 27 November 2026, 10:05."""

    hiddenuser: str
    recordid: str
    fullname: str
    email: str
    status: str
    group: str
    grade: str
    maxgrade: str
    workflow: str
    released: str
    changeable: str
    yes: str
    no: str
    submitted_at: str
    graded_at: str
    comments: str
    submitted: str
    draft: str
    none: str
    late: str
    decsep: str
    time: str

    def number(self, text: str) -> str:
        """A number with the pack's decimal mark."""
        return text.replace(".", self.decsep)

    def header(self, *, team: bool = False, workflow: bool = False) -> list[str]:
        """The columns of a worksheet, in Moodle's order."""
        return [
            self.recordid, self.fullname, self.email, self.status, *[self.group] * team,
            self.grade, self.maxgrade, *[self.workflow] * workflow, self.changeable,
            self.submitted_at, self.graded_at, self.comments,
        ]  # fmt: skip

    def row(
        self,
        number: int,
        name: str,
        state: str,
        *,
        late: bool = False,
        grade: str = "",
        locked: bool = False,
        team: str | None = None,
        workflow: bool = False,
    ) -> list[str]:
        """A row as Moodle's table downloads it."""
        handed_in = state != self.none
        parts = [state, *[self.late] * late, "", ""]
        return [
            f"{self.hiddenuser}{number}", name, f"p{number}@example.invalid", " - ".join(parts),
            *([] if team is None else [team]), self.number(grade), self.number("100.00"),
            *[self.released] * workflow, self.no if locked else self.yes,
            self.time if handed_in else "-", self.time if grade else "-", "",
        ]  # fmt: skip


def sheet(header: list[str], rows: list[list[str]]) -> bytes:
    """A worksheet with the byte-order mark and the quotes that Moodle writes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([header, *rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


PACKS = {
    "en": Pack(
        "Participant ", "Identifier", "Full name", "Email address", "Status", "Group", "Grade",
        "Maximum grade", "Marking workflow state", "Released", "Grade can be changed", "Yes", "No",
        "Last modified (submission)", "Last modified (grade)", "Feedback comments",
        "Submitted for grading", "Draft (not submitted)", "No submission",
        "2 days 3 hours late", ".", "Friday, 27 November 2026, 10:05 AM",
    ),
    "es": Pack(
        "Participante", "Identificador", "Nombre completo", "Dirección de correo", "Estado",
        "Grupo", "Calificación", "Calificación máxima",
        "Estado del workflow (flujo de trabajo) de calificaciones", "Publicada",
        "La calificación puede ser cambiada", "Sí", "No", "Última modificación (entrega)",
        "Última modificación (calificación)", "Comentarios de retroalimentación",
        "Enviado para calificar", "Borrador (no enviado)", "No entregado",
        "2 días 3 horas después", ",", "viernes, 27 de noviembre de 2026, 10:05",
    ),
    "es_mx": Pack(
        "Participante", "Identificador", "Nombre completo", "Dirección Email", "Estatus",
        "Grupo", "Calificación", "Calificación Máxima", "Estado del flujograma calificador",
        "Liberada", "La calificación puede cambiarse", "Sí", "No",
        "Última modificación (entrega)", "Última modificación (calificación)",
        "Comentarios de retroalimentación", "Enviado para calificar", "Borrador (no enviado)",
        "Sin envío", "2 días 3 horas después", ".", "viernes, 27 de noviembre de 2026, 10:05",
    ),
    "pt": Pack(
        "Participante", "Número de identificação", "Nome", "Endereço de e-mail", "Estado",
        "Grupo", "Nota", "Nota Máxima", "Estado do processo de avaliação", "Avaliação publicada",
        "A nota pode ser alterada.", "Sim", "Não", "Última atualização (submissão)",
        "Última atualização (avaliação)", "Comentários de feedback", "Submetido para avaliação",
        "Trabalho em curso (não submetido)", "Nenhuma submissão", "2 dias 3 horas atrasado", ",",
        "sexta-feira, 27 novembro 2026, 10:05",
    ),
    "pt_br": Pack(
        "Participante", "Identificador", "Nome completo", "Endereço de email", "Status", "Grupo",
        "Nota", "Nota máxima", "Estado do fluxo de avaliação", "Publicado",
        "Nota pode ser alterada", "Sim", "Não", "Última modificação (envio)",
        "Última modificação (nota)", "Comentários de feedback", "Enviado para avaliação",
        "Rascunho (não enviado)", "Nenhum envio", "2 dias 3 horas atrasado", ",",
        "sexta-feira, 27 nov. 2026, 10:05",
    ),
    "de": Pack(
        "Teilnehmer/in", "ID", "Vollständiger Name", "E-Mail-Adresse", "Status", "Gruppe",
        "Bewertung", "Bestwertung", "Status des Bewertungsworkflows", "Freigegeben",
        "Bewertung kann geändert werden", "Ja", "Nein", "Zuletzt geändert (Abgabe)",
        "Zuletzt geändert (Bewertung)", "Feedback als Kommentar", "Zur Bewertung abgegeben",
        "Entwurf (nicht abgegeben)", "Keine Abgabe", "2 Tage 3 Stunden zu spät", ",",
        "Freitag, 27. November 2026, 10:05",
    ),
    "fr": Pack(
        "Participant", "Identifiant", "Nom complet", "Adresse de courriel", "Statut", "Groupe",
        "Note", "Note maximale", "Statut d'évaluation", "Publié", "La note peut être modifiée",
        "Oui", "Non", "Dernière modification (travail remis)", "Dernière modification (note)",
        "Feedback par commentaires", "Remis pour évaluation", "Brouillon (non remis)",
        "Nouveau travail remis", "En retard de 2 jours 3 heures", ",",
        "vendredi 27 novembre 2026, 10:05",
    ),
    "it": Pack(
        "Partecipante", "Identificativo", "Nome", "Indirizzo email", "Stato", "Gruppo",
        "Valutazione", "Valutazione massima", "Stato del flusso di lavoro", "Rilasciato",
        "La valutazione può essere cambiata", "Sì", "No", "Ultima modifica (consegna)",
        "Ultima modifica (valutazione)", "Commenti", "Consegnato per la valutazione",
        "Bozza (non consegnato)", "Nuova consegna", "2 giorni 3 ore in ritardo", ",",
        "venerdì, 27 novembre 2026, 10:05",
    ),
    "ca": Pack(
        "Participant", "Identificador", "Nom complet", "Adreça electrònica", "Estat", "Grup",
        "Qualificació", "Qualificació màxima", "Estat del flux d'avaluació", "Publicada",
        "Es pot canviar la qualificació", "Sí", "No", "Darrera modificació (tramesa)",
        "Darrera modificació (qualificació)", "Comentaris de retroalimentació",
        "S'ha tramès per qualificar", "Esborrany (no s'ha tramès la versió definitiva)",
        "No s'ha tramès", "2 dies 3 hores tard", ",", "divendres, 27 novembre 2026, 10:05",
    ),
    "gl": Pack(
        "Participante", "Identificador", "Nome completo", "Enderezo de correo", "Estado", "Grupo",
        "Cualificación", "Cualificación máxima", "Estado do fluxo de traballo de corrección",
        "Publicado", "A cualificación pode seren cambiada", "Si", "Non",
        "Última modificación (entrega)", "Última modificación (cualificación)", "Comentarios",
        "Entregado para cualificacións", "versión preliminar (non entregada)", "Nova entrega",
        "2 días 3 horas fóra de prazo", ",", "venres, 27 de novembro do 2026, 10:05",
    ),
    "eu": Pack(
        "Partaidea", "Identifikatzailea", "Izen osoa", "E-posta helbidea", "Egoera", "Taldea",
        "Kalifikazioa", "Gehienezko kalifikazioa", "Lan-fluxu egoera", "Argitaratua",
        "Kalifikazioa alda daiteke", "Bai", "Ez", "Azken aldaketa (bidalketa)",
        "Azken aldaketa (kalifikazioa)", "Feedback-iruzkinak", "Kalifikatzeko bidalia",
        "Zirriborroa (bidali gabea)", "Bidalketarik ez", "2 egun 3 ordu beranduago", ",",
        "ostirala, 2026(e)ko azaroaren 27(e)an, 10:05(e)an",
    ),
}  # fmt: skip
