"""Hostile values in records: accepted as text, or refused with words that an editor understands."""

import json
import re
from pathlib import Path

import pytest

from reperes.reading.faults import EditorErrors
from reperes.site import Knowledge, learn
from tests import tiny

PERMANENCES = "directory/permanences/hauts-de-france.yml"
GROUPS = "directory/groups/hauts-de-france.yml"
PRISONS = "directory/prisons/lille.yml"

VALUES = {
    "html": '<img src=x onerror="alert(1)"><script>alert(1)</script>',
    "quotes": '"\'`» l’« un » \\ \\"',
    "markdown": "[x](javascript:alert(1)) **a** {: onclick=alert(1) } # titre",
    "template": "{{ 7 * 7 }} {% for a in b %} ${a} %s {0}",
    "yaml": "- a: [b, {c: d}] &ancre *ancre !!python/object:os.system # fin",
    "right to left": "\u202eمرحبا بكم\u202c \u200f",
    "very long": "mot " * 5_000,
    "one very long word": "x" * 20_000,
    "formula": "=cmd|' /C calc'!A0",
    "lines": "une\n\n# deux\n\n<script>alert(1)</script>\n",
    "not composed": "e\u0301\ufeff\u200b\u00ad",
}
# Fields that take any text.
TEXTS = [
    (PERMANENCES, "nom"),
    (PERMANENCES, "horaires_texte"),
    (PERMANENCES, "adresse"),
    (PERMANENCES, "description"),
    (PERMANENCES, "acces"),
    (PERMANENCES, "prise_de_rendez_vous"),
    (PERMANENCES, "complement_adresse"),
    (PERMANENCES, "telephone_horaires_texte"),
    (PERMANENCES, "note"),
    (GROUPS, "nom"),
    (GROUPS, "description"),
    (GROUPS, "note"),
    (PRISONS, "nom"),
    (PRISONS, "disp"),
    (PRISONS, "adresse"),
    (PRISONS, "adresse_courrier"),
    (PRISONS, "note"),
]
# Fields that take a value of one kind only.
KINDS = [
    (PERMANENCES, "id"),
    (PERMANENCES, "groupe"),
    (PERMANENCES, "mode"),
    (PERMANENCES, "horaires"),
    (PERMANENCES, "telephone"),
    (PERMANENCES, "courriel"),
    (PERMANENCES, "site_web"),
    (PERMANENCES, "code_postal"),
    (PERMANENCES, "commune"),
    (PERMANENCES, "vacances_scolaires"),
    (PERMANENCES, "confiance"),
    (PERMANENCES, "verifie_le"),
    (PERMANENCES, "latitude"),
    (PRISONS, "type"),
    (PRISONS, "statut"),
    (PRISONS, "femmes"),
    (PRISONS, "longitude"),
]
ENGLISH = re.compile(
    r"\b(?:should|must|input|string|value|error|expected|found|invalid|permitted|mapping)\b",
    re.IGNORECASE,
)


def with_value(root: Path, name: str, field: str, value: str) -> Knowledge:
    """The tiny project, one field of the first record of a file set to `value`."""
    text = tiny.FILES[name]
    line = f"  {field}: {json.dumps(value)}\n"  # a double-quoted scalar of YAML
    written = re.compile(rf"(?m)^[ -] {field}: .*\n")
    if written.search(text):
        text = written.sub(lambda found: found[0][:2] + line[2:], text, count=1)
    else:
        text += line
    tiny.write(root, {name: text})
    return learn(root / "directory", root / "docs", tiny.TODAY)


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
@pytest.mark.parametrize(("name", "field"), TEXTS)
def test_a_text_may_hold_anything(tmp_path: Path, name: str, field: str, value: str) -> None:
    directory = with_value(tmp_path, name, field, value).directory
    records = {
        PERMANENCES: directory.permanences["lille-juridique"],
        GROUPS: directory.groups["cimade-lille"],
        PRISONS: directory.prisons["ma-dunkerque"],
    }
    assert "".join(getattr(records[name], field).split()) == "".join(value.split())


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
@pytest.mark.parametrize(("name", "field"), KINDS)
def test_any_other_field_refuses_it_in_french(
    tmp_path: Path, name: str, field: str, value: str
) -> None:
    with pytest.raises(EditorErrors) as caught:
        with_value(tmp_path, name, field, value)
    faults = [fault for fault in caught.value.faults if field in (fault.field, "id")]
    assert faults, caught.value.faults
    for fault in faults:
        assert fault.file.startswith("directory/") or fault.file.startswith("docs/")
        said = fault.message.replace(value, "")
        assert said and not ENGLISH.search(re.sub(r"« .*? »", "", said, flags=re.S)), fault


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\ud800"])
@pytest.mark.parametrize(("name", "field"), [(PERMANENCES, "nom"), (PRISONS, "adresse")])
def test_control_characters_are_refused(
    tmp_path: Path, name: str, field: str, control: str
) -> None:
    with pytest.raises(EditorErrors) as caught:
        with_value(tmp_path, name, field, f"Rue{control} de Lille")
    fault = next(fault for fault in caught.value.faults if fault.file == name)
    assert "caractère invisible" in fault.message
    assert fault.line > 1


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e400", "91", "-90.5", "0x10"])
def test_a_latitude_is_a_number_on_the_globe(tmp_path: Path, value: str) -> None:
    with pytest.raises(EditorErrors) as caught:
        with_value(tmp_path, PRISONS, "latitude", value)
    assert [fault.field for fault in caught.value.faults] == ["latitude"]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//ailleurs.example/",
        "http://",
        "https://exa mple.fr/",
    ],
)
def test_a_site_is_on_the_web(tmp_path: Path, address: str) -> None:
    with pytest.raises(EditorErrors) as caught:
        with_value(tmp_path, PERMANENCES, "site_web", address)
    assert [fault.field for fault in caught.value.faults] == ["site_web"]
