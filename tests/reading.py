"""What a page says to its reader, for tests that look at words and not at markup."""

import html
import re


def words_of(response) -> str:
    """The text of a page with one space between words."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).split())
