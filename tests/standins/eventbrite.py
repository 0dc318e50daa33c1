"""Eventbrite's API v3 as far as it can be used: reading only (README.md says what each quirk was read in)."""

import base64
import json
import random
import re
from collections.abc import Callable
from typing import Any

from frame.exchange import Answer, Request, json_answer
from frame.limit import RateLimit
from frame.system import Row, System
from people import orders, people

API = "/v3"
PAGE_SIZE = 50
DESCRIPTIONS = {
    "NO_AUTH": "Please provide authentication.", "ACCESS_DENIED": "The OAuth token you provided was invalid.",
    "INVALID_AUTH": "Authentication/OAuth token is invalid.", "NOT_FOUND": "The event you requested does not exist.",
    "NOT_AUTHORIZED": "You are not authorized to make this request.",
    "METHOD_NOT_ALLOWED": "Method not allowed.", "BAD_CONTINUATION_TOKEN": "Invalid continuation token passed.",
    "ARGUMENTS_ERROR": "There are errors with your arguments.", "BAD_PAGE": "You have provided a bad page number.",
    "HIT_RATE_LIMIT": "You have hit your rate limit.", "INTERNAL_ERROR": "Internal server error."}


class Failed(Exception):
    def __init__(self, status: int, error: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error


class Eventbrite(System):
    name = "eventbrite"
    tables = ("attendees", "orders", "ticket_classes", "events")
    options = {
        "organization": "7",
        "event": "42",
        "foreign_events": [],  # that belong to somebody else
        "delay": 0,  # seconds after which a change can be seen in lists
        "per_hour": 2000,
        "counts": True,  # false: object_count, page_count and a missing continuation are left out
        "barcodes": True,  # false: a token without the right to read orders
        "tokens": True,  # false: more is promised, and no token given
        "takes_tokens": True,  # false: it forgets each token
    }

    def reset(self) -> None:
        super().reset()
        self._limit = RateLimit(self.clock)
        self._visible: list[tuple[float, Row]] = []  # earlier states of attendees: until when each is still shown
        self.change({"load": {"events": [{"id": self.switches["event"], "name": {"text": "Spring Fair 2026"},
                                          "status": "live"}],
                              "ticket_classes": [{"id": "77", "name": "Regular"}]}})

    # --- rows ------------------------------------------------------------------------------------------------------

    def completed(self, table: str, row: Row) -> Row:
        row["id"] = str(row["id"])
        now = self.clock.utc()
        if table != "attendees":
            return {"created": now, "changed": now} | row
        self._remember(row["id"])
        event = row.get("event_id", self.switches["event"])
        return {"created": now, "changed": now, "ticket_class_id": "77", "ticket_class_name": "Regular",
                "variant_id": None, "quantity": 1, "status": "Attending", "checked_in": False, "cancelled": False,
                "refunded": False, "profile": {}, "answers": [], "barcodes": [], "costs": {}, "team": None,
                "affiliate": None, "event_id": event, "order_id": "8001", "guestlist_id": None, "invited_by": None,
                "delivery_method": "electronic",
                "resource_uri": f"https://www.eventbriteapi.com/v3/events/{event}/attendees/{row['id']}/"} | row

    def row_changed(self, table: str, row: Row) -> None:
        if table == "attendees":
            self._remember(row["id"])
        super().row_changed(table, row | {"changed": self.clock.utc()})

    def row_deleted(self, table: str, number: Any) -> None:
        if table == "attendees":
            self._remember(str(number))
        del self.rows[table][str(number)]

    def _remember(self, number: str) -> None:
        """What was there before, or that nothing was, is still shown for a while."""
        before = self.rows["attendees"].get(number, {"id": number, "new": True})
        if self.switches["delay"]:
            self._visible.append((self.clock.now() + self.switches["delay"], before))

    def generated(self, count: int, seed: int = 1) -> dict[str, list[Row]]:
        chance = random.Random(seed)
        found: dict[str, list[Row]] = {"attendees": [], "orders": []}
        for number, group in orders(people(count, seed)).items():
            buyer = group[0]
            order = str(8000 + number)
            found["orders"].append({"id": order, "email": buyer.buyer_email, "name": buyer.name, "status": "placed",
                                    "event_id": self.switches["event"]})
            for person in group:
                code = "".join(chance.choices("0123456789", k=24))
                found["attendees"].append({
                    "id": str(990_000 + person.number), "order_id": order,
                    "profile": {"name": person.name, "first_name": person.first_name, "last_name": person.last_name,
                                "email": person.buyer_email, "company": person.company, "gender": "not said",
                                "birth_date": "1984-01-01"},
                    "barcodes": [{"barcode": code, "status": "unused", "created": self.clock.utc(),
                                  "changed": self.clock.utc(), "checkin_type": 0, "is_printed": False}]})
        return found

    # --- requests --------------------------------------------------------------------------------------------------

    def too_many(self, retry_after: int) -> Answer:
        answer = error_answer(429, "HIT_RATE_LIMIT")
        answer.headers["Retry-After"] = str(retry_after)
        return answer

    def own_error(self) -> Answer:
        return error_answer(500, "INTERNAL_ERROR")

    def answer(self, request: Request) -> Answer:
        try:
            self._check_token(request)
            wait = self._limit.wait_for(self.switches["per_hour"], 3600)
            return self.too_many(wait) if wait else self._routed(request)
        except Failed as failed:
            return error_answer(failed.status, failed.error)

    def _check_token(self, request: Request) -> None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        token = token if scheme == "Bearer" else request.one("token")
        if not token:
            raise Failed(401, "NO_AUTH")
        if token != self.key:
            raise Failed(401, "ACCESS_DENIED")

    def _routed(self, request: Request) -> Answer:
        routes: dict[str, Callable[..., Answer]] = {
            r"/users/me/organizations/": self._organizations, r"/organizations/(\w+)/events/": self._events,
            r"/events/(\w+)/attendees/": self._attendees, r"/events/(\w+)/attendees/(\w+)/": self._attendee,
            r"/events/(\w+)/orders/": self._orders, r"/events/(\w+)/ticket_classes/": self._ticket_classes}
        for pattern, deed in routes.items():
            found = re.fullmatch(API + pattern, request.path)
            if found and request.method != "GET":
                raise Failed(405, "METHOD_NOT_ALLOWED")
            if found:
                self._check_event(request.path, found.group(1) if found.groups() else "")
                return deed(request, *found.groups())
        raise Failed(404, "NOT_FOUND")

    def _check_event(self, path: str, number: str) -> None:
        if path.startswith(API + "/events/") and number in self.switches["foreign_events"]:
            raise Failed(403, "NOT_AUTHORIZED")
        if path.startswith(API + "/events/") and number not in self.rows["events"]:
            raise Failed(404, "NOT_FOUND")

    def _page(self, request: Request, name: str, rows: list[Row]) -> Answer:
        """`page_size` is what it is: 50. The token holds a place."""
        start = place_in(request.one("continuation"))
        if start and not self.switches["takes_tokens"]:
            raise Failed(400, "BAD_CONTINUATION_TOKEN")
        end = start + PAGE_SIZE
        pagination: Row = {"page_number": start // PAGE_SIZE + 1, "page_size": PAGE_SIZE,
                           "has_more_items": end < len(rows)}
        if self.switches["counts"]:
            pagination |= {"object_count": len(rows), "page_count": -(-len(rows) // PAGE_SIZE)}
        if end < len(rows) and self.switches["tokens"]:
            pagination["continuation"] = token_for(end)
        return json_answer(200, {"pagination": pagination, name: rows[start:end]})

    # --- lists -----------------------------------------------------------------------------------------------------

    def _organizations(self, request: Request) -> Answer:
        return self._page(request, "organizations", [{"id": self.switches["organization"], "name": "Made-up network"}])

    def _events(self, request: Request, organization: str) -> Answer:
        if organization != self.switches["organization"]:
            raise Failed(403, "NOT_AUTHORIZED")
        wanted = request.one("status")
        return self._page(request, "events", [row for row in self.rows["events"].values()
                                              if not wanted or row["status"] in wanted.split(",")])

    def _ticket_classes(self, request: Request, _: str) -> Answer:
        return self._page(request, "ticket_classes", list(self.rows["ticket_classes"].values()))

    def _orders(self, request: Request, event: str) -> Answer:
        since = moment(request.one("changed_since"))
        return self._page(request, "orders", [row for row in self.rows["orders"].values()
                                              if row["event_id"] == event and row["changed"] >= since])

    def _attendees(self, request: Request, event: str) -> Answer:
        since = moment(request.one("changed_since"))
        ids = [one for one in request.one("attendee_ids").split(",") if one]
        rows = [row for row in self._seen().values() if row["event_id"] == event and row["changed"] >= since
                and (not ids or row["id"] in ids) and has_status(row, request.one("status"))]
        rows.sort(key=lambda row: (row["changed"], row["id"]) if since else (row["created"], row["id"]))
        if since and request.one("last_item_seen"):
            rows = [row for row in rows if (row["changed"], row["id"]) > (since, request.one("last_item_seen"))]
        return self._page(request, "attendees", [self._out(row) for row in rows])

    def _attendee(self, _: Request, event: str, number: str) -> Answer:
        row = self._seen().get(number)
        if row is None or row["event_id"] != event:
            raise Failed(404, "NOT_FOUND")
        return json_answer(200, self._out(row))

    def _out(self, row: Row) -> Row:
        if self.switches["barcodes"]:
            return row
        return row | {"barcodes": [one | {"barcode": None} for one in row["barcodes"]]}

    def _seen(self) -> dict[str, Row]:
        """The attendees as they were before what is too young to be seen."""
        rows = dict(self.rows["attendees"])
        for until, before in reversed(self._visible):
            if until > self.clock.now() and before.get("new"):
                rows.pop(before["id"], None)
            elif until > self.clock.now():
                rows[before["id"]] = before
        return rows


def error_answer(status: int, error: str) -> Answer:
    return json_answer(status, {"error": error, "error_description": DESCRIPTIONS[error], "status_code": status})


def token_for(place: int) -> str:
    return base64.urlsafe_b64encode(json.dumps({"page": place}).encode()).decode()


def place_in(token: str) -> int:
    if not token:
        return 0
    try:
        return int(json.loads(base64.urlsafe_b64decode(token))["page"])
    except (ValueError, KeyError, TypeError) as error:
        raise Failed(400, "BAD_CONTINUATION_TOKEN") from error


def moment(text: str) -> str:
    if text and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text):
        raise Failed(400, "ARGUMENTS_ERROR")
    return text


def has_status(row: Row, wanted: str) -> bool:
    statuses = {"attending": ("Attending", "Checked In"), "not_attending": ("Not Attending", "Deleted"),
                "unpaid": ("Unpaid",)}
    if wanted and wanted not in statuses:
        raise Failed(400, "ARGUMENTS_ERROR")
    return not wanted or row["status"] in statuses[wanted]
