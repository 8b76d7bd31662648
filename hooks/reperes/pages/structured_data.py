"""schema.org descriptions of the records, for search engines (JSON-LD)."""

import json
from collections.abc import Iterable
from typing import Any

from reperes.directory.places import town_name
from reperes.directory.records import Contact, Contactable, Group, Prison, Record, Region
from reperes.pages.views import PermanenceView
from reperes.reading.values import tel_uri
from reperes.schedule.sessions import Session

Thing = dict[str, Any]


def json_ld(things: Iterable[Thing]) -> str:
    """One JSON-LD document; `<` is escaped so that no value can close the script element."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def organisation(record: Region | Group | Contact) -> Thing:
    """A region, a group or a contact."""
    return _contactable(record, "Organization" if isinstance(record, Contact) else "NGO")


def prison(record: Prison) -> Thing:
    """A prison."""
    return _contactable(record, "CivicStructure")


def permanence(view: PermanenceView) -> Thing:
    """A permanence; if one may walk in, its next sure sessions are opening hours of their day."""
    thing = _contactable(view.record, "LegalService")
    thing["parentOrganization"] = {"@type": "NGO", "name": view.host.nom}
    sure = [_opening(session) for session in view.coming if not session.doubt]
    if sure and view.record.mode == "sans-rendez-vous":
        thing["specialOpeningHoursSpecification"] = sure
    return thing


def _contactable(record: Record, kind: str) -> Thing:
    thing: Thing = {"@type": kind, "identifier": record.id, "name": record.nom}
    description = getattr(record, "description", None)
    if description:
        thing["description"] = description
    if record.telephone:
        thing["telephone"] = tel_uri(record.telephone).removeprefix("tel:")
    if record.courriel:
        thing["email"] = record.courriel
    if record.site_web:
        thing["url"] = str(record.site_web)
    if record.adresse or record.commune:
        thing["address"] = _address(record)
    if record.latitude is not None and record.precision == "adresse":
        thing["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": record.latitude,
            "longitude": record.longitude,
        }
    return thing


def _address(record: Contactable) -> Thing:
    street = ", ".join(part for part in (record.complement_adresse, record.adresse) if part)
    parts = {
        "streetAddress": street,
        "postalCode": record.code_postal,
        "addressLocality": town_name(record.commune or ""),
        "addressCountry": "FR",
    }
    return {"@type": "PostalAddress", **{key: value for key, value in parts.items() if value}}


def _opening(session: Session) -> Thing:
    day = session.start.date().isoformat()
    return {
        "@type": "OpeningHoursSpecification",
        "validFrom": day,
        "validThrough": day,
        "opens": f"{session.start:%H:%M}",
        "closes": f"{session.end:%H:%M}",
    }
