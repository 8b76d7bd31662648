"""No bare sigle: each is in the glossary, and explained where it first stands."""

from pathlib import Path

import pytest

from reperes.directory.loading import load
from reperes.guides.sigles import bare_sigles, tooltips
from tests import tiny


@pytest.mark.parametrize(
    ("markdown", "bare"),
    [
        ("Une obligation de quitter le territoire français (OQTF).", []),
        ("L’[OQTF](glossaire:oqtf) est une obligation de quitter le territoire français.", []),
        ("OQTF : obligation de partir.", []),
        ("Le préfet prend une OQTF.", ["OQTF"]),
        ("Le préfet prend une OQTF.\n\nUne obligation de partir (OQTF).", ["OQTF"]),
        ("Une décision (OQTF). Puis l’OQTF suivante.", []),
        ("Le juge des peines (JAP).", ["JAP"]),
        ("[lien](loi:ceseda/L611-1) et source:ABCD", ["ABCD"]),
        ("Le mot URGENT, le livre II.", []),
    ],
)
def test_bare_sigles(tmp_path: Path, markdown: str, bare: list[str]) -> None:
    directory = load(tiny.write(tmp_path) / "directory", tiny.TODAY)
    assert [found.sigle for found in bare_sigles(directory, markdown)] == bare


def test_a_bare_sigle_is_found_on_its_line(tmp_path: Path) -> None:
    directory = load(tiny.write(tmp_path) / "directory", tiny.TODAY)
    (found,) = bare_sigles(directory, "Rien.\n\n[a](b.md) puis une OQTF.")
    assert found.line == 3
    assert found.message.endswith("obligation de quitter le territoire français (OQTF).")


def test_tooltips_leave_out_a_sigle_with_two_meanings(tmp_path: Path) -> None:
    twice = tiny.FILES["directory/glossary.yml"] + tiny.FILES["directory/glossary.yml"].replace(
        "id: oqtf", "id: autre"
    )
    one = load(tiny.write(tmp_path / "a") / "directory", tiny.TODAY)
    two = load(
        tiny.write(tmp_path / "b", {"directory/glossary.yml": twice}) / "directory", tiny.TODAY
    )
    assert tooltips(one, "L’OQTF") == "*[OQTF]: obligation de quitter le territoire français"
    assert tooltips(two, "L’OQTF") == ""
