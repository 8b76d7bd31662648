"""The pure parts of the measure of the search, and the queries file that it reads by default."""

import gzip
from collections import Counter
from pathlib import Path
from urllib.request import urlopen

import pytest

from reperes.search.fold import fold
from scripts.search_bench.queries import Query, leads_to, read_queries, unanswerable
from scripts.search_bench.scores import Answer, by_kind, percentile, scores
from scripts.search_bench.serving import served

ROOT = Path(__file__).parents[2]
QUERIES = ROOT / "tests/data/search-queries.csv"


def written(folder: Path, *lines: str) -> Path:
    file = folder / "queries.csv"
    file.write_text("\n".join(("query,expected,kind", *lines)) + "\n", encoding="utf-8")
    return file


def answer(*addresses: str, expected: str = "droits/oqtf", kind: str = "word") -> Answer:
    return Answer(Query("oqtf", (expected,), kind), addresses)


def test_reads_queries(tmp_path: Path) -> None:
    file = written(
        tmp_path, "parlouar,familles/rendre-visite|droits/visites,typo", '"oui, non", a ,word'
    )
    assert read_queries(file) == [
        Query("parlouar", ("familles/rendre-visite", "droits/visites"), "typo"),
        Query("oui, non", ("a",), "word"),
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("oqtf,droits/oqtf,", ":2: a value is empty"),
        ("oqtf,droits/oqtf|,word", ":2: a value is empty"),
        ("oqtf,droits/oqtf", ":2: a value is empty"),
        ("oui, non,droits/oqtf,word", ":2: more than 3 values"),
        ("a,b,word\na,c,word", ":3: “a” is asked twice"),
    ],
)
def test_says_which_line_is_wrong(tmp_path: Path, line: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        read_queries(written(tmp_path, line))


def test_refuses_other_columns(tmp_path: Path) -> None:
    file = tmp_path / "queries.csv"
    file.write_text("query,kind\noqtf,word\n", encoding="utf-8")
    with pytest.raises(ValueError, match="the columns must be query, expected, kind"):
        read_queries(file)


@pytest.mark.parametrize(
    ("address", "prefix", "expected"),
    [
        ("droits/oqtf/", "droits/oqtf", True),
        ("droits/oqtf/#delais", "droits/oqtf", True),
        ("droits/oqtf/", "droits/oqtf/", True),
        ("sortie/hebergement/#le-soir-meme-le-115", "sortie/", True),
        ("sortie/", "sortie/", True),
        ("glossaire/#jap", "glossaire/#jap", True),
        ("glossaire/#japonais", "glossaire/#jap", False),
        ("glossaire/", "glossaire/#jap", False),
        ("peines/liberation-conditionnelle-expulsion/", "peines/liberation-conditionnelle", False),
        ("familles/droits/oqtf/", "droits/oqtf", False),
    ],
)
def test_leads_to(address: str, prefix: str, expected: bool) -> None:
    assert leads_to(address, prefix) is expected


def test_knows_what_the_site_cannot_answer(tmp_path: Path) -> None:
    (tmp_path / "glossaire").mkdir()
    (tmp_path / "glossaire/index.html").write_text('<h2 id="jap">JAP</h2>', encoding="utf-8")
    queries = [
        Query("jap", ("modeles/", "glossaire"), "acronym"),
        Query("juge", ("glossaire/#jap",), "synonym"),
        Query("spip", ("glossaire/#spip",), "acronym"),
        Query("modèle", ("modeles/",), "word"),
    ]
    assert [query.text for query in unanswerable(queries, tmp_path)] == ["spip", "modèle"]


@pytest.mark.parametrize(
    ("addresses", "rank"),
    [
        (("droits/oqtf/", "sortie/"), 1),
        (("sortie/", "droits/oqtf/#delais", "droits/oqtf/"), 2),
        (("a/", "b/", "c/", "d/", "droits/oqtf/"), 5),
        (("a/", "b/", "c/", "d/", "e/", "droits/oqtf/"), None),
        ((), None),
    ],
)
def test_rank_of_the_first_good_address(addresses: tuple[str, ...], rank: int | None) -> None:
    assert answer(*addresses).rank == rank


def test_scores() -> None:
    found = scores(
        [
            answer("droits/oqtf/"),
            answer("a/", "droits/oqtf/"),
            answer("a/", "b/", "c/", "droits/oqtf/"),
            answer("a/"),
        ]
    )
    assert found.count == 4
    assert (found.at_1, found.at_3, found.at_5) == (0.25, 0.5, 0.75)
    assert found.mrr == pytest.approx((1 + 1 / 2 + 1 / 4) / 4)


def test_groups_by_kind_in_alphabetical_order() -> None:
    groups = by_kind([answer(kind="word"), answer("a/", kind="typo"), answer(kind="word")])
    assert [(kind, len(found)) for kind, found in groups.items()] == [("typo", 1), ("word", 2)]


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([4, 1, 3, 2], 0.5, 2),
        ([4, 1, 3, 2], 0.95, 4),
        (list(range(1, 21)), 0.95, 19),
        ([7], 0.95, 7),
    ],
)
def test_percentile(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == expected


def test_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="no value"):
        percentile([], 0.95)


def test_server_compresses_text_and_notes_what_is_asked(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page/index.html").write_text("<p>é" * 200, encoding="utf-8")
    with served(tmp_path) as server:
        with urlopen(server.address + "page/?h=x") as response:
            body = response.read()
            assert response.headers["Content-Encoding"] == "gzip"
        assert server.asked == ["page/index.html"]
    assert gzip.decompress(body).decode() == "<p>é" * 200


def test_our_queries_are_varied_and_each_asked_once() -> None:
    queries = read_queries(QUERIES)
    assert len(queries) == 100
    assert len({fold(query.text) for query in queries}) == 100
    assert min(Counter(query.kind for query in queries).values()) >= 5
    assert set(Counter(query.kind for query in queries)) == {
        *("acronym", "article", "directory", "noaccent", "phrase", "synonym", "typo", "word")
    }
