"""An OAuth2 provider of one mailbox: gives access tokens for a refresh token, and tells whose a token is."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs, urlsplit

REFRESH_TOKEN = "refresh-me"


class TokenServer:
    def __init__(self, mailbox: str) -> None:
        self.mailbox = mailbox
        self.given: list[str] = []
        self.is_revoked = False
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def token_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/token"

    @property
    def introspection_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/whose?token="

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def exchange(self, form: dict[str, list[str]]) -> tuple[int, dict[str, object]]:
        if self.is_revoked or form.get("refresh_token") != [REFRESH_TOKEN]:
            return 400, {"error": "invalid_grant"}
        self.given.append(f"access-{len(self.given)}")
        return 200, {"access_token": self.given[-1], "token_type": "Bearer", "expires_in": 3600}

    def whose(self, token: str) -> tuple[int, dict[str, object]]:
        if token not in self.given:
            return 200, {"active": False}
        return 200, {"active": True, "email": self.mailbox}

    def page(self, path: str, asked: dict[str, str]) -> tuple[int, str, str]:
        """Status, content and where to go on, for what a browser asks."""
        del asked
        return 404, f"There is no {path}", ""

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self._answer(*provider.exchange(form))

            def do_GET(self) -> None:
                where = urlsplit(self.path)
                asked = {name: values[0] for name, values in parse_qs(where.query).items()}
                if where.path == "/whose":
                    self._answer(*provider.whose(asked.get("token", "")))
                else:
                    self._page(*provider.page(where.path, asked))

            def log_message(self, *_: object) -> None:
                pass

            def _page(self, status: int, html: str, location: str) -> None:
                self.send_response(status)
                if location:
                    self.send_header("Location", location)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(html.encode())))
                self.end_headers()
                self.wfile.write(html.encode())

            def _answer(self, status: int, body: dict[str, object]) -> None:
                content = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        return Handler
