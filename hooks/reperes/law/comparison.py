"""Compare the register of articles with official texts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from reperes.directory.model import Directory
from reperes.directory.places import place_key
from reperes.directory.records import Article, LawText
from reperes.law.official_texts import OfficialArticle


class Verdict(Enum):
    """What the comparison says of one registered article; the value is what editors read."""

    SAME = "inchangé"
    NEW = "trouvé, sans empreinte notée"
    CHANGED = "CHANGÉ depuis la vérification"
    MISSING = "NON TROUVÉ dans le texte officiel"
    NO_TEXT = "texte officiel absent du dossier"


@dataclass(frozen=True)
class Comparison:
    """One registered article, its verdict, and the official article when there is one."""

    law: LawText
    article: Article
    verdict: Verdict
    official: OfficialArticle | None

    @property
    def key(self) -> str:
        """`ceseda/L614-3`."""
        return f"{self.law.code}/{self.article.numero}"


def compare(directory: Directory, official: Iterable[OfficialArticle]) -> list[Comparison]:
    """The verdict on every registered article, in the order of the register."""
    texts = _by_law(directory, official)
    return [
        _judge(law, article, texts.get(law.code))
        for law in directory.laws.values()
        for article in law.articles
    ]


def _by_law(
    directory: Directory, official: Iterable[OfficialArticle]
) -> Mapping[str, dict[str, OfficialArticle]]:
    """Code of the register → number → official article."""
    found: dict[str, dict[str, OfficialArticle]] = {}
    for article in official:
        for law in directory.laws.values():
            if _is_of(article, law):
                found.setdefault(law.code, {})[article.number] = article
    return found


def _is_of(article: OfficialArticle, law: LawText) -> bool:
    if article.text_id and law.legitext:
        return article.text_id == law.legitext
    return place_key(article.text_title).startswith(place_key(law.nom))


def _judge(
    law: LawText, article: Article, text: Mapping[str, OfficialArticle] | None
) -> Comparison:
    official = text.get(article.numero) if text else None
    if text is None:
        verdict = Verdict.NO_TEXT
    elif official is None:
        verdict = Verdict.MISSING
    elif article.empreinte is None:
        verdict = Verdict.NEW
    else:
        same = article.empreinte == official.fingerprint
        verdict = Verdict.SAME if same else Verdict.CHANGED
    return Comparison(law, article, verdict, official)


def to_read_again(
    comparisons: Iterable[Comparison], uses: Mapping[str, list[str]]
) -> Iterator[tuple[str, list[str]]]:
    """Each page that cites a changed or missing article, with those articles."""
    doubtful = [c.key for c in comparisons if c.verdict in (Verdict.CHANGED, Verdict.MISSING)]
    pages = sorted({page for key in doubtful for page in uses.get(key, [])})
    for page in pages:
        yield page, [key for key in doubtful if page in uses.get(key, [])]
