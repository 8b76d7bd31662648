"""What CONTRIBUTING.md shows to editors is true: its examples load, its messages exist."""

import ast
import re
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from reperes.directory.records import Permanence
from reperes.reading.faults import EditorErrors
from reperes.reading.values import Horaires
from reperes.reading.yamltext import plain, read
from reperes.site import learn
from tests import tiny

ROOT = Path(__file__).parent.parent.parent
GUIDE = "docs/droits/exemple.md"
# What examples may cite without showing it.
REGISTERS = ("directory/sources.yml", "directory/law/*.yml", "directory/reference/*.csv")

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = [tuple(found) for found in re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.M | re.S)]
FILES = {
    found[1]: block
    for language, block in BLOCKS
    if language == "yaml" and (found := re.match(r"# (directory/\S+)\n", block))
}
EXTRACTS = [
    block for language, block in BLOCKS if language == "yaml" and block.startswith("# extrait")
]
GUIDES = [block for language, block in BLOCKS if language == "markdown"]


def merged(file: str, example: str) -> str:
    """The records of `file` with those of `example`, which win when they share an id."""
    records = {
        found[1]: found[0]
        for text in (file, example)
        for found in re.finditer(r"^- id: (\S+)\n.*?(?=^- id: |\Z)", text, re.M | re.S)
    }
    return "\n".join(records.values())


def project(root: Path) -> Path:
    """The tiny project, with the true registers and every example in the file it names."""
    true = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for pattern in REGISTERS
        for path in ROOT.glob(pattern)
    }
    sources = "directory/sources.yml"
    files = {**tiny.FILES, **true, sources: merged(true[sources], tiny.FILES[sources])}
    for name, example in FILES.items():
        has_ids = "\n- id: " in example
        files[name] = merged(files.get(name, ""), example) if has_ids else example
    return tiny.write(root, {**files, GUIDE: GUIDES[0]})


def test_every_block_is_an_example_that_we_test() -> None:
    yaml = [block for language, block in BLOCKS if language == "yaml"]
    assert len(yaml) == len(FILES) + len(EXTRACTS)
    assert len(FILES) == 8
    assert len(GUIDES) == 1


def test_the_examples_have_no_fault(tmp_path: Path) -> None:
    root = project(tmp_path)
    try:
        knowledge = learn(root / "directory", root / "docs", tiny.TODAY)
    except EditorErrors as errors:
        pytest.fail(str(errors))
    ids = set(re.findall(r"^- id: (\S+)", "\n".join(FILES.values()), re.M))
    directory = knowledge.directory
    assert ids <= {*directory.by_id, *directory.terms, *directory.sources}
    assert "droits/exemple" in knowledge.library.guides
    assert len(directory.answers) == 2


@pytest.mark.parametrize("extract", EXTRACTS)
def test_an_extract_completes_a_permanence(extract: str) -> None:
    whole = plain(read(tiny.FILES["directory/permanences/hauts-de-france.yml"]))
    part = plain(read(extract))
    assert isinstance(whole, list)
    assert isinstance(part, dict)
    without_hours = {key: value for key, value in whole[0].items() if key != "horaires"}
    permanence = Permanence.model_validate({**without_hours, **part})
    assert all(getattr(permanence, key) for key in part)


def table(head: str) -> list[tuple[str, str]]:
    """The first two cells of each row of the tables whose first columns are `head`."""
    found = re.findall(rf"^\| {head} \|\n\|[-|]+\|\n((?:\|.*\n)+)", TEXT, re.M)
    rows = "".join(found).splitlines()
    return [(cells[1].strip(), cells[2].strip()) for row in rows if (cells := row.split("|"))]


HOURS = table(r"La source dit \| Vous écrivez")


@pytest.mark.parametrize(("said", "written"), HOURS)
def test_hours_of_the_table_are_accepted(said: str, written: str) -> None:
    hours = written.strip("`")
    assert TypeAdapter(Horaires).validate_python(hours) == hours


def templates() -> set[str]:
    """Every text in the code that makes messages, « … » standing for what is filled in."""
    found = set()
    for path in (ROOT / "hooks" / "reperes").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                found.add("".join(_constant(part) or "…" for part in node.values))
            elif text := _constant(node):
                found.add(text)
    return found


def _constant(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.sub(r"\{\w+\}", "…", node.value)
    return None


ENGLISH = TEXT.index("### Quelques messages en anglais")
MESSAGES = [
    message
    for cell, _ in table(r"Message \| Que faire")
    for message in re.findall(r"`([^`]+)`", cell)
    if TEXT.index(message) < ENGLISH
]


def test_messages_of_the_tables_are_those_of_the_code() -> None:
    known = templates()
    assert len(MESSAGES) > 60
    assert [m for m in MESSAGES if not any(m in template for template in known)] == []
