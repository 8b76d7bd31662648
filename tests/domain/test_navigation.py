"""The navigation: sections in reading order, each with its guides in the order editors chose."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from reperes.guides.navigation import navigation
from reperes.site import learn
from tests import tiny


def home(title: str, order: Sequence[str] | None = None) -> str:
    chosen = "" if order is None else f"ordre: [{', '.join(order)}]\n"
    return f"---\ntitle: {title}\ndescription: Une rubrique.\n{chosen}---\n"


def guide(title: str) -> str:
    return tiny.FILES["docs/droits/oqtf.md"].replace("L’OQTF en prison", title)


def made(root: Path, docs: dict[str, str]) -> list[dict[str, Any]]:
    """The navigation of the tiny project with these pages more."""
    tiny.write(root, {f"docs/{path}": text for path, text in docs.items()})
    return navigation(learn(root / "directory", root / "docs", tiny.TODAY).library)


@pytest.mark.parametrize(
    ("order", "names"),
    [
        # without an order: by title (oqtf is « L’OQTF en prison »)
        (None, ["b-recours", "oqtf", "a-titre"]),
        ([], ["b-recours", "oqtf", "a-titre"]),
        # the order wins over titles
        (["a-titre", "oqtf", "b-recours"], ["a-titre", "oqtf", "b-recours"]),
        # guides that it does not name follow, by title
        (["a-titre"], ["a-titre", "b-recours", "oqtf"]),
        (["oqtf"], ["oqtf", "b-recours", "a-titre"]),
    ],
)
def test_the_home_of_a_section_orders_its_guides(
    tmp_path: Path, order: Sequence[str] | None, names: list[str]
) -> None:
    docs = {
        "droits/index.md": home("Droits", order),
        "droits/a-titre.md": guide("Titre de séjour"),
        "droits/b-recours.md": guide("Aller au tribunal"),
    }
    assert made(tmp_path, docs)[1] == {
        "Droits": ["droits/index.md", *(f"droits/{name}.md" for name in names)]
    }


def test_sections_come_in_reading_order_between_the_home_page_and_the_rest(tmp_path: Path) -> None:
    folders = ("formation", "benevoles", "familles", "sortie", "peines", "droits")
    docs = {f"{folder}/index.md": home(f"Rubrique {folder}") for folder in folders}
    docs["a-propos/le-projet.md"] = home("Le projet")
    docs["a-propos/contribuer.md"] = home("Contribuer")
    assert made(tmp_path, docs) == [
        {"Accueil": "index.md"},
        {"Rubrique droits": ["droits/index.md", "droits/oqtf.md"]},
        {"Rubrique peines": ["peines/index.md"]},
        {"Rubrique sortie": ["sortie/index.md"]},
        {"Rubrique familles": ["familles/index.md"]},
        {"Rubrique benevoles": ["benevoles/index.md"]},
        {"Rubrique formation": ["formation/index.md"]},
        {"À propos": ["a-propos/contribuer.md", "a-propos/le-projet.md"]},
    ]


def test_a_guide_of_a_section_without_home_page_is_still_listed(tmp_path: Path) -> None:
    assert made(tmp_path, {}) == [{"Accueil": "index.md"}, {"À propos": ["droits/oqtf.md"]}]
