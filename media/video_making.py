"""Making a demonstration video: script in; film, captions, transcript, poster and manifest out.

The videos are made, not filmed, so that anybody can correct a sentence and make them again, and so that no actor's or
client's image is held. Every time in the captions is measured from the speech itself and never estimated.

Time is counted in ticks of a tenth of a second. One tick is one frame of the film and a whole number of samples of the
speech, so picture, sound and captions cannot drift apart.

The same script gives the same transcript and pictures everywhere. The bytes of the film and the times of the
captions also depend on the versions of ffmpeg and espeak-ng, which is why the manifest names them. Nothing here
depends on Django.
"""

import hashlib
import json
import math
import re
import shutil
import struct
import subprocess
import tempfile
import textwrap
import wave
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

import PIL

from media.video_canvas import HEIGHT, WIDTH
from media.video_drawing import Shot, draw_poster, draw_shot
from media.video_script import Line, Person, Script, spoken

TICKS_PER_SECOND = 10
SAMPLES_PER_SECOND = 22_050  # what espeak-ng writes
SAMPLES_PER_TICK = SAMPLES_PER_SECOND // TICKS_PER_SECOND
BYTES_PER_SAMPLE = 2
PAUSE_TICKS = {"coach": 7, "client": 8, "narrator": 11}  # the shortest silence after a line
READING_TICKS_PER_WORD = 4  # 150 words a minute: slow readers, who are listening as well
LONGEST_CUE = 74  # letters: two lines of captions
LONGEST_WORD = 12  # slack that lets an even cut fall between words
CUE_SETTINGS = "line:10% position:50% align:center"  # at the top: the lower part of the picture is already words
OUTPUTS = ("mp4", "vtt", "transcript.txt", "poster.jpg")
QUIET = 0.12  # a tick this quiet, as a share of the clip's loudest, is drawn with the mouth closed


class VideoMakingError(RuntimeError):
    """A program that the work needs is missing or failed; the message says which and what it printed."""


@dataclass(frozen=True)
class Clip:
    """The speech of one line: 16-bit mono samples, `speech_ticks` long, without the pause after it."""

    samples: bytes

    @property
    def speech_ticks(self) -> int:
        """Length in whole ticks, rounded up."""
        return -(-len(self.samples) // (SAMPLES_PER_TICK * BYTES_PER_SAMPLE))


@dataclass(frozen=True)
class TimedLine:
    """A line with its place in the film, in ticks. The next line begins when the pause is over."""

    line: Line
    speaker: Person
    start: int
    speech_ticks: int

    @property
    def end(self) -> int:
        """When the pause after the line is over."""
        return self.start + self.speech_ticks + pause_after(self.line, self.speaker, self.speech_ticks)


@dataclass(frozen=True)
class Cue:
    """One caption: milliseconds from the beginning, the speaker's name, the words."""

    start: int
    end: int
    speaker: str
    words: str


# Pure: time, captions, transcript


def timeline(script: Script, speech_ticks: Sequence[int]) -> list[TimedLine]:
    """Every line with its place in the film, given the measured length of each line's speech."""
    timed: list[TimedLine] = []
    for line, ticks in zip(script.lines, speech_ticks, strict=True):
        start = timed[-1].end if timed else 0
        timed.append(TimedLine(line, script.person(line.who), start, ticks))
    return timed


def cues(timed: Sequence[TimedLine]) -> list[Cue]:
    """The captions. A long line is split, and its measured time is shared out by the number of letters."""
    found: list[Cue] = []
    for item in timed:
        parts = caption_parts(item.line.say)
        letters = sum(map(len, parts))
        begun = 0
        for part in parts:
            start = _milliseconds(item.start + item.speech_ticks * begun / letters)
            begun += len(part)
            end = _milliseconds(item.start + item.speech_ticks * begun / letters)
            found.append(Cue(start, end, item.speaker.name, part))
    return found


def caption_parts(words: str, longest: int = LONGEST_CUE) -> list[str]:
    """`words` in pieces of at most `longest` letters: whole sentences where they fit, since speech pauses there."""
    parts: list[str] = []
    for sentence in re.split(r"(?<=[.?!]) ", words):
        if parts and len(parts[-1]) + 1 + len(sentence) <= longest:
            parts[-1] = f"{parts[-1]} {sentence}"
        else:
            parts.extend(_even_parts(sentence, longest))
    return parts


def pause_after(line: Line, speaker: Person, speech_ticks: int) -> int:
    """Ticks of silence after a line: longer where there is more to read than the speech gave time for."""
    to_read = " ".join([line.note, *line.points]).split()
    return max(PAUSE_TICKS[speaker.role], len(to_read) * READING_TICKS_PER_WORD - speech_ticks)


def webvtt(script: Script, captions: Sequence[Cue]) -> str:
    """The captions as a WebVTT file, with the speaker's name in a voice span."""
    head = f"WEBVTT\n\nNOTE {script.title}. Times are measured from the speech.\n"
    blocks = [
        f"{number}\n{_timestamp(cue.start)} --> {_timestamp(cue.end)} {CUE_SETTINGS}\n"
        f"<v {cue.speaker}>{escape(cue.words, quote=False)}\n"
        for number, cue in enumerate(captions, start=1)
    ]
    return "\n".join([head, *blocks])


def transcript(script: Script) -> str:
    """Everything said, seen and to be noticed, for somebody who cannot or would rather not watch."""
    parts = [script.title, script.description, _cast_list(script)]
    for scene in script.scenes:
        parts.append(f"[{scene.title}]")
        pairs = zip([None, *scene.lines], scene.lines, strict=False)
        parts.extend(_transcript_line(script, line, previous) for previous, line in pairs)
    if script.sources:
        parts.append("Sources\n" + "\n".join(_source(source) for source in script.sources))
    return "\n\n".join(parts) + "\n"


def mouth_movements(clip: Clip) -> list[bool]:
    """For each tick of speech, whether the mouth is open: loud ticks, and never for more than two together."""
    size = SAMPLES_PER_TICK * BYTES_PER_SAMPLE
    loudness = [_loudness(clip.samples[i : i + size]) for i in range(0, len(clip.samples), size)]
    threshold = QUIET * max(loudness, default=0)
    movements: list[bool] = []
    for loud in loudness:
        movements.append(loud > threshold and movements[-2:] != [True, True])
    return movements


def _even_parts(sentence: str, longest: int) -> list[str]:
    """A sentence cut between words into the fewest pieces that fit, of about the same length."""
    pieces = -(-len(sentence) // longest)
    return textwrap.wrap(sentence, min(longest, len(sentence) // pieces + LONGEST_WORD), break_on_hyphens=False)


def _cast_list(script: Script) -> str:
    return "\n".join(f"{person.name}: {person.role}" for person in script.cast if person.looks)


def _transcript_line(script: Script, line: Line, previous: Line | None) -> str:
    said = f"{script.person(line.who).name}: {line.say}"
    shown = [f"[On screen: {point}]" for point in line.points]
    if line.scale and not (previous and previous.scale == line.scale):
        shown.append(f"[On screen: a ruler from 0 to 10, marked at {' and '.join(map(str, line.scale))}]")
    noticed = [f"[Notice: {line.note}]"] if line.note else []
    return "\n".join([said, *shown, *noticed])


def _source(source: Mapping[str, str]) -> str:
    return f"{source['title']} {source.get('url', '')}".strip()


def _milliseconds(ticks: float) -> int:
    return round(ticks * 1000 / TICKS_PER_SECOND)


def _timestamp(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"


def _loudness(samples: bytes) -> float:
    values = struct.unpack(f"<{len(samples) // BYTES_PER_SAMPLE}h", samples)
    return math.sqrt(sum(value * value for value in values) / max(len(values), 1))


# Speech and film: these run other programs


def make_video(script: Script, folder: Path, script_bytes: bytes) -> Path:
    """Make every file of one video in `folder` and return its manifest. Raises VideoMakingError."""
    clips = [speak(line, script) for line in script.lines]
    timed = timeline(script, [clip.speech_ticks for clip in clips])
    (folder / f"{script.key}.vtt").write_text(webvtt(script, cues(timed)), encoding="utf-8")
    (folder / f"{script.key}.transcript.txt").write_text(transcript(script), encoding="utf-8")
    draw_poster(script).save(folder / f"{script.key}.poster.jpg", quality=88, optimize=True)
    film(script, clips, timed, folder / f"{script.key}.mp4")
    return write_manifest(script, timed, folder, script_bytes)


def speak(line: Line, script: Script) -> Clip:
    """The line spoken by espeak-ng in its speaker's voice."""
    voice = script.person(line.who).voice
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "line.wav"
        settings = ["-v", voice.name, "-p", str(voice.pitch), "-s", str(voice.speed), "-w", str(path)]
        _run(["espeak-ng", *settings, spoken(line, script.pronounce)])
        with wave.open(str(path)) as sound:
            if sound.getframerate() != SAMPLES_PER_SECOND:
                raise VideoMakingError(f"espeak-ng wrote {sound.getframerate()} samples a second, not 22050")
            return Clip(_without_trailing_silence(sound.readframes(sound.getnframes())))


def film(script: Script, clips: Sequence[Clip], timed: Sequence[TimedLine], path: Path) -> None:
    """Write the film: the frames are piped to ffmpeg, the speech is read from a temporary file."""
    _require("ffmpeg")
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as errors:
        sound = Path(folder) / "speech.wav"
        _write_sound(sound, clips, timed)
        command = _ffmpeg_command(script, sound, path)
        encoder = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=errors)  # noqa: S603 -- our own arguments
        _pour(frames(script, clips, timed), encoder)
        if encoder.wait() != 0:
            errors.seek(0)
            raise VideoMakingError(f"ffmpeg: {errors.read().decode(errors='replace')}")


def _pour(pictures: Iterable[bytes], encoder: "subprocess.Popen[bytes]") -> None:
    """Write `pictures` to the encoder; if it has died, its exit code and message tell more than the broken pipe."""
    if encoder.stdin is None:
        raise ValueError("the encoder was started without a pipe")
    with suppress(BrokenPipeError), encoder.stdin as pipe:
        for picture in pictures:
            pipe.write(picture)


def frames(script: Script, clips: Sequence[Clip], timed: Sequence[TimedLine]) -> Iterator[bytes]:
    """Every frame of the film as raw RGB, one a tick."""
    scenes = [scene for scene in script.scenes for _ in scene.lines]
    for scene, clip, item in zip(scenes, clips, timed, strict=True):
        pictures = [draw_shot(Shot(script, scene, item.line, mouth_open=state)).tobytes() for state in (False, True)]
        movements = mouth_movements(clip)
        movements += [False] * (item.end - item.start - len(movements))
        yield from (pictures[is_open] for is_open in movements)


def write_manifest(script: Script, timed: Sequence[TimedLine], folder: Path, script_bytes: bytes) -> Path:
    """What was made, how long it is, with what, and the checksum of the script and of every file."""
    outputs = [folder / f"{script.key}.{ending}" for ending in OUTPUTS]
    manifest = {
        "key": script.key,
        "title": script.title,
        "description": script.description,
        "seconds": timed[-1].end / TICKS_PER_SECOND,
        "width": WIDTH,
        "height": HEIGHT,
        "frames_per_second": TICKS_PER_SECOND,
        "language": "en-GB",
        "scenes": _scene_starts(script, timed),
        "sources": [dict(source) for source in script.sources],
        "script_sha256": sha256(script_bytes),
        "made_with": tool_versions(),
        "files": {path.name: {"sha256": sha256(path.read_bytes()), "bytes": path.stat().st_size} for path in outputs},
    }
    path = folder / f"{script.key}.json"
    path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def stale_files(manifest_path: Path) -> list[str]:
    """Names of files that are missing or differ from what the manifest records, the script included."""
    manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    recorded = {name: entry["sha256"] for name, entry in manifest["files"].items()}
    recorded[f"{manifest['key']}.yaml"] = manifest["script_sha256"]
    return [name for name, checksum in recorded.items() if _checksum_of(manifest_path.with_name(name)) != checksum]


def sha256(content: bytes) -> str:
    """Checksum in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def tool_versions() -> dict[str, str]:
    """The programs that the bytes of the film depend on."""
    return {
        "espeak-ng": _run(["espeak-ng", "--version"]).split("Data at")[0].split(":")[-1].strip(),
        "ffmpeg": _run(["ffmpeg", "-version"]).split()[2],
        "pillow": PIL.__version__,
    }


def _scene_starts(script: Script, timed: Sequence[TimedLine]) -> list[dict[str, str | float]]:
    scene_of_line = [number for number, scene in enumerate(script.scenes) for _ in scene.lines]
    firsts = [next(items)[1] for _, items in groupby(zip(scene_of_line, timed, strict=True), key=lambda pair: pair[0])]
    return [
        {"title": scene.title, "start_seconds": item.start / TICKS_PER_SECOND}
        for scene, item in zip(script.scenes, firsts, strict=True)
    ]


def _checksum_of(path: Path) -> str:
    return sha256(path.read_bytes()) if path.exists() else ""


def _without_trailing_silence(samples: bytes) -> bytes:
    """espeak-ng ends a clip with silence of its own; the pause after a line is ours to choose."""
    values = struct.unpack(f"<{len(samples) // BYTES_PER_SAMPLE}h", samples)
    last = max((place for place, value in enumerate(values) if abs(value) > 150), default=len(values) - 1)
    return samples[: (last + 1) * BYTES_PER_SAMPLE]


def _write_sound(path: Path, clips: Sequence[Clip], timed: Sequence[TimedLine]) -> None:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(BYTES_PER_SAMPLE)
        sound.setframerate(SAMPLES_PER_SECOND)
        for clip, item in zip(clips, timed, strict=True):
            room = (item.end - item.start) * SAMPLES_PER_TICK * BYTES_PER_SAMPLE
            sound.writeframes(clip.samples.ljust(room, b"\0"))


def _ffmpeg_command(script: Script, sound: Path, film_path: Path) -> list[str]:
    """Fixed threads and no dates, so that the same versions give the same bytes."""
    picture_in = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(TICKS_PER_SECOND)]
    picture_out = ["-c:v", "libx264", "-preset", "slow", "-tune", "stillimage", "-crf", "25", "-pix_fmt", "yuv420p"]
    colours = ["-vf", "scale=out_color_matrix=bt709:out_range=tv", "-colorspace", "bt709"]
    keyframes = ["-g", str(TICKS_PER_SECOND * 10), "-threads", "4"]
    # Robot speech is kinder to the ear without its hiss and boom, and at the loudness of other web video.
    sound_out = ["-af", "highpass=f=90,lowpass=f=7500,loudnorm=I=-17:TP=-2:LRA=9", "-ar", "44100", "-ac", "1"]
    sound_out += ["-c:a", "aac", "-b:a", "48k"]
    names = ["-map_metadata", "-1", "-metadata", f"title={script.title}", "-metadata:s:a:0", "language=eng"]
    exact = ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart"]
    inputs = [*picture_in, "-i", "-", "-i", str(sound)]
    return [
        "ffmpeg",
        "-v",
        "error",
        "-y",
        *inputs,
        *picture_out,
        *colours,
        *keyframes,
        *sound_out,
        *names,
        *exact,
        str(film_path),
    ]


def _run(command: list[str]) -> str:
    _require(command[0])
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- our own arguments
    if done.returncode != 0:
        raise VideoMakingError(f"{command[0]}: {done.stderr}")
    return done.stdout


def _require(program: str) -> None:
    if shutil.which(program) is None:
        raise VideoMakingError(f"{program} is not installed; on Debian: apt-get install espeak-ng ffmpeg")
