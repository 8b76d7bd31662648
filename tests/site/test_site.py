"""The built site as a whole: nothing lost, nothing broken, nothing from elsewhere."""

import csv
import json
import re
from collections import Counter
from copy import deepcopy
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from lxml import html as lxml_html

from reperes.directory.loading import load
from reperes.guides.library import MAX_SEE_ALSO
from reperes.reading.values import tel_uri
from reperes.site import learn
from tests.conftest import ROOT, TODAY

DIRECTORY = load(ROOT / "directory", date.fromisoformat(TODAY))
FACTS = list(csv.DictReader((ROOT / "tests/data/faits-fondateurs.csv").open(encoding="utf-8")))


@cache
def tree(page: Path) -> lxml_html.HtmlElement:
    return lxml_html.fromstring(page.read_text(encoding="utf-8"))


@cache
def visible_text(page: Path) -> str:
    """What a person reads on the page, spaces made plain."""
    body = deepcopy(tree(page)).find("body")
    for hidden in body.xpath(".//script|.//style|.//template"):
        hidden.drop_tree()
    return re.sub(r"\s+", " ", body.text_content())


def all_pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def page_of(site: Path, address: str) -> Path:
    return site / address / "index.html"


def test_records_on_disk_are_records_loaded() -> None:
    """Counted without our loader, so that no engine change can lose a record in silence."""
    on_disk = sum(
        len(re.findall(r"(?m)^- id:", path.read_text(encoding="utf-8")))
        for path in (ROOT / "directory").rglob("*.yml")
        if path.parent.name != "law"
    )
    loaded = len(DIRECTORY.by_id) + len(DIRECTORY.terms) + len(DIRECTORY.sources)
    articles = sum(
        len(re.findall(r"(?m)^  - numero:", path.read_text(encoding="utf-8")))
        for path in (ROOT / "directory/law").glob("*.yml")
    )
    assert (on_disk, articles) == (loaded, len(DIRECTORY.articles))


def test_every_record_has_its_page_or_its_place(site: Path) -> None:
    groups = {path.name for path in (site / "annuaire/groupes").iterdir()}
    prisons = {path.name for path in (site / "annuaire/prisons").iterdir() if path.is_dir()}
    regions = {path.name for path in (site / "annuaire/permanences").iterdir()}
    assert groups == set(DIRECTORY.groups)
    assert prisons == set(DIRECTORY.prisons)
    assert regions == set(DIRECTORY.regions)
    for permanence in DIRECTORY.permanences.values():
        region = DIRECTORY.region_of(permanence).id
        assert ids(page_of(site, f"annuaire/permanences/{region}"))[permanence.id] == 1
    for contact in DIRECTORY.contacts.values():
        assert ids(page_of(site, f"annuaire/contacts/{contact.categorie}"))[contact.id] == 1
    assert set(DIRECTORY.terms) <= set(ids(page_of(site, "glossaire")))
    assert set(DIRECTORY.sources) <= set(ids(page_of(site, "sources")))


def test_every_page_written_by_hand_is_built(site: Path) -> None:
    for source in (ROOT / "docs").rglob("*.md"):
        path = source.relative_to(ROOT / "docs").with_suffix("")
        address = path.parent if path.name == "index" else path
        assert (site / address / "index.html").is_file(), source


@cache
def ids(page: Path) -> Counter[str]:
    return Counter(tree(page).xpath("//@id"))


def test_guides_that_name_each_other_do_so_both_ways() -> None:
    """One way only is justified when the other guide already names five."""
    knowledge = learn(ROOT / "directory", ROOT / "docs", date.fromisoformat(TODAY))
    named = {slug: guide.meta.voir_aussi for slug, guide in knowledge.library.guides.items()}
    one_way = [
        f"{one} → {other}"
        for one, others in named.items()
        for other in others
        if one not in named[other] and len(named[other]) < MAX_SEE_ALSO
    ]
    assert one_way == []


def test_no_id_is_used_twice(site: Path) -> None:
    for page in all_pages(site):
        assert [name for name, count in ids(page).items() if count > 1] == [], page


def test_every_internal_link_and_anchor_leads_somewhere(site: Path) -> None:
    broken = []
    for page in all_pages(site):
        base = site if page.name == "404.html" else page.parent
        for address in tree(page).xpath("//a/@href | //link/@href | //script/@src | //img/@src"):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            path = unquote(parts.path)
            target = (site / path.lstrip("/") if path.startswith("/") else base / path).resolve()
            if not path:
                target = page
            elif target.is_dir():
                target = target / "index.html"
            if not target.is_file():
                broken.append(f"{page.relative_to(site)}: {address}")
            elif parts.fragment and target.suffix == ".html":
                name = unquote(parts.fragment)
                is_state = name.startswith(("q=", "lieu=", "prison="))  # scripts read it
                if not is_state and name not in ids(target):
                    broken.append(f"{page.relative_to(site)}: {address} (no such id)")
    assert broken == []


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    loading = "//script/@src | //link[not(@rel='canonical')]/@href | //img/@src | //iframe/@src"
    for page in all_pages(site):
        for address in tree(page).xpath(loading):
            assert not urlsplit(address).netloc, (page, address)
    for style in site.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(https?:)?//", style.read_text(encoding="utf-8")), (
            style
        )


def test_html_is_well_formed(site: Path) -> None:
    for page in all_pages(site):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parser.parse(page.read_text(encoding="utf-8"))
        assert parser.errors == [], page


def test_every_page_says_what_it_is(site: Path) -> None:
    titles: Counter[str] = Counter()
    for page in all_pages(site):
        root = tree(page)
        assert root.get("lang") == "fr", page
        assert len(root.xpath("//h1")) == 1, page
        description = root.xpath("//meta[@name='description']/@content")
        assert len(description) == 1 and 20 <= len(description[0]) <= 200, page
        titles[root.findtext(".//title")] += 1
        assert len(root.xpath("//main")) == 1, page
    assert [title for title, count in titles.items() if count > 1] == []


def test_headings_do_not_skip_a_level(site: Path) -> None:
    for page in all_pages(site):
        levels = [
            int(node.tag[1])
            for node in tree(page).xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
        ]
        jumps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        assert jumps == [], page


def test_json_ld_is_json_and_names_each_record(site: Path) -> None:
    found = set()
    for page in (site / "annuaire").rglob("*.html"):
        for script in tree(page).xpath("//script[@type='application/ld+json']/text()"):
            for thing in json.loads(script)["@graph"]:
                assert thing["@type"] and thing["name"]
                found.add(thing["identifier"])
    assert found == set(DIRECTORY.by_id)


@pytest.mark.parametrize("row", FACTS, ids=[row["fait"] for row in FACTS])
def test_each_founding_fact_is_on_its_page_or_says_why_not(site: Path, row: dict[str, str]) -> None:
    assert row["page"] or row["raison"]
    if not row["page"]:
        return
    page = page_of(site, row["page"].strip("/"))
    assert row["extraits"], "a placed fact says which words show it"
    text = re.sub(r"\s+", " ", visible_text(page))
    for words in row["extraits"].split("|"):
        assert re.sub(r"\s+", " ", words) in text, f"« {words} » is not on {row['page']}"


def test_every_founding_fact_is_accounted_for() -> None:
    assert [row["fait"] for row in FACTS] == [f"F{number:03}" for number in range(1, 211)]


def test_every_record_keeps_the_facts_it_comes_from() -> None:
    kept = {fact for record in DIRECTORY.records() for ref in record.source for fact in ref.faits}
    in_directory = {row["fait"] for row in FACTS if row["page"].startswith("annuaire/")}
    assert in_directory - kept == set()


def test_every_record_shows_source_date_and_confidence(site: Path) -> None:
    for record in DIRECTORY.records():
        for ref in record.source:
            assert DIRECTORY.sources[ref.cle].verifie_le <= date.fromisoformat(TODAY)
    for page in (site / "annuaire/groupes").rglob("index.html"):
        text = visible_text(page)
        assert "Relevé le" in text and "Confiance" in text and "Signaler une erreur" in text


def test_phones_and_mails_are_links(site: Path) -> None:
    for contact in DIRECTORY.contacts.values():
        links = tree(page_of(site, f"annuaire/contacts/{contact.categorie}")).xpath("//a/@href")
        if contact.telephone:
            assert tel_uri(contact.telephone) in links
        if contact.courriel:
            assert f"mailto:{contact.courriel}" in links
