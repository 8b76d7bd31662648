"""Tooltips for the sigles of the glossary, as Markdown abbreviations."""

import re
from collections import Counter

from reperes.directory import Directory


def tooltips(directory: Directory, markdown: str) -> str:
    """`*[OQTF]: obligation de quitter…` for each sigle that the text uses.

    A sigle with two meanings (CP: centre pénitentiaire, code pénal) has none here.
    """
    meanings = Counter(term.sigle for term in directory.terms.values())
    return "\n".join(
        f"*[{term.sigle}]: {term.terme}"
        for term in directory.terms.values()
        if term.sigle
        and meanings[term.sigle] == 1
        and re.search(rf"\b{re.escape(term.sigle)}\b", markdown)
    )
