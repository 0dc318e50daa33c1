"""The webservice of Pimcore's Customer Management Framework 4.x (README.md says what each quirk was read in)."""

import json
import math
import re
from collections.abc import Callable
from typing import Any

from cmf_rows import (SCALARS, Broken, Refused, as_dynamic_column, check_attributes, content_hash, encoded, exported,
                      php_int, segments_of, sent_fields)
from frame.exchange import Answer, NotJson, Request, empty_answer, html_answer, json_answer
from frame.system import Row, System
from people import people

GENERIC_ACTIVITY = "CustomerManagementFrameworkBundle\\Model\\Activity\\GenericActivity"
LONGEST_TEXT = 190
NEVER_ASKED = {"consent": False, "noteId": None}
ROUTES = {
    "customers": ("GET", "POST", "PUT"), "customers/{id}": ("GET", "PUT", "POST", "DELETE"),
    "activities": ("GET", "POST", "PUT"), "activities/{id}": ("GET", "PUT", "POST", "DELETE"),
    "segments": ("GET", "POST", "PUT"), "segments/{id}": ("GET", "PUT", "POST", "DELETE"),
    "segment-groups": ("GET", "POST", "PUT"), "segment-groups/{id}": ("GET", "PUT", "POST", "DELETE"),
    "segments-of-customers": ("PUT", "POST"), "deletions": ("GET",),
}
REASON = {403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 500: "Internal Server Error"}


class Cmf(System):
    name = "cmf"
    tables = ("customers", "activities", "segments", "segment-groups", "deletions")
    options = {
        "base_path": "/__customermanagementframework/webservice",
        "store": "mariadb",  # or mysql, which keeps the types of attributes
        "debug": False,  # PHP's warnings are exceptions
        "check_for_duplicates": False,
        "duplicate_fields": ["email"],
        "required_fields": [["email"], ["firstname", "lastname"]],  # one of these combinations
        "mandatory_fields": [],
        "forbidden_classes": [],  # of activities
        "shuffle_ties": False,  # activities of one second: another order on every second page
    }

    # --- rows ------------------------------------------------------------------------------------------------------

    def completed(self, table: str, row: Row) -> Row:
        now = self.clock.seconds()
        row = self.with_id(table, row)
        row.setdefault("creationDate", now)
        row.setdefault("modificationDate", row["creationDate"])
        if table == "customers":
            return {"published": True, "active": True, "idEncoded": encoded(row["id"]), "manualSegments": [],
                    "calculatedSegments": [], "profilingConsent": dict(NEVER_ASKED)} | row
        if table == "activities":
            return self._activity(row) | row | {"attributes": self._stored(row.get("attributes", {}))}
        return row

    def row_changed(self, table: str, row: Row) -> None:
        super().row_changed(table, row | {"modificationDate": self.clock.seconds()})

    def row_deleted(self, table: str, number: int) -> None:
        row = self.rows[table].pop(number)
        if table == "customers":  # its activities go without a trace
            self.rows["activities"] = {key: activity for key, activity in self.rows["activities"].items()
                                       if activity["customerId"] != number}
        if table in ("customers", "activities"):
            entry = {"id": number, "entityType": table, "type": row.get("type", "") if table == "activities" else "",
                     "creationDate": self.clock.seconds()}
            self.rows["deletions"][len(self.rows["deletions"])] = entry

    def generated(self, count: int, seed: int = 1) -> dict[str, list[Row]]:
        return {"customers": [{
            "id": 1000 + one.number, "active": True, "gender": ("female", "male")[one.number % 2],
            "firstname": one.first_name, "lastname": one.last_name, "email": one.email, "company": one.company,
            "customerLanguage": one.language, "countryCode": "DE", "birthdate": 441_763_200 + 86_400 * one.number,
            "password": "$2y$10$madeUpHashOf" + str(one.number), "passwordRecoveryToken": f"made-up-{one.number}",
            "profilingConsent": {"consent": one.number % 10 != 0, "noteId": one.number},
        } for one in people(count, seed)]}

    # --- requests --------------------------------------------------------------------------------------------------

    def answer(self, request: Request) -> Answer:
        try:
            return self._answer(request)
        except Broken as broken:
            return html_answer(broken.status, REASON[broken.status])
        except Refused as refused:
            return json_answer(refused.status, refused.body)
        except NotJson:
            return json_answer(400, {"success": False, "msg": "Request body is no valid JSON"})

    def too_many(self, retry_after: int) -> Answer:
        """The framework has no limit of its own; a proxy in front of it may."""
        page = html_answer(429, "Too Many Requests")
        page.headers["Retry-After"] = str(retry_after)
        return page

    def _answer(self, request: Request) -> Answer:
        base = self.switches["base_path"] + "/"
        if not request.path.startswith(base):
            raise Broken(404)
        if (request.headers.get("x-api-key") or request.one("apikey")) != self.key:
            raise Broken(403)
        resource, number = self._route(request.method, request.path.removeprefix(base))
        deed: Callable[..., Answer] = {
            "customers": self._customers, "activities": self._activities, "segments": self._segments,
            "segment-groups": self._segments, "segments-of-customers": self._segments_of_customers,
            "deletions": self._deletions}[resource]
        return deed(request, resource, number)

    @staticmethod
    def _route(method: str, path: str) -> tuple[str, int | None]:
        resource, _, number = path.partition("/")
        methods = ROUTES.get(resource + ("/{id}" if number else ""))
        if methods is None or (number and not number.isdigit()):
            raise Broken(404)
        if method not in methods:
            raise Broken(405)
        return resource, int(number) if number else None

    def _page(self, request: Request, rows: list[Row]) -> Answer:
        page = php_int(request.one("page", "1"))
        size = php_int(request.one("pageSize", "100"))
        if page < 1 or size < 1:
            raise Broken
        return json_answer(200, {"page": page, "totalPages": math.ceil(len(rows) / size),
                                 "timestamp": self.clock.seconds(), "data": rows[(page - 1) * size: page * size]})

    def _one(self, status: int, resource: str, row: Row) -> Answer:
        href = f"{self.switches['base_path']}/{resource}/{row['id']}"
        links = [{"rel": "self", "href": href, "method": "GET"}]
        return json_answer(status, {"timestamp": self.clock.seconds(), "data": row | {"_links": links}})

    def _row(self, resource: str, kind: str, number: int) -> Row:
        row = self.rows[resource].get(number)
        if row is None or not row.get("published", True):
            raise Refused(f"{kind} with ID {number} was not found", 404, single=True)
        return row

    def _refuse_poisoned(self, *names: Any) -> None:
        words = self.faults.refusal_of(*names)
        if words is not None:
            raise Refused(words or "Validation failed: Empty mandatory field [ street ]")

    # --- customers -------------------------------------------------------------------------------------------------

    def _customers(self, request: Request, resource: str, number: int | None) -> Answer:
        if number is None:
            return self._list_customers(request) if request.method == "GET" else self._create_customer(request.json())
        row = self._row(resource, "Customer", number)
        if request.method == "GET":
            return self._one(200, resource, self._customer_out(row, request.one("includeActivities") == "true"))
        if request.method == "DELETE":
            self.row_deleted(resource, number)
            return empty_answer(204)
        return self._update_customer(row, request.json())

    def _list_customers(self, request: Request) -> Answer:
        since = php_int(request.one("modificationTimestamp", "-1"))
        wanted = {php_int(text) for text in request.query.get("segments[]", request.query.get("segments", []))}
        rows = [row for _, row in sorted(self.rows["customers"].items())
                if row["published"] and row["modificationDate"] > since and wanted <= set(segments_of(row))]
        with_activities = request.one("includeActivities") == "true"
        answer = self._page(request, rows)
        page = json.loads(answer.body)
        page["data"] = [self._customer_out(row, with_activities) for row in page["data"]]
        return json_answer(200, page)

    def _customer_out(self, row: Row, with_activities: bool) -> Row:
        hidden = ("published", "manualSegments", "calculatedSegments")
        out = exported({name: value for name, value in row.items() if name not in hidden}
                       | {"segments": segments_of(row)})
        if with_activities:
            # Of the table's columns this query has all but whose they are.
            out["activities"] = [{name: value for name, value in activity.items() if name != "customerId"}
                                 for activity in self.rows["activities"].values()
                                 if activity["customerId"] == row["id"]]
        return out

    def _create_customer(self, body: Any) -> Answer:
        sent = sent_fields(body)
        self._refuse_poisoned(sent.get("email"))
        self._refuse_duplicate(sent)
        self._validate(sent)
        now = self.clock.seconds()
        row = {"id": self.free_id("customers"), "published": True, "creationDate": now, "modificationDate": now,
               "manualSegments": [], "calculatedSegments": [], "profilingConsent": dict(NEVER_ASKED)} | sent
        self.rows["customers"][row["id"]] = row
        return self._one(201, "customers", self._customer_out(row, False))

    def _update_customer(self, row: Row, body: Any) -> Answer:
        sent = sent_fields(body)
        self._refuse_poisoned(row["id"], row.get("email"), sent.get("email"))
        self._validate(row | sent)
        self.row_changed("customers", row | sent | {"idEncoded": encoded(row["id"])})
        return self._one(200, "customers", self._customer_out(self.rows["customers"][row["id"]], False))

    def _validate(self, row: Row) -> None:
        for name in self.switches["mandatory_fields"]:
            if not row.get(name):
                raise Refused(f"Validation failed: Empty mandatory field [ {name} ]")
        for name in SCALARS & row.keys():
            if len(str(row[name] or "")) > LONGEST_TEXT:
                raise Refused(f"Value in field [ {name} ] is longer than {LONGEST_TEXT} characters")
        if row.get("email") and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", str(row["email"])):
            raise Refused("Value in field [ email ] isn't a valid email address")
        required = self.switches["required_fields"]
        if required and not any(all(row.get(name) for name in names) for names in required):
            listed = " or ".join("[" + " + ".join(names) + "]" for names in required)
            raise Refused("Not all required fields are set. Please fill-up one of the following field combinations: "
                          + listed)

    def _refuse_duplicate(self, sent: Row) -> None:
        if not self.switches["check_for_duplicates"] or not sent.get("active"):
            return
        key = [str(sent.get(name) or "").strip().lower() for name in self.switches["duplicate_fields"]]
        for row in self.rows["customers"].values():
            if row["published"] and row.get("active") and key == [
                    str(row.get(name) or "").strip().lower() for name in self.switches["duplicate_fields"]]:
                raise Refused(f"Duplicate customer found: ID {row['id']}")

    # --- activities ------------------------------------------------------------------------------------------------

    def _activities(self, request: Request, resource: str, number: int | None) -> Answer:
        if number is None:
            return self._list_activities(request) if request.method == "GET" else self._create_activity(request.json())
        row = self._row(resource, "Activity", number)
        if request.method == "GET":
            return self._one(200, resource, row)
        if request.method == "DELETE":
            self._refuse_poisoned(row["customerId"], row["a_id"])
            self.row_deleted(resource, number)
            return empty_answer(204)
        return self._update_activity(row, request.json())

    def _list_activities(self, request: Request) -> Answer:
        """`type` is documented and does nothing."""
        since = php_int(request.one("modifiedSinceTimestamp", "0"))
        ties = -1 if self.switches["shuffle_ties"] and php_int(request.one("page", "1")) % 2 == 0 else 1
        rows = [row for row in self.rows["activities"].values() if row["modificationDate"] >= since]
        return self._page(request, sorted(rows, key=lambda row: (row["activityDate"], ties * row["id"])))

    def _create_activity(self, body: Any) -> Answer:
        """There is no look at `a_id`: sent again, it is a second row."""
        body = body if isinstance(body, dict) else {}
        if not body.get("customerId"):
            raise Refused("customerId required")
        self._refuse_poisoned(body["customerId"], body.get("a_id"))
        if not self.rows["customers"].get(php_int(str(body["customerId"]))):
            raise Refused(f"customer {body['customerId']} not found")
        self._check_class(body.get("implementationClass"))
        check_attributes(body)
        row = {"id": self.free_id("activities", first=90_001)} | self._activity(body)
        self.rows["activities"][row["id"]] = row
        return self._one(201, "activities", row)

    def _activity(self, body: Row) -> Row:
        now = self.clock.seconds()
        date = body.get("activityDate")
        row = {"customerId": php_int(str(body["customerId"])),
               "activityDate": date if type(date) is int and date != 0 else now, "type": body.get("type"),
               "implementationClass": body.get("implementationClass") or GENERIC_ACTIVITY, "o_id": None,
               "a_id": body.get("a_id") or "", "attributes": self._stored(body.get("attributes", {}))}
        return row | {"md5": content_hash(row), "creationDate": now, "modificationDate": now}

    def _update_activity(self, row: Row, body: Any) -> Answer:
        """`customer`, not `customerId`; the date and `a_id` stay as they are."""
        if not isinstance(body, dict) or not body.get("customer"):
            raise Broken
        self._refuse_poisoned(row["customerId"], row["a_id"])
        check_attributes(body)
        if body.get("implementationClass", row["implementationClass"]) != row["implementationClass"]:
            raise Refused("changing the implementationClass is not allowed")
        if self.switches["debug"] and "o_id" not in body:
            raise Refused('Warning: Undefined array key "o_id"')
        changed = row | {"customerId": php_int(str(body["customer"])), "type": body.get("type"),
                         "attributes": self._stored(body["attributes"])}
        self.row_changed("activities", changed | {"md5": content_hash(changed)})
        return self._one(200, "activities", self.rows["activities"][row["id"]])

    def _check_class(self, name: str | None) -> None:
        if name in self.switches["forbidden_classes"]:
            raise Refused(f"creation of activities with implementation class {name} not allowed via REST webservice")
        if name not in (None, "", GENERIC_ACTIVITY):
            raise Refused(f"{name} is not a valid activity implementation class")

    def _stored(self, attributes: Row) -> Row:
        """What MariaDB's dynamic columns give back: texts, and arrays as objects."""
        if self.switches["store"] == "mysql":
            return attributes
        return {name: as_dynamic_column(value) for name, value in attributes.items()}

    # --- segments and deletions ------------------------------------------------------------------------------------

    def _segments(self, request: Request, resource: str, number: int | None) -> Answer:
        if number is None and request.method == "GET":
            return self._page(request, [exported(row) for _, row in sorted(self.rows[resource].items())])
        if number is None:
            if self.switches["debug"] and resource == "segments" and "subFolder" not in request.json():
                raise Broken
            return self._save_segment(resource, {"id": self.free_id(resource, 300)}, request.json())
        row = self._row(resource, "Segment" if resource == "segments" else "SegmentGroup", number)
        if request.method == "GET":
            return self._one(200, resource, exported(row))
        if request.method == "DELETE":
            self.row_deleted(resource, number)
            return empty_answer(204)
        return self._save_segment(resource, row, request.json())

    def _save_segment(self, resource: str, row: Row, body: Any) -> Answer:
        known = ("name", "reference", "calculated", "group", "subFolder")
        saved = row | {name: body[name] for name in known if name in body}
        self._refuse_poisoned(saved.get("reference"))
        if not saved.get("name"):
            raise Refused("name required", single=True)
        if resource == "segments" and saved.get("group") not in self.rows["segment-groups"]:
            raise Refused("group required", single=True)
        if saved.get("reference") and any(
                other["id"] != saved["id"] and other.get("reference") == saved["reference"]
                and other.get("group") == saved.get("group") for other in self.rows[resource].values()):
            raise Refused(f"duplicate reference {saved['reference']}", single=True)
        now = self.clock.seconds()
        self.rows[resource][saved["id"]] = {"creationDate": now} | saved | {"modificationDate": now}
        return json_answer(200, exported(self.rows[resource][saved["id"]]) | {"success": True})

    def _segments_of_customers(self, request: Request, *_: Any) -> Answer:
        body = request.json()
        if not isinstance(body, dict) or not body.get("customerId"):
            raise Refused("customerId required", single=True)
        self._refuse_poisoned(body["customerId"], f"segments of {body['customerId']}")
        customer = self.rows["customers"].get(php_int(str(body["customerId"])))
        if customer is None:
            raise Refused(f"customer with id {body['customerId']} not found", single=True)
        if self.switches["debug"] and not {"addSegments", "removeSegments"} <= body.keys():
            raise Broken
        added = [number for number in body.get("addSegments", []) if number in self.rows["segments"]]
        manual = [number for number in dict.fromkeys([*customer["manualSegments"], *added])
                  if number not in body.get("removeSegments", [])]
        if manual != customer["manualSegments"]:
            self.row_changed("customers", customer | {"manualSegments": manual})
        return json_answer(200, {"success": True})

    def _deletions(self, request: Request, *_: Any) -> Answer:
        kind = request.one("entityType")
        if kind not in ("customers", "activities"):
            raise Refused("parameter entityType is required and has to be customers or activities", single=True)
        since = php_int(request.one("deletionsSinceTimestamp", "0"))
        rows = [row for row in self.rows["deletions"].values()
                if row["entityType"] == kind and row["creationDate"] >= since]
        return json_answer(200, {"data": rows, "success": True, "timestamp": self.clock.seconds()})
