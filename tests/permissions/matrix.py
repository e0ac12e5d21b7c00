"""Reads matrix.yaml, and proposes rows for pages that it does not name yet: `python -m tests.permissions.matrix`.

Answers: 200 shown · sign-in (sent to sign in) · elsewhere (another redirect) · 403 seen but not allowed ·
404 may not know that it exists · 405 allowed, but only by sending a form.
"""

import json
import re
import sys
from pathlib import Path

import django
import yaml
from django.urls import get_resolver

FILE = Path(__file__).with_name("matrix.yaml")
VISITOR = "visitor"


def rows() -> dict[str, dict]:
    return yaml.safe_load(FILE.read_text()) if FILE.exists() else {}


def expected(row: dict, role: str) -> str:
    """What a role is to get: its own word, or `others` for the roles that the row does not name."""
    return str(row.get(role, row.get("others")))


def answer_of(client, path: str) -> str:
    """The answer in the matrix's words."""
    answer = client.get(path)
    if answer.status in (301, 302, 303):
        return "sign-in" if "/accounts/login/" in answer.location else "elsewhere"
    return str(answer.status)


TURNED_AWAY = ("sign-in", "elsewhere", "403", "404", "405")
# Left out: words and icons for the editor's own scripts, open to all by design, and a page that is there to break.
NOT_SCREENS = ("/editor/jsi18n/", "/editor/sprite/", "/editor/failwhale/")


def addresses_of_the_editor() -> list[str]:
    """Every address under /editor/, with a number or word in each gap."""
    found: list[str] = []

    def collect(patterns, before: str) -> None:
        for pattern in patterns:
            address = before + _filled(str(pattern.pattern))
            if hasattr(pattern, "url_patterns"):
                collect(pattern.url_patterns, address)
            elif not str(pattern.pattern).startswith("^") and address not in NOT_SCREENS:
                found.append(address)

    editor = next(part for part in get_resolver().url_patterns if str(part.pattern) == "editor/")
    collect(editor.url_patterns, "/editor/")
    return sorted(set(found))


def _filled(pattern: str) -> str:
    pattern = re.sub(r"<uuid:[^>]+>", "00000000-0000-4000-8000-000000000000", pattern)
    return re.sub(r"<(?:int:)?[^>]+>", "1", pattern)


def keys(site) -> dict[str, str]:
    """Keys of demo records, by the names that the addresses use."""
    return json.loads(site.run("shell", "-v", "0", "-c", "from tests.permissions import demo_keys; demo_keys.show()"))


def propose(site, clients) -> None:
    """Print rows for named addresses as the site answers now, for a person to read against the policy."""
    known = keys(site)
    for name, row in rows().items():
        path = row["address"].format_map(known)
        got = {role: answer_of(client, path) for role, client in clients.items()}
        counts = sorted(got.values(), key=lambda word: -list(got.values()).count(word))
        others = counts[0]
        print(f"{name}:\n  address: {row['address']}\n  others: {others}")
        for role, word in got.items():
            if word != others:
                print(f"  {role}: {word}")


def main() -> int:
    from tests import demo_site
    from tests.permissions.test_matrix import signed_in_clients

    django.setup()
    with demo_site.running("teachback_matrix") as site:
        propose(site, signed_in_clients(site))
    return 0


if __name__ == "__main__":
    sys.exit(main())
