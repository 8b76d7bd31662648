"""Compare the register with official texts in both forms, made here and small."""

from pathlib import Path

import pytest

from reperes.commands.law import note_fingerprints, summary
from reperes.directory.loading import load
from reperes.law.comparison import Verdict, compare, to_read_again
from reperes.law.official_texts import read_folder, read_markdown, read_xml
from tests import tiny

MARKDOWN = """\
---
title: "Code de l'entrée et du séjour des étrangers et du droit d'asile"
identifier: "LEGITEXT000006070158"
---
# Code de l'entrée et du séjour des étrangers et du droit d'asile

## Livre VI

##### Article L611-1

L'autorité administrative peut obliger un étranger à quitter le territoire.

##### Article R*632-2 (LEGIARTI000042808137, en vigueur depuis 2021-05-01)

Le ministre décide.

## Livre VII

Article L700-1

Un article sans dièse.
"""

XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<ARTICLE>
  <META>
    <META_COMMUN><ID>LEGIARTI000042777123</ID><NATURE>Article</NATURE></META_COMMUN>
    <META_SPEC><META_ARTICLE><NUM>L611-1</NUM><ETAT>VIGUEUR</ETAT></META_ARTICLE></META_SPEC>
  </META>
  <CONTEXTE><TEXTE cid="LEGITEXT000006070158"><TITRE_TXT
  >Code de l'entrée et du séjour des étrangers et du droit d'asile</TITRE_TXT></TEXTE></CONTEXTE>
  <BLOC_TEXTUEL><CONTENU><p>L’autorité  administrative peut obliger un étranger</p>
  <p>à quitter le territoire.</p></CONTENU></BLOC_TEXTUEL>
</ARTICLE>
"""

LAW = "directory/law/ceseda.yml"


def test_markdown_gives_each_article_its_text() -> None:
    found = list(read_markdown(MARKDOWN))
    assert [(a.number, a.legiarti, a.body) for a in found] == [
        (
            "L611-1",
            "",
            "L'autorité administrative peut obliger un étranger à quitter le territoire.",
        ),
        ("R632-2", "LEGIARTI000042808137", "Le ministre décide."),
        ("L700-1", "", "Un article sans dièse."),
    ]
    assert {a.text_id for a in found} == {"LEGITEXT000006070158"}


def test_xml_and_markdown_of_one_text_have_one_fingerprint() -> None:
    article = read_xml(XML.encode())
    assert article is not None
    assert (article.number, article.legiarti) == ("L611-1", "LEGIARTI000042777123")
    assert article.fingerprint == next(read_markdown(MARKDOWN)).fingerprint


def test_an_xml_file_that_is_no_article_is_passed_over() -> None:
    assert read_xml(b"<SECTION_TA><ID>LEGISCTA1</ID></SECTION_TA>") is None
    assert read_xml(XML.replace("VIGUEUR", "ABROGE").encode()) is None


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("L'étranger « peut »", "L’étranger «\u202fpeut\u202f»", True),
        ("sept  jours\n\ncalendaires", "Sept jours calendaires", True),
        ("sept jours", "quinze jours", False),
        ("48 heures", "4 8 heures", True),
    ],
)
def test_fingerprints_ignore_typography_only(before: str, after: str, same: bool) -> None:
    one, two = (
        next(read_markdown(f"# Code\n\n# Article 1\n\n{text}\n")) for text in (before, after)
    )
    assert (one.fingerprint == two.fingerprint) is same


# what stands in the register, what the official file holds, the verdict
@pytest.mark.parametrize(
    ("register", "official", "verdict"),
    [
        ("", MARKDOWN, Verdict.NEW),
        ("    empreinte: 0123456789abcdef\n", MARKDOWN, Verdict.CHANGED),
        ("", MARKDOWN.replace("L611-1", "L611-9"), Verdict.MISSING),
        ("", "# Code pénal\n\n##### Article 1\n\nTexte\n", Verdict.NO_TEXT),
    ],
)
def test_verdicts(tmp_path: Path, register: str, official: str, verdict: Verdict) -> None:
    root = tiny.write(tmp_path, tiny.edited(LAW, "    objet: cas", register + "    objet: cas"))
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes/code.md").write_text(official, encoding="utf-8")
    directory = load(root / "directory", tiny.TODAY)
    comparisons = compare(directory, read_folder(tmp_path / "codes"))
    assert (comparisons[0].key, comparisons[0].verdict) == ("ceseda/L611-1", verdict)
    pages = dict(to_read_again(comparisons[:1], {"ceseda/L611-1": ["droits/oqtf.md"]}))
    doubtful = verdict in (Verdict.CHANGED, Verdict.MISSING)
    assert pages == ({"droits/oqtf.md": ["ceseda/L611-1"]} if doubtful else {})
    assert verdict.value in summary(comparisons)


def test_noting_fingerprints_then_seeing_a_change(tmp_path: Path) -> None:
    root = tiny.write(tmp_path)
    codes = tmp_path / "codes"
    codes.mkdir()
    (codes / "article.xml").write_text(XML, encoding="utf-8")

    def verdicts() -> list[Verdict]:
        directory = load(root / "directory", tiny.TODAY)
        comparisons = compare(directory, read_folder(codes))
        note_fingerprints(root / "directory", comparisons)
        return [comparison.verdict for comparison in comparisons][:1]

    assert verdicts() == [Verdict.NEW]
    assert verdicts() == [Verdict.SAME]
    (codes / "article.xml").write_text(XML.replace("peut", "doit"), encoding="utf-8")
    assert verdicts() == [Verdict.CHANGED]
    assert verdicts() == [Verdict.CHANGED], "a change is never noted away"
