"""What browsers load, named by its content and compressed once, when the programme is brought up.

The tightest of brotli takes seven times as long as the step below and saves a twelfth. For what our
own pages load that is time well spent; the scripts of the editor are as large as all else together,
and a new installation would wait for them.
"""

from __future__ import annotations

from typing import Any

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

TIGHTEST_UP_TO = 100_000
"""Bytes; what our pages load is smaller."""
TIGHTEST, TIGHT = 11, 9


class _Compressor(Compressor):
    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        quality = TIGHTEST if len(data) <= TIGHTEST_UP_TO else TIGHT
        packed: bytes = brotli.compress(data, quality=quality)
        return packed


class StaticFiles(CompressedManifestStaticFilesStorage):
    def create_compressor(self, **given: Any) -> Compressor:
        return _Compressor(**given)
