"""Read official texts of law, to compare them with the register.

Two forms: Markdown (one heading, or one line, `Article L614-3` per article) and the XML files of
DILA's LEGI base (one file per article).
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

_ARTICLE = re.compile(
    r"^(?:#+ +)?Article +(?P<number>[^\s(]+)(?: +\((?P<legiarti>LEGIARTI\d+)?.*\))?$"
)
_HEADING = re.compile(r"^#+ ")
_IDENTIFIER = re.compile(r'^identifier: *"?(?P<id>LEGITEXT\d+|JORFTEXT\d+)', re.M)
_TITLE = re.compile(r"^# +(?P<title>.+)$", re.M)


@dataclass(frozen=True)
class OfficialArticle:
    """One article of an official text.

    Attributes:
        text_id: `LEGITEXT…` of its code, or "" when the file does not say.
        text_title: the title of its code as the file gives it.
        number: as the register writes it: `L614-3`, `R632-2`, `729`.
        body: the text of the article.
        legiarti: its identifier, or "" when the file does not say.
    """

    text_id: str
    text_title: str
    number: str
    body: str
    legiarti: str = ""

    @property
    def fingerprint(self) -> str:
        """The same for two texts that differ only by spaces, typography or case."""
        return hashlib.sha256(_normalised(self.body).encode()).hexdigest()[:16]


def read_folder(folder: Path) -> Iterator[OfficialArticle]:
    """The articles of every Markdown and XML file under `folder`."""
    for path in sorted(folder.rglob("*.md")):
        yield from read_markdown(path.read_text(encoding="utf-8"))
    for path in sorted(folder.rglob("*.xml")):
        article = read_xml(path.read_bytes())
        if article is not None:
            yield article


def read_markdown(text: str) -> Iterator[OfficialArticle]:
    """The articles of one code in Markdown."""
    identifier = _IDENTIFIER.search(text)
    title = _TITLE.search(text)
    text_id = identifier["id"] if identifier else ""
    text_title = title["title"] if title else ""
    head: re.Match[str] | None = None
    body: list[str] = []
    for line in [*text.splitlines(), "# end"]:
        match = _ARTICLE.match(line)
        if match or (_HEADING.match(line) and head):
            if head is not None:
                yield OfficialArticle(
                    text_id,
                    text_title,
                    article_number(head["number"]),
                    "\n".join(body).strip(),
                    head["legiarti"] or "",
                )
            head, body = match, []
        elif head is not None:
            body.append(line)


def read_xml(content: bytes) -> OfficialArticle | None:
    """The article of one LEGI file, or None when it is not a numbered article in force."""
    root = ElementTree.fromstring(content)
    number = root.findtext(".//META_ARTICLE/NUM")
    text = root.find(".//CONTEXTE/TEXTE")
    body = root.find("BLOC_TEXTUEL/CONTENU")
    in_force = root.findtext(".//META_ARTICLE/ETAT", "VIGUEUR").startswith("VIGUEUR")
    if root.tag != "ARTICLE" or not number or text is None or body is None or not in_force:
        return None
    return OfficialArticle(
        text_id=text.get("cid", ""),
        text_title=(text.findtext("TITRE_TXT") or "").strip(),
        number=article_number(number),
        body="\n".join(part.strip() for part in body.itertext() if part.strip()),
        legiarti=root.findtext(".//META_COMMUN/ID") or "",
    )


def article_number(written: str) -> str:
    """`L. 614-3` and `R*632-2` → `L614-3` and `R632-2`."""
    return re.sub(r"[.\s*]", "", written)


def _normalised(body: str) -> str:
    text = unicodedata.normalize("NFKC", body).casefold()
    text = re.sub(r"[’ʼ`´]", "'", text)
    text = re.sub(r"[«»“”\"]", '"', text)
    return "".join(re.findall(r"[\w'\"%€°]+", text))
