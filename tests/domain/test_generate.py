"""The larger directory that is measured: sound, varied, the same each time, and plainly fake."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from reperes.directory.loading import survey
from reperes.directory.model import Directory
from reperes.directory.records import Group, Permanence
from reperes.pages.views import permanence_views
from reperes.reading.yamltext import MAX_BYTES
from reperes.schedule.sessions import Etat
from tests import tiny
from tests.conftest import ROOT
from tests.generate import HELD_BY_A_GROUP, PERMANENCES, PHONES, main, write_project

# A second region, around one town: the tiny project alone would have no choice.
TWO_REGIONS = {
    "directory/regions.yml": tiny.FILES["directory/regions.yml"]
    + """\
- id: savoie
  nom: Savoie
  nom_cimade: Savoie
  departements: ["74"]
  description: Une autre région.
  verifie_le: 2026-11-20
  source: [document]
  confiance: forte
"""
}


def source(root: Path) -> Path:
    """A small project to start from, with all that is linked to."""
    tiny.write(root, {**TWO_REGIONS, "mkdocs.yml": "site_name: Essai\n"})
    for name in ("hooks", "overrides"):
        (root / name).mkdir()
    return root


def larger(root: Path, times: int) -> Path:
    """A project `times` times large, made from the small one."""
    write_project(root / "large", times, tiny.TODAY, source(root / "small"))
    return root / "large"


@cache
def directory(times: int) -> Directory:
    """The directory of a larger project, which must be sound."""
    with TemporaryDirectory() as folder:
        found = survey(larger(Path(folder), times) / "directory", tiny.TODAY)
    assert found.faults == []
    return found.directory


def added(times: int = 10) -> tuple[Sequence[Permanence], Sequence[Group]]:
    """The permanences and the groups that the small project does not have."""
    known = directory(times)
    return (
        [each for each in known.permanences.values() if each.id != "lille-juridique"],
        [each for each in known.groups.values() if each.id != "cimade-lille"],
    )


def content(root: Path) -> Mapping[str, bytes]:
    paths = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("times", [1, 10])
def test_a_directory_as_large_as_asked(times: int) -> None:
    permanences, groups = added(times)
    assert len(directory(times).permanences) == PERMANENCES * times
    assert len(groups) == -(-len(permanences) // HELD_BY_A_GROUP)
    held = Counter(permanence.groupe for permanence in permanences)
    assert set(held) == {group.id for group in groups}
    assert max(held.values()) == HELD_BY_A_GROUP


def test_what_does_not_grow_stays_as_it_is() -> None:
    known = directory(10)
    assert list(known.prisons) == ["ma-dunkerque"]
    assert list(known.contacts) == ["cimade-service-prison"]
    assert known.permanences["lille-juridique"].nom == "Permanence juridique de Lille"


def test_the_same_each_time(tmp_path: Path) -> None:
    once, again = larger(tmp_path / "a", 1), larger(tmp_path / "b", 1)
    assert content(once / "directory") == content(again / "directory")


def test_nothing_is_written_in_the_project_it_comes_from(tmp_path: Path) -> None:
    small = source(tmp_path / "small")
    before = content(small)
    write_project(tmp_path / "large", 1, tiny.TODAY, small)
    assert content(small) == before
    with pytest.raises(FileExistsError):
        write_project(tmp_path / "large", 1, tiny.TODAY, small)
    assert content(small) == before


def test_files_that_the_loader_accepts(tmp_path: Path) -> None:
    files = list((larger(tmp_path, 10) / "directory/permanences").iterdir())
    assert len(files) > 3, "one region has more than a file can hold"
    assert all(file.stat().st_size < MAX_BYTES for file in files)


def test_all_that_is_added_is_plainly_fake() -> None:
    permanences, groups = added()
    for record in (*permanences, *groups):
        assert re.fullmatch(r"(Permanence|Groupe) d’essai \d+", record.nom)
        assert "essai" in record.id
        assert record.courriel is None or record.courriel.endswith("@example.org")
        assert record.telephone is None or record.telephone.startswith(PHONES)
        assert record.adresse is None or record.adresse.endswith("rue de l’Essai")


def test_people_live_where_it_is() -> None:
    permanences, _ = added()
    towns = Counter(permanence.commune for permanence in permanences)
    assert set(towns) == {"Lille", "Dunkerque", "Lens", "Clermont"}
    assert [town for town, _ in towns.most_common(2)] == ["Lille", "Dunkerque"]


def test_a_town_that_no_region_covers_is_in_the_nearest() -> None:
    known = directory(10)
    regions = {
        (commune.departement, group.region)
        for group in added()[1]
        if (commune := known.commune_of(group))
    }
    # 60 is covered by none, and nearer to 59 than to 74.
    assert {("60", "hauts-de-france"), ("74", "savoie")} <= regions
    assert ("60", "savoie") not in regions


def test_a_group_holds_its_permanences_in_its_departement() -> None:
    known = directory(10)
    for permanence in added()[0]:
        here, host = known.commune_of(permanence), known.host_of(permanence)
        there = known.commune_of(host)
        assert here and there and here.departement == there.departement


@pytest.mark.parametrize("field", ["mode", "confiance", "vacances_scolaires", "jours_feries"])
def test_values_are_as_varied_as_the_true_ones(field: str) -> None:
    permanences, _ = added()
    allowed = len(Permanence.model_json_schema()["properties"][field]["enum"])
    assert len({getattr(permanence, field) for permanence in permanences}) == allowed


def test_some_say_what_others_do_not() -> None:
    permanences, _ = added()
    optional = ("horaires", "une_semaine_sur_deux_depuis", "suspendue", "prise_de_rendez_vous")
    for field in (*optional, "acces", "adresse", "telephone", "courriel", "note"):
        given = sum(getattr(permanence, field) is not None for permanence in permanences)
        assert 0.02 < given / len(permanences) < 0.98, field
    assert len({permanence.themes for permanence in permanences}) > 5
    assert len({permanence.horaires for permanence in permanences}) > 100
    assert {permanence.precision for permanence in permanences} == {"adresse", "commune"}


def test_every_state_that_a_page_can_show_is_there() -> None:
    views = permanence_views(directory(10), tiny.TODAY).values()
    assert {view.etat for view in views} == set(Etat) - {Etat.OUVERTE}


def test_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It makes a project from the true one, and links to it."""
    folder = tmp_path / "large"
    monkeypatch.setattr("sys.argv", ["generate", "1", str(folder)])
    main()
    assert (folder / "mkdocs.yml").resolve() == ROOT / "mkdocs.yml"
    written = (folder / "directory/permanences").glob("*-10?.yml")
    names = [name for file in written for name in re.findall("nom: .*", file.read_text("utf-8"))]
    assert len(names) > 100
    assert all("d’essai" in name for name in names)
