"""The pictures of a demonstration video: two people in a room, what is said, and what to notice.

Drawn in plain shapes and not filmed: see video_making for the reason. Nothing here depends on Django.

The layout keeps the words apart from the place of the captions: speech and note are in the lower part of the frame,
captions are placed near the top (see video_making.CUE_SETTINGS).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from media.video_canvas import HEIGHT, OVERSAMPLE, WIDTH, Box, Canvas, Point, fitted, line_height, mixed
from media.video_people import Figure, draw_chair
from media.video_script import Line, Person, Scene, Script

INK = "#212b32"
PAPER = "#ffffff"
HEADER = "#0b3d42"
NOTE_PAPER = "#fff3c4"
SKIRTING = "#f4f1ea"
FLOOR = "#b9a58c"
ROLE_COLOURS = {"coach": "#0b5563", "client": "#7a2e55", "narrator": "#37474f"}
# Every pair of words and ground that a frame shows; a test holds each to WCAG AA.
WORDS_ON_GROUND = ((INK, PAPER), (INK, NOTE_PAPER), (PAPER, HEADER), *((PAPER, c) for c in ROLE_COLOURS.values()))

HEADER_BOTTOM = 60
ROOM_BOTTOM = 446
SPEECH_BOX = (40, 456, 1240, 634)
NOTE_BOX = (40, 646, 1240, 710)
SEATS = {"coach": (330, 1), "client": (950, -1)}  # centre of the person, and which way they look
ASIDE = 132  # how far each moves out to make room for the sheet of points


@dataclass(frozen=True)
class Shot:
    """Everything that decides what one frame looks like."""

    script: Script
    scene: Scene
    line: Line
    mouth_open: bool = False


def draw_shot(shot: Shot) -> Image.Image:
    """The frame for one line."""
    canvas = Canvas(shot.script.wall)
    speaker = shot.script.person(shot.line.who)
    if speaker.role in SEATS:
        canvas.oval((SEATS[speaker.role][0], 232), 168, 168, mixed(shot.script.wall, PAPER, 0.62))
    _draw_room(canvas)
    _draw_people(canvas, shot)
    if shot.line.scale is not None:
        _draw_scale(canvas, shot.line.scale)
    if shot.line.points:
        _draw_points(canvas, shot.scene.title, shot.line.points)
    _draw_below(canvas)
    _draw_header(canvas, shot.scene.title)
    _draw_speech(canvas, speaker, shot.line.say)
    if shot.line.note:
        _draw_note(canvas, shot.line.note)
    return canvas.finished()


def draw_poster(script: Script) -> Image.Image:
    """The still shown before the video plays: the people and the title."""
    canvas = Canvas(script.wall)
    _draw_room(canvas)
    scene = script.scenes[0]
    _draw_people(canvas, Shot(script, scene, scene.lines[0]))
    canvas.box((0, ROOM_BOTTOM, WIDTH, HEIGHT), HEADER)
    canvas.words((60, 492), script.title, 64, PAPER, bold=True)
    coach, client = script.seated()
    cast = f"{coach.name} is the coach and {client.name} is the client."
    canvas.words((62, 586), f"A drawn demonstration. {cast}", 32, PAPER)
    canvas.words((62, 646), "Teachback", 30, PAPER, bold=True)
    return canvas.finished()


# The room


def _draw_room(canvas: Canvas) -> None:
    canvas.box((0, 392, WIDTH, HEIGHT), FLOOR)
    canvas.box((0, 382, WIDTH, 394), SKIRTING)
    _draw_window(canvas, (500, 92, 780, 308))
    _draw_picture(canvas, (40, 128, 118, 226))
    _draw_plant(canvas, (1196, 392))


def _draw_window(canvas: Canvas, box: Box) -> None:
    left, top, right, bottom = box
    canvas.box((left - 12, top - 12, right + 12, bottom + 12), SKIRTING, 6)
    canvas.box(box, "#cfe6f2")
    canvas.oval((right - 66, top + 58), 24, 24, "#fbe9b0")
    canvas.half_oval((left, bottom - 74, right - 90, bottom + 74), 180, 360, "#a3c39a")
    canvas.half_oval((left + 110, bottom - 50, right, bottom + 50), 180, 360, "#8fb48a")
    canvas.box((left - 12, bottom, right + 12, bottom + 40), SKIRTING)
    canvas.box(((left + right) / 2 - 4, top, (left + right) / 2 + 4, bottom), SKIRTING)
    canvas.box((left - 26, bottom, right + 26, bottom + 14), PAPER, 4)
    canvas.box((left - 26, bottom + 14, right + 26, bottom + 41), mixed(SKIRTING, "#000000", 0.06))


def _draw_picture(canvas: Canvas, box: Box) -> None:
    left, top, right, bottom = box
    canvas.box(box, "#7b6651", 4)
    canvas.box((left + 8, top + 8, right - 8, bottom - 8), "#f6efe2")
    canvas.oval(((left + right) / 2, top + 38), 15, 15, "#e2a76f")
    canvas.box((left + 16, bottom - 40, right - 16, bottom - 18), "#7fa3a0", 10)


def _draw_plant(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    for dx, dy, rx in ((-34, -120, 15), (30, -132, 15), (-8, -160, 15), (-50, -84, 13), (48, -90, 13)):
        canvas.limb([(x, y - 40), (x + dx * 0.8, y + dy * 0.9)], "#5d8a66", 5)
        canvas.oval((x + dx, y + dy), rx, 30, "#6a9b73")
    canvas.shape([(x - 36, y - 52), (x + 36, y - 52), (x + 27, y + 14), (x - 27, y + 14)], "#c2714f")
    canvas.box((x - 40, y - 60, x + 40, y - 46), "#cf7f5c", 4)


def _draw_table(canvas: Canvas) -> None:
    canvas.box((632, 400, 648, ROOM_BOTTOM), "#6d5138")
    canvas.oval((640, 398), 128, 17, "#74583e")
    canvas.oval((640, 393), 128, 17, "#94724f")
    canvas.shape([(596, 386), (652, 386), (664, 399), (600, 399)], PAPER)
    for y in (389, 392.5, 396):
        canvas.pen.line([(p[0] * OVERSAMPLE, p[1] * OVERSAMPLE) for p in ((606, y), (648, y))], "#9fb0b8", 2)
    for x, colour in ((560, "#2f7f86"), (716, "#b5532f")):
        canvas.arc((x + 8, 368, x + 28, 388), 270, 90, colour, 4)
        canvas.box((x - 14, 362, x + 14, 394), colour, 5)


# The people


def _draw_people(canvas: Canvas, shot: Shot) -> None:
    for person in shot.script.seated():
        speaking = person.id == shot.line.who
        face = shot.line.faces.get(person.id, "plain")
        x, looks_to = SEATS[person.role]
        if shot.line.points:
            x -= ASIDE * looks_to
        draw_chair(canvas, x)
        figure = Figure(canvas, person, x, looks_to)
        figure.draw(face=face, speaking=speaking, mouth_open=speaking and shot.mouth_open)
    _draw_table(canvas)


# Words and signs


def _draw_below(canvas: Canvas) -> None:
    canvas.box((0, ROOM_BOTTOM, WIDTH, HEIGHT), "#e8edee")


def _draw_header(canvas: Canvas, title: str) -> None:
    canvas.box((0, 0, WIDTH, HEADER_BOTTOM), HEADER)
    canvas.words((40, HEADER_BOTTOM / 2), "Teachback", 30, PAPER, bold=True, anchor="lm")
    canvas.words((WIDTH - 40, HEADER_BOTTOM / 2), title, 28, PAPER, anchor="rm")


def _draw_speech(canvas: Canvas, person: Person, say: str) -> None:
    left, top, right, bottom = SPEECH_BOX
    colour = ROLE_COLOURS[person.role]
    canvas.box(SPEECH_BOX, PAPER, 14, colour, 4)
    if person.role in SEATS:
        x = SEATS[person.role][0]
        canvas.shape([(x - 22, top + 3), (x + 22, top + 3), (x, top - 20)], colour)
    label = person.name if person.role == "narrator" else f"{person.name}, {person.role}"
    canvas.box((left, top, left + 210, bottom), colour, 14)
    canvas.box((left + 180, top, left + 210, bottom), colour)
    _draw_label(canvas, label, (left + 24, (top + bottom) / 2))
    words_box = (left + 238, top + 14, right - 24, bottom - 14)
    size, lines = fitted(say, (34, 31, 28), words_box)
    first = (top + bottom - len(lines) * line_height(size)) / 2
    for number, text in enumerate(lines):
        canvas.words((left + 238, first + number * line_height(size)), text, size, INK)


def _draw_label(canvas: Canvas, label: str, middle: Point) -> None:
    x, y = middle
    name, _, role = label.partition(", ")
    canvas.words((x, y - (16 if role else 0)), name, 32, PAPER, bold=True, anchor="lm")
    if role:
        canvas.words((x, y + 22), role, 26, PAPER, anchor="lm")


def _draw_note(canvas: Canvas, note: str) -> None:
    left, top, right, bottom = NOTE_BOX
    canvas.box(NOTE_BOX, NOTE_PAPER, 10, "#b58900", 2)
    canvas.words((left + 24, (top + bottom) / 2), "Notice", 28, INK, bold=True, anchor="lm")
    size, lines = fitted(note, (28, 26, 24), (left + 238, top + 2, right - 20, bottom - 2))
    first = (top + bottom - len(lines) * line_height(size)) / 2 + 2
    for number, text in enumerate(lines):
        canvas.words((left + 238, first + number * line_height(size)), text, size, INK)


def _draw_scale(canvas: Canvas, marked: Sequence[int]) -> None:
    """The confidence ruler on the wall; the newest number is filled, an older one is only ringed."""
    canvas.box((410, 196, 870, 306), PAPER, 14, "#9fb0b8", 2)
    canvas.words((640, 222), "How sure am I?", 24, INK, bold=True, anchor="mm")
    for number in range(11):
        centre = (440 + number * 40, 266.0)
        newest = bool(marked) and number == marked[-1]
        if number in marked:
            canvas.oval(centre, 20, 20, ROLE_COLOURS["client"])
            canvas.oval(centre, 17, 17, ROLE_COLOURS["client"] if newest else PAPER)
        canvas.words(centre, str(number), 24, PAPER if newest else INK, bold=number in marked, anchor="mm")


def _draw_points(canvas: Canvas, heading: str, points: Sequence[str]) -> None:
    """A sheet of paper with what to remember."""
    step = 38
    top = 250 - (len(points) * step + 84) / 2
    canvas.box((350, top + 6, 940, top + 90 + len(points) * step), "#8f9a9c", 12)
    canvas.box((345, top, 935, top + 84 + len(points) * step), PAPER, 12, "#9fb0b8", 2)
    canvas.words((376, top + 22), heading, 28, ROLE_COLOURS["coach"], bold=True)
    for number, point in enumerate(points):
        y = top + 88 + number * step
        canvas.oval((384, y), 5, 5, ROLE_COLOURS["coach"])
        fitted(point, (26,), (402, y, 925, y + step))
        canvas.words((402, y), point, 26, INK, anchor="lm")
