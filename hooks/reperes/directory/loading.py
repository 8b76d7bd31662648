"""Read `directory/`: from files to a checked `Directory`, or to all the faults at once."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from pathlib import Path, PurePath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from reperes.directory.checks import check_directory
from reperes.directory.model import Directory, Origin
from reperes.directory.places import load_places
from reperes.directory.records import (
    Answer,
    Contact,
    Group,
    LawText,
    Permanence,
    Prison,
    Region,
    Source,
    Term,
)
from reperes.reading.faults import EditorErrors, Fault
from reperes.reading.messages import explain
from reperes.reading.yamltext import (
    Fields,
    Items,
    Node,
    Text,
    UnreadableYaml,
    empty_values,
    line_of,
    plain,
    read_file,
)

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Survey:
    """What could be read of `directory/`, and what was wrong with it.

    Attributes:
        directory: the sound records.
        faults: every fault of every file.
        declared: what exists, faulty or not, as links: `annuaire:lille-juridique`, `loi:ceseda`.
    """

    directory: Directory
    faults: list[Fault]
    declared: frozenset[str]


def load(root: Path, today: date) -> Directory:
    """Read and check the whole directory.

    Raises:
        EditorErrors: with every fault of every file.
    """
    found = survey(root, today)
    if found.faults:
        raise EditorErrors(found.faults)
    return found.directory


def survey(root: Path, today: date) -> Survey:
    """Read the whole directory, faults and all.

    Args:
        root: the folder `directory/`; files are named from its parent in messages.
        today: no `verifie_le` may be later.
    """
    reading = _Reading(root)
    reading.unexpected_files()
    directory = Directory(
        regions=reading.records("annuaire", Region, "regions.yml"),
        groups=reading.records("annuaire", Group, "groups/*.yml"),
        permanences=reading.records("annuaire", Permanence, "permanences/*.yml"),
        prisons=reading.records("annuaire", Prison, "prisons/*.yml"),
        contacts=reading.records("annuaire", Contact, "contacts/*.yml", _category_from_file),
        terms=reading.records("glossaire", Term, "glossary.yml"),
        sources=reading.records("source", Source, "sources.yml"),
        laws=reading.texts("law/*.yml"),
        answers=reading.answers("answers/*.yml"),
        places=load_places(root / "reference"),
        origins=reading.origins,
    )
    declared = frozenset(reading.declared)
    faults = [*reading.faults, *check_directory(directory, today, declared)]
    return Survey(directory, faults, declared)


def _category_from_file(path: Path) -> dict[str, str]:
    """A contact's category is the name of its file."""
    return {"categorie": path.stem}


PATTERNS = (
    "regions.yml",
    "groups/*.yml",
    "permanences/*.yml",
    "prisons/*.yml",
    "contacts/*.yml",
    "glossary.yml",
    "answers/*.yml",
    "sources.yml",
    "law/*.yml",
)
EXPECTED = (*PATTERNS, "reference/*")


def _fits(name: PurePath, pattern: str) -> bool:
    return name.match(pattern) and len(name.parts) == len(PurePath(pattern).parts)


def _nothing(_path: Path) -> dict[str, str]:
    return {}


@dataclass
class _Reading:
    """One reading of the folder: what was found, and what was wrong.

    `scheme` is the link scheme that names a kind of record; ids are unique within a scheme.
    """

    root: Path
    faults: list[Fault] = field(default_factory=list)
    origins: dict[str, Origin] = field(default_factory=dict)
    declared: set[str] = field(default_factory=set)

    def unexpected_files(self) -> None:
        """A file that no pattern would read is a fault: its records would vanish in silence."""
        for path in sorted(self.root.rglob("*")):
            name = path.relative_to(self.root)
            if path.is_dir() or any(part.startswith(".") for part in name.parts):
                continue
            if not any(_fits(name, pattern) for pattern in EXPECTED):
                self._fault(
                    path,
                    1,
                    "",
                    "",
                    f"fichier inattendu, qui ne serait pas lu. Attendus : {', '.join(PATTERNS)}",
                )

    def records(
        self,
        scheme: str,
        model: type[Model],
        pattern: str,
        from_file: Callable[[Path], dict[str, str]] = _nothing,
    ) -> dict[str, Model]:
        """The records of the files that match `pattern`, by id. Each file is a list of records."""
        found = {}
        for path, item in self._items(scheme, pattern, "- id: …"):
            record = self._record(scheme, model, path, item, from_file(path))
            if record is not None:
                found[_name_of(item)] = record
        return found

    def answers(self, pattern: str) -> dict[str, Answer]:
        """The chosen answers, by rank."""
        found: dict[str, Answer] = {}
        for path, item in self._items("reponse", pattern, "- question: …"):
            answer = self._checked(Answer, path, item, {})
            if answer is not None:
                rank = str(len(found) + 1)
                found[rank] = answer
                self.origins[f"reponse:{rank}"] = Origin(self._from_project(path), item)
        return found

    def texts(self, pattern: str) -> dict[str, LawText]:
        """The texts of law, by code. Each file is one text, named after its code."""
        found = {}
        self.declared.update(f"loi:{path.stem}" for path in self.root.glob(pattern))
        for path, node in self._files("loi", pattern):
            text = self._record("loi", LawText, path, node, {})
            if text is None:
                continue
            if text.code != path.stem:
                self._fault(
                    path, node.line, text.code, "code", f"doit être le nom du fichier : {path.stem}"
                )
            found[text.code] = text
        return found

    def _items(self, scheme: str, pattern: str, example: str) -> Iterator[tuple[Path, Node]]:
        """Each record of the files that are lists, as `example` shows one."""
        for path, node in self._files(scheme, pattern):
            if isinstance(node, Items):
                yield from ((path, item) for item in node.values)
            else:
                message = f"une liste de fiches est attendue : « {example} »"
                self._fault(path, node.line, "", "", message)

    def _files(self, scheme: str, pattern: str) -> Iterator[tuple[Path, Node]]:
        """Each file that can be read, by name: `bretagne.yml`, then `bretagne-2.yml`."""
        for path in sorted(self.root.glob(pattern), key=attrgetter("stem")):
            if path.name.startswith(".") or not path.is_file():
                continue
            try:
                yield path, read_file(path)
            except UnreadableYaml as error:
                self._fault(path, error.line, "", "", str(error))
                ids = re.findall(r"\bid: *([a-z0-9-]+)", path.read_text("utf-8", errors="replace"))
                self.declared.update(f"{scheme}:{name}" for name in ids)

    def _record(
        self, scheme: str, model: type[Model], path: Path, node: Node, extra: dict[str, str]
    ) -> Model | None:
        name = _name_of(node)
        self.declared.add(f"{scheme}:{name}")
        record = self._checked(model, path, node, extra)
        if record is not None:
            self._remember(scheme, path, name, node)
        return record

    def _checked(
        self, model: type[Model], path: Path, node: Node, extra: dict[str, str]
    ) -> Model | None:
        name = _name_of(node)
        if not isinstance(node, Fields):
            self._fault(path, node.line, name, "", "des champs sont attendus : « nom: valeur »")
            return None
        empty = list(empty_values(node))
        for line, key in empty:
            self._fault(path, line, name, key, "champ vide. Remplissez-le ou retirez la ligne.")
        try:
            return model.model_validate({**_dict(node), **extra})
        except ValidationError as error:
            for location, field_name, message in explain(error, model):
                if line_of(node, location) not in {line for line, _ in empty}:
                    self._fault(path, line_of(node, location), name, field_name, message)
            return None

    def _remember(self, scheme: str, path: Path, name: str, node: Node) -> None:
        link = f"{scheme}:{name}"
        if link in self.origins:
            first = self.origins[link]
            self._fault(
                path,
                line_of(node, ("id",)),
                name,
                "id",
                f"identifiant déjà pris dans {first.file}:{first.node.line}. Changez-le.",
            )
        self.origins.setdefault(link, Origin(self._from_project(path), node))

    def _fault(self, path: Path, line: int, record: str, name: str, message: str) -> None:
        self.faults.append(Fault(self._from_project(path), line, record, name, message))

    def _from_project(self, path: Path) -> str:
        return path.relative_to(self.root.parent).as_posix()


def _dict(node: Fields) -> dict[str, Any]:
    return {key: plain(value) for key, value in node.values.items()}


def _name_of(node: Node) -> str:
    """The id (or code, or first phrasing) of a record, as far as it can be read."""
    if isinstance(node, Fields):
        for key in ("id", "code", "question"):
            value = node.values.get(key)
            if isinstance(value, Items) and value.values:
                value = value.values[0]
            if isinstance(value, Text):
                return value.value
    return ""
