"""Serves a prepared demo with a cohort of 1,000, asks for each page in turn, and prints the ratios."""

import http.client
import json
import statistics
import sys
import threading
import time
import urllib.parse
from dataclasses import dataclass, field

from tests import demo_site
from tests.web_client import WebClient

ROUNDS, SECONDS, CLIENTS = 6, 1.5, 2


@dataclass
class Measured:
    """One address: who asks, and how long each answer took, in seconds."""

    name: str
    path: str
    cookie: str
    times: list[float] = field(default_factory=list)
    spent: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.times) / self.spent

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[18] * 1000


def cookie_of(address: str, email: str) -> str:
    """The cookies of a fresh session, through the sign-in page."""
    client = WebClient(address)
    client.sign_in(email, demo_site.PASSWORD)
    client.close()
    return client.cookie


def burst(host: str, page: Measured, seconds: float, *, keep: bool) -> None:
    """Ask for one page over and over from CLIENTS connections."""
    times: list[float] = []
    started = time.perf_counter()
    threads = [threading.Thread(target=_ask, args=(host, page, started + seconds, times)) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if keep:
        page.times += times
        page.spent += time.perf_counter() - started


def _ask(host: str, page: Measured, until: float, times: list[float]) -> None:
    connection = http.client.HTTPConnection(host, timeout=30)
    while time.perf_counter() < until:
        started = time.perf_counter()
        connection.request("GET", page.path, headers={"Cookie": page.cookie})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, f"{page.name}: {answer.status}"
        times.append(time.perf_counter() - started)


def main() -> int:
    with demo_site.running("teachback_bench", DJANGO_SETTINGS_MODULE="tests.bench.settings") as site:
        facts = json.loads(site.run("shell", "-v", "0", "-c", "from tests.bench import world; world.make()"))
        trainee = cookie_of(site.address, "trainee@demo.example")
        manager = cookie_of(site.address, "manager@demo.example")
        one_select = Measured("one SELECT", "/bench/one-select/", "")
        wagtail = Measured("bare Wagtail page", "/bench/wagtail/", "")
        # (page, what it is measured against, the least ratio)
        ours = [
            (Measured("lesson", facts["lesson"], trainee), wagtail, 2.0),
            (Measured("home desk", "/home/", trainee), wagtail, 1.0),
            (Measured("standing", facts["standing"], trainee), wagtail, 1.0),
            (Measured("cohort of 1,000", facts["cohort"], manager), wagtail, 1.0),
            (Measured("verify", facts["verify"], ""), one_select, 0.4),
        ]
        everything = [one_select, wagtail, *(page for page, _, _ in ours)]
        host = urllib.parse.urlsplit(site.address).netloc
        for number in range(ROUNDS + 1):
            for page in everything:
                burst(host, page, SECONDS, keep=number > 0)  # the first round only warms up
    return report(everything, ours)


def report(everything: list[Measured], ours) -> int:
    print(f"{'page':20} {'req/s':>8} {'p95 ms':>8}")
    for page in everything:
        print(f"{page.name:20} {page.per_second:8.0f} {page.p95:8.1f}")
    print()
    missed = 0
    for page, limit, least in ours:
        ratio = page.per_second / limit.per_second
        missed += ratio < least
        verdict = "" if ratio >= least else "   MISSED"
        print(f"{page.name:20} {ratio:5.2f} x the {limit.name} (to reach: {least}){verdict}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
