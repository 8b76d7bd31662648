"""How sentences are counted."""

import pytest

from reperes.guides.plain_french import measure, sentences


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Une phrase. Une autre !", ["Une phrase.", "Une autre !"]),
        ("## Titre\n\nUne phrase.", ["Une phrase."]),
        ("- Un point.\n- Un autre.", ["Un point.", "Un autre."]),
        ("1. Un.\n2. Deux.", ["Un.", "Deux."]),
        ("| Acte | Délai |\n|---|---|\n| A | B |", []),
        ("Voir [L. 614-3](loi:ceseda/L614-3) du code.", ["Voir L. 614-3 du code."]),
        ("Sept jours ([L. 614-3](loi:ceseda/L614-3)).", ["Sept jours ."]),
        ('!!! warning "À vérifier"\n    Une phrase\n    coupée.', ["Une phrase coupée."]),
    ],
)
def test_sentences(markdown: str, expected: list[str]) -> None:
    assert sentences(markdown) == expected


def test_the_share_of_short_sentences() -> None:
    style = measure("Courte. Un " + "mot " * 23 + "fin.")
    assert (style.sentences, style.short_share) == (2, 0.5)
    assert len(style.longest) == 1
