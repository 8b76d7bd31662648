"""Pagefind, on the pages of our built site."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from reperes.guides.links import address
from scripts.search_bench.engines import Engine, typed_in
from scripts.search_bench.rivals import run_rival

FIELD = "input"
PAGE = Path(__file__).with_name("pagefind.html")


def pagefind(folder: Path, site: Path, sources: Iterable[str]) -> Engine:
    """Index the pages of our built `site` that come from `sources` (paths), under `folder`.

    Raises:
        NotAvailable: it is not installed, or failed.
    """
    for path in sources:
        page = Path(address(path, "index.md"), "index.html")
        (folder / page).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(site / page, folder / page)
    run_rival(
        *("pagefind", "--silent", "--site", str(folder), "--root-selector", "article"),
        *("--exclude-selectors", ".fin-de-guide, [data-recherche-ignore]"),
    )
    shutil.copy(PAGE, folder)
    return Engine(
        name="Pagefind",
        folder=folder,
        results=PAGE.name,
        ask=typed_in(FIELD),
        links="li > a",
        start=PAGE.name,
        field=FIELD,
        suggestions="li",
        own=re.compile(r"^pagefind/"),
        index=re.compile(r"\.pf_(index|meta|fragment|filter)$|pagefind-entry\.json$"),
    )
