"""pretix's REST API v1: orders, check-in lists and check-ins (README.md says what each quirk was read in)."""

import random
import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from frame.exchange import Answer, NotJson, Request, empty_answer, json_answer
from frame.limit import RateLimit
from frame.system import Row, System
from people import orders, people
from pretix_rows import (Failed, by, checked_scan, fits, is_inside, moment, names, new_position, order_out, page_url,
                         position_of, position_out, without)

PAGE_SIZE = 50
API = "/api/v1"
EXPLANATIONS = {"blocked": "This ticket has been blocked.", "invalid_time": "This ticket is not valid at this time."}
KEPT_KEYS_SECONDS = 24 * 3600


class Pretix(System):
    name = "pretix"
    tables = ("orders", "positions", "items", "checkinlists", "checkins", "failed_checkins")
    options = {
        "organizer": "org",
        "event": "fair",
        "per_minute": 0,  # 360 where pretix hosts it
        "reads_items": True,  # false: a token that may see orders and nothing else
        "running_keys": [],  # X-Idempotency-Keys whose first request still runs
        "revoked_secrets": [],
        "device_tokens": [],  # with which a device may be set up, once each
        "refusal_status": 400,  # of a refused ticket; 200 by the documentation
        "locked": 0,  # so many requests for a check-in meet another one that has the list locked
        "annul": True,  # older versions have no way to annul a check-in
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
        row = self.with_id(table, row)
        if table == "positions":
            return new_position(row)
        if table == "items":
            return {"name": {"en": f"Item {row['id']}"}, "admission": True, "active": True, "has_variations": False,
                    "variations": []} | row
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
        if self.switches["locked"] and "/checkinrpc/" in request.path:
            self.switches["locked"] -= 1
            return json_answer(409, {"detail": "Another request has this locked."}, {"Retry-After": "5"})
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
            ("GET", rf"{event}/orderpositions/", self._positions), ("GET", rf"{event}/items/", self._items),
            ("GET", rf"{event}/checkinlists/", self._lists), ("GET", rf"{event}/checkinlists/(\d+)/", self._list),
            ("GET", rf"{event}/checkinlists/(\d+)/status/", self._status),
            ("GET", rf"{event}/checkinlists/(\d+)/positions/", self._list_positions),
            ("POST", rf"{event}/checkinlists/(\d+)/failed_checkins/", self._failed_checkin),
            ("POST", rf"{organizer}/checkinrpc/redeem/", self._redeem),
            ("POST", rf"{organizer}/checkinrpc/annul/", self._annul),
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

    def _page(self, request: Request, rows: list[Row], out: Callable[[Row], Row],
              headers: dict[str, str] | None = None) -> Answer:
        page = int(request.one("page", "1")) if request.one("page", "1").isdigit() else 0
        if page < 1 or (page > 1 and (page - 1) * PAGE_SIZE >= len(rows)):
            raise Failed(404, {"detail": "Invalid page."})
        more = page * PAGE_SIZE < len(rows)
        return json_answer(200, {"count": len(rows), "next": page_url(request, page + 1) if more else None,
                                 "previous": page_url(request, page - 1) if page > 1 else None,
                                 "results": [out(row) for row in rows[(page - 1) * PAGE_SIZE: page * PAGE_SIZE]]},
                           headers)

    # --- orders ----------------------------------------------------------------------------------------------------

    def _orders(self, request: Request) -> Answer:
        rows = [row for row in self.rows["orders"].values()
                if fits(row, request, {"modified_since": "last_modified", "created_since": "datetime"})
                and request.one("status", row["status"]) == row["status"]
                and request.one("code", row["code"]) == row["code"]
                and request.one("testmode", str(row["testmode"]).lower()) == str(row["testmode"]).lower()]
        wanted = request.one("ordering", "-datetime")
        if wanted.lstrip("-") not in ("datetime", "last_modified", "code", "total", "status", "email"):
            wanted = "-datetime"
        rows.sort(key=lambda row: (str(row[wanted.lstrip("-")]), row["code"]), reverse=wanted.startswith("-"))
        positions = by(self.rows["positions"].values(), "order")
        checkins = by(self.rows["checkins"].values(), "position")
        excluded = request.query.get("exclude", [])
        canceled = request.one("include_canceled_positions") == "true"
        return self._page(request, rows, lambda row: without(order_out(row, positions, checkins, canceled), excluded),
                          {"X-Page-Generated": self._generated_at()})

    def _positions(self, request: Request) -> Answer:
        rows = [row for row in self.rows["positions"].values()
                if request.one("secret", row["secret"]) == row["secret"]
                and request.one("order", row["order"]) == row["order"]
                and (not row["canceled"] or request.one("include_canceled_positions") == "true")]
        return self._page(request, rows, self._position_out)

    def _items(self, request: Request) -> Answer:
        if not self.switches["reads_items"]:
            raise Failed(403, {"detail": "You do not have permission to perform this action."})
        return self._page(request, list(self.rows["items"].values()), lambda row: row)

    def _generated_at(self) -> str:
        """With the offset of the event's zone, so that it has to be escaped when it is passed back."""
        zone = timezone(timedelta(hours=1))
        return datetime.fromtimestamp(self.clock.now(), zone).isoformat(timespec="microseconds")

    def _order(self, _: Request, code: str) -> Answer:
        if code not in self.rows["orders"]:
            raise Failed(404, {"detail": "Not found."})
        return json_answer(200, order_out(self.rows["orders"][code], by(self.rows["positions"].values(), "order"),
                                          by(self.rows["checkins"].values(), "position")))

    def _checkins(self, position: int, of_list: int | None = None) -> list[Row]:
        return [one for one in self.rows["checkins"].values()
                if one["position"] == position and of_list in (None, one["list"])]

    def _position_out(self, row: Row, of_list: int | None = None) -> Row:
        return position_out(row, self._checkins(row["id"], of_list))

    # --- check-in lists --------------------------------------------------------------------------------------------

    def _lists(self, request: Request) -> Answer:
        return self._page(request, list(self.rows["checkinlists"].values()), lambda row: row | self._counts(row))

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
        checkins = by((one for one in self.rows["checkins"].values() if one["list"] == row["id"]), "position")
        of_each = [checkins.get(position["id"], []) for position in positions]
        return {"position_count": len(positions), "inside_count": sum(map(is_inside, of_each)),
                "checkin_count": sum(any(one["type"] == "entry" for one in some) for some in of_each)}

    def _positions_of(self, row: Row, any_status: bool = False) -> list[Row]:
        statuses = ("p", "n") if row["include_pending"] else ("p",)
        return [position for position in self.rows["positions"].values()
                if (any_status or (not position["canceled"]
                                   and self.rows["orders"][position["order"]]["status"] in statuses))
                and (row["all_products"] or position["item"] in row["limit_products"])]

    def _list_positions(self, request: Request, number: str) -> Answer:
        row = self._list_row(number)
        checkins = by((one for one in self.rows["checkins"].values() if one["list"] == row["id"]), "position")
        found = [position for position in self._positions_of(row, request.one("ignore_status") == "true")
                 if request.one("secret", position["secret"]) == position["secret"]
                 and names(position, request.one("search"))]
        if request.one("has_checkin"):
            wanted = request.one("has_checkin") in ("true", "1")
            found = [position for position in found if (position["id"] in checkins) == wanted]
        return self._page(request, found, lambda position: position_out(position, checkins.get(position["id"], [])))

    def _search(self, request: Request) -> Answer:
        row = self._list_row(request.one("list", "0"))
        return self._page(request, [position for position in self._positions_of(row)
                                    if names(position, request.one("search"))], self._position_out)

    def _failed_checkin(self, request: Request, number: str) -> Answer:
        row = {"id": self.free_id("failed_checkins"), "list": self._list_row(number)["id"], **request.json()}
        self.rows["failed_checkins"][row["id"]] = row
        return json_answer(201, {})

    # --- check-ins -------------------------------------------------------------------------------------------------

    def _annul(self, request: Request) -> Answer:
        """By its nonce, at most 15 minutes after it by the time that the request names; then it is a failed one."""
        if not self.switches["annul"]:
            raise Failed(404, {"detail": "Not found."})
        body = request.json()
        found = [one for one in self.rows["checkins"].values() if one["nonce"] == body.get("nonce")]
        failed = [one for one in self.rows["failed_checkins"].values() if one.get("nonce") == body.get("nonce")]
        if not found and not failed:
            raise Failed(404, {"detail": "No check-in found based on nonce"})
        if not found:
            raise Failed(400, ["Cannot annul an unsuccessful checkin"])
        when = moment(body["datetime"], "datetime") if body.get("datetime") else self.clock.utc()
        if datetime.fromisoformat(when) - datetime.fromisoformat(found[0]["datetime"]) > timedelta(minutes=15):
            raise Failed(400, ["Annulment is not allowed more than 15 minutes after check-in"])
        row = self.rows["checkins"].pop(found[0]["id"])
        self.rows["failed_checkins"][row["id"]] = row | {"error_reason": "annulled"}
        return json_answer(200, {"status": "ok"})

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
        return is_inside(self._checkins(position["id"], row["id"])) or not row["allow_entry_after_exit"]

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
        return json_answer(self.switches["refusal_status"], {
            "status": "error", "reason": reason, "reason_explanation": EXPLANATIONS.get(reason),
            "require_attention": False, "position": self._position_out(position) if position else None})

    # --- devices ---------------------------------------------------------------------------------------------------

    def _set_up_device(self, body: Row) -> Answer:
        token = body.get("token")
        if token in self._used_tokens:
            raise Failed(400, {"token": ["This initialization token has already been used."]})
        if token not in self.switches["device_tokens"]:
            raise Failed(400, {"token": ["Unknown initialization token."]})
        self._used_tokens.add(token)
        return json_answer(200, {"organizer": self.switches["organizer"], "device_id": 5,
                                 "unique_serial": "MADEUP00001", "api_token": self.key, "name": "Gate 1", "gate": None})

    def _roll_device(self, _: Request) -> Answer:
        self.key += "-next"
        return json_answer(200, {"organizer": self.switches["organizer"], "device_id": 5, "api_token": self.key})

    def _revoke_device(self, _: Request) -> Answer:
        self.key += "-revoked"
        return empty_answer(200)
