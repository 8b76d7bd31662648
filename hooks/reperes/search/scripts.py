"""The files of the search, as scripts: they load from a disk as well as from a server.

Each is one call, `Reperes.deliver(name, data)`; docs/assets/js/search.js receives it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain

from reperes.search.beginnings import common_beginnings
from reperes.search.concepts import Concept, with_concepts
from reperes.search.documents import (
    KINDS,
    Collection,
    Cut,
    Document,
    SearchedPage,
    documents,
)
from reperes.search.fold import tokenise
from reperes.search.index import names_index, questions_indexes, texts_indexes
from reperes.search.questions import (
    Question,
    definitions,
    expressions,
    questions_by_file,
    terms_asked,
    with_questions,
)


def scripts(
    pages: Iterable[SearchedPage], concepts: Sequence[Concept], questions: Iterable[Question]
) -> Mapping[str, str]:
    """Every file of the search: path under its folder → script.

    - `index.js`: what is loaded at the first keystroke: the pages and their parts, their names;
    - `textes.js`, `sources.js`: the same for collections that are loaded when they are needed;
    - `index/pr.js`, `textes/l.js`…: the words of their texts and of their questions that begin so,
      and the questions of which a word that tells much does (see beginnings.py);
    - `extraits/12.js`: the texts of the parts of page 12 of `index.js` (`textes-0`, `sources-0`
      for the others), to show extracts.

    Parts go by number: each file bears the edition of its collection, so that a browser which kept
    files of two editions does not take a part for another.
    """
    asked = [*questions, *definitions(concepts), *expressions(concepts)]
    found = list(with_questions(with_concepts(documents(pages), concepts), asked))
    files: dict[str, str] = {}
    for collection in Collection:
        members = [each for each in found if each.kind.collection is collection]
        is_core = collection is Collection.CORE
        files |= dict(_collection(collection, members, asked if is_core else []))
    return files


def _collection(
    collection: Collection, members: Sequence[Document], asked: Sequence[Question]
) -> Iterator[tuple[str, str]]:
    words = _words(members, asked)
    rows = [_row(each) for each in members]
    edition = sha256(json.dumps(rows).encode()).hexdigest()[:8]
    data: dict[str, object] = {
        "edition": edition,
        "pages": rows,
        "noms": names_index(members),
        "debuts": list(words),
    }
    if collection is Collection.CORE:
        data["genres"] = {
            key: [kind.label, kind.worth, kind.cut is Cut.RECORDS] for key, kind in KINDS.items()
        }
    name = collection.value
    yield _file(name, data)
    for beginning, share in words.items():
        yield _file(f"{name}/{beginning}", {"edition": edition, **share})
    prefix = "" if collection is Collection.CORE else f"{name}-"
    for number, document in enumerate(members):
        texts = [part.text for part in document.parts]
        yield _file(f"extraits/{prefix}{number}", {"edition": edition, "textes": texts})


def _words(
    members: Sequence[Document], asked: Sequence[Question]
) -> Mapping[str, Mapping[str, object]]:
    """Beginning of words → what its file holds."""
    parts = [part for document in members for part in document.parts]
    texts = [tokenise(part.text) for part in parts]
    words = [terms_asked(part) for part in parts]
    common = common_beginnings(chain.from_iterable((*texts, *words)))
    shares = {
        "textes": texts_indexes(texts, common),
        "demandes": questions_indexes(words, common),
        "questions": questions_by_file(asked, words, common),
    }
    names = sorted(set().union(*shares.values()))
    return {
        name: {key: share[name] for key, share in shares.items() if name in share} for name in names
    }


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
