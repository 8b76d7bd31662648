"""Records that lack what templates like to show, or do not take place: nothing breaks or lies."""

from pathlib import Path

from reperes.pages import pages
from reperes.pages.endings import ending
from reperes.pages.rendering import Renderer
from reperes.site import learn
from tests import tiny
from tests.conftest import ROOT


def renderer(root: Path) -> Renderer:
    knowledge = learn(root / "directory", root / "docs", tiny.TODAY)
    return Renderer(knowledge, ROOT / "overrides" / "fiches")


def test_a_national_service_without_telephone(tmp_path: Path) -> None:
    change = tiny.edited(
        "directory/contacts/lignes-nationales.yml", "  telephone: 01 44 18 72 65\n", ""
    )
    prison = pages(renderer(tiny.write(tmp_path, change)))["annuaire/prisons/ma-dunkerque.md"]
    assert "La Cimade, service prison" in prison
    assert "tel:" not in prison.split('id="proches"')[0].split("{: #proches }")[0]


def test_a_suspended_permanence_does_not_keep_its_hours_in_a_guide(tmp_path: Path) -> None:
    change = tiny.edited(
        "directory/permanences/hauts-de-france.yml",
        "  mode: sans-rendez-vous\n",
        "  mode: sans-rendez-vous\n  suspendue:\n    motif: travaux\n",
    )
    made = renderer(tiny.write(tmp_path, change))
    end = ending(made, made.knowledge.library.guides["droits/oqtf"])
    assert "(suspendue)" in end
    assert "Mardi, jeudi, samedi." not in end
