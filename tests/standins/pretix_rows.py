"""pretix's rows as they go over the wire, and what it makes of a request's values."""

import random
import string
from collections.abc import Iterable
from datetime import datetime, timezone
from typing import Any
from urllib.parse import urlencode

from frame.clock import utc_text
from frame.exchange import Request
from frame.system import Row
from people import Person


class Failed(Exception):
    def __init__(self, status: int, body: Any) -> None:
        super().__init__(status)
        self.status = status
        self.body = body


def by(rows: Iterable[Row], name: str) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(row[name], []).append(row)
    return found


def order_out(row: Row, positions: dict[Any, list[Row]], checkins: dict[Any, list[Row]],
              with_canceled: bool = False) -> Row:
    """Canceled positions are not there any more, unless they are asked for."""
    shown = [position_out(position, checkins.get(position["id"], []))
             for position in positions.get(row["code"], []) if with_canceled or not position["canceled"]]
    return {name: value for name, value in row.items() if name != "id"} | {"positions": shown}


def position_out(row: Row, checkins: list[Row]) -> Row:
    kept = ("id", "list", "type", "datetime", "gate", "device", "auto_checked_in")
    hidden = ("open_questions",)
    return {name: value for name, value in row.items() if name not in hidden} | {
        "checkins": [{name: one[name] for name in kept} for one in checkins]}


def is_inside(checkins: list[Row]) -> bool:
    last = max(checkins, key=lambda one: (one["datetime"], one["id"]), default=None)
    return last is not None and last["type"] == "entry"


def new_position(row: Row) -> Row:
    return {"positionid": 1, "item": 1, "variation": None, "price": "0.00", "attendee_name": None,
            "attendee_name_parts": {}, "attendee_email": None, "company": None, "street": None, "zipcode": None,
            "city": None, "country": None, "voucher": None, "secret": f"secret{row['id']}", "addon_to": None,
            "subevent": None, "pseudonymization_id": f"P{row['id']}", "seat": None, "answers": [], "blocked": None,
            "valid_from": None, "valid_until": None, "canceled": False, "open_questions": []} | row


def position_of(person: Person, code: str, place: int, in_group: bool, chance: random.Random) -> Row:
    return {"id": 23_000 + person.number, "order": code, "positionid": place, "attendee_name": person.name,
            "attendee_name_parts": {"_scheme": "given_family", "given_name": person.first_name,
                                    "family_name": person.last_name},
            "attendee_email": None if in_group else person.email, "company": person.company or None,
            "secret": "".join(chance.choices(string.ascii_lowercase + string.digits, k=32))}


def page_url(request: Request, page: int) -> str:
    query = urlencode({**request.query, "page": [str(page)]}, doseq=True)
    return f"http://{request.headers.get('host', '127.0.0.1')}{request.path}?{query}"


def moment(text: str, name: str) -> str:
    """In UTC. A plus that was not escaped has become a space."""
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise Failed(400, {name: ["Enter a valid date/time."]}) from error
    return utc_text((found if found.tzinfo else found.replace(tzinfo=timezone.utc)).timestamp())


def fits(row: Row, request: Request, columns: dict[str, str]) -> bool:
    return all(row[column] >= moment(request.one(name), name) for name, column in columns.items() if request.one(name))


def without(row: Row, excluded: list[str]) -> Row:
    inner = {name.removeprefix("positions.") for name in excluded if name.startswith("positions.")}
    kept = {name: value for name, value in row.items() if name not in excluded}
    if "positions" in kept:
        kept["positions"] = [{name: value for name, value in position.items() if name not in inner}
                             for position in kept["positions"]]
    return kept


def names(position: Row, text: str) -> bool:
    searched = [position["attendee_name"], position["attendee_email"], position["order"], position["company"],
                position["secret"]]
    return any(text.lower() in str(one).lower() for one in searched if one) or not text


def checked_scan(body: Row) -> Row:
    scan = {"lists": [], "type": "entry", "datetime": None, "force": False, "ignore_unpaid": False, "nonce": None,
            "questions_supported": True} | body
    if not scan.get("secret"):
        raise Failed(400, {"secret": ["This field is required."]})
    if scan["type"] not in ("entry", "exit"):
        raise Failed(400, {"type": [f'"{scan["type"]}" is not a valid choice.']})
    return scan
