"""What the build adds to a guide and to the home of a section."""

import re
from pathlib import Path

import pytest
from lxml import html as lxml_html

from reperes.pages.endings import ending, guide_list, trust_line
from reperes.pages.rendering import Renderer
from reperes.site import learn
from tests import tiny
from tests.conftest import ROOT

GUIDE = "docs/droits/oqtf.md"
LAW = "directory/law/ceseda.yml"
CONTACTS = "directory/contacts/lignes-nationales.yml"
PERMANENCES = "directory/permanences/hauts-de-france.yml"


def renderer(root: Path, changes: dict[str, str | bytes]) -> Renderer:
    tiny.write(root, changes)
    knowledge = learn(root / "directory", root / "docs", tiny.TODAY)
    return Renderer(knowledge, ROOT / "overrides" / "fiches")


def ending_of(root: Path, changes: dict[str, str | bytes]) -> dict[str, str]:
    """The end of the guide: anchor of each section → its HTML."""
    made = renderer(root, changes)
    _, *sections = re.split(
        r"^## .* \{: #(.*) \}$",
        ending(made, made.knowledge.library.guides["droits/oqtf"]),
        flags=re.MULTILINE,
    )
    return dict(zip(sections[::2], sections[1::2], strict=True))


def tree(html: str) -> lxml_html.HtmlElement:
    return lxml_html.fromstring(html)


def lines(html: str, path: str = "//li") -> list[str]:
    return [" ".join(line.text_content().split()) for line in tree(html).xpath(path)]


def links(html: str) -> list[str]:
    return [str(address) for address in tree(html).xpath("//a/@href")]


@pytest.mark.parametrize(
    ("reliability", "mark"),
    [("lu", ""), ("a-relire", " (à relire)"), ("secondaire", " (à vérifier)")],
)
def test_an_article_cited_bears_the_mark_of_its_reading(
    tmp_path: Path, reliability: str, mark: str
) -> None:
    first, law_end = tiny.FILES[LAW].rsplit("fiabilite: lu", 1)
    cited = ending_of(tmp_path, {LAW: f"{first}fiabilite: {reliability}{law_end}"})["textes-cites"]
    assert lines(cited)[:2] == [
        "L. 611-1 : cas dans lesquels le préfet peut obliger à quitter le territoire",
        f"L. 613-3 : ce que la notification doit dire{mark}",
    ]


def test_texts_cited_are_grouped_each_once_then_documents(tmp_path: Path) -> None:
    cpp = tiny.FILES[LAW].replace("code: ceseda", "code: cpp").replace("L61", "L72")
    changes: dict[str, str | bytes] = {
        "directory/law/cpp.yml": cpp.replace("abrege: CESEDA", "abrege: CPP").replace(
            "Code de l’entrée et du séjour des étrangers et du droit d’asile", "Code pénal"
        ),
        **tiny.edited(GUIDE, "## Délais", "Selon [L. 721-1](loi:cpp/L721-1).\n\n## Délais"),
    }
    cited = ending_of(tmp_path, changes)["textes-cites"]
    assert lines(cited, "//p[@class='texte-cite'] | //li/a") == [
        "Code de l’entrée et du séjour des étrangers et du droit d’asile (CESEDA)",
        "L. 611-1",
        "L. 613-3",
        "Code pénal (CPP)",
        "L. 721-1",
        "Documents",
        "Un document",
    ]
    assert links(cited) == [
        "../../textes/#ceseda-l611-1",
        "../../textes/#ceseda-l613-3",
        "../../textes/#cpp-l721-1",
        "../../sources/#document",
    ]
    assert lines(cited)[-1] == "Un document (La Cimade, 2025)"


def contact(old: str, new: str) -> dict[str, str | bytes]:
    return tiny.edited(CONTACTS, old, new)


PHONE = "  telephone: 01 44 18 72 65\n"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "La Cimade, service prison : 01 44 18 72 65 — à confirmer"),
        (
            contact("confiance: moyenne", "confiance: faible"),
            "La Cimade, service prison : 01 44 18 72 65 — à confirmer",
        ),
        (
            contact("confiance: moyenne", "confiance: forte"),
            "La Cimade, service prison : 01 44 18 72 65",
        ),
        (contact(PHONE, ""), "La Cimade, service prison — à confirmer"),
        (
            contact(
                PHONE, f"{PHONE}  horaires_texte: Le mercredi.\n  courriel: prison@lacimade.org\n"
            ),
            "La Cimade, service prison : 01 44 18 72 65 (Le mercredi.) — à confirmer · "
            "prison@lacimade.org",
        ),
    ],
)
def test_a_contact_is_given_with_its_number_and_how_sure_it_is(
    tmp_path: Path, changes: dict[str, str | bytes], line: str
) -> None:
    assert lines(ending_of(tmp_path, changes)["contacts-utiles"])[0] == line


@pytest.mark.parametrize(
    ("confidence", "hours"), [("moyenne", "Mardi, jeudi, samedi."), ("faible", "à confirmer")]
)
def test_hours_of_weak_confidence_are_not_given_with_a_contact(
    tmp_path: Path, confidence: str, hours: str
) -> None:
    changes = tiny.edited(PERMANENCES, "confiance: forte", f"confiance: {confidence}")
    line = lines(ending_of(tmp_path, changes)["contacts-utiles"])[1]
    assert f"({hours}) — à confirmer" in line


def test_contacts_are_those_the_guide_names_then_those_it_cites_each_once(tmp_path: Path) -> None:
    again = tiny.edited(GUIDE, "## Délais", "[Ligne](annuaire:cimade-service-prison)\n\n## Délais")
    assert links(ending_of(tmp_path, again)["contacts-utiles"]) == [
        "../../annuaire/contacts/lignes-nationales/#cimade-service-prison",
        "tel:+33144187265",
        "../../annuaire/permanences/hauts-de-france/#lille-juridique",
        "tel:+33320302800",
        "mailto:permjuridiquelille@lacimade.org",
    ]


def guide(title: str, publics: str = "benevoles, familles") -> str:
    text = tiny.FILES[GUIDE].replace("L’OQTF en prison", title)
    return text.replace("[benevoles, familles]", f"[{publics}]")


def test_see_also_gives_the_guides_named_in_order(tmp_path: Path) -> None:
    changes: dict[str, str | bytes] = {
        **tiny.edited(GUIDE, "contacts:", "voir_aussi: [sortie/b, peines/a]\ncontacts:"),
        "docs/peines/a.md": guide("Les peines"),
        "docs/sortie/b.md": guide("La sortie"),
    }
    see_also = ending_of(tmp_path, changes)["voir-aussi"]
    assert lines(see_also) == [
        "La sortie : Ce qu’il faut faire.",
        "Les peines : Ce qu’il faut faire.",
    ]
    assert links(see_also) == ["../../sortie/b/", "../../peines/a/"]


def test_a_section_without_entries_is_left_out(tmp_path: Path) -> None:
    family = tiny.FILES[GUIDE].replace("contacts: [cimade-service-prison]\n", "")
    family = family.replace("[permanence](annuaire:lille-juridique)", "permanence")
    assert list(ending_of(tmp_path, {GUIDE: family})) == ["textes-cites"]


@pytest.mark.parametrize(
    ("publics", "words"),
    [
        ("benevoles, familles", "bénévoles, familles"),
        ("detenus", "personnes détenues"),
        ("formation, detenus", "formation, personnes détenues"),
    ],
)
def test_the_trust_line_says_when_and_for_whom(tmp_path: Path, publics: str, words: str) -> None:
    made = renderer(tmp_path, {GUIDE: guide("Un guide", publics)})
    line = trust_line(made, made.knowledge.library.guides["droits/oqtf"])
    assert line.strip() == (
        '<p class="ligne-confiance" data-a-revoir="2027-05-20">'
        f"Vérifié le 20 novembre 2026 · à revoir avant le 20 mai 2027 · pour : {words}</p>"
    )


@pytest.mark.parametrize(
    ("public", "others"),
    [("familles", ["../peines/b/"]), ("formation", ["../sortie/c/"]), ("", [])],
)
def test_the_home_of_a_section_lists_its_guides_then_those_for_its_readers(
    tmp_path: Path, public: str, others: list[str]
) -> None:
    changes: dict[str, str | bytes] = {
        "docs/droits/a.md": guide("Droits a", "detenus"),
        "docs/peines/b.md": guide("Peines b", "familles"),
        "docs/sortie/c.md": guide("Sortie c", "formation"),
    }
    made = guide_list(renderer(tmp_path, changes), "droits/index.md", "droits", public)
    own, _, rest = made.partition("## Aussi utile")
    assert "## Les guides" in own
    assert links(own) == ["a/", "oqtf/"]
    assert links(f"<div>{rest}</div>") == others
    assert lines(own)[0] == "Droits aCe qu’il faut faire."
