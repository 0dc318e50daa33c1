"""easyVerein's API v2.0 and v1.7: members (README.md says what each quirk was read in)."""

import re
from urllib.parse import urlencode

from frame.exchange import Answer, Request, html_answer, json_answer
from frame.limit import RateLimit
from frame.system import Row, System
from people import people

VERSIONS = ("v2.0", "v1.7")
DEFAULT_LIMIT = 5
LARGEST_LIMIT = 100
TOKEN_SECONDS = 30 * 86_400


class Refused(Exception):
    """A text for the person who wrote the query."""


class EasyVerein(System):
    name = "easyverein"
    tables = ("member",)
    options = {
        "per_minute": 100,
        "refresh_needed": False,  # every answer asks for a new token until there is one
        "lists_deleted": True,  # members that wait for their deletion
    }

    def reset(self) -> None:
        super().reset()
        self._limit = RateLimit(self.clock)
        self._issued = self.clock.now()
        self._tokens = 1

    # --- rows ------------------------------------------------------------------------------------------------------

    def completed(self, table: str, row: Row) -> Row:
        row.setdefault("id", self.free_id(table))
        return {"membershipNumber": str(row["id"]), "joinDate": "2020-01-01", "resignationDate": None,
                "_isApplication": False, "_deleteAfterDate": None, "emailOrUserName": "", "paymentAmount": "60.00",
                "memberGroups": [], "contactDetails": {}} | row

    def generated(self, count: int, seed: int = 1) -> dict[str, list[Row]]:
        """Every tenth has left, every fifteenth has only applied."""
        return {"member": [{
            "id": one.number, "membershipNumber": str(1000 + one.number), "emailOrUserName": one.email,
            "resignationDate": "2025-06-30" if one.number % 10 == 0 else None, "_isApplication": one.number % 15 == 0,
            "contactDetails": {"id": 5000 + one.number, "firstName": one.first_name, "familyName": one.last_name,
                               "salutation": "", "primaryEmail": one.email, "privateEmail": one.email,
                               "companyEmail": None, "companyName": one.company, "dateOfBirth": "1984-01-01"},
        } for one in people(count, seed)]}

    # --- requests --------------------------------------------------------------------------------------------------

    def answer(self, request: Request) -> Answer:
        found = re.fullmatch(r"/api/(v\d\.\d)/([\w-]+)(?:/(\d+))?/?", request.path)
        if not found or found.group(1) not in VERSIONS:
            return html_answer(404, "Not Found")
        if request.headers.get("authorization") != f"Bearer {self.key}" or self._is_old():
            return json_answer(401, {"detail": "Ungültiger Token"})
        wait = self._limit.wait_for(self.switches["per_minute"], 60)
        if wait:
            return self.too_many(wait)
        needed = self.switches["refresh_needed"]
        answer = self._routed(request, *found.groups())
        if needed:
            answer.headers["tokenRefreshNeeded"] = "True"
        return answer

    def _is_old(self) -> bool:
        return self.clock.now() - self._issued >= TOKEN_SECONDS

    def _routed(self, request: Request, version: str, resource: str, number: str | None) -> Answer:
        if request.method != "GET":
            return json_answer(405, {"detail": f'Methode "{request.method}" nicht erlaubt.'})
        if resource == "refresh-token":
            return self._new_token()
        if resource != "member":
            return json_answer(404, {"detail": "Nicht gefunden."})
        try:
            wanted = fields_of(request.one("query"))
            return self._member(request, version, wanted, number) if number else self._members(request, version, wanted)
        except Refused as refused:
            return json_answer(400, {"detail": str(refused)})

    def _new_token(self) -> Answer:
        """From now on the one that asked is void."""
        self._tokens += 1
        self.key = f"{self.key.partition('~')[0]}~{self._tokens}"
        self._issued = self.clock.now()
        self.switches["refresh_needed"] = False
        return json_answer(200, {"Bearer": self.key})

    def _member(self, request: Request, version: str, wanted: Row | None, number: str) -> Answer:
        row = self.rows["member"].get(int(number))
        if row is None:
            return json_answer(404, {"detail": "Nicht gefunden."})
        return json_answer(200, shown(row, wanted, version, host(request)))

    def _members(self, request: Request, version: str, wanted: Row | None) -> Answer:
        rows = ordered([row for row in self.rows["member"].values() if self._fits(row, request)], request)
        limit = min(whole(request.one("limit"), DEFAULT_LIMIT), LARGEST_LIMIT)
        page = whole(request.one("page"), 1)
        if page < 1 or (page > 1 and (page - 1) * limit >= len(rows)):
            return json_answer(404, {"detail": "Ungültige Seite."})
        body: Row = {"next": page_url(request, page + 1) if page * limit < len(rows) else None,
                     "previous": page_url(request, page - 1) if page > 1 else None,
                     "results": [shown(row, wanted, version, host(request))
                                 for row in rows[(page - 1) * limit: page * limit]]}
        return json_answer(200, {"count": len(rows)} | body if request.one("showCount") == "true" else body)

    def _fits(self, row: Row, request: Request) -> bool:
        tests = {
            "membershipNumber": lambda text: row["membershipNumber"] == text,
            "resignationDate__isnull": lambda text: (row["resignationDate"] is None) == (text.lower() == "true"),
            "_isApplication": lambda text: row["_isApplication"] == (text.lower() == "true"),
            "memberGroups": lambda text: text in map(str, row["memberGroups"]),
            "search": lambda text: text.lower() in str([*row["contactDetails"].values(), row["emailOrUserName"]]).lower()}
        return (self.switches["lists_deleted"] or not row["_deleteAfterDate"]) and all(
            test(request.one(name)) for name, test in tests.items() if request.one(name))


def fields_of(text: str) -> Row | None:
    """{id,contactDetails{firstName}} as names with what is asked for inside each; None where nothing is said."""
    if not text:
        return None
    tokens = re.findall(r"[{},]|[\w-]+", text)
    if not tokens or tokens.pop(0) != "{" or text.count("{") != text.count("}"):
        raise Refused("query ist ungültig")
    return _inner(tokens)


def _inner(tokens: list[str]) -> Row:
    found: Row = {}
    name = ""
    while tokens:
        token = tokens.pop(0)
        if token == "}":
            return found
        if token == "{":
            found[name] = _inner(tokens)
        elif token != ",":
            name = token
            found[name] = None
    return found


def shown(row: Row, wanted: Row | None, version: str, base: str) -> Row:
    """Without a query what is related is an address. Amounts are texts in v2.0 and numbers in v1.7."""
    out = dict(row)
    if version == "v1.7":
        out["paymentAmount"] = float(row["paymentAmount"])
    if wanted is None:
        return out | {"contactDetails": f"{base}/api/{version}/contact-details/{row['contactDetails'].get('id')}"}
    unknown = wanted.keys() - out.keys()
    if unknown:
        raise Refused(f"unbekanntes Feld {sorted(unknown)[0]}")
    return {name: {part: out[name].get(part) for part in inner} if inner else out[name]
            for name, inner in wanted.items()}


def ordered(rows: list[Row], request: Request) -> list[Row]:
    wanted = request.one("ordering", "id")
    name = wanted.lstrip("-")
    return sorted(rows, key=lambda row: (row.get(name) is not None, row.get(name)), reverse=wanted.startswith("-"))


def whole(text: str, default: int) -> int:
    return int(text) if text.isdigit() else default


def host(request: Request) -> str:
    return f"http://{request.headers.get('host', '127.0.0.1')}"


def page_url(request: Request, page: int) -> str:
    return f"{host(request)}{request.path}?{urlencode({**request.query, 'page': [str(page)]}, doseq=True)}"
