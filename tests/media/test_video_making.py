"""The making of demonstration videos: time, captions and transcript, and that the committed files belong together.

Nothing here runs ffmpeg or espeak-ng: speech is stood in for by samples of a known length.
"""

import json
import re
import struct
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from media.video_canvas import WordsDoNotFitError, contrast, fitted, typeset, wrapped
from media.video_drawing import WORDS_ON_GROUND
from media.video_making import (
    OUTPUTS,
    SAMPLES_PER_TICK,
    Clip,
    caption_parts,
    cues,
    mouth_movements,
    pause_after,
    stale_files,
    timeline,
    transcript,
    webvtt,
)
from media.video_script import ScriptError, read_script, script_from, spoken

VIDEOS = Path(__file__).resolve().parents[2] / "fixtures" / "media" / "videos"
KEYS = ["action-plan-five-to-eight", "closing-the-loop", "telling-and-asking"]
CUE = re.compile(r"(\d+)\n(\d\d:\d\d:\d\d\.\d{3}) --> (\d\d:\d\d:\d\d\.\d{3})[^\n]*\n<v ([^>]+)>([^\n]+)")


def looks():
    return {"skin": "#b97a56", "hair": "#2a1d1a", "hair_style": "long", "top": "#2f7f86", "trousers": "#2d3b4a"}


def document(lines):
    voice = {"name": "en-gb", "pitch": 50, "speed": 160}
    return {
        "title": "A test",
        "description": "Two people talk.",
        "wall": "#dfe9e6",
        "pronounce": {"Asha": "Aasha"},
        "cast": [
            {"id": "asha", "name": "Asha", "role": "coach", "voice": voice, "looks": looks()},
            {"id": "ben", "name": "Ben", "role": "client", "voice": voice, "looks": looks()},
        ],
        "scenes": [{"title": "Only scene", "faces": {"ben": "low"}, "lines": lines}],
    }


@pytest.fixture
def script():
    lines = [
        {"who": "asha", "say": "What have you heard so far?", "note": "Ask first."},
        {
            "who": "ben",
            "say": "Not a lot & nothing good. My dad had it. He never said much about it, but we all knew it was bad.",
        },
        {"who": "asha", "say": "I see."},
    ]
    return script_from("a-test", document(lines))


def seconds(timestamp):
    hours, minutes, rest = timestamp.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def parsed(vtt):
    """Cues as (start, end, speaker, words), read independently of the code that wrote them."""
    head, *blocks = vtt.strip().split("\n\n")
    assert head == "WEBVTT"
    found = [CUE.fullmatch(block) for block in blocks if not block.startswith("NOTE")]
    assert all(found)
    return [(seconds(cue[2]), seconds(cue[3]), cue[4], unescape(cue[5])) for cue in found]


def words_of_each_turn(captions):
    """The captions' words joined, whoever speaks: what a reader of captions has read by the end."""
    return " ".join(words for _, _, _, words in captions)


def test_timeline_puts_a_line_after_the_speech_and_pause_of_the_one_before(script):
    timed = timeline(script, [20, 50, 10])

    assert [item.start for item in timed] == [0, 27, 85]
    assert timed[-1].end == 85 + 10 + 7


def test_timeline_refuses_a_clip_too_few(script):
    with pytest.raises(ValueError, match="shorter"):
        timeline(script, [20, 50])


def test_pause_grows_when_there_is_more_to_read_than_time_to_read_it(script):
    asks, answers, _ = script.lines

    assert pause_after(asks, script.person("asha"), speech_ticks=0) == 8
    assert pause_after(answers, script.person("ben"), speech_ticks=0) == 8
    assert pause_after(asks, script.person("asha"), speech_ticks=20) == 7


def test_cues_rise_and_never_overlap(script):
    found = cues(timeline(script, [20, 50, 10]))

    assert all(cue.start < cue.end for cue in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_cues_of_a_split_line_fill_its_measured_speech(script):
    timed = timeline(script, [20, 50, 10])

    of_ben = [cue for cue in cues(timed) if cue.speaker == "Ben"]

    assert len(of_ben) == 2
    assert (of_ben[0].start, of_ben[-1].end) == (2700, 7700)


def test_caption_parts_keeps_sentences_together_and_every_word():
    words = (
        "Yes. That was short. "
        + "This one sentence goes on for rather longer than any two lines of captions could ever hold."
    )

    parts = caption_parts(words)

    assert parts[0] == "Yes. That was short."
    assert " ".join(parts) == words
    assert max(map(len, parts)) <= 74


def test_webvtt_can_be_parsed_and_names_the_speakers(script):
    captions = parsed(webvtt(script, cues(timeline(script, [20, 50, 10]))))

    assert [speaker for _, _, speaker, _ in captions] == ["Asha", "Ben", "Ben", "Asha"]
    assert words_of_each_turn(captions) == " ".join(line.say for line in script.lines)


def test_webvtt_escapes_what_would_be_markup(script):
    assert "Not a lot &amp; nothing good." in webvtt(script, cues(timeline(script, [20, 50, 10])))


def test_transcript_holds_every_line_and_note(script):
    text = transcript(script)

    assert all(f"{script.person(line.who).name}: {line.say}" in text for line in script.lines)
    assert "[Notice: Ask first.]" in text


def test_clip_is_counted_in_whole_ticks_rounded_up():
    assert Clip(b"\0\0" * (SAMPLES_PER_TICK * 3 + 1)).speech_ticks == 4


def test_mouth_is_closed_in_silence_and_moves_in_speech():
    loud = struct.pack("<h", 9000) * SAMPLES_PER_TICK
    silent = struct.pack("<h", 0) * SAMPLES_PER_TICK

    assert mouth_movements(Clip(silent + loud * 4)) == [False, True, True, False, True]


def test_spoken_changes_only_whole_words(script):
    line = script_from("k", document([{"who": "asha", "say": "Asha's plan, not Ashan's."}])).lines[0]

    assert spoken(line, script.pronounce) == "Aasha's plan, not Ashan's."


def test_line_takes_the_faces_of_its_scene_and_may_change_them():
    lines = [{"who": "asha", "say": "Yes."}, {"who": "ben", "say": "Oh.", "faces": {"ben": "smile"}}]

    script = script_from("k", document(lines))

    assert [line.faces["ben"] for line in script.lines] == ["low", "smile"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"who": "nobody", "say": "Hello."}, "not in the cast"),
        ({"who": "asha", "say": "Hello.", "faces": {"ben": "furious"}}, "wrong faces"),
        ({"who": "asha", "say": "A café."}, "cannot draw"),
    ],
)
def test_script_that_cannot_be_made_is_refused(line, message):
    with pytest.raises(ScriptError, match=message):
        script_from("k", document([line]))


def test_script_needs_one_coach_and_one_client():
    one_sided = document([{"who": "asha", "say": "Hello."}])
    one_sided["cast"].pop()

    with pytest.raises(ScriptError, match="exactly one coach and one client"):
        script_from("k", one_sided)


@pytest.mark.parametrize(("words", "ground"), WORDS_ON_GROUND)
def test_words_on_screen_reach_wcag_aa(words, ground):
    assert contrast(words, ground) >= 4.5


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_wrapped_loses_no_word():
    assert " ".join(wrapped("one two three four five", 30, 120)) == "one two three four five"


def test_fitted_takes_a_smaller_size_before_it_gives_up():
    assert fitted("word " * 12, (40, 20), (0, 0, 400, 60))[0] == 20
    with pytest.raises(WordsDoNotFitError):
        fitted("word " * 200, (40, 20), (0, 0, 400, 60))


def test_typeset_curls_quotation_marks():
    assert typeset('It\'s a "yes", (or "no").') == "It’s a “yes”, (or “no”)."


def test_every_script_is_known_to_this_test():
    assert sorted(path.stem for path in VIDEOS.glob("*.yaml")) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_committed_files_match_the_manifest_and_the_script(key):
    assert stale_files(VIDEOS / f"{key}.json") == []


@pytest.mark.parametrize("key", KEYS)
def test_manifest_names_every_file_and_a_length_of_one_and_a_half_to_three_minutes(key):
    manifest = json.loads((VIDEOS / f"{key}.json").read_text(encoding="utf-8"))

    assert list(manifest["files"]) == [f"{key}.{ending}" for ending in OUTPUTS]
    assert 90 <= manifest["seconds"] <= 180
    assert manifest["files"][f"{key}.mp4"]["bytes"] < 3_000_000


@pytest.mark.parametrize("key", KEYS)
def test_committed_captions_cover_every_spoken_line_in_order(key):
    script = read_script(VIDEOS / f"{key}.yaml")
    captions = parsed((VIDEOS / f"{key}.vtt").read_text(encoding="utf-8"))
    manifest = json.loads((VIDEOS / f"{key}.json").read_text(encoding="utf-8"))

    assert words_of_each_turn(captions) == " ".join(line.say for line in script.lines)
    assert all(start < end for start, end, _, _ in captions)
    assert all(first[1] <= second[0] for first, second in pairwise(captions))
    assert captions[-1][1] <= manifest["seconds"]


@pytest.mark.parametrize("key", KEYS)
def test_committed_transcript_is_the_one_that_the_script_makes(key):
    script = read_script(VIDEOS / f"{key}.yaml")

    assert (VIDEOS / f"{key}.transcript.txt").read_text(encoding="utf-8") == transcript(script)


def test_stale_files_names_a_changed_and_a_missing_file(tmp_path):
    for ending in ("yaml", "json", *OUTPUTS):
        source = VIDEOS / f"closing-the-loop.{ending}"
        (tmp_path / source.name).write_bytes(source.read_bytes())
    (tmp_path / "closing-the-loop.yaml").write_text("title: changed")
    (tmp_path / "closing-the-loop.poster.jpg").unlink()

    stale = stale_files(tmp_path / "closing-the-loop.json")

    assert stale == ["closing-the-loop.poster.jpg", "closing-the-loop.yaml"]
