"""Shapes and words in the coordinates of a video frame, and the colour sums that go with them.

Shapes are drawn at twice the size and shrunk, which gives smooth edges. The font is the one inside Pillow, so that
every machine with the pinned Pillow draws the same frame and no font has to be installed.
"""

import re
from collections.abc import Sequence
from functools import cache

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1280, 720
OVERSAMPLE = 2

Point = tuple[float, float]
Box = tuple[float, float, float, float]


class WordsDoNotFitError(ValueError):
    """A line or note is too long for its box: shorten it in the script."""


class Canvas:
    """A Pillow drawing in the coordinates of the finished frame."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (WIDTH * OVERSAMPLE, HEIGHT * OVERSAMPLE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def box(self, box: Box, fill: str, radius: float = 0, outline: str | None = None, width: float = 0) -> None:
        """A rectangle, rounded by `radius`."""
        edge = round(width * OVERSAMPLE)
        self.pen.rounded_rectangle(_bigger(box), radius * OVERSAMPLE, fill, outline, edge)

    def oval(self, centre: Point, rx: float, ry: float, fill: str) -> None:
        """An ellipse about `centre`."""
        x, y = centre
        self.pen.ellipse(_bigger((x - rx, y - ry, x + rx, y + ry)), fill)

    def arc(self, box: Box, start: float, end: float, fill: str, width: float) -> None:
        """Part of an ellipse's edge, in degrees clockwise from three o'clock."""
        self.pen.arc(_bigger(box), start, end, fill, round(width * OVERSAMPLE))

    def half_oval(self, box: Box, start: float, end: float, fill: str) -> None:
        """A filled part of an ellipse."""
        self.pen.chord(_bigger(box), start, end, fill)

    def shape(self, points: Sequence[Point], fill: str) -> None:
        """A filled polygon."""
        self.pen.polygon([(x * OVERSAMPLE, y * OVERSAMPLE) for x, y in points], fill)

    def limb(self, points: Sequence[Point], fill: str, width: float) -> None:
        """A thick line with round ends and joints."""
        scaled = [(x * OVERSAMPLE, y * OVERSAMPLE) for x, y in points]
        self.pen.line(scaled, fill, round(width * OVERSAMPLE), joint="curve")
        for point in points:
            self.oval(point, width / 2, width / 2, fill)

    def words(self, at: Point, text: str, size: int, fill: str, *, bold: bool = False, anchor: str = "la") -> None:
        """One line of text. The font has one weight, so bold is drawn with a thicker pen."""
        place = (at[0] * OVERSAMPLE, at[1] * OVERSAMPLE)
        stroke = size * OVERSAMPLE / 55 if bold else 0
        font = _font(size * OVERSAMPLE)
        self.pen.text(place, typeset(text), fill, font, anchor, stroke_width=stroke, stroke_fill=fill)

    def finished(self) -> Image.Image:
        """The frame at its real size."""
        return self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def typeset(text: str) -> str:
    """`text` with curly quotation marks and apostrophes; the scripts hold the plain ones, which are easier to type."""
    opened = re.sub(r'(^|(?<=[\s(]))"', "“", text)
    return opened.replace('"', "”").replace("'", "’")


def wrapped(text: str, size: int, width: float) -> list[str]:
    """`text` broken into lines that fit `width`."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _font(size).getlength(typeset(longer)) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def fitted(text: str, sizes: Sequence[int], box: Box) -> tuple[int, list[str]]:
    """The largest of `sizes` at which `text` fits in `box`, and its lines. Raises WordsDoNotFitError."""
    left, top, right, bottom = box
    for size in sizes:
        lines = wrapped(text, size, right - left)
        if len(lines) * line_height(size) <= bottom - top:
            return size, lines
    raise WordsDoNotFitError(f"too long for its box: {text}")


def line_height(size: int) -> float:
    """Distance between two lines of text."""
    return size * 1.28


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours as WCAG 2.2 defines it, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType; its pixel font is too small to read")
    return font


def _bigger(box: Box) -> Box:
    left, top, right, bottom = box
    return left * OVERSAMPLE, top * OVERSAMPLE, right * OVERSAMPLE, bottom * OVERSAMPLE


def mixed(first: str, second: str, share: float) -> str:
    """The colour `share` of the way from `first` to `second`."""
    pairs = [(int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
