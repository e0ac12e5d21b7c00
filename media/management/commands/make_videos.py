"""Make the demonstration videos again from their scripts (fixtures/media/videos/*.yaml).

Run it after changing a script; commit the script and the files that it made together. `--check` makes nothing and fails
when a file no longer belongs to its script, which is what continuous integration asks.
"""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from media.video_canvas import WordsDoNotFitError
from media.video_making import VideoMakingError, make_video, stale_files
from media.video_script import ScriptError, read_script

VIDEOS = Path(__file__).resolve().parents[3] / "fixtures" / "media" / "videos"


class Command(BaseCommand):
    """See the module."""

    help = "Make the demonstration videos, captions, transcripts and posters from their scripts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which videos, where to, and whether only to check."""
        parser.add_argument("keys", nargs="*", help="keys of the videos to make; all when none is named")
        parser.add_argument(
            "--output", type=Path, default=VIDEOS, help="folder for the files; beside the scripts if not given"
        )
        parser.add_argument("--check", action="store_true", help="make nothing; fail if a file is out of date")

    def handle(self, *args: object, **options: object) -> None:
        """Make or check each video in turn."""
        scripts = self._scripts(options["keys"])
        if options["check"]:
            self._check(scripts)
            return
        options["output"].mkdir(parents=True, exist_ok=True)
        for number, path in enumerate(scripts, start=1):
            self.stdout.write(f"{number} of {len(scripts)}: {path.stem}")
            self._make(path, options["output"])

    def _scripts(self, keys: list[str]) -> list[Path]:
        scripts = [path for path in sorted(VIDEOS.glob("*.yaml")) if not keys or path.stem in keys]
        unknown = set(keys) - {path.stem for path in scripts}
        if unknown:
            raise CommandError(f"No script for {', '.join(sorted(unknown))} in {VIDEOS}")
        return scripts

    def _make(self, path: Path, output: Path) -> None:
        try:
            make_video(read_script(path), output, path.read_bytes())
        except (ScriptError, WordsDoNotFitError, VideoMakingError) as error:
            raise CommandError(str(error)) from error

    def _check(self, scripts: list[Path]) -> None:
        manifests = [path.with_suffix(".json") for path in scripts]
        missing = [path.name for path in manifests if not path.exists()]
        stale = [name for path in manifests if path.exists() for name in stale_files(path)]
        if missing or stale:
            raise CommandError(f"Make the videos again; missing or out of date: {', '.join(missing + stale)}")
        self.stdout.write(f"{len(scripts)} videos match their scripts.")
