"""Lists cut in pages: regions, what is to check, the site map. Nothing is lost, nothing twice."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from reperes import pages as all_pages
from reperes.guides.links import record_page
from reperes.pages import pages
from reperes.pages.rendering import Renderer
from reperes.paging import PAGE_SIZE, page_number, page_path
from reperes.site import Knowledge, learn
from tests import tiny
from tests.conftest import ROOT
from tests.generate import PERMANENCES, write_project

REGION = "annuaire/permanences/hauts-de-france"
PAGES = -(-PERMANENCES // PAGE_SIZE)
CHECKS, SITE_MAP = "verifications.md", "plan-du-site.md"


@cache
def known() -> Knowledge:
    """The tiny project with a region of 200 permanences, and 60 groups more."""
    groups = "".join(
        tiny.FILES["directory/groups/hauts-de-france.yml"].replace("cimade-lille", f"cimade-{rank}")
        for rank in range(60)
    )
    with TemporaryDirectory() as folder:
        small, large = Path(folder) / "small", Path(folder) / "large"
        tiny.write(small, {"directory/groups/hauts-de-france-2.yml": groups})
        for name in ("hooks", "overrides"):
            (small / name).mkdir()
        write_project(large, 1, tiny.TODAY, small)
        return learn(large / "directory", large / "docs", tiny.TODAY)


@cache
def built() -> Mapping[str, str]:
    return pages(Renderer(known(), ROOT / "overrides" / "fiches"))


def region_pages() -> list[str]:
    """The pages of the region, in order."""
    return [built()[page_path(f"{REGION}.md", number)] for number in range(1, PAGES + 1)]


def headings(page: str) -> list[str]:
    return re.findall(r"^## .*\{: #(.*) \}$", page, re.M)


@pytest.mark.parametrize(
    ("rank", "number", "path"),
    [(0, 1, "a/59.md"), (2, 1, "a/59.md"), (3, 2, "a/59/2.md"), (29, 10, "a/59/10.md")],
)
def test_the_page_of_an_item_is_told_by_its_rank(rank: int, number: int, path: str) -> None:
    assert page_number(rank, 3) == number
    assert page_path("a/59.md", number) == path


def test_a_region_has_as_many_pages_as_it_needs() -> None:
    assert [name for name in built() if name.startswith(REGION)] == [
        page_path(f"{REGION}.md", number) for number in range(1, PAGES + 1)
    ]
    shown = [len(re.findall(" data-permanence=", page)) for page in region_pages()]
    assert shown == [PAGE_SIZE] * (PAGES - 1) + [PERMANENCES - PAGE_SIZE * (PAGES - 1)]


def test_the_address_of_a_permanence_is_where_it_is_shown() -> None:
    directory = known().directory
    for permanence in directory.permanences.values():
        page, _, anchor = record_page(directory, permanence).partition("#")
        assert anchor == permanence.id
        assert headings(built()[page]).count(anchor) == 1
    places = Counter(anchor for page in region_pages() for anchor in headings(page))
    assert all(places[id] == 1 for id in directory.permanences)


def test_every_group_of_a_region_is_on_one_of_its_pages() -> None:
    links = [link for page in region_pages() for link in re.findall(r'<li><a href="(.*?)">', page)]
    groups = [link for link in links if "groupes/" in link]
    assert len(groups) == len(set(groups)) == len(known().directory.groups)
    shown = [len(re.findall(r"<li><a href=.*groupes/", page)) for page in region_pages()]
    assert shown[0] == PAGE_SIZE, "the test must need two pages"
    assert [page.count("{: #groupes }") for page in region_pages()] == [1, 1, 0, 0]


def test_only_the_first_page_tells_of_the_region_itself() -> None:
    first, *others = region_pages()
    assert "{: #hauts-de-france }" in first
    assert "{: #prisons }" in first
    assert '"name":"Hauts-de-France"' in unescape(first).replace("\\", "")
    for page in others:
        assert "{: #hauts-de-france }" not in page
        assert "{: #prisons }" not in page
        assert '"name":"Hauts-de-France"' not in unescape(page).replace("\\", "")


def steps(page: str) -> Iterator[tuple[str, str]]:
    """The links to the pages before and after: what they are, where they lead."""
    return ((found[1], found[2]) for found in re.finditer(r'rel="(prev|next)" href="(.*?)"', page))


def test_each_page_leads_to_the_next_and_back() -> None:
    first, *middle, last = [dict(steps(page)) for page in region_pages()]
    assert first == {"next": "2/"}
    assert middle == [
        {"prev": "../", "next": "../3/"},
        {"prev": "../2/", "next": "../4/"},
    ]
    assert last == {"prev": "../3/"}


def test_each_page_has_a_title_of_its_own() -> None:
    titles = [re.findall(r'^title: "(.*)"$', page, re.M)[0] for page in region_pages()]
    assert titles == [
        "Permanences en Hauts-de-France",
        *(f"Permanences en Hauts-de-France, page {number}" for number in range(2, PAGES + 1)),
    ]


def test_a_short_list_has_one_page_and_no_link_to_others(tmp_path: Path) -> None:
    root = tiny.write(tmp_path)
    knowledge = learn(root / "directory", root / "docs", tiny.TODAY)
    found = pages(Renderer(knowledge, ROOT / "overrides" / "fiches"))
    for name in (f"{REGION}.md", CHECKS, SITE_MAP):
        assert list(steps(found[name])) == []
        assert page_path(name, 2) not in found


def lines(page: str) -> list[str]:
    return re.findall(r"^<li><a href=.*</li>$", page.partition("<nav")[0], re.M)


@pytest.mark.parametrize("name", [CHECKS, SITE_MAP])
def test_other_long_lists_are_cut_too(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    [whole] = [text for path, text in built().items() if path == name]
    monkeypatch.setattr(all_pages, "LINES_OF_A_PAGE", 50)
    cut = pages(Renderer(known(), ROOT / "overrides" / "fiches"))
    numbers = range(1, 1 + sum(path.startswith(name.removesuffix(".md")) for path in cut))
    assert len(numbers) > 2
    parts = [cut[page_path(name, number)] for number in numbers]
    shown = [line.replace("../", "") for part in parts for line in lines(part)]
    assert shown == [line.replace("../", "") for line in lines(whole)]
    assert all(len(lines(part)) <= 50 for part in parts[1:])
    for number, (part, following) in enumerate(pairwise(parts), 1):
        assert dict(steps(part))["next"].strip("./") == str(number + 1)
        assert "prev" in dict(steps(following))
