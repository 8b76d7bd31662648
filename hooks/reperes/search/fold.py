"""How the search reads French: one normal form of text, and the words of a text.

`docs/assets/js/fold.js` does the same thing, line for line, in the browser. An index made by one
and asked by the other only works if both agree: `tests/data/fold.json` is the table of cases that
both must pass. Change the two files and the table together.
"""

import re
import unicodedata
from collections.abc import Iterator

# Words that carry no subject. They are dropped, unless the text has nothing else.
_EMPTY = """
    a ai aimerais aimerait ainsi alinea alors art article articles as au aussi aux avec avez
    avoir avons besoin bonjour bonsoir c ca car ce cela ces cet cette cherche chercher chose
    combien comme comment d dans de des devoir dire dois doit donc du elle elles en es est et
    etc ete etes etre eu eux faire fait faut fut il ils j je l la le les leur leurs lui m ma
    mais me merci mes moi mon n ne ni nos notre nous on ont ou par pas peut peuvent peux plait
    plus possible possibles pour pourquoi pourrais pourrait pouvez puis puisse qu quand que quel
    quelle quelles quelqu quelque quelques quels qui quoi recevoir recois recu s sa savoir se
    sera serait ses si soi sommes son sont stp suis sur svp t ta te temps tes toi ton tous tout
    toute toutes tu un une veut veux vos votre voudrais voudrait vous y ya
"""
STOP_WORDS = frozenset(_EMPTY.split())

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_MARKS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile("[\u2019\u2018\u02bc\u2032\u00b4`]")
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
_SPACES = re.compile("[\\t-\\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss"}

# Pieces of the patterns below. They are applied to text before it is folded, so that a word keeps
# its place in the text (to mark it in an extract) and its capitals (to tell TA from « ta »).
_LETTER = r"[^\W\d_]"
_CHAR = r"[^\W_]"
_HYPHEN = "[-\u2010\u2011\u2012\u2013]"
_SPACE = "[ \u00a0\u2009\u202f]"
_GAP = "[ \u00a0\u2009\u202f.\\-\u2010\u2011]"

_EMAIL = rf"{_CHAR}(?:{_CHAR}|[.+_-])*@{_CHAR}(?:{_CHAR}|-)*(?:\.(?:{_CHAR}|-)+)+"
_PHONE = (
    rf"(?:\+|00)33{_GAP}?(?:\(0\){_GAP}?)?[1-9](?:{_GAP}?[0-9]){{8}}(?![0-9])"  # +33 1 44 18 72 65
    rf"|0{_GAP}?[1-9](?:{_GAP}?[0-9]){{8}}(?![0-9])"  # 01 44 18 72 65, 0 805 681 103
    rf"|0[1-9](?:{_GAP}[0-9]{{2}}){{1,3}}(?:{_GAP}[0-9])?(?!{_CHAR})"  # the start of one
)
_ARTICLE = rf"[LRD]\.?{_SPACE}?\*?{_SPACE}?[0-9]+(?:{_HYPHEN}[0-9]+)*(?!{_CHAR})"
_NUMBER = rf"[0-9]+(?:{_HYPHEN}[0-9]+)+(?!{_CHAR})"
_ACRONYM = rf"{_LETTER}(?:\.{_LETTER}(?!{_CHAR}))+"
_WORD = (
    rf"{_CHAR}{{2,}}(?:[\u00b7\u2027\u2022\u22c5]{_LETTER}+)+"  # détenu·e·s
    rf"|{_CHAR}{{2,}}(?:[.-](?:e|es|ne|nes)(?:[.-]s)?(?!{_CHAR})|\((?:e|s|es|ne|nes)\)s?(?!{_CHAR}))+"
    rf"|{_CHAR}+"
)
_TOKEN = re.compile(
    rf"(?P<email>{_EMAIL})|(?P<phone>{_PHONE})|(?P<article>{_ARTICLE})|(?P<number>{_NUMBER})"
    rf"|(?P<acronym>{_ACRONYM})|(?P<word>{_WORD})",
    re.IGNORECASE,
)
_BASE = re.compile(rf"{_CHAR}+")
_INCLUSIVE = re.compile(
    rf"({_CHAR}{{2,}})(?:(?:[\u00b7\u2027\u2022\u22c5]{_LETTER}+)+"
    rf"|(?:[.-](?:e|es|ne|nes)(?:[.-]s)?(?!{_CHAR})|\((?:e|s|es|ne|nes)\)s?(?!{_CHAR}))+)",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """Give `text` with composed letters and without invisible characters: same look, same words."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def fold(text: str) -> str:
    """Give the normal form of `text`: two spellings that a reader takes for the same are equal.

    Lower case, no accents, `oe` and `ae` for œ and æ, one kind of apostrophe, of hyphen and of
    space, the masculine for an inclusive form (« détenu·e·s » gives `detenus`).
    """
    text = _INCLUSIVE.sub(_masculine, clean(text))
    text = unicodedata.normalize("NFKD", _APOSTROPHES.sub("'", text))
    text = _MARKS.sub("", text).lower()
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)
    text = unicodedata.normalize("NFC", _HYPHENS.sub("-", text))
    return _SPACES.sub(" ", text).strip(" ")


def tokenise(text: str) -> list[str]:
    """Give the terms of `text`, in order: what the index stores and what a query asks for.

    Elided and empty words are left out, unless there is nothing else. Plurals are brought to the
    singular. A telephone number, an e-mail address or an article number makes one term, however it
    is spaced; an article also gives its number alone, and an address also gives its words.
    """
    found = list(_tokens(clean(text)))
    return [term for term, empty in found if not empty] or [term for term, _ in found]


def question_key(text: str) -> str:
    """Give the terms of a question, in order, each once: what makes two questions one."""
    return " ".join(sorted(set(tokenise(text))))


def singular(word: str) -> str:
    """Give a folded word without the mark of the plural: `droits`, `tribunaux`, `lieux`.

    A rough rule is enough, because both sides apply it: what matters is that a word and its plural
    meet. Words of four letters or fewer (mois, pays, CHRS) are left alone.
    """
    if len(word) < 5 or not word.isalpha():
        return word
    if len(word) > 5 and word.endswith("aux") and not word.endswith("eaux"):
        return word[:-2] + "l"
    if word.endswith("x") or (word.endswith("s") and not word.endswith("ss")):
        return word[:-1]
    return word


def _tokens(text: str) -> Iterator[tuple[str, bool]]:
    """Give each term of a clean text, and whether it is an empty word."""
    for match in _TOKEN.finditer(text):
        yield from _terms(str(match.lastgroup), match.group())


def _terms(kind: str, raw: str) -> Iterator[tuple[str, bool]]:
    """Give the terms of one match of `_TOKEN`: `kind` is the name of its group, `raw` its text."""
    if kind == "email":
        yield fold(raw), False
        for part in _BASE.findall(raw):
            yield _term_of_word(part)
    elif kind == "phone":
        yield _national(raw), False
    elif kind == "article":
        number = _HYPHENS.sub("-", re.sub(r"^[^0-9]+", "", raw))
        yield raw[0].lower() + number, False
        yield number, False
    elif kind == "number":
        yield _HYPHENS.sub("-", raw), False
    elif kind == "acronym":
        yield _term_of_word(raw.replace(".", ""))
    else:
        yield _term_of_word(_base(raw))


def _term_of_word(raw: str) -> tuple[str, bool]:
    """Give the term of one word, and whether it is empty: TA is the court, « ta » is nothing."""
    word = fold(raw)
    is_sigle = len(raw) > 1 and raw == raw.upper() and raw != raw.lower()
    is_letter = len(word) == 1 and word.isalpha()
    return singular(word), is_letter or (word in STOP_WORDS and not is_sigle)


def _base(raw: str) -> str:
    """Give the first part of an inclusive form, or the word itself."""
    match = _BASE.match(raw)
    return match.group() if match else raw


def _masculine(match: re.Match[str]) -> str:
    """Give the masculine of an inclusive form, in the plural if it ends as one."""
    base = match.group(1)
    plural = match.group().rstrip(")").lower().endswith("s") and not base.lower().endswith(
        ("s", "x")
    )
    return base + "s" if plural else base


def _national(raw: str) -> str:
    """Give a telephone number in its French form, digits only: `0144187265`."""
    digits = re.sub(r"\(0\)|[^0-9]", "", raw)
    return re.sub(r"^(?:00)?33(?=[0-9]{9}$)", "0", digits)
