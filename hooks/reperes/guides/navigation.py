"""The navigation: the sections of docs/, in reading order, each with its guides."""

from typing import Any

from reperes.guides.library import GUIDE_FOLDERS, Library, PageMeta

SECTIONS = (*GUIDE_FOLDERS, "formation")


def navigation(library: Library) -> list[dict[str, Any]]:
    """A MkDocs `nav`: home, then each section that has a home page, then what stands alone.

    A section's order is the `ordre` of its home page (names of guides); others follow by title.
    """
    sections = [
        {str(library.pages[f"{folder}/index.md"].meta.title): _section(library, folder)}
        for folder in SECTIONS
        if f"{folder}/index.md" in library.pages
    ]
    listed = {page for section in sections for pages in section.values() for page in pages}
    others = sorted(set(library.pages) - listed - {"index.md"})
    return [{"Accueil": "index.md"}, *sections, {"À propos": others}]


def _section(library: Library, folder: str) -> list[str]:
    home = library.pages[f"{folder}/index.md"]
    order = list(home.meta.ordre) if isinstance(home.meta, PageMeta) else []
    guides = [g for g in library.pages.values() if g.path.startswith(f"{folder}/") and g != home]

    def rank(path: str) -> int:
        name = path.rpartition("/")[2].removesuffix(".md")
        return order.index(name) if name in order else len(order)

    guides.sort(key=lambda page: (rank(page.path), page.meta.title))
    return [home.path, *(page.path for page in guides)]
