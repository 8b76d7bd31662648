"""What the filters know of a permanence: needs, appointment, days of the week."""

from pathlib import Path

import pytest

from reperes.finder.traits import TRAITS, traits
from reperes.french import JOURS
from reperes.pages.views import permanence_views
from reperes.site import learn
from tests import tiny

PERMANENCES = "directory/permanences/hauts-de-france.yml"


def found(root: Path, *edits: tuple[str, str]) -> set[str]:
    """The traits of the permanence of the tiny project, some of its lines changed."""
    text = tiny.FILES[PERMANENCES]
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    tiny.write(root, {PERMANENCES: text})
    knowledge = learn(root / "directory", root / "docs", tiny.TODAY)
    bits = traits(permanence_views(knowledge.directory, knowledge.today)["lille-juridique"])
    return {trait for rank, trait in enumerate(TRAITS) if bits >> rank & 1}


def test_the_bits_fit_a_number_of_the_browser() -> None:
    assert len(set(TRAITS)) == len(TRAITS) <= 31


def test_needs_appointment_and_days(tmp_path: Path) -> None:
    days = {"mardi", "jeudi", "samedi"}
    assert found(tmp_path) == {"juridique", "sans-rendez-vous", *days}


def test_several_needs_and_an_appointment(tmp_path: Path) -> None:
    edits = [
        ("themes: [juridique]", "themes: [asile, sante, violences]"),
        ("mode: sans-rendez-vous", "mode: sur-rendez-vous"),
    ]
    assert found(tmp_path, *edits) - set(JOURS) == {"asile", "sante", "violences"}


HOURS = "horaires: Tu,Th 14:00-17:00; Sa 09:00-12:00\n  horaires_texte: Mardi, jeudi, samedi."


@pytest.mark.parametrize(
    ("hours", "days"),
    [
        # determined: the sessions say it
        ("horaires: We[1,3] 14:00-16:00\n  horaires_texte: 1er et 3e mercredis.", {"mercredi"}),
        ("horaires: Mo-Fr 09:00-12:00\n  horaires_texte: En semaine.", set(JOURS[:5])),
        # not determined: the words say it
        ("horaires_texte: Un lundi sur deux.", {"lundi"}),
        ("horaires_texte: Les mercredis et Samedis matin.", {"mercredi", "samedi"}),
        ("horaires_texte: Du lundi au vendredi.", set(JOURS[:5])),
        ("horaires_texte: Les après-midi du mardi au jeudi.", {"mardi", "mercredi", "jeudi"}),
        ("horaires_texte: Du samedi au lundi.", {"samedi", "dimanche", "lundi"}),
        ("horaires_texte: Jours et heures non indiqués.", set()),
        # a word that only contains a day is not one
        ("horaires_texte: Rue des Mardiens.", set()),
    ],
)
def test_days(tmp_path: Path, hours: str, days: set[str]) -> None:
    assert found(tmp_path, (HOURS, hours)) & set(JOURS) == days


def test_days_of_weak_confidence_are_not_published(tmp_path: Path) -> None:
    assert found(tmp_path, ("confiance: forte", "confiance: faible")) & set(JOURS) == set()


def test_a_permanence_by_telephone_answers_the_need_of_a_telephone(tmp_path: Path) -> None:
    assert "telephone" in found(tmp_path, ("mode: sans-rendez-vous", "mode: telephone"))
