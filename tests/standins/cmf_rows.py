"""The CMF's rows: what it takes, keeps and shows of them."""

import hashlib
import json
import re
from typing import Any

from frame.exchange import NotJson
from frame.system import Row

SCALARS = {"active", "gender", "firstname", "lastname", "street", "zip", "city", "phone", "email", "countryCode",
           "customerLanguage", "company", "newsletterActive"}
NOT_SCALAR = {"birthdate", "profilingConsent", "newsletter", "manualSegments", "calculatedSegments"}
LARGEST_ATTRIBUTES = 65_535


class Broken(Exception):
    """PHP gave up: an HTML page."""

    def __init__(self, status: int = 500) -> None:
        super().__init__(status)
        self.status = status


class Refused(Exception):
    """`errors` is a list of texts, `msg` one text: the webservice has both."""

    def __init__(self, text: str, status: int = 400, single: bool = False) -> None:
        super().__init__(text)
        self.status = status
        self.body = {"success": False, "msg": text} if single else {"success": False, "errors": [text]}


def php_int(text: str) -> int:
    found = re.match(r"\s*[-+]?\d+", text)
    return int(found.group()) if found else 0


def exported(row: Row) -> Row:
    """Empty values are left out."""
    return {name: value for name, value in row.items() if value not in (None, "", False, 0, [], {})}


def encoded(number: int) -> str:
    return hashlib.md5(str(number).encode()).hexdigest()


def segments_of(row: Row) -> list[int]:
    return list(dict.fromkeys([*row["manualSegments"], *row["calculatedSegments"]]))


def sent_fields(body: Any) -> Row:
    """What setters take: unknown keys are nobody's, values of the wrong kind are a TypeError."""
    if not isinstance(body, dict):
        raise NotJson("no object")
    if NOT_SCALAR & body.keys() or any(isinstance(body[name], (list, dict)) for name in SCALARS & body.keys()):
        raise Broken
    return {name: body[name] for name in body if name in SCALARS}


def check_attributes(body: Row) -> None:
    """Names go into SQL as they are, and the column is a blob: what the database refuses ends as a page of HTML."""
    attributes = body.get("attributes")
    if not isinstance(attributes, dict):
        raise Refused("cmfToArray() needs to return an associative array")
    if not all(re.fullmatch(r"[A-Za-z0-9_]+", name) for name in attributes):
        raise Broken
    if len(json.dumps(attributes).encode()) > LARGEST_ATTRIBUTES:
        raise Broken
    if any(len(str(body.get(name) or "")) > 255 for name in ("type", "a_id", "implementationClass")):
        raise Broken


def as_dynamic_column(value: Any) -> Any:
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list):
        return {str(place): as_dynamic_column(one) for place, one in enumerate(value)}
    if isinstance(value, dict):
        return {name: as_dynamic_column(one) for name, one in value.items()}
    return value


def content_hash(row: Row) -> str:
    kept = {name: row[name] for name in ("customerId", "activityDate", "type", "implementationClass", "attributes")}
    return hashlib.md5(json.dumps(kept, sort_keys=True).encode()).hexdigest()
