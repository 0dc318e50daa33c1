"""Pimcore's Datahub GraphQL endpoint with the classes of a shop (README.md says what each quirk was read in)."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from frame.exchange import Answer, NotJson, Request, html_answer, json_answer
from frame.system import Row, System
from graphql import Field, Fragment, GraphQLError, Operation, parse, variables_of, with_variables
from people import orders, people

SYSTEM_FIELDS = {"id", "fullpath", "classname", "objectType", "creationDate", "modificationDate", "__typename"}
CLASSES = {
    "OnlineShopOrder": [
        "ordernumber", "orderState", "orderdate", "items", "giftItems", "comment", "totalPrice", "currency", "customer",
        "customerFirstname", "customerLastname", "customerCompany", "customerStreet", "customerZip", "customerCity",
        "customerCountry", "customerEmail", "deliveryFirstname", "deliveryLastname", "paymentReference", "customized"],
    "OnlineShopOrderItem": [
        "orderState", "product", "productNumber", "productName", "amount", "totalPrice", "comment", "subItems",
        "customized"],
    "Customer": ["firstname", "lastname", "email", "company", "customerLanguage", "active"],
    "EventAttendance": ["customer", "event", "ticketRef", "status", "attendedAt"],
}
RELATIONS = {"items": "OnlineShopOrderItem", "giftItems": "OnlineShopOrderItem", "subItems": "OnlineShopOrderItem",
             "customer": "Customer"}
MANY = {"items", "giftItems", "subItems"}
COLUMNS = {"id", "modificationDate", "creationDate", "published", "key"}  # with a prefix in Pimcore 10 and before


class Datahub(System):
    name = "datahub"
    tables = (*CLASSES, "folders")
    options = {
        "config": "shop",
        "column_prefix": "",  # o_ in Pimcore 10 and before
        "fields": {},  # {class: [fields]} beside those of CLASSES: only what was picked exists
        "without": {},  # {class: [fields]} that were not picked
        "no_permission": [],  # classes that may not be written
        "hidden": {},  # {class: [ids]} outside the key's workspace: null where they would stand
        "left_out": {},  # {class: [ids]} outside it likewise, and missing in lists of relations
        "cache_seconds": 0,  # of the output cache
        "utc_offset": 1,  # hours; dates are texts in the server's own time
        "date_fields": ["orderdate", "attendedAt"],
    }

    def reset(self) -> None:
        super().reset()
        self._cache: dict[bytes, tuple[float, Answer]] = {}
        self.rows["folders"] = {1: {"id": 1, "fullpath": "/"}, 50: {"id": 50, "fullpath": "/attendance"}}

    # --- rows ------------------------------------------------------------------------------------------------------

    def completed(self, table: str, row: Row) -> Row:
        now = self.clock.seconds()
        row = self.with_id(table, row)
        row.setdefault("creationDate", now)
        key = row.setdefault("key", f"{table.lower()}-{row['id']}")
        return {"published": True, "modificationDate": row["creationDate"], "fullpath": f"/{table}/{key}"} | row

    def row_changed(self, table: str, row: Row) -> None:
        super().row_changed(table, row | {"modificationDate": self.clock.seconds()})

    def generated(self, count: int, seed: int = 1) -> dict[str, list[Row]]:
        """One item an order, with as many places as it has people."""
        found: dict[str, list[Row]] = {"OnlineShopOrder": [], "OnlineShopOrderItem": [], "Customer": []}
        for number, group in orders(people(count, seed)).items():
            buyer = group[0]
            found["Customer"].append({"id": 1000 + number, "firstname": buyer.first_name, "lastname": buyer.last_name,
                                      "email": buyer.buyer_email, "company": buyer.company})
            found["OnlineShopOrderItem"].append({
                "id": 50_000 + number, "orderState": "committed", "productNumber": "FAIR-26",
                "productName": "Spring Fair 2026", "amount": len(group)})
            found["OnlineShopOrder"].append({
                "id": 20_000 + number, "ordernumber": f"ord_{number:05d}", "orderState": "committed",
                "orderdate": self.local_text(self.clock.seconds()), "items": [50_000 + number],
                "customer": 1000 + number, "customerFirstname": buyer.first_name, "customerLastname": buyer.last_name,
                "customerCompany": buyer.company, "customerEmail": buyer.buyer_email})
        return found

    def local_text(self, seconds: float) -> str:
        zone = timezone(timedelta(hours=self.switches["utc_offset"]))
        return datetime.fromtimestamp(seconds, zone).strftime("%Y-%m-%d %H:%M:%S")

    # --- requests --------------------------------------------------------------------------------------------------

    def own_error(self) -> Answer:
        return errors("Internal server error", {})

    def too_many(self, retry_after: int) -> Answer:
        """Datahub has no limit of its own; a proxy in front of it may."""
        page = html_answer(429, "Too Many Requests")
        page.headers["Retry-After"] = str(retry_after)
        return page

    def answer(self, request: Request) -> Answer:
        if request.path != f"/pimcore-graphql-webservices/{self.switches['config']}":
            return html_answer(404, "Not Found")
        if (request.headers.get("apikey") or request.headers.get("x-api-key") or request.one("apikey")) != self.key:
            return html_answer(403, "Forbidden")
        if request.method != "POST":
            return html_answer(405, "Method Not Allowed")
        try:
            return self._cached(request)
        except NotJson:
            return html_answer(500, "Internal Server Error")
        except GraphQLError as error:
            return errors(str(error))

    def _cached(self, request: Request) -> Answer:
        body = request.json()
        operation = parse(body.get("query") or "")
        until, answer = self._cache.get(request.body, (0, None))
        if answer and operation.kind == "query" and self.clock.now() < until:
            return answer
        answer = json_answer(200, {"data": self._data(operation, body.get("variables") or {})})
        self._cache[request.body] = (self.clock.now() + self.switches["cache_seconds"], answer)
        return answer

    def _data(self, operation: Operation, sent: dict[str, Any]) -> Row:
        variables = variables_of(operation, sent)
        roots = self._queries() if operation.kind == "query" else self._mutations()
        data = {}
        for chosen in operation.selections:
            if not isinstance(chosen, Field) or chosen.name not in roots:
                raise GraphQLError(f'Cannot query field "{getattr(chosen, "name", "")}" on type '
                                   f'"{operation.kind.capitalize()}".')
            class_name, deed = roots[chosen.name]
            arguments = with_variables(chosen.arguments, variables)
            check_numbers(chosen.name, arguments)
            data[chosen.alias] = deed(class_name, chosen, arguments)
        return data

    def _queries(self) -> dict[str, tuple[str, Callable]]:
        return {f"get{name}Listing": (name, self._listing) for name in CLASSES} | {
            f"get{name}": (name, self._get) for name in CLASSES}

    def _mutations(self) -> dict[str, tuple[str, Callable]]:
        return {f"{verb}{name}": (name, deed) for name in CLASSES for verb, deed in (
            ("create", self._create), ("update", self._update), ("delete", self._delete))}

    # --- queries ---------------------------------------------------------------------------------------------------

    def _get(self, class_name: str, chosen: Field, arguments: Row) -> Row | None:
        row = self._found(class_name, arguments)
        return self._selected(class_name, row, chosen.selections) if row and row["published"] else None

    def _listing(self, class_name: str, chosen: Field, arguments: Row) -> Row:
        all_of_them = arguments.get("published") is False
        rows = [row for row in self.rows[class_name].values() if row["published"] or all_of_them]
        if arguments.get("ids"):
            rows = [row for row in rows if str(row["id"]) in str(arguments["ids"]).split(",")]
        if arguments.get("filter"):
            wanted = filter_from(arguments["filter"])
            rows = [row for row in rows if self._matches(row, class_name, wanted)]
        rows = self._sorted(rows, class_name, arguments)
        start = arguments.get("after") or 0
        shown = rows[start:][: arguments.get("first")]
        return self._listed(class_name, chosen, len(rows), shown)

    def _listed(self, class_name: str, chosen: Field, total: int, rows: list[Row]) -> Row:
        listing: Row = {}
        for part in chosen.selections:
            if part.name == "totalCount":
                listing[part.alias] = total
            elif part.name == "edges":
                listing[part.alias] = [self._edge(class_name, part, row) for row in rows]
            else:
                raise GraphQLError(f'Cannot query field "{part.name}" on type "{class_name}Connection".')
        return listing

    def _edge(self, class_name: str, edges: Field, row: Row) -> Row:
        return {part.alias: f"object-{row['id']}" if part.name == "cursor"
                else self._shown(class_name, row, part.selections) for part in edges.selections}

    def _sorted(self, rows: list[Row], class_name: str, arguments: Row) -> list[Row]:
        """Without sortBy each page has an order of its own."""
        columns = as_list(arguments.get("sortBy"))
        if not columns:
            salt = str(arguments.get("after"))
            return sorted(rows, key=lambda row: hashlib.md5((salt + str(row["id"])).encode()).digest())
        directions = as_list(arguments.get("sortOrder")) or ["ASC"]
        for place, column in reversed(list(enumerate(columns))):
            name = self._column(class_name, column)
            back = directions[min(place, len(directions) - 1)].upper() == "DESC"
            rows = sorted(rows, key=lambda row: (row.get(name) is not None, row.get(name)), reverse=back)
        return rows

    def _column(self, class_name: str, column: str) -> str:
        prefix = self.switches["column_prefix"]
        bare = column.removeprefix(prefix)
        if bare in COLUMNS and column == prefix + bare:
            return bare
        if column not in COLUMNS and column in self._fields(class_name) - SYSTEM_FIELDS:
            return column
        raise GraphQLError("An exception occurred while executing a query: SQLSTATE[42S22]: Column not found: 1054 "
                           f"Unknown column '{column}' in 'where clause'")

    def _matches(self, row: Row, class_name: str, wanted: Any) -> bool:
        def inner(part: Any) -> bool:
            return self._matches(row, class_name, part)

        for name, test in wanted.items():
            if name == "$and":
                fits = all(map(inner, test))
            elif name == "$or":
                fits = any(map(inner, test))
            elif name == "$not":
                fits = not (all(map(inner, test)) if isinstance(test, list) else inner(test))
            else:
                value = in_column(name, row.get(self._column(class_name, name)))
                tests = test if isinstance(test, dict) else {"$eq": test}
                fits = all(compares(operator, value, other) for operator, other in tests.items())
            if not fits:
                return False
        return True

    def _fields(self, class_name: str) -> set[str]:
        picked = {*CLASSES[class_name], *self.switches["fields"].get(class_name, [])}
        return SYSTEM_FIELDS | picked - {*self.switches["without"].get(class_name, [])}

    def _shown(self, class_name: str, row: Row, selections: list[Field | Fragment]) -> Row | None:
        out = self._selected(class_name, row, selections)
        return None if row["id"] in self.switches["hidden"].get(class_name, []) else out

    def _selected(self, class_name: str, row: Row, selections: list[Field | Fragment]) -> Row:
        if not selections:
            raise GraphQLError(f'Field of type "object_{class_name}" must have a sub selection.')
        out: Row = {}
        for part in selections:
            if isinstance(part, Fragment):
                out |= self._selected(class_name, row, part.selections) if part.on == f"object_{class_name}" else {}
            elif part.name in self._fields(class_name):
                out[part.alias] = self._value(class_name, row, part)
            else:
                raise GraphQLError(f'Cannot query field "{part.name}" on type "object_{class_name}".')
        return out

    def _value(self, class_name: str, row: Row, part: Field) -> Any:
        name = part.name
        if name in RELATIONS:
            return self._related(class_name, row.get(name), part)
        fixed = {"id": str(row["id"]), "classname": class_name, "objectType": "object",
                 "__typename": f"object_{class_name}"}
        value = fixed.get(name, row.get(name))
        return picked(value, part.selections) if part.selections else value

    def _related(self, class_name: str, value: Any, part: Field) -> Any:
        """What may be of several classes is a union: its fields are asked for with `... on object_CLASS`."""
        for inner in part.selections:
            if isinstance(inner, Field) and inner.name != "__typename":
                raise GraphQLError(f'Cannot query field "{inner.name}" on type "object_{class_name}_{part.name}".')
        other = RELATIONS[part.name]
        rows = [self._shown(other, self.rows[other][number], part.selections)
                for number in as_list(value)
                if number in self.rows[other] and number not in self.switches["left_out"].get(other, [])]
        return rows if part.name in MANY else (rows[0] if rows else None)

    # --- mutations: what fails says so with success false ----------------------------------------------------------

    def _create(self, class_name: str, chosen: Field, arguments: Row) -> Row:
        if "key" not in arguments:
            raise GraphQLError(f'Field "{chosen.name}" argument "key" of type "String!" is required but not provided.')
        key, sent = arguments["key"], self._input(class_name, "Create", arguments)
        parents = [folder for folder in self.rows["folders"].values()
                   if folder["id"] == arguments.get("parentId") or folder["fullpath"] == arguments.get("path")]
        if not parents:
            return failed(chosen, "unable to resolve parent")
        refusal = self._refusal(class_name, key, sent)
        if refusal:
            return failed(chosen, refusal)
        path = f"{parents[0]['fullpath'].rstrip('/')}/{key}"
        if "/" in key or any(row["fullpath"] == path for row in self.rows[class_name].values()):
            return failed(chosen, "creating failed: Duplicate path" if "/" not in key else "creating failed: key")
        row = self.completed(class_name, {"key": key, "fullpath": path, **sent,
                                          "published": arguments.get("published", True)})
        self.rows[class_name][row["id"]] = row
        return self._done(class_name, chosen, row)

    def _update(self, class_name: str, chosen: Field, arguments: Row) -> Row:
        row, sent = self._found(class_name, arguments), self._input(class_name, "Update", arguments)
        if row is None:
            return failed(chosen, "unable to update object. Unknown id or fullpath")
        refusal = self._refusal(class_name, row["id"], row["key"], sent)
        if refusal:
            return failed(chosen, refusal)
        self.row_changed(class_name, row | sent)
        return self._done(class_name, chosen, self.rows[class_name][row["id"]])

    def _delete(self, class_name: str, chosen: Field, arguments: Row) -> Row:
        row = self._found(class_name, arguments)
        refusal = self._refusal(class_name, row["id"], row["key"]) if row else "unable to delete object"
        if refusal:
            return failed(chosen, refusal)
        self.row_deleted(class_name, row["id"])
        return {part.alias: {"success": True, "message": f"object deleted: {row['id']}"}.get(part.name)
                for part in chosen.selections}

    def _refusal(self, class_name: str, *names: Any) -> str:
        rows = [name for one in names for name in (one.values() if isinstance(one, dict) else [one])]
        words = self.faults.refusal_of(*rows)
        if class_name in self.switches["no_permission"] or words is not None:
            return words or "permission denied."
        return ""

    def _input(self, class_name: str, verb: str, arguments: Row) -> Row:
        sent = arguments.get("input") or {}
        for name in sent:
            if name not in self._fields(class_name) - SYSTEM_FIELDS:
                raise GraphQLError(f'Field "{name}" is not defined by type "{verb}{class_name}Input".')
        return {name: self._date(value) if name in self.switches["date_fields"] else value
                for name, value in sent.items()}

    def _date(self, value: Any) -> Any:
        return self.local_text(int(value)) if re.fullmatch(r"\d+", str(value)) else value

    def _found(self, class_name: str, arguments: Row) -> Row | None:
        return next((row for row in self.rows[class_name].values()
                     if row["id"] == arguments.get("id") or row["fullpath"] == arguments.get("fullpath")), None)

    def _done(self, class_name: str, chosen: Field, row: Row) -> Row:
        out: Row = {}
        for part in chosen.selections:
            if part.name == "output":
                out[part.alias] = self._selected(class_name, row, part.selections)
            else:
                out[part.alias] = {"success": True, "message": f"object saved: {row['id']}"}.get(part.name)
        return out


def failed(chosen: Field, message: str) -> Row:
    return {part.alias: {"success": False, "message": message}.get(part.name) for part in chosen.selections}


def errors(message: str, data: Any = None) -> Answer:
    return json_answer(200, {"errors": [{"message": message}], "data": data})


def as_list(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    return value if isinstance(value, list) else [value]


def check_numbers(name: str, arguments: Row) -> None:
    for argument in ("first", "after", "id", "parentId"):
        if arguments.get(argument) is not None and type(arguments[argument]) is not int:
            raise GraphQLError(f'Field "{name}" argument "{argument}" requires type Int, found '
                               f"{json.dumps(arguments[argument])}.")


def filter_from(text: Any) -> Row:
    try:
        wanted = json.loads(text)
    except (TypeError, ValueError) as error:
        raise GraphQLError("unable to decode filter") from error
    if not isinstance(wanted, dict):
        raise GraphQLError("unable to decode filter")
    return wanted


def in_column(name: str, value: Any) -> Any:
    """A relation's column in the table that listings query: ids between commas."""
    return "".join(f",{number}" for number in value) + "," if name in MANY and value else value


def compares(operator: str, value: Any, other: Any) -> bool:
    if operator == "$notnull":
        return value is not None
    if value is None:
        return other is None and operator == "$eq"
    if isinstance(value, (bool, int)):
        value, other = int(value), int(other)
    tests = {"$eq": lambda: value == other, "$gt": lambda: value > other, "$gte": lambda: value >= other,
             "$lt": lambda: value < other, "$lte": lambda: value <= other, "$like": lambda: like(value, other),
             "$notlike": lambda: not like(value, other)}
    if operator not in tests:
        raise GraphQLError(f"unknown operator {operator}")
    return tests[operator]()


def like(value: Any, pattern: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace("%", ".*").replace("_", "."), str(value), re.IGNORECASE) is not None


def picked(value: Any, selections: list[Field | Fragment]) -> Any:
    """Of a brick or a field collection, which rows hold as objects within objects."""
    if isinstance(value, list):
        return [picked(one, selections) for one in value]
    if not isinstance(value, dict):
        return value
    out: Row = {}
    for part in selections:
        if isinstance(part, Fragment):
            out |= picked(value, part.selections) if part.on == value.get("__typename") else {}
        else:
            inner = value.get(part.name)
            out[part.alias] = picked(inner, part.selections) if part.selections else inner
    return out
