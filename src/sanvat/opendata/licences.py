"""Under which licence an installation gives its open data away. Plain values: no Django here."""

from __future__ import annotations

from collections.abc import Mapping

LICENCES: Mapping[str, tuple[str, str]] = {
    "cc0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "cc-by-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "cc-by-sa-4.0": ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "odc-by-1.0": ("ODC-By 1.0", "https://opendatacommons.org/licenses/by/1-0/"),
    "odbl-1.0": ("ODbL 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
}
"""Each by the name the setting takes: what it is called, and where it stands."""

NONE = ""
"""Nobody has decided yet; the pages say so."""
