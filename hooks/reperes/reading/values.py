"""The kinds of values that editors write, checked as they are read.

Each `Annotated` type takes text and gives a clean value; what is wrong is said in French.
"""

import re
from datetime import date
from functools import cache
from typing import Annotated

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from opening_hours import OpeningHours, validate
from pydantic import AfterValidator, BeforeValidator, HttpUrl, PlainSerializer
from pydantic_core import PydanticCustomError

from reperes.french import jour_de_semaine
from reperes.schedule.opening import open_spans

# The territories of the French numbering plan (metropolitan France first).
NUMBERING_REGIONS = ("FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "NC", "PF", "WF")
# A year in which `horaires` are tried: two rules that share a day there share one for good.
TRIAL_START, TRIAL_END = date(2026, 1, 1), date(2027, 1, 1)
SHORT_NUMBER = re.compile(r"1\d{1,2}|116 ?\d{3}|3\d{3}|10\d{2}")


def wrong(message: str) -> PydanticCustomError:
    """A fault whose French message is ours, for pydantic to carry (braces have no meaning)."""
    return PydanticCustomError("reperes", "{message}", {"message": message})


def _identifiant(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise wrong(
            f"« {value} » n'est pas un identifiant valide. Minuscules sans accent, chiffres et "
            "tirets. Exemple : lille-juridique"
        )
    return value


def _jour(value: object) -> object:
    if isinstance(value, date):
        return value
    text = str(value)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise wrong(f"« {text} » n'est pas une date lisible. Année-mois-jour. Exemple : 2026-11-22")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise wrong(f"la date « {text} » n'existe pas dans le calendrier.") from None


def _oui(value: object) -> object:
    if isinstance(value, bool):
        return value
    if value not in ("oui", "non"):
        raise wrong(f"« {value} » : écrivez oui ou non.")
    return value == "oui"


def _telephone(value: str) -> str:
    if not SHORT_NUMBER.fullmatch(value) and _parse_phone(value) is None:
        raise wrong(
            f"« {value} » n'est pas un numéro français valide. Exemples : 03 20 30 28 00, 3039"
        )
    return value


@cache
def _parse_phone(value: str) -> phonenumbers.PhoneNumber | None:
    for region in NUMBERING_REGIONS:
        try:
            number = phonenumbers.parse(value, region)
        except phonenumbers.NumberParseException:
            return None
        if phonenumbers.is_valid_number(number):
            return number
    return None


def tel_uri(telephone: str) -> str:
    """`tel:+33320302800`, or `tel:115` for a short number."""
    number = None if SHORT_NUMBER.fullmatch(telephone) else _parse_phone(telephone)
    if number is None:
        return "tel:" + telephone.replace(" ", "")
    return "tel:" + phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _courriel(value: str) -> str:
    try:
        return validate_email(value, check_deliverability=False).normalized
    except EmailNotValidError:
        raise wrong(
            f"« {value} » n'est pas une adresse de courriel valide. Exemple : amiens@lacimade.org"
        ) from None


def _code_postal(value: str) -> str:
    if not re.fullmatch(r"\d{5}", value):
        raise wrong(f"« {value} » n'est pas un code postal : cinq chiffres. Exemple : 59000")
    return value


def _horaires(value: str) -> str:
    if re.search(r"\b(SH|PH)\b", value):
        raise wrong(
            f"« {value} » : n'écrivez ni SH ni PH. Dites les vacances et les jours fériés dans "
            "vacances_scolaires et jours_feries."
        )
    if re.search(r"\bweek\b", value):
        raise wrong(
            f"« {value} » : pas de numéros de semaine (2026 en a 53). Pour une semaine sur deux, "
            "donnez la date d'une séance dans une_semaine_sur_deux_depuis."
        )
    if not validate(value):
        raise wrong(
            f"« {value} » n'est pas un horaire valide. Exemple : Tu 14:00-17:00 "
            "(Mo Tu We Th Fr Sa Su ; We[1,3] pour les 1er et 3e mercredis)"
        )
    if OpeningHours(value).warnings or re.search(r"sun|dawn|dusk|unknown|\+", value):
        raise wrong(f"« {value} » : l'heure de début et l'heure de fin doivent être fixes.")
    if '"' in value:
        raise wrong(f"« {value} » : pas de commentaire ici. Mettez-le dans horaires_texte.")
    rules = [rule for rule in value.split(";") if not _CLOSED.search(rule)]
    if not all(_SPAN.search(rule) for rule in rules):
        raise wrong(f"« {value} » : il manque l'heure de début et l'heure de fin d'un jour.")
    if re.search(r"\d\s*(,|\|\|)\s*[A-Z]", value):
        raise wrong(f"« {value} » : séparez deux jours par un point-virgule, pas une virgule.")
    twice = _day_given_twice(rules)
    if twice:
        raise wrong(
            f"« {value} » : le {twice} est donné deux fois, la seconde efface la première. "
            "Exemple : Tu 09:00-12:00,14:00-17:00"
        )
    if _passes_midnight(value):
        raise wrong(
            f"« {value} » passe minuit. Si c'est voulu, écrivez deux horaires : "
            "Mo 22:00-24:00; Tu 00:00-02:00"
        )
    return value


def _day_given_twice(rules: list[str]) -> str:
    """The first weekday that two rules both open on one same date, or ""."""
    if len(rules) == 1:
        return ""
    seen: set[date] = set()
    for rule in rules:
        days = {start.date() for start, end in open_spans(rule, TRIAL_START, TRIAL_END)}
        if days & seen:
            return jour_de_semaine(min(days & seen)).split()[0]
        seen |= days
    return ""


_SPAN = re.compile(r"(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})|24/7")
_CLOSED = re.compile(r"\b(off|closed)\b")


def _passes_midnight(value: str) -> bool:
    return any(
        end.zfill(5) <= start.zfill(5) or end.zfill(5) > "24:00"
        for start, end in _SPAN.findall(value)
        if start
    )


Identifiant = Annotated[str, AfterValidator(_identifiant)]
Jour = Annotated[date, BeforeValidator(_jour)]
Oui = Annotated[bool, BeforeValidator(_oui)]
Telephone = Annotated[str, AfterValidator(_telephone)]
Courriel = Annotated[str, AfterValidator(_courriel)]
CodePostal = Annotated[str, AfterValidator(_code_postal)]
Horaires = Annotated[str, AfterValidator(_horaires)]
Adresse = Annotated[HttpUrl, PlainSerializer(str)]
