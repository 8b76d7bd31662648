"""The generated parts of a guide: its trust line, and what comes after its last section."""

from pathlib import Path

from reperes.guides import Guide
from reperes.pages.rendering import Renderer
from reperes.site import Knowledge

AUDIENCES = {
    "benevoles": "bénévoles",
    "familles": "familles",
    "detenus": "personnes détenues",
    "formation": "formation",
}


def trust_line(knowledge: Knowledge, templates: Path, guide: Guide) -> str:
    """Markdown for under the title: verified on, to review before, for whom."""
    return Renderer(knowledge, templates).fragment(
        guide.path,
        "ligne-confiance.html",
        meta=guide.meta,
        audiences=[AUDIENCES[public] for public in guide.meta.publics],
    )


def ending(knowledge: Knowledge, templates: Path, guide: Guide) -> str:
    """Markdown for the end: texts and documents cited, useful contacts, guides to read next."""
    directory = knowledge.directory
    articles = [directory.articles[key] for key in guide.cited("loi")]
    contact_ids = dict.fromkeys([*guide.meta.contacts, *guide.cited("annuaire")])
    return Renderer(knowledge, templates).fragment(
        guide.path,
        "fin-de-guide.html",
        laws={law.code: law for law, _ in articles},
        articles=articles,
        sources=[directory.sources[key] for key in guide.cited("source")],
        contacts=[directory.by_id[key] for key in contact_ids],
        see_also=[knowledge.library.guides[slug] for slug in guide.meta.voir_aussi],
    )


def guide_list(knowledge: Knowledge, templates: Path, path: str, folder: str, public: str) -> str:
    """Markdown for a section's home: its guides, then those of other sections for its readers."""
    guides = knowledge.library.guides.values()
    own = [guide for guide in guides if guide.path.startswith(f"{folder}/")]
    others = [guide for guide in guides if guide not in own and public in guide.meta.publics]
    return Renderer(knowledge, templates).fragment(
        path, "liste-de-guides.html", own=own, others=others
    )
