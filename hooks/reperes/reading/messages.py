"""What pydantic found wrong, said to an editor in French, by error type."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from reperes.reading.faults import did_you_mean

Location = tuple[int | str, ...]


def explain(error: ValidationError, model: type[BaseModel]) -> list[tuple[Location, str, str]]:
    """Location, field name and French message of each fault in a record of `model`."""
    return [
        (place, _field_name(place), _message(detail, _keys(model, place)))
        for detail in error.errors(include_url=False)
        for place in [_without_internals(detail["loc"])]
        if not _is_echo(detail)
    ]


def _is_echo(detail: ErrorDetails) -> bool:
    """A list called too short only because its items are faulty, which is told already."""
    return detail["type"] == "too_short" and len(detail["input"]) > 0


def _without_internals(location: Location) -> Location:
    """Drop the steps that pydantic adds for its own wrappers (`function-before[…]`)."""
    return tuple(step for step in location if not (isinstance(step, str) and "[" in step))


def _field_name(location: Location) -> str:
    return " ".join(f"n° {step + 1}" if isinstance(step, int) else step for step in location)


def _keys(model: type[BaseModel], location: Location) -> Iterable[str]:
    """The keys known where the fault is: those of the record, or of the sub-record it is in."""
    fields: Mapping[str, Any] = model.model_fields
    for step in location[:-1]:
        if isinstance(step, int) or step not in fields:
            continue
        nested = _nested_model(fields[step].annotation)
        if nested is not None:
            fields = nested.model_fields
    return list(fields)


def _nested_model(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _nested_model(part)
        if found is not None:
            return found
    return None


def _message(detail: ErrorDetails, keys: Iterable[str]) -> str:
    """The French message of one pydantic error; the last line stands for types we never raise."""
    kind, context, given = detail["type"], detail.get("ctx", {}), detail.get("input")
    name = str(detail["loc"][-1]) if detail["loc"] else ""
    if kind == "reperes":
        return str(context["message"])
    if kind == "extra_forbidden":
        return f"champ inconnu. {did_you_mean(name, keys) or 'Retirez-le.'}"
    if kind == "missing":
        return "champ obligatoire manquant. Ajoutez-le."
    if kind == "literal_error":
        known = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        hint = did_you_mean(str(given), known)
        choices = ", ".join(known)
        return f"« {given} » n'est pas une valeur permise. Choix : {choices}. {hint}".strip()
    if kind in _PLAIN_MESSAGES:
        return _PLAIN_MESSAGES[kind].format(given=_short(given))
    return f"« {_short(given)} » n'est pas une valeur valide pour ce champ."


_PLAIN_MESSAGES = {
    "string_type": "un texte simple est attendu, sans liste ni sous-champs.",
    "tuple_type": "une liste est attendue : un tiret par ligne, ou [a, b].",
    "model_type": "des sous-champs sont attendus (nom: valeur), pas « {given} ».",
    "too_long": "la liste est trop longue : gardez l'essentiel (cinq guides dans voir_aussi).",
    "too_short": "la liste est vide : donnez au moins un élément.",
    "int_parsing": "« {given} » n'est pas un nombre entier.",
    "float_parsing": "« {given} » n'est pas un nombre. Écrivez-le avec un point : 50.6309",
    "greater_than_equal": "« {given} » est trop petit pour ce champ.",
    "less_than_equal": "« {given} » est trop grand pour ce champ.",
    "url_parsing": "« {given} » n'est pas une adresse de site. Exemple : https://www.lacimade.org",
    "url_scheme": "« {given} » : l'adresse doit commencer par https:// ou http://",
    "string_pattern_mismatch": "« {given} » n'a pas la forme attendue (voir CONTRIBUTING.md).",
}


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"
