"""What asks for a check, where to report an error, and the pages that list everything."""

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest

from reperes.guides.links import record_page
from reperes.pages import pages
from reperes.pages.rendering import Renderer
from reperes.pages.reports import article_uses, to_check
from reperes.pages.views import permanence_views
from reperes.site import Knowledge, learn
from tests import tiny
from tests.conftest import ROOT

REGIONS = "directory/regions.yml"
PERMANENCES = "directory/permanences/hauts-de-france.yml"
PRISONS = "directory/prisons/lille.yml"
CONTACTS = "directory/contacts/lignes-nationales.yml"
GLOSSARY = "directory/glossary.yml"
SOURCES = "directory/sources.yml"
LAW = "directory/law/ceseda.yml"
GUIDE = "docs/droits/oqtf.md"

Changes = Mapping[str, str | bytes]

# With these, nothing of the tiny project asks for a check.
OF_THIS_YEAR = tiny.FILES[SOURCES].replace("annee: 2025", "annee: 2026")
SURE: Changes = {
    SOURCES: OF_THIS_YEAR,
    **tiny.edited(PRISONS, "confiance: moyenne", "confiance: forte"),
    **tiny.edited(CONTACTS, "confiance: moyenne", "confiance: forte"),
}


def known(root: Path, changes: Changes, report_email: str = "") -> Knowledge:
    tiny.write(root, {**SURE, **changes})
    return learn(root / "directory", root / "docs", tiny.TODAY, report_email)


def built(knowledge: Knowledge) -> Mapping[str, str]:
    return pages(Renderer(knowledge, ROOT / "overrides" / "fiches"))


def reported(root: Path, changes: Changes) -> dict[str, list[tuple[str, str, str]]]:
    """What is to check: kind → names, pages and reasons."""
    knowledge = known(root, changes)
    views = permanence_views(knowledge.directory, knowledge.today)
    return {
        kind: [(found.name, found.page, found.reason) for found in all_found]
        for kind, all_found in to_check(knowledge, views).items()
    }


def rewritten(name: str, *edits: tuple[str, str]) -> Changes:
    text = tiny.FILES[name]
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return {name: text}


@pytest.mark.parametrize(
    ("verified", "review", "reason"),
    [
        ("2026-11-20", "2026-11-23", None),
        ("2026-11-20", "2026-11-22", "à revoir avant le 22 novembre 2026"),
        ("2026-05-23", "2027-05-20", None),
        ("2026-05-22", "2027-05-20", "à revoir avant le 20 mai 2027"),
        ("2025-11-22", "2027-05-20", "à revoir avant le 20 mai 2027"),
    ],
)
def test_a_guide_is_to_read_again_on_its_day_or_after_six_months(
    tmp_path: Path, verified: str, review: str, reason: str | None
) -> None:
    changes = rewritten(
        GUIDE,
        ("verifie_le: 2026-11-20", f"verifie_le: {verified}"),
        ("a_revoir_avant: 2027-05-20", f"a_revoir_avant: {review}"),
    )
    expected = {"Guides à relire": [("L’OQTF en prison", "droits/oqtf.md", reason)]}
    assert reported(tmp_path, changes) == (expected if reason else {})


def an_article(numero: str, reliability: str) -> str:
    return (
        f"  - numero: {numero}\n    objet: objet\n    verifie_le: 2026-11-20\n"
        f"    verifie_dans: un rapport\n    fiabilite: {reliability}\n"
    )


TOUCHED = "lu, mais touché ou peut-être touché depuis par un texte récent (un rapport)"
SECONDARY = "connu par une source secondaire : texte officiel à lire (un rapport)"
IN_GUIDE = tiny.edited(GUIDE, "## Délais", "[L. 700](loi:ceseda/L700)\n\n## Délais")
IN_GLOSSARY = tiny.edited(GLOSSARY, "[ceseda/L611-1]", "[ceseda/L611-1, ceseda/L700]")


@pytest.mark.parametrize(
    ("reliability", "cited", "reasons"),
    [
        ("lu", IN_GUIDE, {}),
        ("lu", IN_GLOSSARY, {}),
        ("lu", {}, {"Articles que personne ne cite": "aucun guide ni le glossaire ne le cite"}),
        ("a-relire", IN_GUIDE, {"Articles de loi à relire": TOUCHED}),
        ("secondaire", IN_GLOSSARY, {"Articles de loi à relire": SECONDARY}),
        (
            "a-relire",
            {},
            {
                "Articles de loi à relire": TOUCHED,
                "Articles que personne ne cite": "aucun guide ni le glossaire ne le cite",
            },
        ),
    ],
)
def test_an_article_asks_for_a_check_when_not_read_or_not_cited(
    tmp_path: Path, reliability: str, cited: Changes, reasons: dict[str, str]
) -> None:
    law = {LAW: tiny.FILES[LAW] + an_article("L700", reliability)}
    assert reported(tmp_path, {**law, **cited}) == {
        kind: [("CESEDA, L700", "textes.md#ceseda-l700", reason)]
        for kind, reason in reasons.items()
    }


@pytest.mark.parametrize(
    ("edits", "reason"),
    [
        ((), None),
        ((("mode: sans-rendez-vous", "mode: sur-rendez-vous"),), None),
        ((("mode: sans-rendez-vous", "mode: courriel"),), "à confirmer"),
        ((("  horaires: Tu,Th 14:00-17:00; Sa 09:00-12:00\n", ""),), "à confirmer"),
        (
            (
                (
                    "  mode: sans-rendez-vous\n",
                    "  mode: sans-rendez-vous\n  suspendue:\n    motif: x\n",
                ),
            ),
            "suspendue",
        ),
    ],
)
def test_a_permanence_whose_next_day_is_not_sure_asks_for_a_check(
    tmp_path: Path, edits: tuple[tuple[str, str], ...], reason: str | None
) -> None:
    page = "annuaire/permanences/hauts-de-france.md#lille-juridique"
    kind = "Permanences dont le prochain jour n’est pas sûr"
    expected = {kind: [("Permanence juridique de Lille", page, reason)]} if reason else {}
    assert reported(tmp_path, rewritten(PERMANENCES, *edits)) == expected


VERIFIED = "verifie_le: 2026-11-20"


@pytest.mark.parametrize(
    ("verified", "confidence", "year", "reason"),
    [
        ("2026-11-20", "forte", 2026, None),
        ("2026-05-23", "forte", 2026, None),
        ("2026-05-22", "forte", 2026, "vérifiée le 22 mai 2026"),
        ("2025-11-22", "forte", 2026, "vérifiée le 22 novembre 2025"),
        ("2026-11-20", "moyenne", 2026, "confiance moyenne"),
        ("2026-11-20", "faible", 2026, "confiance faible"),
        ("2026-11-20", "forte", 2025, None),
        ("2026-11-20", "forte", 2024, "source de 2024"),
        ("2026-11-20", "forte", None, "source sans date"),
        (
            "2026-05-01",
            "moyenne",
            2019,
            "vérifiée le 1er mai 2026, confiance moyenne, source de 2019",
        ),
    ],
)
def test_a_record_asks_for_a_check_with_every_reason(
    tmp_path: Path, verified: str, confidence: str, year: int | None, reason: str | None
) -> None:
    dated = f"\n  annee: {year}" if year else ""
    other = tiny.FILES[SOURCES].replace("id: document", "id: autre")
    other = other.replace("\n  annee: 2025", dated)
    changes = {
        SOURCES: OF_THIS_YEAR + other,
        **rewritten(
            CONTACTS,
            (VERIFIED, f"verifie_le: {verified}"),
            ("confiance: moyenne", f"confiance: {confidence}"),
            ("document F019", "autre"),
        ),
    }
    page = "annuaire/contacts/lignes-nationales.md#cimade-service-prison"
    expected = {"Fiches à vérifier": [("La Cimade, service prison", page, reason)]}
    assert reported(tmp_path, changes) == (expected if reason else {})


def test_every_kind_of_record_may_ask_for_a_check(tmp_path: Path) -> None:
    """An old common document: everything rests on it."""
    found = reported(tmp_path, rewritten(SOURCES, ("annee: 2025", "annee: 2019")))
    assert {kind: [name for name, _, _ in records] for kind, records in found.items()} == {
        "Fiches à vérifier": [
            "Hauts-de-France",
            "Groupe local de Lille",
            "Permanence juridique de Lille",
            "Maison d’arrêt de Dunkerque",
            "La Cimade, service prison",
        ]
    }


def test_the_page_lists_all_there_is_to_check_in_the_order_to_do_it(tmp_path: Path) -> None:
    changes = {
        LAW: tiny.FILES[LAW] + an_article("L700", "secondaire"),
        CONTACTS: tiny.FILES[CONTACTS],
        **rewritten(GUIDE, ("a_revoir_avant: 2027-05-20", "a_revoir_avant: 2026-11-21")),
        **rewritten(PERMANENCES, ("mode: sans-rendez-vous", "mode: courriel")),
    }
    page = built(known(tmp_path, changes))["verifications.md"]
    lines = re.findall(r'^## (.*)|^<li><a href="(.*)">(.*)</a> : (.*)</li>', page, re.MULTILINE)
    assert ["".join(line[:1]) or line[1:] for line in lines] == [
        "Guides à relire",
        ("../droits/oqtf/", "L’OQTF en prison", "à revoir avant le 21 novembre 2026"),
        "Articles de loi à relire",
        ("../textes/#ceseda-l700", "CESEDA, L700", SECONDARY),
        "Articles que personne ne cite",
        ("../textes/#ceseda-l700", "CESEDA, L700", "aucun guide ni le glossaire ne le cite"),
        "Permanences dont le prochain jour n’est pas sûr",
        (
            "../annuaire/permanences/hauts-de-france/#lille-juridique",
            "Permanence juridique de Lille",
            "à confirmer",
        ),
        "Fiches à vérifier",
        (
            "../annuaire/contacts/lignes-nationales/#cimade-service-prison",
            "La Cimade, service prison",
            "confiance moyenne",
        ),
    ]


def test_the_page_says_when_there_is_nothing_to_check(tmp_path: Path) -> None:
    assert "<p>Rien à signaler.</p>" in built(known(tmp_path, {}))["verifications.md"]


@pytest.mark.parametrize(
    ("email", "address"),
    [
        (
            "erreurs@exemple.org",
            "mailto:erreurs@exemple.org?subject="
            "Rep%C3%A8res%20%3A%20erreur%20sur%20la%20fiche%20lille-juridique",
        ),
        ("", "../../../a-propos/contribuer/#signaler-une-erreur"),
    ],
)
def test_an_error_is_reported_by_mail_or_as_the_site_explains(
    tmp_path: Path, email: str, address: str
) -> None:
    knowledge = known(tmp_path, {}, email)
    page = "annuaire/permanences/hauts-de-france.md"
    assert knowledge.report_address("lille-juridique", page) == address


def test_every_record_says_where_it_comes_from_and_where_to_report_an_error(
    tmp_path: Path,
) -> None:
    knowledge = known(tmp_path, {}, "erreurs@exemple.org")
    found = built(knowledge)
    for record in knowledge.directory.records():
        page = record_page(knowledge.directory, record).partition("#")[0]
        (line,) = re.findall(
            rf'(Relevé .*) <a class="ecran-seul" href="(.*)">Signaler.*« {record.nom} »',
            found[page],
        )
        assert line == (
            "Relevé le 20 novembre 2026 dans : Un document (2025). Confiance forte.",
            knowledge.report_address(record.id, page),
        )


def test_uses_of_an_article_are_the_pages_that_cite_it_each_once(tmp_path: Path) -> None:
    by_home = tiny.FILES["docs/index.md"] + "[L. 611-1](loi:ceseda/L611-1)\n"
    assert article_uses(known(tmp_path, {"docs/index.md": by_home})) == {
        "ceseda/L611-1": ["droits/oqtf.md", "index.md"],
        "ceseda/L613-3": ["droits/oqtf.md"],
    }


def entries(page: str) -> list[tuple[str, str]]:
    """The headings with their anchors of a generated page."""
    return re.findall(r"^## (.*) \{: #(.*) \}$", page, re.MULTILINE)


def test_the_glossary_lists_every_term_by_sigle_or_name(tmp_path: Path) -> None:
    other = """\
- id: ecrou
  terme: écrou
  definition: L’acte qui fait entrer en prison.
  synonymes: [incarcération, mandat]
  source: [document]
  voir: droits/oqtf
  verifie_le: 2026-11-20
- id: zonzon
  terme: zonzon
  sigle: ABC
  definition: Un mot d’argot.
  textes: [ceseda/L613-3, ceseda/L611-1]
  source: [document]
  verifie_le: 2026-11-20
"""
    page = built(known(tmp_path, {GLOSSARY: tiny.FILES[GLOSSARY] + other}))["glossaire.md"]
    assert entries(page) == [
        ("ABC : zonzon", "zonzon"),
        ("écrou", "ecrou"),
        ("OQTF : obligation de quitter le territoire français", "oqtf"),
    ]
    assert re.findall(r"^<p>(.*)</p>", page, re.MULTILINE) == [
        "Un mot d’argot.",
        "L’acte qui fait entrer en prison.",
        "Une décision du préfet.",
    ]
    assert "On dit aussi : incarcération, mandat." in page
    document = '<a href="../sources/#document">Un document</a>'
    l611 = '<a href="../textes/#ceseda-l611-1">CESEDA, L. 611-1</a>'
    l613 = '<a href="../textes/#ceseda-l613-3">CESEDA, L. 613-3</a>'
    assert re.findall(r'^<p class="fiche-confiance">(.*)</p>', page, re.MULTILINE) == [
        f"{l613} · {l611} · {document}",
        f'{document} · Guide : <a href="../droits/oqtf/">L’OQTF en prison</a>',
        l611,
    ]


def test_the_page_of_texts_lists_every_article_with_its_reading_and_its_uses(
    tmp_path: Path,
) -> None:
    other = """\
code: cpp
nom: Code de procédure pénale
abrege: CPP
articles:
"""
    law = tiny.FILES[LAW] + an_article("L700", "a-relire")
    changes = {LAW: law, "directory/law/cpp.yml": other + an_article("720", "secondaire")}
    page = built(known(tmp_path, changes))["textes.md"]
    assert [anchor for _, anchor in entries(page)] == ["ceseda", "cpp"]
    articles = re.findall(r'<dt id="(.*)">(.*)</dt>\n<dd>(.*)', page)
    assert [(anchor, name) for anchor, name, _ in articles] == [
        ("ceseda-l611-1", "L. 611-1"),
        ("ceseda-l613-3", "L. 613-3"),
        ("ceseda-l700", "L. 700"),
        ("cpp-720", "article 720"),
    ]
    text = [re.sub("<[^>]*>", "", said).strip() for _, _, said in articles]
    assert text == [
        "cas dans lesquels le préfet peut obliger à quitter le territoire. "
        "Lu le 20 novembre 2026 (texte consolidé). Cité dans : L’OQTF en prison.",
        "ce que la notification doit dire. "
        "Lu le 20 novembre 2026 (texte consolidé). Cité dans : L’OQTF en prison.",
        "objet. À relire : un texte récent a pu le changer (lu le 20 novembre 2026, un rapport).",
        "objet. À vérifier : connu par une source secondaire (un rapport).",
    ]


def test_the_page_of_sources_lists_every_document_by_type(tmp_path: Path) -> None:
    types = (
        *("document-fondateur", "circulaire", "instruction", "loi", "decret", "decision"),
        *("rapport", "fiche-officielle", "page-web", "convention", "donnees-ouvertes"),
        "appel-telephonique",
    )
    one = tiny.FILES[SOURCES]
    more = "".join(
        one.replace("id: document", f"id: source-{rank}").replace("document-fondateur", kind)
        for rank, kind in enumerate(types)
    )
    page = built(known(tmp_path, {SOURCES: one + more}))["sources.md"]
    assert [anchor for _, anchor in entries(page)] == list(types)
    assert re.findall('<dt id="(.*)">Un document</dt>', page) == [
        "document",
        *(f"source-{rank}" for rank in range(len(types))),
    ]
    assert page.count("La Cimade, 2025.") == page.count("Consulté le 20 novembre 2026.") == 13


def test_the_site_map_leads_to_every_page(tmp_path: Path) -> None:
    by_hand = tiny.FILES["docs/index.md"]
    changes = {
        "docs/recherche/index.md": by_hand.replace("Accueil", "Recherche"),
        "docs/droits/index.md": by_hand.replace("Accueil", "Droits"),
        "docs/a-propos/le-projet.md": by_hand.replace("Accueil", "Le projet"),
    }
    knowledge = known(tmp_path, changes)
    found = built(knowledge)
    links = re.findall(r'<li><a href="(.*)">(.*)</a></li>', found["plan-du-site.md"])
    listed = {
        name: re.findall(r'title: "?([^"\n]*)', text)[0]
        for name, text in {**found, **{f: str(c) for f, c in changes.items()}}.items()
    }
    del listed["plan-du-site.md"], listed["docs/recherche/index.md"]
    assert {unescape(title) for _, title in links} == {
        *listed.values(),
        "L’OQTF en prison",
        "Toutes les permanences",
    } - {"Annuaire : trouver une permanence"}
    assert len(links) == len(set(links)) == len(listed) + 1
