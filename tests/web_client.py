"""A plain HTTP client that signs in as a person does: for the permission matrix and the measurements."""

import http.client
import re
import urllib.parse
from dataclasses import dataclass

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    body: str


class WebClient:
    """One person's cookies and one connection kept open. Redirects are answers, not followed."""

    def __init__(self, address: str):
        self.address = address
        self.cookies: dict[str, str] = {}
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc, timeout=60)

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def close(self) -> None:
        self.connection.close()

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.address}
        return self._ask("POST", path, urllib.parse.urlencode(fields), headers)

    def sign_in(self, email: str, password: str) -> None:
        page = self.get("/accounts/login/").body
        token = TOKEN.search(page)[1]
        answer = self.post("/accounts/login/", {"login": email, "password": password, "csrfmiddlewaretoken": token})
        assert answer.status == 302, f"{email} could not sign in: {answer.status}"

    def _send(self, method: str, path: str, body: str | None, headers: dict) -> http.client.HTTPResponse:
        self.connection.request(method, path, body, {**headers, "Cookie": self.cookie})
        return self.connection.getresponse()

    def _ask(self, method: str, path: str, body: str | None, headers: dict) -> Answer:
        try:
            answer = self._send(method, path, body, headers)
        except http.client.RemoteDisconnected:  # the server closed a connection that had been idle; open it again
            self.connection.close()
            answer = self._send(method, path, body, headers)
        text = answer.read().decode(errors="replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return Answer(answer.status, answer.headers.get("Location", ""), text)
