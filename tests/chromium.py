"""Finds the Chromium for the browser tests, and installs it where that can be done without asking.

`python -m tests.chromium` is run by `make test`. It never lets the browser tests be skipped in silence.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
# Nothing on this machine may be looked up outside, and a container has no user namespaces for the sandbox.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str | None:
    """The path of a Chromium, or None."""
    if os.environ.get("CHROMIUM"):
        return os.environ["CHROMIUM"]
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found:
        return found
    if MAC.exists():
        return str(MAC)
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> None:
    """Debian's package as root, Playwright's own build elsewhere."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=True)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def main() -> int:
    if executable():
        return 0
    with contextlib.suppress(OSError, subprocess.CalledProcessError):  # told below, in one line
        install()
    if executable():
        return 0
    print("The browser tests need Chromium. Type: sudo apt-get install chromium   (or: CHROMIUM=/path/to/it make test)")
    return 1


if __name__ == "__main__":
    sys.exit(main())
