"""How articles are named for readers, and where the official text is."""

import re

from reperes.directory.records import Article, LawText

LEGIFRANCE = "https://www.legifrance.gouv.fr"


def article_name(numero: str) -> str:
    """`L614-3` → `L. 614-3`, `D113-58-1` → `D. 113-58-1`, `729` → `article 729`."""
    match = re.fullmatch(r"([A-Z]{1,2})(\d.*)", numero)
    if match is None:
        return numero if numero.startswith("Annexe") else f"article {numero}"
    return f"{match[1]}. {match[2]}"


def article_address(article: Article) -> str | None:
    """The article on Légifrance, when its identifier is known."""
    return f"{LEGIFRANCE}/codes/article_lc/{article.legiarti}" if article.legiarti else None


def text_address(law: LawText) -> str | None:
    """The whole text on Légifrance, or the address that the register gives for it."""
    if law.url:
        return str(law.url)
    if law.legitext is None:
        return None
    kind = "codes" if law.legitext.startswith("LEGITEXT") else "loda"
    return f"{LEGIFRANCE}/{kind}/id/{law.legitext}"
