"""What is uncertain or due for review, and who cites what."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from reperes.french import jour
from reperes.guides.links import article_page, record_page
from reperes.pages.views import PermanenceView
from reperes.schedule.sessions import Etat
from reperes.site import Knowledge
from reperes.trust import RECHECK_AFTER_YEARS, Freshness, freshness, is_old


@dataclass(frozen=True)
class ToCheck:
    """Something published that asks for a check: its kind, its name, its page, and why."""

    kind: str
    name: str
    page: str
    reason: str


def article_uses(knowledge: Knowledge) -> Mapping[str, list[str]]:
    """`ceseda/L614-3` → the source paths of the pages that cite it."""
    uses: dict[str, list[str]] = defaultdict(list)
    for page in knowledge.library.pages.values():
        for target in page.cited("loi"):
            uses[target].append(page.path)
    return uses


def to_check(knowledge: Knowledge, views: Mapping[str, PermanenceView]) -> dict[str, list[ToCheck]]:
    """Everything to check, by kind, in the order to do it."""
    found: dict[str, list[ToCheck]] = defaultdict(list)
    for warning in (
        *_guides(knowledge),
        *_articles(knowledge),
        *_permanences(knowledge, views),
        *_records(knowledge),
    ):
        found[warning.kind].append(warning)
    return dict(found)


def _guides(knowledge: Knowledge) -> list[ToCheck]:
    return [
        ToCheck(
            "Guides à relire",
            guide.meta.title,
            guide.path,
            f"à revoir avant le {jour(guide.meta.a_revoir_avant)}",
        )
        for guide in knowledge.library.guides.values()
        if guide.meta.a_revoir_avant <= knowledge.today
        or freshness(guide.meta.verifie_le, knowledge.today) is not Freshness.FRAICHE
    ]


def _articles(knowledge: Knowledge) -> list[ToCheck]:
    why = {
        "a-relire": "lu, mais touché ou peut-être touché depuis par un texte récent",
        "secondaire": "connu par une source secondaire : texte officiel à lire",
    }
    uses = article_uses(knowledge)
    defined = {text for term in knowledge.directory.terms.values() for text in term.textes}
    found = []
    for key, (law, article) in knowledge.directory.articles.items():
        name, page = f"{law.abrege}, {article.numero}", article_page(law.code, article.numero)
        if article.fiabilite != "lu":
            reason = f"{why[article.fiabilite]} ({article.verifie_dans})"
            found.append(ToCheck("Articles de loi à relire", name, page, reason))
        if key not in uses and key not in defined:
            reason = "aucun guide ni le glossaire ne le cite"
            found.append(ToCheck("Articles que personne ne cite", name, page, reason))
    return found


def _permanences(knowledge: Knowledge, views: Mapping[str, PermanenceView]) -> list[ToCheck]:
    return [
        ToCheck(
            "Permanences dont le prochain jour n’est pas sûr",
            view.record.nom,
            record_page(knowledge.directory, view.record),
            view.etat.value,
        )
        for view in views.values()
        if view.etat in (Etat.A_CONFIRMER, Etat.SUSPENDUE)
    ]


def _records(knowledge: Knowledge) -> list[ToCheck]:
    directory, today = knowledge.directory, knowledge.today
    found = []
    for record in directory.records():
        year = directory.source_year(record)
        reasons = []
        if freshness(record.verifie_le, today) is not Freshness.FRAICHE:
            reasons.append(f"vérifiée le {jour(record.verifie_le)}")
        if record.confiance != "forte":
            reasons.append(f"confiance {record.confiance}")
        if is_old(year, today, RECHECK_AFTER_YEARS):
            reasons.append(f"source de {year}" if year else "source sans date")
        if reasons:
            page = record_page(directory, record)
            found.append(ToCheck("Fiches à vérifier", record.nom, page, ", ".join(reasons)))
    return found
