"""The seated people of a demonstration video, drawn in plain shapes from their looks in the script."""

from media.video_canvas import Box, Canvas, Point, mixed
from media.video_script import Person

BADGE, BADGE_RIBBON, BADGE_PRINT = "#ffffff", "#12343b", "#9fb0b8"
CHAIR, CHAIR_SHADE, CHAIR_ARM = "#8a9ba8", "#748694", "#9aa9b4"
HAIR_LENGTHS = {"bob": 274, "long": 322}  # how far down the frame the hair falls


def draw_chair(canvas: Canvas, x: float) -> None:
    """An armchair about `x`, to be drawn before the person in it."""
    canvas.box((x - 122, 246, x + 122, 470), CHAIR, 46)
    canvas.box((x - 98, 268, x + 98, 470), CHAIR_SHADE, 34)


class Figure:
    """One seated person. `facing` is 1 for looking right and -1 for left."""

    def __init__(self, canvas: Canvas, person: Person, x: float, facing: int) -> None:
        if person.looks is None:
            raise ValueError(f"{person.id} has no looks")
        self.canvas, self.looks, self.role = canvas, person.looks, person.role
        self.x, self.facing = x, facing

    def at(self, dx: float, y: float) -> Point:
        """A point `dx` towards the person's front."""
        return self.x + dx * self.facing, y

    def span(self, dx1: float, y1: float, dx2: float, y2: float) -> Box:
        """A box between two distances towards the person's front."""
        left, right = sorted((self.x + dx1 * self.facing, self.x + dx2 * self.facing))
        return left, y1, right, y2

    def draw(self, *, face: str, speaking: bool, mouth_open: bool) -> None:
        """The whole person, back to front."""
        self._hair_behind()
        self._body()
        self._head()
        self._hair()
        self._face(face, mouth_open=mouth_open)
        self._legs()
        self._chair_arms()
        self._arms(speaking=speaking)

    def _hair_behind(self) -> None:
        hair, style = self.looks.hair, self.looks.hair_style
        if style == "scarf":
            self.canvas.box(self.span(-56, 150, 52, 300), hair, 52)
            return
        self.canvas.box(self.span(-50, 152 if style == "cropped" else 148, 49, 236), hair, 48)
        if style in HAIR_LENGTHS:
            self.canvas.box(self.span(-51, 176, 48, HAIR_LENGTHS[style]), hair, 34)

    def _body(self) -> None:
        top, shade = self.looks.top, mixed(self.looks.top, "#000000", 0.16)
        self.canvas.box(self.span(-80, 284, 80, 470), top, 52)
        self.canvas.box(self.span(-20, 246, 20, 300), mixed(self.looks.skin, "#000000", 0.13), 16)
        self.canvas.half_oval(self.span(-28, 270, 28, 314), 0, 180, mixed(self.looks.skin, "#000000", 0.06))
        self.canvas.arc(self.span(-29, 268, 29, 316), 8, 172, shade, 5)
        if self.looks.hair_style == "scarf":
            self.canvas.box(self.span(-46, 244, 40, 316), self.looks.hair, 34)
            self.canvas.arc(self.span(-40, 226, 44, 300), 40, 150, mixed(self.looks.hair, "#000000", 0.2), 3)
        if self.role == "coach":
            self._lanyard()

    def _lanyard(self) -> None:
        self.canvas.limb([self.at(-30, 292), self.at(4, 352)], BADGE_RIBBON, 5)
        self.canvas.limb([self.at(34, 292), self.at(4, 352)], BADGE_RIBBON, 5)
        self.canvas.box(self.span(-15, 352, 23, 400), BADGE, 4)
        self.canvas.box(self.span(-15, 352, 23, 363), BADGE_RIBBON, 4)
        self.canvas.oval(self.at(4, 376), 7, 8, BADGE_PRINT)
        self.canvas.box(self.span(-8, 388, 16, 392), BADGE_PRINT)

    def _head(self) -> None:
        skin = self.looks.skin
        if self.looks.hair_style == "scarf":
            self.canvas.oval(self.at(5, 222), 39, 48, skin)
            return
        self.canvas.box(self.span(-44, 164, 46, 268), skin, 44)

    def _hair(self) -> None:
        """The cap of hair, with a curved hairline cut out of it by the forehead."""
        style, hair, skin = self.looks.hair_style, self.looks.hair, self.looks.skin
        if style == "scarf":
            return
        top, hairline = (152, 178) if style == "cropped" else (148, 184)
        self.canvas.half_oval(self.span(-50, top, 49, top + 100), 180, 360, hair)
        self.canvas.box(self.span(-50, 190, -35, 216), hair, 6)
        self.canvas.box(self.span(-36, hairline, 46, hairline + 70), skin, 34)
        if style in HAIR_LENGTHS:
            self.canvas.box(self.span(-51, 186, -33, HAIR_LENGTHS[style] - 10), hair, 9)
        else:
            self.canvas.oval(self.at(-41, 222), 9, 13, mixed(skin, "#000000", 0.1))

    def _face(self, face: str, *, mouth_open: bool) -> None:
        dark = mixed(self.looks.skin, "#1b0f0a", 0.82)
        eye_y = 218 if face == "low" else 214
        nose = mixed(self.looks.skin, "#000000", 0.2)
        for dx in (-6, 28):
            self.canvas.oval(self.at(dx, eye_y), 4.2, 3 if face == "low" else 5.2, dark)
            brow = self.span(dx - 10, 198, dx + 10, 210)
            self.canvas.arc(brow, 205, 335, mixed(self.looks.skin, "#1b0f0a", 0.62), 3)
        self.canvas.limb([self.at(17, 218), self.at(21, 231), self.at(14, 232)], nose, 3)
        self._mouth(face, dark, mouth_open=mouth_open)
        if self.looks.glasses:
            self._glasses()

    def _mouth(self, face: str, dark: str, *, mouth_open: bool) -> None:
        if mouth_open:
            self.canvas.oval(self.at(12, 247), 10, 6.5, "#5b2020")
        elif face == "smile":
            self.canvas.arc(self.span(-4, 228, 28, 254), 25, 155, dark, 3.4)
        elif face == "low":
            self.canvas.arc(self.span(0, 246, 24, 262), 205, 335, dark, 3.2)
        else:
            self.canvas.limb([self.at(3, 246), self.at(22, 246)], dark, 3.2)

    def _glasses(self) -> None:
        frame = "#e3bd6b"
        for dx in (-6, 28):
            self.canvas.arc(self.span(dx - 14, 201, dx + 14, 229), 0, 360, frame, 2.6)
        self.canvas.limb([self.at(8, 213), self.at(14, 213)], frame, 2.6)
        self.canvas.limb([self.at(-20, 213), self.at(-36, 210)], frame, 2.6)

    def _legs(self) -> None:
        trousers = self.looks.trousers
        self.canvas.box(self.span(-72, 412, 124, 476), trousers, 32)
        self.canvas.box(self.span(72, 412, 124, 520), mixed(trousers, "#ffffff", 0.08), 26)

    def _chair_arms(self) -> None:
        self.canvas.box(self.span(-134, 366, -92, 480), CHAIR_ARM, 20)

    def _arms(self, *, speaking: bool) -> None:
        sleeve = mixed(self.looks.top, "#000000", 0.1)
        far_sleeve = mixed(self.looks.top, "#000000", 0.2)
        if speaking:
            self.canvas.limb([self.at(62, 322), self.at(92, 386), self.at(124, 356)], far_sleeve, 28)
            self._hand(self.at(138, 340))
        else:
            self.canvas.limb([self.at(62, 322), self.at(74, 392), self.at(46, 412)], far_sleeve, 28)
        self.canvas.limb([self.at(-62, 322), self.at(-72, 396), self.at(6, 416)], sleeve, 32)
        self._hand(self.at(26, 418))

    def _hand(self, at: Point) -> None:
        self.canvas.oval(at, 16, 14, self.looks.skin)
