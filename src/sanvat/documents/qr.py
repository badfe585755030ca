"""QR codes for printed papers."""

from __future__ import annotations

import io

import segno


def svg(text: str) -> str:
    """A code as a drawing. Never the small kind of code, which phones do not read."""
    made: str = _code(text).svg_inline(border=4)
    return made.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def png(text: str) -> bytes:
    written = io.BytesIO()
    _code(text).save(written, kind="png", scale=8, border=4)
    return written.getvalue()


def _code(text: str) -> segno.QRCode:
    return segno.make(text, error="m", micro=False)
