"""Maps: GeoJSON as RFC 7946 has it, one point per record."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from reperes.exports.model import Annuaire, Record

GEOMETRY = {"latitude", "longitude"}
NOT_ON_A_MAP = GEOMETRY | {"seances"}


def located(records: Iterable[Record]) -> list[Record]:
    """Those that have a point."""
    return [record for record in records if record.latitude is not None]


def geojson(annuaire: Annuaire, records: Sequence[Record]) -> str:
    """A collection of points; `precision` says whether a point is the place or its commune."""
    collection = {
        "type": "FeatureCollection",
        "edition": annuaire.edition.isoformat(),
        "licence": annuaire.licence.model_dump(),
        "attribution": annuaire.attribution,
        "features": [_feature(record) for record in located(records)],
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _feature(record: Record) -> dict[str, Any]:
    properties = record.model_dump(mode="json", exclude_none=True, exclude=NOT_ON_A_MAP)
    return {
        "type": "Feature",
        "id": record.id,
        "geometry": {"type": "Point", "coordinates": [record.longitude, record.latitude]},
        "properties": properties,
    }
