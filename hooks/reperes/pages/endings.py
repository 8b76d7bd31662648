"""The generated parts of a guide: its trust line, and what comes after its last section."""

from reperes.guides.library import Guide
from reperes.pages.rendering import Renderer
from reperes.schedule.sessions import is_suspended

AUDIENCES = {
    "benevoles": "bénévoles",
    "familles": "familles",
    "detenus": "personnes détenues",
    "formation": "formation",
}


def trust_line(renderer: Renderer, guide: Guide) -> str:
    """Markdown for under the title: verified on, to review before, for whom."""
    return renderer.fragment(
        guide.path,
        "ligne-confiance.html",
        meta=guide.meta,
        audiences=[AUDIENCES[public] for public in guide.meta.publics],
    )


def ending(renderer: Renderer, guide: Guide) -> str:
    """Markdown for the end: texts and documents cited, useful contacts, guides to read next."""
    directory, library = renderer.knowledge.directory, renderer.knowledge.library
    articles = [directory.articles[key] for key in guide.cited("loi")]
    contact_ids = dict.fromkeys([*guide.meta.contacts, *guide.cited("annuaire")])
    return renderer.fragment(
        guide.path,
        "fin-de-guide.html",
        laws={law.code: law for law, _ in articles},
        articles=articles,
        sources=[directory.sources[key] for key in guide.cited("source")],
        contacts=[directory.by_id[key] for key in contact_ids],
        suspended=[
            key
            for key in contact_ids
            if (permanence := directory.permanences.get(key))
            and is_suspended(permanence, renderer.knowledge.today)
        ],
        see_also=[library.guides[slug] for slug in guide.meta.voir_aussi],
    )


def guide_list(renderer: Renderer, path: str, folder: str, public: str | None) -> str:
    """Markdown for a section's home: its guides, then those of other sections for its readers."""
    guides = renderer.knowledge.library.guides.values()
    own = [guide for guide in guides if guide.path.startswith(f"{folder}/")]
    others = [guide for guide in guides if guide not in own and public in guide.meta.publics]
    return renderer.fragment(path, "liste-de-guides.html", own=own, others=others)
