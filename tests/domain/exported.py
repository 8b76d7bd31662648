"""The open data of the tiny project, one line changed at a time."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from reperes.exports import Export, exports
from reperes.exports.collecting import collect
from reperes.exports.model import Annuaire
from reperes.pages.views import PermanenceView, permanence_views
from reperes.site import Knowledge, learn
from tests import tiny

REGIONS = "directory/regions.yml"
GROUPS = "directory/groups/hauts-de-france.yml"
PERMANENCES = "directory/permanences/hauts-de-france.yml"
PRISONS = "directory/prisons/lille.yml"
CONTACTS = "directory/contacts/lignes-nationales.yml"

HOURS = "  horaires: Tu,Th 14:00-17:00; Sa 09:00-12:00\n"
NAMES = {
    REGIONS: "nom_cimade: Nord-Picardie",
    GROUPS: "nom: Groupe local de Lille",
    PERMANENCES: "nom: Permanence juridique de Lille",
    PRISONS: "nom: Maison d’arrêt de Dunkerque",
    CONTACTS: "nom: La Cimade, service prison",
}

# What a careless or hostile editor could write anywhere: it must come back as text.
HOSTILE = {
    "formula": "=cmd()",
    "formula of two lines": '=HYPERLINK("http://x";"y")\nsuite',
    "plus": "+33 3 20 30 28 00",
    "minus": "-1+1",
    "at": "@SUM(A1:A9)",
    "tab": "un\t=1+1",
    "html": "<img src=x onerror=\"alert('1')\"></script> & &amp;",
    "separators": 'a,b;c:d|e\\n\\,\\;"f"',
    "end of line": "une\nEND:VCARD\nEND:VEVENT\nBEGIN:VEVENT",
    "right to left": "\u202egauche\u202c مرحبا",
    "long": "é" * 3000,
    "emoji": "🧭" * 40,
}


def written(value: str) -> str:
    """A value as YAML: a JSON string is one."""
    return json.dumps(value, ensure_ascii=False)


def replaced(name: str, edits: Mapping[str, str]) -> dict[str, str | bytes]:
    """A file of the tiny project, each key (present once) become its value."""
    text = tiny.FILES[name]
    for old, new in edits.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return {name: text}


def named(value: str) -> dict[str, str | bytes]:
    """Every record named, and noted, so."""
    changes: dict[str, str | bytes] = {}
    for name, line in NAMES.items():
        field = line.partition(":")[0]
        said = f"{field}: {written(value)}\n  note: {written(value)}"
        changes |= replaced(name, {line: said})
    return changes


def known(
    root: Path, changes: Mapping[str, str | bytes], today: date = tiny.TODAY
) -> tuple[Knowledge, Mapping[str, PermanenceView]]:
    tiny.write(root, dict(changes))
    knowledge = learn(root / "directory", root / "docs", today)
    return knowledge, permanence_views(knowledge.directory, knowledge.today)


def collected(root: Path, changes: Mapping[str, str | bytes], site: str = "") -> Annuaire:
    return collect(*known(root, changes), site)


def exported(root: Path, changes: Mapping[str, str | bytes], site: str = "") -> dict[str, Export]:
    """The exports of the tiny project, by name."""
    return {export.name: export for export in exports(*known(root, changes), site)}


def texts(root: Path, changes: Mapping[str, str | bytes], site: str = "") -> dict[str, str]:
    """The files of the tiny project, by path."""
    found = exported(root, changes, site).values()
    return {path: text for export in found for path, text in export.files.items()}
