"""pretix's REST API v1: orders, check-in lists and check-ins (README.md says what each quirk was read in)."""

import random
import re
import string
from datetime import datetime, timedelta, timezone
from typing import Any, Callable
from urllib.parse import urlencode

from frame.clock import utc_text
from frame.exchange import Answer, NotJson, Request, empty_answer, json_answer
from frame.limit import RateLimit
from frame.system import Row, System
from people import Person, orders, people

PAGE_SIZE = 50
API = "/api/v1"
EXPLANATIONS = {"blocked": "This ticket has been blocked.", "invalid_time": "This ticket is not valid at this time."}
KEPT_KEYS_SECONDS = 24 * 3600


class Failed(Exception):
    def __init__(self, status: int, body: Any) -> None:
        super().__init__(status)
        self.status = status
        self.body = body


class Pretix(System):
    name = "pretix"
    tables = ("orders", "positions", "checkinlists", "checkins", "failed_checkins")
    options = {
        "organizer": "org",
        "event": "fair",
        "per_minute": 0,  # 360 where pretix hosts it
        "running_keys": [],  # X-Idempotency-Keys whose first request still runs
        "revoked_secrets": [],
        "device_tokens": [],  # with which a device may be set up, once each
    }

    def reset(self) -> None:
        super().reset()
        self._limit = RateLimit(self.clock)
        self._answers: dict[tuple[str, str, str], tuple[float, Answer]] = {}
        self._used_tokens: set[str] = set()
        self.change({"load": {"checkinlists": [{"id": 12, "name": "Main"}]}})

    # --- rows ------------------------------------------------------------------------------------------------------

    def completed(self, table: str, row: Row) -> Row:
        now = self.clock.utc()
        if table == "orders":
            return {"code": row["id"], "status": "p", "testmode": False, "email": None, "phone": None, "locale": "de",
                    "datetime": now, "expires": now, "total": "0.00", "checkin_attention": False, "checkin_text": None,
                    "valid_if_pending": False, "require_approval": False, "invoice_address": None,
                    "last_modified": now} | row
        row.setdefault("id", self.free_id(table))
        if table == "positions":
            return new_position(row)
        if table == "checkinlists":
            return {"all_products": True, "limit_products": [], "include_pending": False, "subevent": None,
                    "allow_multiple_entries": False, "allow_entry_after_exit": True, "rules": {}} | row
        if table == "checkins":
            return {"list": 12, "type": "entry", "datetime": now, "created": now, "gate": None, "device": None,
                    "auto_checked_in": False, "nonce": None, "forced": False} | row
        return row

    def row_changed(self, table: str, row: Row) -> None:
        if table == "orders":
            row = row | {"last_modified": self.clock.utc()}
        super().row_changed(table, row)
        if table == "positions":
            self._touch(row["order"])

    def row_deleted(self, table: str, number: Any) -> None:
        row = self.rows[table].pop(number)
        if table == "positions":
            self._touch(row["order"])

    def _touch(self, code: str) -> None:
        self.rows["orders"][code]["last_modified"] = self.clock.utc()

    def generated(self, count: int, seed: int = 1) -> dict[str, list[Row]]:
        chance = random.Random(seed)
        found: dict[str, list[Row]] = {"orders": [], "positions": []}
        for number, group in orders(people(count, seed)).items():
            code = f"A{number:04d}"
            buyer = group[0]
            found["orders"].append({"id": code, "email": buyer.buyer_email, "locale": buyer.language,
                                    "invoice_address": {"company": buyer.company, "name": buyer.name}})
            for place, person in enumerate(group, 1):
                found["positions"].append(position_of(person, code, place, len(group) > 1, chance))
        return found

    # --- requests --------------------------------------------------------------------------------------------------

    def too_many(self, retry_after: int) -> Answer:
        return json_answer(429, {"detail": f"Request was throttled. Expected available in {retry_after} seconds."},
                           {"Retry-After": str(retry_after)})

    def answer(self, request: Request) -> Answer:
        try:
            return self._answer(request)
        except Failed as failed:
            return json_answer(failed.status, failed.body)
        except NotJson as error:
            return json_answer(400, {"detail": f"JSON parse error - {error}"})

    def _answer(self, request: Request) -> Answer:
        if request.path == f"{API}/device/initialize":
            return self._set_up_device(request.json())
        self._check_token(request)
        wait = self._limit.wait_for(self.switches["per_minute"], 60)
        if wait:
            return self.too_many(wait)
        key = (request.method, request.path, request.headers.get("x-idempotency-key", ""))
        if request.method == "GET" or not key[2]:
            return self._routed(request)
        return self._once(key, request)

    def _check_token(self, request: Request) -> None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme not in ("Token", "Device"):
            raise Failed(401, {"detail": "Authentication credentials were not provided."})
        if token != self.key:
            raise Failed(401, {"detail": "Invalid token."})

    def _once(self, key: tuple[str, str, str], request: Request) -> Answer:
        """The answer to a key is kept for a day, whatever the body."""
        if key[2] in self.switches["running_keys"]:
            return json_answer(409, {"detail": "Concurrent request with idempotency key."}, {"Retry-After": "5"})
        until, answer = self._answers.get(key, (0, None))
        if answer is None or self.clock.now() >= until:
            try:
                answer = self._routed(request)
            except Failed as failed:
                answer = json_answer(failed.status, failed.body)
            self._answers[key] = (self.clock.now() + KEPT_KEYS_SECONDS, answer)
        return answer

    def _routed(self, request: Request) -> Answer:
        organizer = f"{API}/organizers/{self.switches['organizer']}"
        event = f"{organizer}/events/{self.switches['event']}"
        routes: list[tuple[str, str, Callable[..., Answer]]] = [
            ("GET", rf"{event}/orders/", self._orders), ("GET", rf"{event}/orders/(\w+)/", self._order),
            ("GET", rf"{event}/checkinlists/", self._lists), ("GET", rf"{event}/checkinlists/(\d+)/", self._list),
            ("GET", rf"{event}/checkinlists/(\d+)/status/", self._status),
            ("GET", rf"{event}/checkinlists/(\d+)/positions/", self._list_positions),
            ("POST", rf"{event}/checkinlists/(\d+)/failed_checkins/", self._failed_checkin),
            ("POST", rf"{organizer}/checkinrpc/redeem/", self._redeem),
            ("GET", rf"{organizer}/checkinrpc/search/", self._search),
            ("POST", rf"{API}/device/revoke", self._revoke_device), ("POST", rf"{API}/device/roll", self._roll_device)]
        there = [(method, deed, found.groups()) for method, path, deed in routes
                 if (found := re.fullmatch(path, request.path))]
        for method, deed, found in there:
            if method == request.method:
                return deed(request, *found)
        if there:
            raise Failed(405, {"detail": f'Method "{request.method}" not allowed.'})
        raise Failed(*self._nowhere(request.path, organizer, event))

    @staticmethod
    def _nowhere(path: str, organizer: str, event: str) -> tuple[int, Row]:
        foreign = re.match(rf"{API}/organizers/\w+/", path) and not path.startswith(organizer + "/")
        if foreign or (path.startswith(f"{organizer}/events/") and not path.startswith(event + "/")):
            return 403, {"detail": "You do not have permission to perform this action."}
        return 404, {"detail": "Not found."}

    def _page(self, request: Request, rows: list[Row], headers: dict[str, str] | None = None) -> Answer:
        page = int(request.one("page", "1")) if request.one("page", "1").isdigit() else 0
        if page < 1 or (page > 1 and (page - 1) * PAGE_SIZE >= len(rows)):
            raise Failed(404, {"detail": "Invalid page."})
        more = page * PAGE_SIZE < len(rows)
        return json_answer(200, {"count": len(rows), "next": page_url(request, page + 1) if more else None,
                                 "previous": page_url(request, page - 1) if page > 1 else None,
                                 "results": rows[(page - 1) * PAGE_SIZE: page * PAGE_SIZE]}, headers)

    # --- orders ----------------------------------------------------------------------------------------------------

    def _orders(self, request: Request) -> Answer:
        rows = [row for row in self.rows["orders"].values()
                if fits(row, request, {"modified_since": "last_modified", "created_since": "datetime"})
                and request.one("status", row["status"]) == row["status"]
                and request.one("testmode", str(row["testmode"]).lower()) == str(row["testmode"]).lower()]
        wanted = request.one("ordering", "-datetime")
        if wanted.lstrip("-") not in ("datetime", "last_modified", "code", "total", "status", "email"):
            wanted = "-datetime"
        rows.sort(key=lambda row: (str(row[wanted.lstrip("-")]), row["code"]), reverse=wanted.startswith("-"))
        shown = [without(self._order_out(row), request.query.get("exclude", [])) for row in rows]
        return self._page(request, shown, {"X-Page-Generated": self._generated_at()})

    def _generated_at(self) -> str:
        """With the offset of the event's zone, so that it has to be escaped when it is passed back."""
        zone = timezone(timedelta(hours=1))
        return datetime.fromtimestamp(self.clock.now(), zone).isoformat(timespec="microseconds")

    def _order(self, _: Request, code: str) -> Answer:
        if code not in self.rows["orders"]:
            raise Failed(404, {"detail": "Not found."})
        return json_answer(200, self._order_out(self.rows["orders"][code]))

    def _order_out(self, row: Row) -> Row:
        """Canceled positions are not there any more."""
        positions = [self._position_out(position) for position in self.rows["positions"].values()
                     if position["order"] == row["code"] and not position["canceled"]]
        return {name: value for name, value in row.items() if name != "id"} | {"positions": positions}

    def _position_out(self, row: Row, of_list: int | None = None) -> Row:
        kept = ("id", "list", "type", "datetime", "gate", "device", "auto_checked_in")
        checkins = [{name: one[name] for name in kept} for one in self._checkins(row["id"], of_list)]
        hidden = ("canceled", "open_questions")
        return {name: value for name, value in row.items() if name not in hidden} | {"checkins": checkins}

    def _checkins(self, position: int, of_list: int | None = None) -> list[Row]:
        return [one for one in self.rows["checkins"].values()
                if one["position"] == position and of_list in (None, one["list"])]

    # --- check-in lists --------------------------------------------------------------------------------------------

    def _lists(self, request: Request) -> Answer:
        return self._page(request, [row | self._counts(row) for row in self.rows["checkinlists"].values()])

    def _list(self, _: Request, number: str) -> Answer:
        row = self._list_row(number)
        return json_answer(200, row | self._counts(row))

    def _status(self, _: Request, number: str) -> Answer:
        row = self._list_row(number)
        return json_answer(200, self._counts(row) | {"event": {"name": self.switches["event"]}, "items": []})

    def _list_row(self, number: Any) -> Row:
        row = self.rows["checkinlists"].get(int(number))
        if row is None:
            raise Failed(404, {"detail": "Not found."})
        return row

    def _counts(self, row: Row) -> Row:
        positions = self._positions_of(row)
        inside = [position for position in positions if self._is_inside(position["id"], row["id"])]
        came = [position for position in positions
                if any(one["type"] == "entry" for one in self._checkins(position["id"], row["id"]))]
        return {"position_count": len(positions), "checkin_count": len(came), "inside_count": len(inside)}

    def _is_inside(self, position: int, number: int) -> bool:
        checkins = sorted(self._checkins(position, number), key=lambda one: (one["datetime"], one["id"]))
        return bool(checkins) and checkins[-1]["type"] == "entry"

    def _positions_of(self, row: Row, any_status: bool = False) -> list[Row]:
        statuses = ("p", "n") if row["include_pending"] else ("p",)
        return [position for position in self.rows["positions"].values()
                if (any_status or (not position["canceled"]
                                   and self.rows["orders"][position["order"]]["status"] in statuses))
                and (row["all_products"] or position["item"] in row["limit_products"])]

    def _list_positions(self, request: Request, number: str) -> Answer:
        row = self._list_row(number)
        found = [self._position_out(position, row["id"])
                 for position in self._positions_of(row, request.one("ignore_status") == "true")
                 if request.one("secret", position["secret"]) == position["secret"]
                 and names(position, request.one("search"))]
        if request.one("has_checkin"):
            found = [one for one in found if bool(one["checkins"]) == (request.one("has_checkin") in ("true", "1"))]
        return self._page(request, found)

    def _search(self, request: Request) -> Answer:
        row = self._list_row(request.one("list", "0"))
        return self._page(request, [self._position_out(position) for position in self._positions_of(row)
                                    if names(position, request.one("search"))])

    def _failed_checkin(self, request: Request, number: str) -> Answer:
        row = {"id": self.free_id("failed_checkins"), "list": self._list_row(number)["id"], **request.json()}
        self.rows["failed_checkins"][row["id"]] = row
        return json_answer(201, {})

    # --- check-ins -------------------------------------------------------------------------------------------------

    def _redeem(self, request: Request) -> Answer:
        body = checked_scan(request.json())
        body["datetime"] = moment(body["datetime"], "datetime") if body["datetime"] else self.clock.utc()
        lists = [self.rows["checkinlists"].get(number) for number in body["lists"]]
        if not lists or None in lists:
            raise Failed(400, {"lists": ["This field is required." if not lists else "Object does not exist."]})
        if body["secret"] in self.switches["revoked_secrets"]:
            return self._refused("revoked", None)
        found = [row for row in self.rows["positions"].values() if row["secret"] == body["secret"]]
        if not found:
            raise Failed(404, {"status": "error", "reason": "invalid", "reason_explanation": None,
                               "require_attention": False})
        return self._redeemed(found, lists[0], body)

    def _redeemed(self, found: list[Row], row: Row, body: Row) -> Answer:
        position = found[0]
        same_scan = [one for one in self._checkins(position["id"], row["id"])
                     if body["nonce"] and one["nonce"] == body["nonce"]]
        if same_scan:
            return self._accepted(position, row)
        words = self.faults.refusal_of(position["secret"], position["id"], position["order"])
        if words is not None:
            return self._refused(words or "blocked", position)
        reason = "ambiguous" if len(found) > 1 else self._reason_against(position, row, body)
        if reason and not body["force"]:
            return self._refused(reason, position)
        if position["open_questions"] and body["questions_supported"] and not body["force"]:
            return json_answer(400, {"status": "incomplete", "questions": position["open_questions"]})
        self._check_in(position, row, body)
        return self._accepted(position, row)

    def _reason_against(self, position: Row, row: Row, body: Row) -> str:
        order = self.rows["orders"][position["order"]]
        if position["canceled"] or order["status"] == "c":
            return "canceled"
        if order["require_approval"]:
            return "unapproved"
        if order["status"] != "p" and not (body["ignore_unpaid"] and row["include_pending"]):
            return "unpaid"
        if position["blocked"]:
            return "blocked"
        if not (position["valid_from"] or "") <= body["datetime"] <= (position["valid_until"] or "9"):
            return "invalid_time"
        if not row["all_products"] and position["item"] not in row["limit_products"]:
            return "product"
        return "already_redeemed" if self._is_redeemed(position, row, body) else ""

    def _is_redeemed(self, position: Row, row: Row, body: Row) -> bool:
        entries = [one for one in self._checkins(position["id"], row["id"]) if one["type"] == "entry"]
        if body["type"] == "exit" or not entries or row["allow_multiple_entries"]:
            return False
        return self._is_inside(position["id"], row["id"]) or not row["allow_entry_after_exit"]

    def _check_in(self, position: Row, row: Row, body: Row) -> None:
        checkin = self.completed("checkins", {"position": position["id"], "list": row["id"], "type": body["type"],
                                              "datetime": body["datetime"], "nonce": body["nonce"],
                                              "forced": body["force"]})
        self.rows["checkins"][checkin["id"]] = checkin
        self._touch(position["order"])

    def _accepted(self, position: Row, row: Row) -> Answer:
        return json_answer(201, {"status": "ok", "require_attention": False, "checkin_texts": [],
                                 "position": self._position_out(position),
                                 "list": {"id": row["id"], "name": row["name"], "event": self.switches["event"]}})

    def _refused(self, reason: str, position: Row | None) -> Answer:
        return json_answer(400, {"status": "error", "reason": reason, "reason_explanation": EXPLANATIONS.get(reason),
                                 "require_attention": False,
                                 "position": self._position_out(position) if position else None})

    # --- devices ---------------------------------------------------------------------------------------------------

    def _set_up_device(self, body: Row) -> Answer:
        token = body.get("token")
        if token in self._used_tokens:
            raise Failed(400, {"token": ["This initialization token has already been used."]})
        if token not in self.switches["device_tokens"]:
            raise Failed(400, {"token": ["Unknown initialization token."]})
        self._used_tokens.add(token)
        return json_answer(200, {"organizer": self.switches["organizer"], "device_id": 5, "unique_serial": "MADEUP00001",
                                 "api_token": self.key, "name": "Gate 1", "gate": None})

    def _roll_device(self, _: Request) -> Answer:
        self.key += "-next"
        return json_answer(200, {"organizer": self.switches["organizer"], "device_id": 5, "api_token": self.key})

    def _revoke_device(self, _: Request) -> Answer:
        self.key += "-revoked"
        return empty_answer(200)


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
