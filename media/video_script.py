"""The script of a demonstration video: what is said, by whom, and what to notice.

The scripts are data (fixtures/media/videos/<key>.yaml) so that an editor can change a line and make the video again
without touching code. This module reads a script and refuses one that could not be drawn or spoken; it knows nothing
of Django, pictures or sound, so that it can be tested by itself.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROLES = ("coach", "client", "narrator")
FACES = ("plain", "smile", "low")
# Pillow's own font has no other letters; a missing one would be drawn as an empty box.
DRAWABLE = re.compile(r"^[\x20-\x7e‘’“”…]*$")


class ScriptError(ValueError):
    """The script cannot be made into a video; the message says where and why."""


@dataclass(frozen=True)
class Voice:
    """An espeak-ng voice: name with variant, pitch 0 to 99, speed in words a minute."""

    name: str
    pitch: int
    speed: int


@dataclass(frozen=True)
class Looks:
    """How a person is drawn: colours as #rrggbb."""

    skin: str
    hair: str
    hair_style: str
    top: str
    trousers: str
    glasses: bool = False


@dataclass(frozen=True)
class Person:
    """One of the cast. The narrator is heard but not seen, so has no looks."""

    id: str
    name: str
    role: str
    voice: Voice
    looks: Looks | None = None


@dataclass(frozen=True)
class Line:
    """What one person says in one breath, with what the screen shows meanwhile.

    `scale` is the confidence ruler: None for no ruler, otherwise the numbers marked on it, oldest first.
    """

    who: str
    say: str
    note: str = ""
    points: tuple[str, ...] = ()
    scale: tuple[int, ...] | None = None
    faces: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scene:
    """A run of lines under one heading."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Script:
    """A whole demonstration."""

    key: str
    title: str
    description: str
    wall: str
    cast: tuple[Person, ...]
    scenes: tuple[Scene, ...]
    sources: tuple[Mapping[str, str], ...] = ()
    pronounce: Mapping[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line in the order of speaking."""
        return tuple(line for scene in self.scenes for line in scene.lines)

    def person(self, person_id: str) -> Person:
        """The member of the cast with this id."""
        return next(person for person in self.cast if person.id == person_id)

    def seated(self) -> tuple[Person, ...]:
        """The people who are drawn, coach first: the coach sits on the left in every video."""
        drawn = [person for person in self.cast if person.looks]
        return tuple(sorted(drawn, key=lambda person: person.role != "coach"))


def read_script(path: Path) -> Script:
    """Read `path`; its file name without the ending is the key of the video."""
    return script_from(path.stem, yaml.safe_load(path.read_text(encoding="utf-8")))


def script_from(key: str, document: Mapping[str, Any]) -> Script:
    """The script in a YAML document. Raises ScriptError for a script that cannot be made."""
    script = Script(
        key=key,
        title=document["title"],
        description=document["description"],
        wall=document["wall"],
        cast=tuple(_person(entry) for entry in document["cast"]),
        scenes=tuple(_scene(entry) for entry in document["scenes"]),
        sources=tuple(document.get("sources", ())),
        pronounce=document.get("pronounce", {}),
    )
    _check_cast(script)
    _check_lines(script)
    return script


def spoken(line: Line, pronounce: Mapping[str, str]) -> str:
    """The words as the speech program should read them: names and numbers spelt by sound."""
    words = line.say
    for written, sound in pronounce.items():
        words = re.sub(rf"\b{re.escape(written)}\b", sound, words)
    return words


def _person(entry: Mapping[str, Any]) -> Person:
    looks = entry.get("looks")
    return Person(
        id=entry["id"],
        name=entry["name"],
        role=entry["role"],
        voice=Voice(**entry["voice"]),
        looks=Looks(**looks) if looks else None,
    )


def _scene(entry: Mapping[str, Any]) -> Scene:
    faces = entry.get("faces", {})
    return Scene(title=entry["title"], lines=tuple(_line(line, faces) for line in entry["lines"]))


def _line(entry: Mapping[str, Any], scene_faces: Mapping[str, str]) -> Line:
    scale = entry.get("scale")
    return Line(
        who=entry["who"],
        say=entry["say"].strip(),
        note=entry.get("note", ""),
        points=tuple(entry.get("points", ())),
        scale=None if scale is None else tuple(scale),
        faces={**scene_faces, **entry.get("faces", {})},
    )


def _check_cast(script: Script) -> None:
    wrong_roles = [person.id for person in script.cast if person.role not in ROLES]
    if wrong_roles:
        raise ScriptError(f"{script.key}: no such role for {', '.join(wrong_roles)}; roles are {', '.join(ROLES)}")
    if [person.role for person in script.seated()] != ["coach", "client"]:
        raise ScriptError(f"{script.key}: exactly one coach and one client must have looks")


def _check_lines(script: Script) -> None:
    known = {person.id for person in script.cast}
    for line in script.lines:
        if line.who not in known:
            raise ScriptError(f"{script.key}: {line.who} speaks but is not in the cast")
        if not set(line.faces) <= known or not set(line.faces.values()) <= set(FACES):
            raise ScriptError(f"{script.key}: wrong faces {dict(line.faces)} at: {line.say}")
        for words in (line.say, line.note, *line.points):
            if not DRAWABLE.match(words):
                raise ScriptError(f"{script.key}: a character that the font cannot draw in: {words}")
