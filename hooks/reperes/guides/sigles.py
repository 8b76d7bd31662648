"""The sigles of a text: tooltips from the glossary, and those that nothing explains."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reperes.directory.model import Directory
from reperes.directory.places import place_key
from reperes.directory.records import Term

_SIGLE = re.compile(r"\b[A-Z]{2,7}\b")
_LINK_TARGET = re.compile(r"\]\([^)]*\)")
_AROUND = 200  # characters in which the words of a sigle are looked for

# Capitals that are not sigles to explain.
NOT_SIGLES = frozenset({"URGENT", "USB", "CC", "BY", "SA", "PDF", "SMS", "TV", "CV"})
_ROMAN = re.compile(r"[IVXLC]+")


@dataclass(frozen=True)
class BareSigle:
    """A sigle that the text uses without explaining it, on line `line` of that text."""

    line: int
    sigle: str
    message: str


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


def bare_sigles(directory: Directory, markdown: str) -> Iterator[BareSigle]:
    """The sigles that are not in the glossary, or whose first use does not explain them.

    A first use explains when the sigle stands in brackets after words, « le juge (JAP) », before
    its words, « JAP : juge… », or near the words of its term.
    """
    terms = _terms_by_sigle(directory)
    text = _LINK_TARGET.sub(lambda match: "]" + " " * (len(match[0]) - 1), markdown)
    seen: set[str] = set(NOT_SIGLES)
    for match in _SIGLE.finditer(text):
        sigle = match[0]
        if sigle in seen or _ROMAN.fullmatch(sigle):
            continue
        seen.add(sigle)
        line = text[: match.start()].count("\n") + 1
        if sigle not in terms:
            yield BareSigle(
                line,
                sigle,
                f"« {sigle} » n'est pas dans directory/glossary.yml. Inscrivez-le, ou écrivez-le "
                "en toutes lettres.",
            )
        elif not _is_explained(text, match, terms[sigle]):
            yield BareSigle(
                line,
                sigle,
                f"« {sigle} » n'est pas expliqué à sa première apparition. Écrivez : "
                f"{terms[sigle][0].terme.lower()} ({sigle}).",
            )


def _terms_by_sigle(directory: Directory) -> Mapping[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for term in directory.terms.values():
        for sigle in _SIGLE.findall((term.sigle or "").upper()):
            found.setdefault(sigle, []).append(term)
        for synonym in term.synonymes:
            if _SIGLE.fullmatch(synonym):
                found.setdefault(synonym, []).append(term)
    return found


def _is_explained(text: str, match: re.Match[str], terms: list[Term]) -> bool:
    before = text[max(0, match.start() - _AROUND) : match.start()]
    after = text[match.end() : match.end() + _AROUND]
    in_brackets = re.search(r"\w[^.()]*\([^()]*$", before)
    defines = re.match(r"[\]*]*\s*(?:\(|:|=)", after)
    if in_brackets or defines:
        return True
    around = set(place_key(before + after).split())
    return any(set(_long_words(term.terme)) <= around for term in terms)


def _long_words(words: str) -> list[str]:
    return [word for word in place_key(words).split() if len(word) > 3]
