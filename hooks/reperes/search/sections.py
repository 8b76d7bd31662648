"""A rendered page cut into the parts that a reader can be sent to, each with its text."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from reperes.search.fold import clean

Attributes = list[tuple[str, str | None]]

# What is on a page without being what it says, or that changes from day to day.
SKIPPED_TAGS = frozenset(
    {"button", "form", "h1", "nav", "noscript", "script", "style", "svg", "template"}
)
SKIPPED_CLASSES = frozenset(
    {
        "fiabilite",
        "fiche-confiance",
        "fiche-etat",
        "fiche-seances",
        "fin-de-guide",
        "headerlink",
        "ligne-confiance",
        "papier-seul",
        "pour-lecteur-ecran",
        "visuellement-cache",
    }
)
SKIPPED_ATTRIBUTE = "data-recherche-ignore"

_TITLES = frozenset({"h2", "h3", "dt"})
_INLINE_TAGS = (
    "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup"
    " time u var"
)
_INLINE = frozenset(_INLINE_TAGS.split())
_VOID_TAGS = "area base br col embed hr img input link meta source track wbr"  # without an end tag
_VOID = frozenset(_VOID_TAGS.split())
_BREAKS = re.compile(r"[ \t\r\n\f]+")
_SENTENCE_ENDS = (".", ":", ";", "?", "!", "…", ",", "·")


@dataclass(frozen=True)
class Section:
    """A part of a page.

    Attributes:
        anchor: the id to link to, empty for the head of the page.
        title: its heading, empty for the head of the page.
        text: what it says, in one line, blocks set apart by « · ».
        parent: for an entry of a list of definitions, the heading above that list.
    """

    anchor: str
    title: str
    text: str
    parent: str = ""


@dataclass
class _Draft:
    """A section being read."""

    anchor: str
    parent: "_Draft | None" = None
    title: str = ""
    blocks: list[str] = field(default_factory=lambda: [""])

    def section(self) -> Section:
        """Give the section as read."""
        parent = _one_line(self.parent.title) if self.parent else ""
        return Section(self.anchor, _one_line(self.title), _joined(self.blocks), parent)


def split(html: str) -> list[Section]:
    """Cut the HTML of a page's content into sections, in the order of the page.

    A section starts at each h2, h3 or dt that has an id; the last ends with its list. What comes
    before any is the head of the page, always given, always first. Navigation, forms, scripts, ends
    of guides, trust lines and next sessions are left out, as is what `data-recherche-ignore` marks.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [draft.section() for draft in reader.drafts]


class _Reader(HTMLParser):
    """Reads a page once, handing each text to the section it belongs to.

    Attributes:
        drafts: the sections, the head of the page first.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.drafts = [_Draft(anchor="")]
        self._current = self.drafts[0]
        self._open: list[str] = []  # open tags
        self._skipped_at = 0  # depth of the element being left out, 0 if none
        self._title_at = 0  # depth of the title being read, 0 if none

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self._end_block(tag)
        if tag in _VOID:
            return
        self._open.append(tag)
        values = {name: value or "" for name, value in attrs}
        if self._skipped_at:
            return
        if _is_skipped(tag, values):
            self._skipped_at = len(self._open)
        elif tag in _TITLES and values.get("id"):
            self._start_section(tag, values["id"])

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self._end_block(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        if tag == "dt":
            self._announce()
        closed = ""
        while closed != tag:
            self._close(depth=len(self._open))
            closed = self._open.pop()
        self._end_block(tag)
        if tag == "dl" and not self._skipped_at:
            self._current = self._current.parent or self._current

    def handle_data(self, data: str) -> None:
        if self._skipped_at:
            return
        if self._title_at:
            self._current.title += data
        else:
            self._current.blocks[-1] += data

    def _start_section(self, tag: str, anchor: str) -> None:
        above = self._current.parent or self._current
        self._current = _Draft(anchor, parent=above if tag == "dt" else None)
        self.drafts.append(self._current)
        self._title_at = len(self._open)

    def _close(self, depth: int) -> None:
        """Leave the title, or the part left out, that was opened at `depth`."""
        if self._skipped_at == depth:
            self._skipped_at = 0
        if self._title_at == depth:
            self._title_at = 0

    def _end_block(self, tag: str) -> None:
        """Set apart what is on both sides of the edge of a block."""
        blocks = self._current.blocks
        if tag not in _INLINE and not self._skipped_at and blocks[-1].strip():
            blocks.append("")

    def _announce(self) -> None:
        """Let a `dt` that is not a title announce its `dd`."""
        blocks = self._current.blocks
        block = blocks[-1].strip()
        if block and not self._skipped_at and not block.endswith(_SENTENCE_ENDS):
            blocks[-1] = block + "\u00a0:"


def _is_skipped(tag: str, values: dict[str, str]) -> bool:
    return (
        tag in SKIPPED_TAGS
        or not SKIPPED_CLASSES.isdisjoint(values.get("class", "").split())
        or "hidden" in values
        or SKIPPED_ATTRIBUTE in values
        or values.get("aria-hidden") == "true"
    )


def _one_line(text: str) -> str:
    """Give `text` on one line; no-break spaces, which are typography, stay."""
    return _BREAKS.sub(" ", clean(text)).strip(" ")


def _joined(blocks: list[str]) -> str:
    """Give the blocks on one line, with a « · » where no punctuation ends a block."""
    text = ""
    for block in filter(None, map(_one_line, blocks)):
        if text:
            text += " " if text.endswith(_SENTENCE_ENDS) else " · "
        text += block
    return text
