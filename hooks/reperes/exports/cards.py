"""Contact cards (vCard 4.0, RFC 6350) of regions, groups, prisons and contacts.

vCard shares its grammar with iCalendar (line folds, escapes, structured values): one library
writes both. Each property here is also read by programs that only know vCard 3.0.
"""

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from icalendar import Component, vAdr, vN, vOrg, vText, vUri

from reperes.exports.calendars import PRODUCER
from reperes.exports.model import ContactData, GroupData, PrisonData, Record

COUNTRY = "France"


class _Card(Component):
    name = "VCARD"


def card(record: Record) -> str:
    """The card of a service or an organisation; its UID never changes, REV is its last check."""
    made = _Card()
    made.add("version", vText("4.0"))  # must come first
    made.add("prodid", vText(PRODUCER))
    made.add("uid", vUri(uuid5(NAMESPACE_URL, f"reperes:{record.id}").urn))
    made.add("rev", vText(f"{record.verifie_le:%Y%m%d}T000000Z"))
    made.add("kind", vText("org"))
    made.add("fn", vText(record.public_name))
    made.add("n", vN(("", "", "", "", "")))
    made.add("org", vOrg((record.public_name,)))
    if number := record.international_phone:
        made.add("tel", vText(number, params={"type": ["work", "voice"]}))
    for address in _mails(record):
        made.add("email", vText(address, params={"type": "work"}))
    if record.adresse or record.commune:
        made.add("adr", vAdr(_address(record), params={"type": "work"}))
    if record.site_web:
        made.add("url", vUri(record.site_web))
    made.add("note", vText("\n".join(_notes(record))))
    text: bytes = made.to_ical(sorted=False)
    return text.decode()


def _address(record: Record) -> tuple[str, ...]:
    known = (
        record.complement_adresse,
        record.adresse,
        record.commune,
        None,
        record.code_postal,
    )
    return ("", *(part or "" for part in known), COUNTRY)


def _mails(record: Record) -> list[str]:
    others = record.courriels if isinstance(record, GroupData) else ()
    mails = [record.courriel, *(other.courriel for other in others)]
    return list(dict.fromkeys(mail for mail in mails if mail))


def _notes(record: Record) -> Iterator[str]:
    """What a person must know before calling, one sentence or more a line."""
    if record.telephone_horaires_texte:
        yield f"Heures du téléphone : {record.telephone_horaires_texte}"
    match record:
        case ContactData():
            if record.horaires_texte:
                yield f"Horaires : {record.horaires_texte}"
            if record.conditions_acces:
                yield f"Conditions : {record.conditions_acces}"
        case GroupData():
            yield from (f"{other.objet} : {other.courriel}" for other in record.courriels)
        case PrisonData():
            if record.statut != "ouvert":
                yield _STATUS[record.statut]
            if record.adresse_courrier:
                yield f"Pour écrire : {record.adresse_courrier}"
    if record.note:
        yield record.note
    yield record.provenance


_STATUS = {
    "ferme": "Cet établissement est fermé.",
    "inconnu": "Nous ne savons pas si cet établissement est ouvert.",
}
