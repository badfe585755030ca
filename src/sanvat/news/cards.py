"""The picture of an article for chats: its title on paper, drawn where it has no picture."""

from __future__ import annotations

from io import BytesIO

import fontpkg_be_vietnam_pro
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, EDGE = 1200, 630, 72
PAPER, INK, RED, SOFT = "#fbf7ef", "#211814", "#a3191c", "#5f5148"
MOST_LINES = 5
FONTS = fontpkg_be_vietnam_pro.ROOT / "files"


def drawn(title: str, whose: str) -> BytesIO:
    """A PNG of 1200 × 630; the same words make the same bytes."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, WIDTH, 18), fill=RED)
    size, lines = _fitting(draw, title)
    font = _font("SemiBold", size)
    top = EDGE + 24
    for line in lines:
        draw.text((EDGE, top), line, font=font, fill=INK)
        top += int(size * 1.3)
    draw.text((EDGE, HEIGHT - EDGE - 30), "Sản Vật", font=_font("SemiBold", 34), fill=RED)
    if whose:
        small = _font("Regular", 30)
        draw.text((EDGE + 170, HEIGHT - EDGE - 27), _cut(draw, whose, small), font=small, fill=SOFT)
    written = BytesIO()
    picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=32).save(
        written, "PNG", optimize=True
    )
    written.seek(0)
    return written


def _fitting(draw: ImageDraw.ImageDraw, title: str) -> tuple[int, list[str]]:
    for size in (68, 60, 52, 44):
        lines = _wrapped(draw, title, _font("SemiBold", size))
        if len(lines) <= MOST_LINES:
            return size, lines
    return 44, [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]} …"]


def _wrapped(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        wider = f"{line} {word}".strip()
        if line and draw.textlength(wider, font=font) > WIDTH - 2 * EDGE:
            lines.append(line)
            line = word
        else:
            line = wider
    return [*lines, line]


def _cut(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont) -> str:
    room = WIDTH - 2 * EDGE - 170
    while text and draw.textlength(text, font=font) > room:
        text = f"{text[:-2].rstrip()}…"
    return text


def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"BeVietnamPro-{weight}.ttf", size)
