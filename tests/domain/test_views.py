"""What readers see of a permanence: its state, how to check before coming, what to be wary of."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html as lxml_html

from reperes.pages import pages
from reperes.pages.rendering import Renderer
from reperes.pages.views import PermanenceView, permanence_views
from reperes.site import Knowledge, learn
from tests import tiny
from tests.conftest import ROOT

PERMANENCES = "directory/permanences/hauts-de-france.yml"
HOURS = "horaires: Tu,Th 14:00-17:00; Sa 09:00-12:00"
PAGES_OF_LILLE = (
    "annuaire/prisons/ma-dunkerque.md",
    "annuaire/permanences/hauts-de-france.md",
    "annuaire/groupes/cimade-lille.md",
)


def replaced(name: str, edits: Mapping[str, str]) -> str:
    """A file of the tiny project, each key (present once) become its value."""
    text = tiny.FILES[name]
    for old, new in edits.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def known(
    root: Path, edits: Mapping[str, str], others: Mapping[str, str] | None = None
) -> Knowledge:
    """The tiny project, its permanence changed by `edits`, and `others` files replaced."""
    tiny.write(root, {PERMANENCES: replaced(PERMANENCES, edits), **(others or {})})
    return learn(root / "directory", root / "docs", tiny.TODAY)


def seen(
    root: Path, edits: Mapping[str, str], others: Mapping[str, str] | None = None
) -> PermanenceView:
    knowledge = known(root, edits, others)
    return permanence_views(knowledge.directory, knowledge.today)["lille-juridique"]


def built(
    root: Path, edits: Mapping[str, str], others: Mapping[str, str] | None = None
) -> Mapping[str, str]:
    return pages(Renderer(known(root, edits, others), ROOT / "overrides" / "fiches"))


def a_source(name: str, year: int | None) -> str:
    dated = f"\n  annee: {year}" if year else ""
    source = replaced("directory/sources.yml", {"\n  annee: 2025": dated})
    return source.replace("id: document", f"id: {name}")


@pytest.mark.parametrize(
    ("years", "stale", "age"),
    [
        ((2026,), False, "de 2026"),
        ((2025,), True, "de 2025"),
        ((None,), True, "sans date"),
        ((2019, 2026, None), False, "de 2026"),  # the most recent document counts
    ],
)
def test_hours_are_stale_once_the_year_of_their_document_is_over(
    tmp_path: Path, years: tuple[int | None, ...], stale: bool, age: str
) -> None:
    names = ["document", *(f"document-{rank}" for rank in range(1, len(years)))]
    sources = "".join(map(a_source, names, years))
    cited = {"    - document F164\n": "".join(f"    - {name}\n" for name in names)}
    view = seen(tmp_path, cited, {"directory/sources.yml": sources})
    assert (view.stale, view.source_age) == (stale, age)


PHONE = "  telephone: 03 20 30 28 00\n"
MAIL = "  courriel: permjuridiquelille@lacimade.org\n"
ADDRESS = "  adresse: 9 boulevard de la Moselle\n"


@pytest.mark.parametrize(
    ("given", "host_has_mail", "reachable", "before_coming"),
    [
        ((ADDRESS, PHONE, MAIL), False, True, "appelez ou écrivez"),
        ((PHONE,), False, True, "appelez"),
        ((MAIL,), False, True, "écrivez"),
        ((), True, True, "écrivez"),
        ((PHONE,), True, True, "appelez ou écrivez"),
        ((ADDRESS,), False, True, "appelez le service prison de La Cimade"),
        ((), False, False, "appelez le service prison de La Cimade"),
    ],
)
def test_how_to_reach_a_permanence_and_check_before_coming(
    tmp_path: Path, given: tuple[str, ...], host_has_mail: bool, reachable: bool, before_coming: str
) -> None:
    missing = {line: "" for line in (PHONE, MAIL, ADDRESS) if line not in given}
    groups = "directory/groups/hauts-de-france.yml"
    mail = "  courriel: lille@lacimade.org\n" if host_has_mail else ""
    host = replaced(groups, {"  description: Un groupe.\n": "  description: Un groupe.\n" + mail})
    view = seen(tmp_path, missing, {groups: host})
    assert (view.reachable, view.before_coming) == (reachable, before_coming)


OLD = "Informations relevées dans un document de 2025. Appelez ou écrivez avant de venir."
SILENT = "Jours fériés : la source ne dit rien, aucune séance n’est annoncée."
MAY_CHANGE = "Pendant les vacances scolaires (zone B), les horaires peuvent changer."
RULE = "vacances_scolaires: non-precise"
OPEN = "vacances_scolaires: ouverte"


@pytest.mark.parametrize(
    ("edits", "year", "cautions"),
    [
        ({}, 2025, [OLD, MAY_CHANGE, SILENT]),
        ({}, 2026, [MAY_CHANGE, SILENT]),
        ({RULE: OPEN}, 2026, [SILENT]),
        ({RULE: f"{OPEN}\n  jours_feries: ouverte"}, 2026, []),
        ({RULE: f"{OPEN}\n  jours_feries: fermee"}, 2026, []),
        ({RULE: OPEN, f"  {HOURS}\n": ""}, 2026, []),  # no session announced: nothing to say
        (
            {RULE: "vacances_scolaires: fermee"},
            2026,
            ["Fermée pendant les vacances scolaires (zone B).", SILENT],
        ),
        (
            {RULE: "vacances_scolaires: a-confirmer"},
            2026,
            [
                "Pendant les vacances scolaires (zone B), les séances changent : à confirmer.",
                SILENT,
            ],
        ),
        (
            {'  code_postal: "59000"\n  commune: Lille\n': ""},  # its zone is unknown
            2026,
            [MAY_CHANGE.replace(" (zone B)", ""), SILENT],
        ),
    ],
)
def test_cautions_say_all_that_is_not_sure(
    tmp_path: Path, edits: Mapping[str, str], year: int, cautions: list[str]
) -> None:
    view = seen(tmp_path / "view", edits, {"directory/sources.yml": a_source("document", year)})
    assert view.cautions == cautions


def test_the_page_of_a_region_shows_each_caution(tmp_path: Path) -> None:
    page = built(tmp_path, {})["annuaire/permanences/hauts-de-france.md"]
    for caution in (OLD, MAY_CHANGE, SILENT):
        assert f'<p class="fiche-alerte">{caution}</p>' in page


SATURDAYS = {HOURS: "horaires: Sa 09:00-12:00"}


def test_the_script_gets_the_sure_sessions_only_twenty_six_weeks_ahead(tmp_path: Path) -> None:
    found = seen(tmp_path, SATURDAYS).sure_sessions.split()
    days = ["2026-11-28", "2026-12-05", "2026-12-12", "2027-01-09"]  # school holidays in between
    assert found[:4] == [f"{day}T09:00/12:00" for day in days]
    assert found[-1] == "2027-05-22T09:00/12:00"
    assert not {"2026-12-19", "2027-05-01"} & {each[:10] for each in found}


def test_the_page_of_a_region_lists_doubtful_sessions_with_their_doubt(tmp_path: Path) -> None:
    page = built(tmp_path, SATURDAYS)["annuaire/permanences/hauts-de-france.md"]
    sessions = re.findall(r'<li><time datetime="(.{10})T09:00">.*?</time>(.*)</li>', page)
    doubt = " — à confirmer : vacances scolaires"
    assert sessions == [
        ("2026-11-28", ""),
        ("2026-12-05", ""),
        ("2026-12-12", ""),
        ("2026-12-19", doubt),
        ("2026-12-26", doubt),
        ("2027-01-02", doubt),
        ("2027-01-09", ""),
        ("2027-01-16", ""),
    ]


NEXT = "mardi 24 novembre 2026, de 14 h à 17 h"
WALK_IN = "mode: sans-rendez-vous"
LONG_AGO = {"verifie_le: 2026-11-20": "verifie_le: 2025-11-22"}
UNREACHABLE = {PHONE: "", MAIL: "", ADDRESS: ""}


@pytest.mark.parametrize(
    ("edits", "css", "line"),
    [
        ({}, "prochaine", f"Prochaine séance : {NEXT}, sans rendez-vous"),
        ({WALK_IN: "mode: telephone"}, "prochaine", f"Prochaine séance : {NEXT}"),
        # a doubtful session (19 December) is not what is next
        (
            {HOURS: "horaires: Sa[3] 09:00-12:00"},
            "prochaine",
            "Prochaine séance : samedi 16 janvier 2027, de 9 h à 12 h, sans rendez-vous",
        ),
        # a page has no clock: open when the day begins is next
        (
            {HOURS: "horaires: Su 00:00-10:00"},
            "prochaine",
            "Prochaine séance : dimanche 22 novembre 2026, de 0 h à 10 h, sans rendez-vous",
        ),
        (
            {WALK_IN: "mode: sur-rendez-vous"},
            "rendez-vous",
            f"Sur rendez-vous. Prochain jour de permanence : {NEXT}. Il faut un rendez-vous",
        ),
        (
            {WALK_IN: "mode: sur-rendez-vous", f"  {HOURS}\n": ""},
            "rendez-vous",
            "Sur rendez-vous",
        ),
        (LONG_AGO, "a-confirmer", "À confirmer : appelez ou écrivez avant de venir"),
        ({**LONG_AGO, MAIL: ""}, "a-confirmer", "À confirmer : appelez avant de venir"),
        ({**LONG_AGO, **UNREACHABLE}, "a-confirmer", "Adresse et téléphone non connus"),
        (
            {RULE: f"{RULE}\n  suspendue:\n    motif: travaux dans la salle"},
            "suspendue",
            "Suspendue : travaux dans la salle",
        ),
        (
            {RULE: f"{RULE}\n  suspendue:\n    motif: travaux\n    jusqu_au: 2026-12-01"},
            "suspendue",
            "Suspendue : travaux (jusqu’au 1er décembre 2026)",
        ),
        # a suspension that is over
        (
            {RULE: f"{RULE}\n  suspendue:\n    motif: travaux\n    jusqu_au: 2026-11-21"},
            "prochaine",
            f"Prochaine séance : {NEXT}, sans rendez-vous",
        ),
    ],
)
def test_every_page_of_a_permanence_says_its_state(
    tmp_path: Path, edits: Mapping[str, str], css: str, line: str
) -> None:
    found = built(tmp_path, edits)
    for name in PAGES_OF_LILLE:
        page: lxml_html.HtmlElement = lxml_html.fromstring(found[name])
        (state,) = page.xpath("//p[starts-with(@class,'fiche-etat')]")
        assert (state.get("class"), state.text_content().strip()) == (
            f"fiche-etat etat--{css}",
            line,
        )


def test_a_session_of_the_day_is_announced_at_the_hour_the_script_reads(tmp_path: Path) -> None:
    page = built(tmp_path, {})["annuaire/groupes/cimade-lille.md"]
    assert f'<time datetime="2026-11-24T14:00">{NEXT}</time>' in page


CONTACTS = "directory/contacts/lignes-nationales.yml"
PAGES_OF_THE_LINE = ("annuaire/contacts/lignes-nationales.md", "annuaire/prisons/ma-dunkerque.md")
HOURS_SHOWN = re.compile(r"Mardi|samedi|Mercredi|\d{2}:\d{2}|\d h\b")


@pytest.mark.parametrize(
    ("confidence", "showing"),
    [("moyenne", (*PAGES_OF_LILLE, *PAGES_OF_THE_LINE)), ("faible", ())],
)
def test_hours_of_weak_confidence_are_on_no_generated_page(
    tmp_path: Path, confidence: str, showing: tuple[str, ...]
) -> None:
    trust = f"confiance: {confidence}\n"
    by_phone = "  telephone_horaires_texte: Mardi de 9 h à 12 h.\n"
    line = f"{trust}  horaires_texte: Mercredi de 9 h à 12 h.\n{by_phone}"
    found = built(
        tmp_path,
        {"confiance: forte\n": trust + by_phone},
        {CONTACTS: replaced(CONTACTS, {"confiance: moyenne\n": line})},
    )
    shown = {name for name, page in found.items() if HOURS_SHOWN.search(page)}
    assert shown - {"annuaire/index.md"} == set(showing)  # it names days, to filter by them


@pytest.mark.parametrize(
    ("page", "words"),
    [
        *((name, "<dt>Horaires</dt><dd>à confirmer</dd>") for name in PAGES_OF_LILLE),
        (PAGES_OF_THE_LINE[0], "<dt>Quand</dt><dd>à confirmer</dd>"),
        (PAGES_OF_THE_LINE[1], "01 44 18 72 65</a> (à confirmer)"),
    ],
)
def test_hours_of_weak_confidence_are_said_to_be_checked(
    tmp_path: Path, page: str, words: str
) -> None:
    line = "confiance: faible\n  horaires_texte: Mercredi.\n"
    found = built(
        tmp_path,
        {"confiance: forte": "confiance: faible"},
        {CONTACTS: replaced(CONTACTS, {"confiance: moyenne\n": line})},
    )
    assert words in found[page]
