"""A YAML reader that keeps every value as text and remembers lines.

PyYAML's own loaders turn `NO` into False, `14:30` into 870 and `01200` into 640, and let the last
of two equal keys win. Here only PyYAML's parser is used: values stay text; repeated keys, anchors,
tags and giant files are refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

MAX_BYTES = 2_000_000
MAX_DEPTH = 20
INVISIBLE = "caractère invisible interdit. Effacez la ligne et retapez-la."
# libyaml, when PyYAML was built with it, reads the same some thirty times faster.
FAST_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Text:
    """A scalar, as written."""

    value: str
    line: int


@dataclass(frozen=True)
class Items:
    """A list."""

    values: list["Node"]
    line: int


@dataclass(frozen=True)
class Fields:
    """A mapping; `lines` gives the line of each key."""

    values: dict[str, "Node"]
    line: int
    lines: dict[str, int] = field(default_factory=dict)


Node = Text | Items | Fields


class UnreadableYaml(Exception):
    """The file cannot be read as YAML of ours. `line` says where, the message is French."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


def read_file(path: Path) -> Node:
    """Read one YAML file.

    Raises:
        UnreadableYaml: too large, not UTF-8, empty, not YAML, or YAML that we refuse.
    """
    content = path.read_bytes()
    if len(content) > MAX_BYTES:
        raise UnreadableYaml(
            1, f"fichier trop gros (plus de {MAX_BYTES // 1_000_000} Mo). Partagez-le en plusieurs."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableYaml(
            line,
            "le fichier n'est pas enregistré en UTF-8. Dans votre éditeur : "
            "« Enregistrer avec l'encodage UTF-8 ».",
        ) from None
    return read(text)


def read(text: str, first_line: int = 1) -> Node:
    """Read a YAML text whose first line is line `first_line` of its file.

    Raises:
        UnreadableYaml: empty, not YAML, or YAML that we refuse.
    """
    try:
        return _Reader(_events(text, first_line, FAST_LOADER), first_line).document()
    except yaml.YAMLError:
        return _read_slowly(text, first_line)


def _read_slowly(text: str, first_line: int) -> Node:
    """Read with PyYAML's own parser, whose errors we know how to explain."""
    try:
        return _Reader(_events(text, first_line, yaml.SafeLoader), first_line).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + first_line if mark else first_line
        raise UnreadableYaml(line, _explain(error)) from None
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + first_line
        raise UnreadableYaml(line, INVISIBLE) from None


def plain(node: Node) -> object:
    """The same tree in plain str, list and dict, as pydantic wants it."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Items):
        return [plain(value) for value in node.values]
    return {key: plain(value) for key, value in node.values.items()}


def line_of(node: Node, location: tuple[int | str, ...]) -> int:
    """The line of the part of `node` that a pydantic error location names, as far as it exists."""
    line = node.line
    for step in location:
        if isinstance(node, Fields) and step in node.values:
            line, node = node.lines[str(step)], node.values[str(step)]
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.values):
            node = node.values[step]
            line = node.line
        else:
            break
    return line


def empty_values(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[int, str]]:
    """Line and key of each value left empty (`telephone:` with nothing behind)."""
    if isinstance(node, Text):
        if node.value.strip() in ("", "null", "Null", "~"):
            yield node.line, path[-1] if path else ""
    elif isinstance(node, Items):
        for value in node.values:
            yield from empty_values(value, path)
    else:
        for key, value in node.values.items():
            yield from empty_values(value, (*path, key))


def _events(text: str, first_line: int, loader: type[yaml.SafeLoader]) -> Iterator[yaml.Event]:
    """PyYAML's events, with what we refuse refused."""
    for event in yaml.parse(text, Loader=loader):
        if getattr(event, "anchor", None) is not None:
            raise UnreadableYaml(
                _line(event, first_line),
                "les ancres et renvois YAML (&nom, *nom) sont refusés. Recopiez la valeur, ou "
                "mettez-la entre guillemets si elle commence par & ou *.",
            )
        if getattr(event, "tag", None) is not None:
            raise UnreadableYaml(
                _line(event, first_line),
                "les types YAML (!nom) sont refusés. Mettez la valeur entre guillemets si elle "
                "commence par un point d'exclamation.",
            )
        yield event


def _line(event: yaml.Event, first_line: int) -> int:
    return (event.start_mark.line if event.start_mark else 0) + first_line


# An escape such as "\x07" may write what YAML refuses as it is, and what no page can hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class _Reader:
    """Builds nodes from events."""

    def __init__(self, events: Iterator[yaml.Event], first_line: int) -> None:
        self._events = events
        self._first_line = first_line

    def document(self) -> Node:
        for event in self._events:
            if isinstance(event, yaml.StreamEndEvent):
                raise UnreadableYaml(self._first_line, "fichier vide. Écrivez au moins une fiche.")
            if isinstance(event, yaml.DocumentStartEvent):
                break
        first = next(self._events)
        if isinstance(first, yaml.ScalarEvent) and not first.value:
            raise UnreadableYaml(self._first_line, "fichier vide. Écrivez au moins une fiche.")
        node = self._node(first, 0)
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise UnreadableYaml(
                    self._line(event),
                    "un seul document YAML par fichier : retirez cette ligne « --- ».",
                )
        return node

    def _line(self, event: yaml.Event) -> int:
        return _line(event, self._first_line)

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise UnreadableYaml(self._line(event), "trop de niveaux imbriqués.")
        if isinstance(event, yaml.ScalarEvent):
            if _CONTROL.search(event.value):
                raise UnreadableYaml(self._line(event), INVISIBLE)
            return Text(str(event.value).strip(), self._line(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(event, depth)
        return self._fields(event, depth)

    def _items(self, start: yaml.Event, depth: int) -> Items:
        values: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            values.append(self._node(event, depth + 1))
        return Items(values, self._line(start))

    def _fields(self, start: yaml.Event, depth: int) -> Fields:
        fields = Fields({}, self._line(start))
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            line = self._line(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise UnreadableYaml(line, "un nom de champ doit être un mot simple.")
            if event.value in fields.values:
                raise UnreadableYaml(
                    line,
                    f"le champ « {event.value} » est écrit deux fois dans la même fiche "
                    f"(déjà ligne {fields.lines[event.value]}). Gardez-en un seul.",
                )
            fields.values[event.value] = self._node(next(self._events), depth + 1)
            fields.lines[event.value] = line
        return fields


_CAUSES = {
    "cannot start any token": "caractère mal placé (souvent une tabulation) : "
    "indentez avec des espaces, et mettez entre guillemets une valeur qui commence par @ ou `.",
    "mapping values are not allowed": "deux-points en trop : mettez toute la valeur entre "
    'guillemets, par exemple note: "Attention : fermé en août".',
    "expected <block end>": "le retrait de cette ligne ne suit pas celui des lignes voisines : "
    "alignez-la avec elles.",
    "could not find expected ':'": "deux-points manquants après le nom du champ, ou guillemets "
    "non refermés plus haut.",
    "while scanning a quoted scalar": "guillemets ouverts et jamais refermés.",
}


def _explain(error: yaml.MarkedYAMLError) -> str:
    """A French cause for a PyYAML error, and a general one when we do not know it."""
    said = f"{error.context or ''} {error.problem or ''}"
    for words, cause in _CAUSES.items():
        if words in said:
            return cause
    return (
        "le fichier n'est pas lisible à partir d'ici. Vérifiez le retrait, les deux-points "
        "et les guillemets de cette ligne et de la précédente."
    )
