"""What a reader types, folded: one table for Python and, in the browser tests, for JavaScript."""

import json

import pytest

from reperes.directory.places import place_key
from reperes.finder.prison_names import KINDS, prison_key
from tests.conftest import ROOT

CASES = json.loads((ROOT / "tests/data/place-keys.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["place"], ids=[case["text"] for case in CASES["place"]])
def test_names_of_places(case: dict[str, str]) -> None:
    assert place_key(case["text"]) == case["key"]


@pytest.mark.parametrize("case", CASES["prison"], ids=[case["text"] for case in CASES["prison"]])
def test_names_of_prisons(case: dict[str, str]) -> None:
    assert prison_key(case["text"]) == case["key"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_prison_is_taken_away(kind: str) -> None:
    assert prison_key(f"{kind} de Fresnes") == "fresnes"
    assert prison_key(f"La {kind} de Fresnes") == "fresnes"


def test_the_table_has_every_kind_of_prison() -> None:
    typed = [place_key(case["text"]) for case in CASES["prison"]]
    assert [kind for kind in KINDS if not any(kind in text for text in typed)] == []
