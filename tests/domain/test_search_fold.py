import json
import re
from pathlib import Path

import pytest

from reperes.search.fold import STOP_WORDS, fold, singular, tokenise

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests/data/fold.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["fold"], ids=lambda case: repr(case["text"]))
def test_fold(case: dict[str, str]) -> None:
    assert fold(case["text"]) == case["folded"]


@pytest.mark.parametrize("case", CASES["fold"], ids=lambda case: repr(case["text"]))
def test_folding_twice_changes_nothing(case: dict[str, str]) -> None:
    assert fold(case["folded"]) == case["folded"]


@pytest.mark.parametrize("case", CASES["tokenise"], ids=lambda case: repr(case["text"]))
def test_tokenise(case: dict[str, str | list[str]]) -> None:
    assert tokenise(str(case["text"])) == case["terms"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("droits", "droit"),
        ("lieux", "lieu"),
        ("tribunaux", "tribunal"),
        ("bureaux", "bureau"),
        ("mois", "mois"),
        ("adress", "adress"),
        ("14000s", "14000s"),
    ],
)
def test_singular(word: str, expected: str) -> None:
    assert singular(word) == expected


def test_stop_words_are_folded() -> None:
    assert {fold(word) for word in STOP_WORDS} == STOP_WORDS


def test_the_browser_drops_the_same_words() -> None:
    script = (ROOT / "docs/assets/js/fold.js").read_text("utf-8")
    words = re.search(r"STOP_WORDS = new Set\(`([^`]*)`", script)
    assert words
    assert set(words[1].split()) == STOP_WORDS
