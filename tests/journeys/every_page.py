"""Walks the site as each role and collects one address for every page name it can reach."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, get_resolver, resolve

# Not pages of ours, or not pages at all.
ELSEWHERE = ("/editor/", "/accounts/logout/", "/files/", "/static/")


@dataclass(frozen=True)
class Found:
    """A page: its name in the address book, one address that shows it, and its HTML."""

    name: str
    path: str
    html: str


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.hrefs: list[str] = []

    def handle_starttag(self, tag, attrs):
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.hrefs.append(href)


def links_in(html: str) -> list[str]:
    parser = _Links()
    parser.feed(html)
    return parser.hrefs


def page_name(path: str) -> str | None:
    """The name of the page at an address, or None when it is not one of ours."""
    if path.startswith(ELSEWHERE):
        return None
    try:
        return resolve(path).view_name
    except Resolver404:
        return None


def walk(get, start: list[str], *, most_of_one_name: int = 1) -> list[Found]:
    """Follow links from the starting addresses. `get(path)` returns (status, content type, html, final path)."""
    waiting, seen, counts, found = list(start), set(), {}, []
    while waiting:
        path = waiting.pop(0)
        name = page_name(urlsplit(path).path)
        if path in seen or name is None or counts.get(name, 0) >= most_of_one_name:
            continue
        seen.add(path)
        counts[name] = counts.get(name, 0) + 1
        status, content_type, html, final = get(path)
        if status != 200 or not content_type.startswith("text/html"):
            continue
        landed = page_name(urlsplit(final).path)
        if landed != name:
            counts[landed] = counts.get(landed, 0) + 1
        found.append(Found(landed or name, final, html))
        here = [urljoin(path, href) for href in links_in(html)]
        waiting += [address for address in here if address.startswith("/") and "#" not in address]
    return found


def structure(html: str) -> str:
    """The page's tags and classes without its words: two pages with the same structure need only one sweep."""
    return "".join(sorted(set(re.findall(r"<([a-z0-9]+(?:\s+class=\"[^\"]*\")?)", html))))


def names_of_our_pages() -> set[str]:
    """Every name in the address book outside Wagtail."""
    names: set[str] = set()

    def collect(resolver, namespace=""):
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                inner = pattern.namespace
                if str(pattern.pattern).startswith("editor/"):
                    continue
                collect(pattern, f"{namespace}{inner}:" if inner else namespace)
            elif pattern.name:
                names.add(namespace + pattern.name)

    collect(get_resolver())
    return names
