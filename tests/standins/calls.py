"""What the tests of the stand-ins share: calls over HTTP that take any status as an answer."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from typing import Any


@dataclass
class Reply:
    status: int
    headers: Message
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def is_html(self) -> bool:
        return self.headers.get_content_type() == "text/html"


def call(method: str, url: str, body: Any = None, headers: dict[str, str] | None = None, timeout: float = 30) -> Reply:
    """`body`: bytes as they are, anything else as JSON. Raises OSError or HTTPException where no whole reply came."""
    data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as reply:
            return Reply(reply.status, reply.headers, reply.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.headers, error.read().decode())
