"""Last touches on a page's HTML: French spacing, and tables that fit a phone."""

import re
from collections import Counter
from html import escape, unescape

NO_BREAK, THIN = "\u00a0", "\u202f"

_RAW = re.compile(r"(<(?:pre|code|script|style)\b.*?</(?:pre|code|script|style)>|<[^>]+>)", re.S)
_SPACES = tuple(
    (re.compile(pattern), spaced)
    for pattern, spaced in (
        (r" ([;?!»])", rf"{THIN}\1"),
        (r" :", f"{NO_BREAK}:"),
        (r"« ", f"«{THIN}"),
        (r"(\d) (h|heures?|jours?|mois|ans?|km|€|%|kB|Mo)\b", rf"\1{NO_BREAK}\2"),
        (r"\b(h) (\d{2})\b", rf"\1{NO_BREAK}\2"),
        (r"\b([LRDA]\.|article|articles|n°) (\*? ?\d)", rf"\1{NO_BREAK}\2"),
        (r"(?<=\d) (?=\d{2,3}\b)", NO_BREAK),
    )
)
_TABLE = re.compile(r"<table>(.*?)</table>", re.S)


def space(html: str) -> str:
    """No-break spaces where French wants them, in text only, never in tags, code or scripts."""
    parts = _RAW.split(html)
    return "".join(part if rank % 2 else _space_text(part) for rank, part in enumerate(parts))


def _space_text(text: str) -> str:
    if " " not in text or text.isspace():  # most texts between two tags
        return text
    for pattern, spaced in _SPACES:
        text = pattern.sub(spaced, text)
    return text


def wrap_tables(html: str) -> str:
    """Each table in a region that scrolls and that the keyboard reaches, named by its columns.

    Each cell also carries the name of its column, for narrow screens where rows become cards.
    """
    seen: Counter[str] = Counter()

    def wrapped(match: re.Match[str]) -> str:
        columns = [_text(cell) for cell in re.findall(r"<th\b[^>]*>(.*?)</th>", match[1], re.S)]
        name = "Tableau : " + ", ".join(column for column in columns if column)
        seen[name] += 1
        if seen[name] > 1:
            name += f" ({seen[name]})"
        rows = re.sub(r"<tr>.*?</tr>", lambda row: _label(row[0], columns), match[1], flags=re.S)
        return (
            f'<div class="tableau" role="region" tabindex="0" aria-label="{escape(name)}">'
            f"<table>{rows}</table></div>"
        )

    return _TABLE.sub(wrapped, html)


def _label(row: str, columns: list[str]) -> str:
    names = iter(columns)
    return re.sub(r"<td\b", lambda _: f'<td data-colonne="{escape(next(names, ""))}"', row)


def _text(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html)).strip()
