"""Maps of who holds what: areas in GeoJSON, one file a snapshot, and tables of what changed on them.

The war pack (maps.toml) knows the maps by the words of their areas and says what each means for a claim. `snapshot`
makes areas of bytes, mends what can be mended and reports the rest as `Problem`s; `changes` reads a table.
`onrecord.claim.maps` makes claims of both. Geometry is shapely's, which is loaded when the first map is read.
"""

from __future__ import annotations

from onrecord.read.maps.changes import Change, changes, is_table
from onrecord.read.maps.known import MapKind, Status, map_of, maps
from onrecord.read.maps.snapshot import Area, Snapshot, is_map, snapshot

__all__ = [
    "Area", "Change", "MapKind", "Snapshot", "Status", "changes", "is_map", "is_table", "map_of", "maps", "snapshot",
]  # fmt: skip
