"""One request and its answer, apart from any socket."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

HTML = "text/html; charset=UTF-8"
JSON = "application/json"


class NotJson(ValueError):
    """The body is no JSON value."""


@dataclass
class Request:
    method: str
    target: str
    headers: dict[str, str] = field(default_factory=dict)  # names in lower case
    body: bytes = b""

    def __post_init__(self) -> None:
        parts = urlsplit(self.target)
        self.path = parts.path
        self.query = parse_qs(parts.query, keep_blank_values=True)

    def one(self, name: str, default: str = "") -> str:
        """The last value of a query parameter, as PHP and Django take it."""
        return self.query.get(name, [default])[-1]

    def json(self) -> Any:
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise NotJson(str(error)) from error

    def form(self) -> dict[str, str]:
        return {name: values[-1] for name, values in parse_qs(self.body.decode(), keep_blank_values=True).items()}

    def fingerprint(self) -> str:
        """The same for a request that is sent again byte by byte."""
        return hashlib.sha256(f"{self.method} {self.target}\n".encode() + self.body).hexdigest()


@dataclass
class Answer:
    status: int
    body: bytes = b""
    content_type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)


def json_answer(status: int, value: Any, headers: dict[str, str] | None = None) -> Answer:
    return Answer(status, json.dumps(value, ensure_ascii=False).encode(), JSON, headers or {})


def answer_without(answer: Answer, names: list[str]) -> Answer:
    value = json.loads(answer.body)
    for name in names:
        *way, last = name.split(".")
        inner = value
        for part in way:
            inner = inner.get(part, {})
        inner.pop(last, None)
    return Answer(answer.status, json.dumps(value, ensure_ascii=False).encode(), answer.content_type, answer.headers)


def html_answer(status: int, title: str) -> Answer:
    page = f"<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><h1>Oops! An Error Occurred</h1>" \
           f"<h2>The server returned a \"{status} {title}\".</h2></body></html>\n"
    return Answer(status, page.encode(), HTML)


def empty_answer(status: int) -> Answer:
    return Answer(status)
