"""Two million entries: one coach's logbook, a provider's table, and every standing worked out from nothing."""

import json
import sys
import urllib.parse

from tests import demo_site
from tests.bench.__main__ import ROUNDS, SECONDS, Measured, burst, cookie_of

MOST_SECONDS = 120


def main() -> int:
    with demo_site.running("teachback_bench", DJANGO_SETTINGS_MODULE="tests.bench.settings") as site:
        made = site.run("shell", "-v", "0", "-c", "from tests.bench import logbooks_world; logbooks_world.make()")
        facts = json.loads(made)
        trainee = cookie_of(site.address, "trainee@demo.example")
        manager = cookie_of(site.address, "manager@demo.example")
        wagtail = Measured("bare Wagtail page", "/bench/wagtail/", "")
        # (page, how many times as long as the bare page it may take)
        ours = [
            (Measured("logbook", "/practice/", trainee), 3),
            (Measured("coaches and bodies", "/standing/coaches/?aims=all", manager), 4),
        ]
        host = urllib.parse.urlsplit(site.address).netloc
        for number in range(ROUNDS + 1):
            for page in (wagtail, *(page for page, _most in ours)):
                burst(host, page, SECONDS, keep=number > 0)
    return report(facts, wagtail, ours)


def report(facts: dict, wagtail: Measured, ours) -> int:
    print(f"{facts['entries']} entries of {facts['coaches']} coaches")
    missed = facts["seconds"] >= MOST_SECONDS
    print(f"{facts['kept']} standings from nothing in {facts['seconds']:.0f} s (to reach: under {MOST_SECONDS})")
    print(f"{wagtail.name:20} {wagtail.per_second:8.0f} req/s {wagtail.p95:8.1f} ms p95")
    for page, most in ours:
        times = wagtail.per_second / page.per_second
        missed += times > most
        verdict = "" if times <= most else "   MISSED"
        print(
            f"{page.name:20} {page.per_second:8.0f} req/s {page.p95:8.1f} ms p95: "
            f"{times:.2f} x the time of the bare page (to reach: at most {most}){verdict}"
        )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
