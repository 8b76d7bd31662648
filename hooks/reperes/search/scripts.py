"""The files of the search, as scripts: they load from a disk as well as from a server.

Each is one call, `Reperes.deliver(name, data)`; docs/assets/js/search.js receives it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reperes.search.concepts import (
    ChosenAnswer,
    Concept,
    expressions,
    question_key,
    with_concepts,
)
from reperes.search.documents import (
    KINDS,
    Collection,
    Cut,
    Document,
    SearchedPage,
    documents,
)
from reperes.search.index import names_index, texts_indexes


def scripts(
    pages: Iterable[SearchedPage], concepts: Sequence[Concept], answers: Iterable[ChosenAnswer]
) -> Mapping[str, str]:
    """Every file of the search: path under its folder → script.

    - `index.js`: what is loaded at the first keystroke: the pages and their parts, their names,
      the expressions of concepts, the chosen answers;
    - `textes.js`, `sources.js`: the same for collections that are loaded when they are needed;
    - `index/a.js`, `textes/a.js`…: the words of their texts that begin with that letter;
    - `extraits/12.js`: the texts of the parts of page 12 of `index.js` (`textes-0`, `sources-0`
      for the others), to show extracts.
    """
    found = list(with_concepts(documents(pages), concepts))
    files: dict[str, str] = {}
    for collection in Collection:
        members = [each for each in found if each.kind.collection is collection]
        files |= dict(_collection(collection, members, concepts, answers))
    return files


def _collection(
    collection: Collection,
    members: Sequence[Document],
    concepts: Sequence[Concept],
    answers: Iterable[ChosenAnswer],
) -> Iterator[tuple[str, str]]:
    letters = texts_indexes(members)
    data: dict[str, object] = {
        "pages": [_row(each) for each in members],
        "noms": names_index(members),
        "lettres": "".join(letters),
    }
    if collection is Collection.CORE:
        data["genres"] = {
            key: [kind.label, kind.worth, kind.cut is Cut.RECORDS] for key, kind in KINDS.items()
        }
        data["expressions"] = expressions(concepts)
        data["reponses"] = {
            question_key(question): [answer.address, answer.questions[0]]
            for answer in answers
            for question in answer.questions
        }
    name = collection.value
    yield _file(name, data)
    for letter, index in letters.items():
        yield _file(f"{name}/{letter}", index)
    prefix = "" if collection is Collection.CORE else f"{name}-"
    for number, document in enumerate(members):
        yield _file(f"extraits/{prefix}{number}", [part.text for part in document.parts])


def _row(document: Document) -> list[object]:
    """A page: address, kind, title, readers, verification, then anchor and label of its parts.

    Its own anchor and label are left out.
    """
    page = document.page
    parts = [[part.anchor, part.label] for part in document.parts[1:]]
    return [page.url, page.kind, page.title, " ".join(page.readers), page.checked, parts]


def _file(name: str, data: object) -> tuple[str, str]:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"{name}.js", f"Reperes.deliver({json.dumps(f'search/{name}')},{text});\n"
