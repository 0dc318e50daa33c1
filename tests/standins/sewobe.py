"""SEWOBE VereinsMANAGER's REST service, as clients of others call it (README.md says what each quirk was read in)."""

from typing import Any

from frame.exchange import Answer, NotJson, Request, html_answer, json_answer
from frame.system import Row, System
from people import people

LOGIN = "/applikation/restlogin/api/REST_LOGIN"
REPORT = "/applikation/auswertungen/api/SUCHE_INDIV"
REPORT_WITH_VALUES = "/applikation/auswertungen/api/SUCHE_INDIV_PLATZHALTER"
ADDRESSES = "/applikation/adressen/api/GET_ADRESSEN"
COUNTRIES = "/applikation/adressen/api/GET_LAENDER"
USERS = "/applikation/benutzer/api/GET_USER"
OLD_REPORT = "/restservice/standard/v1.0/auswertungen/get_auswertung_data.php"
DEPARTMENTS = ("Tennis", "Wandern", "Schach")


class Sewobe(System):
    """The key is the password of `user`."""

    name = "sewobe"
    tables = ("reports", "addresses", "countries", "users")
    options = {
        "user": "einlass",
        "session_seconds": 0,  # 0: sessions do not end
        "page_size": 100,  # of addresses
    }

    def reset(self) -> None:
        super().reset()
        self._sessions: dict[str, float] = {}

    # --- rows: {"id": 6, "rows": [{label of the column: value}]} ----------------------------------------------------

    def completed(self, table: str, row: Row) -> Row:
        return {"id": self.free_id(table), "rows": []} | row if table == "reports" else {"id": self.free_id(table)} | row

    def generated(self, count: int, seed: int = 1) -> dict[str, list[Row]]:
        """One row for each department of a member, as reports have it; every tenth member has left."""
        rows = []
        for person in people(count, seed):
            left = "2025-06-30" if person.number % 10 == 0 else ("2099-12-31", "0000-00-00", "")[person.number % 3]
            departments = DEPARTMENTS[: 1 + person.number % 2]
            rows += [{"MITGLIEDSNUMMER": str(1000 + person.number), "ANREDE": "Divers", "VORNAME": person.first_name,
                      "NACHNAME": person.last_name, "E-MAIL": person.email, "GEBURTSDATUM": "1984-01-01",
                      "FIRMA": person.company, "ABTEILUNGSNAME": department, "AUSTRITT(VEREIN)": left}
                     for department in departments]
        return {"reports": [{"id": 6, "rows": rows}]}

    # --- requests --------------------------------------------------------------------------------------------------

    def own_error(self) -> Answer:
        return failed("Interner Fehler")

    def answer(self, request: Request) -> Answer:
        if request.path == LOGIN:
            return self._login(request)
        if request.path == OLD_REPORT:
            return self._old_report(request)
        deeds = {REPORT: self._report, REPORT_WITH_VALUES: self._report_with_values, ADDRESSES: self._addresses,
                 COUNTRIES: lambda _: result(self._plain("countries")), USERS: lambda _: result(self._plain("users"))}
        if request.path not in deeds:
            return html_answer(404, "Not Found")
        if not self._knows(request.one("SESSION")):
            return failed("Session ungültig", -2)
        try:
            return deeds[request.path](request)
        except NotJson:
            return failed("Parameter ungültig")

    def _login(self, request: Request) -> Answer:
        sent = request.form()
        if request.method != "POST" or not self._may_enter(sent.get("USERNAME_REST"), sent.get("PASSWORT_REST")):
            return failed("Anmeldung fehlgeschlagen")
        session = f"made-up-session-{len(self._sessions) + 1}"
        self._sessions[session] = self.clock.now()
        return json_answer(200, {"SESSION": session})

    def _may_enter(self, user: str | None, password: str | None) -> bool:
        return user == self.switches["user"] and password == self.key

    def _knows(self, session: str) -> bool:
        limit = self.switches["session_seconds"]
        return session in self._sessions and (not limit or self.clock.now() - self._sessions[session] < limit)

    def _report(self, request: Request) -> Answer:
        return self._rows_of_report(request.one("AUSWERTUNG_ID"), {})

    def _report_with_values(self, request: Request) -> Answer:
        """A placeholder PHn chooses rows in which one value is the one that is sent."""
        body = request.json()
        return self._rows_of_report(body.get("AUSWERTUNG_ID"), {name: str(value) for name, value in body.items()
                                                                if name.startswith("PH")})

    def _rows_of_report(self, number: Any, values: dict[str, str]) -> Answer:
        report = self._saved(number)
        if report is None:
            return failed("Auswertung nicht gefunden")
        return result([row for row in report["rows"] if set(values.values()) <= {str(value) for value in row.values()}])

    def _saved(self, number: Any) -> Row | None:
        return self.rows["reports"].get(int(number)) if str(number).isdigit() else None

    def _addresses(self, request: Request) -> Answer:
        page = int(request.one("SEITE", "1") or 1)
        size = self.switches["page_size"]
        rows = self._plain("addresses")[(page - 1) * size: page * size]
        return json_answer(200, {"STATUSCODE": 0, "STATUS": "OK", "LISTE": numbered(rows)})

    def _plain(self, table: str) -> list[Row]:
        return list(self.rows[table].values())

    def _old_report(self, request: Request) -> Answer:
        """What fails is a plain text."""
        sent = request.form()
        report = self._saved(sent.get("AUSWERTUNG_ID"))
        if not self._may_enter(sent.get("USERNAME"), sent.get("PASSWORT")) or report is None:
            return Answer(200, "Zugriff verweigert".encode(), "text/plain; charset=UTF-8")
        return json_answer(200, numbered(report["rows"]))


def numbered(rows: list[Row]) -> dict[str, Row] | list:
    """An object with the place as name, and a list where there is nothing. Every value is a text."""
    return {str(place): {"DATENSATZ": {name: "" if value is None else str(value) for name, value in row.items()}}
            for place, row in enumerate(rows, 1)} or []


def result(rows: list[Row]) -> Answer:
    return json_answer(200, {"STATUSCODE": 0, "STATUS": "OK", "ERGEBNIS": numbered(rows)})


def failed(words: str, code: int = -1) -> Answer:
    return json_answer(200, {"STATUSCODE": code, "STATUS": words, "ERGEBNIS": []})
