"""Small pure rules, each by a table: words, places, trust, links, typography."""

from datetime import date, time

import pytest

from reperes import french
from reperes.directory.places import place_key
from reperes.guides.links import address, relative, scheme_links
from reperes.law.names import article_name
from reperes.reading.values import tel_uri
from reperes.trust import Freshness, freshness
from reperes.typography import space, wrap_tables


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 1), "mardi 1er décembre 2026"),
        (date(2026, 8, 15), "samedi 15 août 2026"),
        (date(2027, 2, 28), "dimanche 28 février 2027"),
    ],
)
def test_days(day: date, words: str) -> None:
    assert french.jour_de_semaine(day) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (time(14), time(17), "de 14 h à 17 h"),
        (time(9, 30), time(11), "de 9 h 30 à 11 h"),
        (time(9, 5), time(0), "de 9 h 05 à minuit"),
    ],
)
def test_hours(start: time, end: time, words: str) -> None:
    assert french.plage(start, end) == words


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")],
)
def test_lists(words: list[str], sentence: str) -> None:
    assert french.liste(words) == sentence


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Saint-Étienne", "saint etienne"),
        ("ST ETIENNE", "saint etienne"),
        ("Ste-Geneviève-des-Bois", "sainte genevieve des bois"),
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("Œuilly", "oeuilly"),
    ],
)
def test_place_names_meet(written: str, key: str) -> None:
    assert place_key(written) == key


@pytest.mark.parametrize(
    ("verified", "expected"),
    [
        (date(2026, 11, 22), Freshness.FRAICHE),
        (date(2026, 5, 23), Freshness.FRAICHE),
        (date(2026, 5, 22), Freshness.A_REVOIR),
        (date(2025, 11, 23), Freshness.A_REVOIR),
        (date(2025, 11, 22), Freshness.A_CONFIRMER),
        (date(2019, 1, 1), Freshness.A_CONFIRMER),
    ],
)
def test_freshness(verified: date, expected: Freshness) -> None:
    assert freshness(verified, date(2026, 11, 22)) is expected


@pytest.mark.parametrize(
    ("numero", "name"),
    [
        ("L614-3", "L. 614-3"),
        ("R315-3", "R. 315-3"),
        ("D113-58-1", "D. 113-58-1"),
        ("723-15", "article 723-15"),
        ("8", "article 8"),
    ],
)
def test_article_names(numero: str, name: str) -> None:
    assert article_name(numero) == name


@pytest.mark.parametrize(
    ("telephone", "uri"),
    [
        ("01 44 18 72 65", "tel:+33144187265"),
        ("0 805 681 103", "tel:+33805681103"),
        ("05 94 31 20 30", "tel:+594594312030"),
        ("115", "tel:115"),
        ("116 006", "tel:116006"),
    ],
)
def test_telephones(telephone: str, uri: str) -> None:
    assert tel_uri(telephone) == uri


@pytest.mark.parametrize(
    ("target", "page", "source_path", "built_address"),
    [
        ("sources.md#x", "droits/oqtf.md", "../sources.md#x", "../../sources/#x"),
        ("droits/oqtf.md", "droits/titre.md", "oqtf.md", "../oqtf/"),
        ("annuaire/index.md", "annuaire/prisons/a.md", "../index.md", "../../"),
        ("glossaire.md#a", "glossaire.md", "glossaire.md#a", "./#a"),
        ("index.md", "droits/index.md", "../index.md", "../"),
        ("droits/oqtf.md", "index.md", "droits/oqtf.md", "droits/oqtf/"),
    ],
)
def test_paths(target: str, page: str, source_path: str, built_address: str) -> None:
    assert relative(target, page) == source_path
    assert address(target, page) == built_address


def test_scheme_links_know_their_line_and_leave_code_alone() -> None:
    text = "[a](loi:cpp/720)\n```\n[b](loi:cpp/1)\n```\n[c](source:x) et [d](../e.md)"
    assert [(link.line, link.scheme, link.target) for link in scheme_links(text)] == [
        (1, "loi", "cpp/720"),
        (5, "source", "x"),
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Qui ? Vous !</p>", "<p>Qui\u202f? Vous\u202f!</p>"),
        ("<p>Délai : 7 jours</p>", "<p>Délai\u00a0: 7\u00a0jours</p>"),
        ("<p>« oui »</p>", "<p>«\u202foui\u202f»</p>"),
        ("<p>de 9 h 30 à 17 h</p>", "<p>de 9\u00a0h\u00a030 à 17\u00a0h</p>"),
        ("<p>01 44 18 72 65</p>", "<p>01\u00a044\u00a018\u00a072\u00a065</p>"),
        ("<p>L. 614-3, article 729</p>", "<p>L.\u00a0614-3, article\u00a0729</p>"),
        ('<a title="Qui ?">non</a>', '<a title="Qui ?">non</a>'),
        ("<code>a : b ?</code>", "<code>a : b ?</code>"),
    ],
)
def test_french_spacing(html: str, expected: str) -> None:
    assert space(html) == expected


def test_tables_scroll_and_name_their_cells() -> None:
    head = "<thead><tr><th>Acte</th><th>Délai</th></tr></thead>"
    table = f"<table>{head}<tbody><tr><td>A</td><td>B</td></tr></tbody></table>"
    wrapped = wrap_tables(table + table)
    for name in ("Tableau : Acte, Délai", "Tableau : Acte, Délai (2)"):
        assert f'<div class="tableau" role="region" tabindex="0" aria-label="{name}">' in wrapped
    assert '<td data-colonne="Acte">A</td><td data-colonne="Délai">B</td>' in wrapped
