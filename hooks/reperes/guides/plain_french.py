"""Measures of plain French: how long sentences are."""

import re
from dataclasses import dataclass

SHORT_SENTENCE = 22  # words
LONGEST_SHOWN = 3

_NOT_PROSE = re.compile(r"^\s*(\||#|!!!|```|---|<|:|\{)")
_MARKERS = re.compile(r"^\s*(?:[-*]|\d+\.)\s+|[*_`]|\{:?[^}]*\}")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_REFERENCE = re.compile(r"\([^()]*\)")
# A full stop ends a sentence, except after an abbreviation (L. 614-3, art. 8) or in a number.
_END = re.compile(r"(?<![LRDA]\.)(?<!art\.)(?<=[.!?…])\s+(?=[A-ZÀÂÉÈÊÎÔÙÛŒ«0-9])")


@dataclass(frozen=True)
class Style:
    """The measures of one text."""

    sentences: int
    words: int
    short_share: float
    average: float
    longest: list[str]


def measure(markdown: str) -> Style:
    """Measure the prose of a guide; tables, headings and references in brackets are left out."""
    found = sentences(markdown)
    lengths = [len(sentence.split()) for sentence in found]
    long = sorted(
        (s for s in found if len(s.split()) > SHORT_SENTENCE), key=lambda s: -len(s.split())
    )
    count = max(len(found), 1)
    return Style(
        sentences=len(found),
        words=sum(lengths),
        short_share=sum(length <= SHORT_SENTENCE for length in lengths) / count,
        average=sum(lengths) / count,
        longest=long[:LONGEST_SHOWN],
    )


def sentences(markdown: str) -> list[str]:
    """The sentences of a text, without Markdown and without references in brackets."""
    found = []
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)", markdown):
        lines = [line for line in block.splitlines() if not _NOT_PROSE.match(line)]
        text = _REFERENCE.sub("", _LINK.sub(r"\1", " ".join(lines)))
        text = " ".join(_MARKERS.sub("", text).split())
        found += [part.strip() for part in _END.split(text) if re.search(r"\w", part)]
    return found
