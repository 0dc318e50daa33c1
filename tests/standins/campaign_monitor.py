"""Campaign Monitor's API v3.3: subscribers of lists (README.md says what each quirk was read in)."""

import base64
import math
import re
from typing import Any, Callable
from urllib.parse import unquote

from frame.exchange import Answer, NotJson, Request, json_answer
from frame.system import Row, System
from people import people

API = "/api/v3.3"
LARGEST_IMPORT = 1000
LONGEST_VALUE = 250
CONSENTS = ("Yes", "No", "Unchanged")
# Who left is not added again: state -> code
LEFT = {"Suppressed": 204, "Deleted": 205, "Unsubscribed": 206, "Bounced": 207, "Unconfirmed": 208}
STATES = {"active": "Active", "unconfirmed": "Unconfirmed", "unsubscribed": "Unsubscribed", "bounced": "Bounced",
          "deleted": "Deleted"}
MESSAGES = {
    1: "Invalid Email Address", 50: "Must supply a valid HTTP Basic Authorization header", 100: "Invalid API Key",
    101: "Invalid ListID", 102: "Invalid ClientID", 121: "Expired OAuth Token",
    203: "Subscriber not in list or has already been removed.",
    204: "Email Address exists in suppression list. Subscriber is not added.",
    205: "Email Address exists in deleted list. Subscriber is not added.",
    206: "Email Address exists in unsubscribed list. Subscriber is not added.",
    207: "Email Address exists in bounced list. Subscriber is not added.",
    208: "Email Address exists in unconfirmed list. Subscriber is not added.",
    209: "Import exceeds maximum size of 1000", 210: "Subscriber Import had some failures",
    211: "Invalid new email address", 212: "Import must contain at least one subscriber",
    214: "ConsentToTrack is required", 215: "ConsentToTrack is invalid", 253: "Invalid custom field key",
    254: "Invalid custom field name", 255: "Field name already exists", 256: "Options are not allowed",
    257: "Options are required", 259: "Invalid data type", 400: "Failed to deserialize your request",
    800: "Invalid page number", 801: "Invalid page size", 802: "Invalid order field", 803: "Invalid order direction"}
DATA_TYPES = ("Text", "Number", "MultiSelectOne", "MultiSelectMany", "Date", "Country", "USState")


class Failed(Exception):
    def __init__(self, code: int, status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


class CampaignMonitor(System):
    name = "campaign_monitor"
    tables = ("lists", "customfields", "subscribers", "queue")
    options = {
        "client": "c1",
        "list": "l1",  # the list that is there
        "oauth": "active",  # or expired: what becomes of a Bearer token
        "queue_runs": True,  # false: what POST /subscribers takes becomes visible only when this is true again
    }

    def reset(self) -> None:
        super().reset()
        self.change({"load": {"lists": [{"id": self.switches["list"], "title": "Follow-up"}]}})

    # --- rows: a subscriber's id is its list and its address ---------------------------------------------------------

    def completed(self, table: str, row: Row) -> Row:
        now = self.clock.utc()
        if table == "subscribers":
            whole = {"list": self.switches["list"], "Name": "", "State": "Active", "Date": now, "ListJoinedDate": now,
                     "CustomFields": [], "ReadsEmailWith": "", "ConsentToTrack": "Unchanged", "MobileNumber": "",
                     "history": []} | row
            return {"id": subscriber_id(whole["list"], whole["EmailAddress"])} | whole
        if table == "customfields":
            whole = {"list": self.switches["list"], "DataType": "Text", "FieldOptions": [],
                     "VisibleInPreferenceCenter": True} | row
            return {"id": f"{whole['list']}/{whole['Key']}"} | whole
        return {"id": row.get("id") or str(self.free_id(table))} | row

    def change(self, changes: Row) -> None:
        super().change(changes)
        if self.switches["queue_runs"]:
            self._run_queue()

    def generated(self, count: int, seed: int = 1) -> dict[str, list[Row]]:
        rows = {one.email: {"EmailAddress": one.email, "Name": one.name} for one in people(count, seed)}
        return {"subscribers": list(rows.values())}

    # --- requests --------------------------------------------------------------------------------------------------

    def too_many(self, retry_after: int) -> Answer:
        return json_answer(429, {"Code": 429, "Message": "Rate limit exceeded"}, {"Retry-After": str(retry_after)})

    def own_error(self) -> Answer:
        return json_answer(500, {"Code": 500, "Message": "Internal server error"})

    def answer(self, request: Request) -> Answer:
        try:
            self._check_key(request)
            return self._routed(request)
        except Failed as failed:
            return error_answer(failed.status, failed.code)
        except NotJson:
            return error_answer(400, 400)

    def _check_key(self, request: Request) -> None:
        """Basic: the key is the user, the password is anything. Or a Bearer token."""
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme == "Bearer":
            if self.switches["oauth"] == "expired":
                raise Failed(121, 401)
            user = given
        elif scheme == "Basic":
            user = base64.b64decode(given).decode().partition(":")[0]
        else:
            raise Failed(50, 401)
        if user != self.key:
            raise Failed(100, 401)

    def _routed(self, request: Request) -> Answer:
        path = unquote(request.path).removeprefix(API)
        routes: dict[tuple[str, str], Callable[..., Answer]] = {
            ("GET", r"/clients\.json"): self._clients, ("GET", r"/clients/(\w+)/lists\.json"): self._lists,
            ("POST", r"/subscribers/(\w+)\.json"): self._add, ("PUT", r"/subscribers/(\w+)\.json"): self._update,
            ("GET", r"/subscribers/(\w+)\.json"): self._detail, ("DELETE", r"/subscribers/(\w+)\.json"): self._delete,
            ("POST", r"/subscribers/(\w+)/unsubscribe\.json"): self._unsubscribe,
            ("POST", r"/subscribers/(\w+)/import\.json"): self._import,
            ("GET", r"/subscribers/(\w+)/history\.json"): self._history,
            ("GET", r"/lists/(\w+)/customfields\.json"): self._custom_fields,
            ("POST", r"/lists/(\w+)/customfields\.json"): self._new_custom_field,
            ("GET", r"/lists/(\w+)/(active|unconfirmed|unsubscribed|bounced|deleted)\.json"): self._state_page}
        there = {method: (deed, found.groups()) for (method, pattern), deed in routes.items()
                 if (found := re.fullmatch(pattern, path))}
        if request.method not in there or not request.path.startswith(API + "/"):
            return json_answer(404, {"Code": 404, "Message": "We couldn't find the resource you're looking for."})
        deed, found = there[request.method]
        if found and path.startswith(("/subscribers/", "/lists/")) and found[0] not in self.rows["lists"]:
            raise Failed(101, 401)  # as for a list that belongs to somebody else
        return deed(request, *found)

    # --- subscribers -----------------------------------------------------------------------------------------------

    def _clients(self, _: Request) -> Answer:
        return json_answer(200, [{"ClientID": self.switches["client"], "Name": "Made-up network"}])

    def _lists(self, _: Request, client: str) -> Answer:
        if client != self.switches["client"]:
            raise Failed(102, 401)
        return json_answer(200, [{"ListID": row["id"], "Name": row["title"]} for row in self.rows["lists"].values()])

    def _add(self, request: Request, number: str) -> Answer:
        """Answered before it is done: a queue works it off."""
        body = request.json()
        self._check(body)
        code = self._why_not(number, body, body.get("Resubscribe"))
        if code:
            raise Failed(code)
        queued = {"id": str(self.free_id("queue")), "list": number, "body": body}
        self.rows["queue"][len(self.rows["queue"])] = queued
        if self.switches["queue_runs"]:
            self._run_queue()
        return json_answer(201, body["EmailAddress"])

    def _run_queue(self) -> None:
        for one in list(self.rows["queue"].values()):
            self._store(one["list"], one["body"])
        self.rows["queue"].clear()

    def _update(self, request: Request, number: str) -> Answer:
        row = self._found(request, number)
        body = {"EmailAddress": row["EmailAddress"]} | request.json()
        self._check(body, 211)
        if self.faults.refusal_of(row["EmailAddress"]) is not None:
            raise Failed(1)
        new = subscriber_id(number, body["EmailAddress"])
        if new != row["id"] and new in self.rows["subscribers"]:
            raise Failed(201)
        del self.rows["subscribers"][row["id"]]
        renamed = row | {"id": new, "EmailAddress": body["EmailAddress"]}
        state = "Active" if body.get("Resubscribe") else row["State"]
        self.rows["subscribers"][new] = merged(renamed, body, self._field_keys(number)) | {"State": state}
        return json_answer(200, body["EmailAddress"])

    def _detail(self, request: Request, number: str) -> Answer:
        row = self._found(request, number)
        hidden = {"id", "list", "history"} | (
            set() if request.one("includetrackingpreference") == "true" else {"ConsentToTrack"})
        return json_answer(200, shown(row, hidden))

    def _delete(self, request: Request, number: str) -> Answer:
        self._found(request, number)["State"] = "Deleted"
        return json_answer(200, "")

    def _unsubscribe(self, request: Request, number: str) -> Answer:
        row = self._row(number, request.json().get("EmailAddress", ""))
        if row["State"] != "Active":
            raise Failed(203)
        row["State"] = "Unsubscribed"
        return json_answer(200, "")

    def _history(self, request: Request, number: str) -> Answer:
        return json_answer(200, self._found(request, number)["history"])

    def _found(self, request: Request, number: str) -> Row:
        return self._row(number, request.one("email"))

    def _row(self, number: str, email: str) -> Row:
        row = self.rows["subscribers"].get(subscriber_id(number, email))
        if row is None or row["State"] == "Suppressed":
            raise Failed(203)
        return row

    # --- import ----------------------------------------------------------------------------------------------------

    def _import(self, request: Request, number: str) -> Answer:
        """What could be stored is stored, also where the answer is 400 with code 210."""
        body = request.json()
        sent = body.get("Subscribers") or []
        if len(sent) > LARGEST_IMPORT:
            raise Failed(209)
        if not sent:
            raise Failed(212)
        emails = [str(one.get("EmailAddress", "")).lower() for one in sent]
        result = {"FailureDetails": [], "TotalUniqueEmailsSubmitted": len(set(emails)), "TotalExistingSubscribers": 0,
                  "TotalNewSubscribers": 0,
                  "DuplicateEmailsInSubmission": sorted({one for one in emails if emails.count(one) > 1})}
        for one in sent:
            self._import_one(number, one, body.get("Resubscribe"), result)
        if result["FailureDetails"]:
            return json_answer(400, {"Code": 210, "Message": MESSAGES[210], "ResultData": result})
        return json_answer(201, result)

    def _import_one(self, number: str, body: Row, resubscribe: Any, result: Row) -> None:
        try:
            self._check(body)
            code = self._why_not(number, body, resubscribe)
        except Failed as failed:
            code = failed.code
        if code:
            result["FailureDetails"].append({"EmailAddress": body.get("EmailAddress", ""), "Code": code,
                                             "Message": MESSAGES[code]})
            return
        known = subscriber_id(number, body["EmailAddress"]) in self.rows["subscribers"]
        result["TotalExistingSubscribers" if known else "TotalNewSubscribers"] += 1
        self._store(number, body)

    def _check(self, body: Row, code: int = 1) -> None:
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", str(body.get("EmailAddress", ""))):
            raise Failed(code)
        if body.get("ConsentToTrack") is None:
            raise Failed(214)
        if body["ConsentToTrack"] not in CONSENTS:
            raise Failed(215)

    def _why_not(self, number: str, body: Row, resubscribe: Any) -> int:
        """The code of a refusal, 0 where there is none."""
        if self.faults.refusal_of(body["EmailAddress"]) is not None:
            return 1
        row = self.rows["subscribers"].get(subscriber_id(number, body["EmailAddress"]))
        if row is None or row["State"] == "Active":
            return 0
        return LEFT[row["State"]] if not resubscribe or row["State"] == "Suppressed" else 0

    def _store(self, number: str, body: Row) -> None:
        key = subscriber_id(number, body["EmailAddress"])
        known = self.rows["subscribers"].get(key)
        row = known or self.completed("subscribers", {"list": number, "EmailAddress": body["EmailAddress"]})
        self.rows["subscribers"][key] = merged(row, body, self._field_keys(number)) | {"State": "Active"}

    def _field_keys(self, number: str) -> set[str]:
        return {bare_key(field) for field in self.rows["customfields"].values() if field["list"] == number}

    # --- lists -----------------------------------------------------------------------------------------------------

    def _custom_fields(self, _: Request, number: str) -> Answer:
        return json_answer(200, [shown(row, {"id", "list"}) for row in self.rows["customfields"].values()
                                 if row["list"] == number])

    def _new_custom_field(self, request: Request, number: str) -> Answer:
        body = request.json()
        name = str(body.get("FieldName", "")).strip()
        options = body.get("Options") or []
        wants_options = str(body.get("DataType", "")).startswith("MultiSelect")
        key = f"[{re.sub(r'[^A-Za-z0-9]', '', name)}]"
        for code, wrong in ((254, not name), (259, body.get("DataType") not in DATA_TYPES),
                            (255, f"{number}/{key}" in self.rows["customfields"]),
                            (256, options and not wants_options), (257, wants_options and not options)):
            if wrong:
                raise Failed(code)
        row = self.completed("customfields", {"list": number, "FieldName": name, "Key": key,
                                              "DataType": body["DataType"], "FieldOptions": options})
        self.rows["customfields"][row["id"]] = row
        return json_answer(201, key)

    def _state_page(self, request: Request, number: str, state: str) -> Answer:
        page, size = whole(request.one("page", "1"), 800), whole(request.one("pagesize", "1000"), 801)
        order, direction = request.one("orderfield", "email").lower(), request.one("orderdirection", "asc").lower()
        for code, wrong in ((800, page < 1), (801, not 10 <= size <= 1000), (802, order not in ("email", "name", "date")),
                            (803, direction not in ("asc", "desc"))):
            if wrong:
                raise Failed(code)
        column = {"email": "EmailAddress", "name": "Name", "date": "Date"}[order]
        since = request.one("date").replace("/", "-")
        rows = sorted((row for row in self.rows["subscribers"].values() if row["list"] == number
                       and row["State"] == STATES[state] and row["Date"] >= since),
                      key=lambda row: row[column].lower(), reverse=direction == "desc")
        results = [shown(row, {"id", "list", "history"}) for row in rows[(page - 1) * size: page * size]]
        return json_answer(200, {"Results": results, "ResultsOrderedBy": order, "OrderDirection": direction,
                                 "PageNumber": page, "PageSize": size, "RecordsOnThisPage": len(results),
                                 "TotalNumberOfRecords": len(rows), "NumberOfPages": math.ceil(len(rows) / size)})


def error_answer(status: int, code: int) -> Answer:
    return json_answer(status, {"Code": code, "Message": MESSAGES.get(code, "Failed")})


def subscriber_id(number: str, email: str) -> str:
    return f"{number}/{email.lower()}"


def whole(text: str, code: int) -> int:
    if not text.isdigit():
        raise Failed(code)
    return int(text)


def shown(row: Row, hidden: set[str]) -> Row:
    return {name: value for name, value in row.items() if name not in hidden}


def bare_key(field: Row) -> str:
    return field["Key"].strip("[]")


def merged(row: Row, body: Row, known: set[str]) -> Row:
    """Custom fields that are not sent stay, unknown ones are nobody's; a key sent several times has several values."""
    sent = [field for field in body.get("CustomFields") or [] if bare_key(field) in known]
    cleared = {bare_key(field) for field in sent if field.get("Clear") or field.get("Value") == "0000-00-00"}
    new = [{"Key": f"[{bare_key(field)}]", "Value": str(field["Value"])[:LONGEST_VALUE]}
           for field in sent if field.get("Value") and bare_key(field) not in cleared]
    gone = cleared | {bare_key(field) for field in new}
    changed = row | {"CustomFields": [field for field in row["CustomFields"] if bare_key(field) not in gone] + new}
    for name in ("Name", "MobileNumber"):
        changed[name] = body.get(name) or row[name]
    if body.get("ConsentToTrack") in ("Yes", "No"):
        changed["ConsentToTrack"] = body["ConsentToTrack"]
    return changed
