"""SEWOBE's quirks, each asked for over HTTP."""

import unittest
from typing import Any
from urllib.parse import urlencode

from calls import call
from client import StandIn

API = "/applikation"


class SewobeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.sewobe = StandIn("sewobe")
        cls.addClassCleanup(cls.sewobe.stop)

    def setUp(self) -> None:
        self.sewobe.reset()
        self.sewobe.clock(now=1_767_000_000)

    def post(self, path: str, **fields: str) -> Any:
        reply = call("POST", self.sewobe.url + path, urlencode(fields).encode(),
                     {"Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual(reply.status, 200)
        return reply.json if reply.headers.get_content_type() == "application/json" else reply.text

    def session(self, password: str = "standin-key") -> str:
        return self.post(API + "/restlogin/api/REST_LOGIN", USERNAME_REST="einlass", PASSWORT_REST=password)["SESSION"]

    def get(self, path: str, session: str | None = None, **query: Any) -> Any:
        query = {"SESSION": self.session() if session is None else session, **query}
        reply = call("GET", f"{self.sewobe.url}{API}{path}?{urlencode(query)}")
        self.assertEqual(reply.status, 200)
        return reply.json

    def report(self, number: Any = 6, session: str | None = None) -> Any:
        return self.get("/auswertungen/api/SUCHE_INDIV", session, AUSWERTUNG_ID=number)

    def test_a_report_is_numbered_and_all_its_values_are_texts(self) -> None:
        self.sewobe.load(reports=[{"id": 6, "rows": [{"MITGLIEDSNUMMER": 1001, "AMT": None}, {"MITGLIEDSNUMMER": 2}]}])
        self.assertEqual(self.report(), {"STATUSCODE": 0, "STATUS": "OK", "ERGEBNIS": {
            "1": {"DATENSATZ": {"MITGLIEDSNUMMER": "1001", "AMT": ""}}, "2": {"DATENSATZ": {"MITGLIEDSNUMMER": "2"}}}})

    def test_an_empty_report_is_a_list(self) -> None:
        self.sewobe.load(reports=[{"id": 6}])
        self.assertEqual(self.report()["ERGEBNIS"], [])

    def test_errors_are_negative_with_http_200(self) -> None:
        self.sewobe.load(reports=[{"id": 6}])
        self.assertLess(self.report(7)["STATUSCODE"], 0)
        self.assertLess(self.report(6, "made up elsewhere")["STATUSCODE"], 0)
        wrong = self.post(API + "/restlogin/api/REST_LOGIN", USERNAME_REST="einlass", PASSWORT_REST="no")
        self.assertLess(wrong["STATUSCODE"], 0)
        self.assertNotIn("SESSION", wrong)
        self.sewobe.fault("own_error", path="SUCHE_INDIV")
        self.assertLess(self.report()["STATUSCODE"], 0)

    def test_a_session_may_end(self) -> None:
        self.sewobe.load(reports=[{"id": 6}])
        self.sewobe.change(options={"session_seconds": 600})
        session = self.session()
        self.assertEqual(self.report(6, session)["STATUSCODE"], 0)
        self.sewobe.clock(advance=600)
        self.assertLess(self.report(6, session)["STATUSCODE"], 0)

    def test_members_come_once_for_each_department_with_dates_that_mean_none(self) -> None:
        self.sewobe.change(generate={"count": 30})
        rows = [row["DATENSATZ"] for row in self.report()["ERGEBNIS"].values()]
        self.assertEqual((len(rows), len({row["MITGLIEDSNUMMER"] for row in rows})), (45, 30))
        self.assertEqual({row["AUSTRITT(VEREIN)"] for row in rows}, {"", "0000-00-00", "2099-12-31", "2025-06-30"})

    def test_placeholders_choose_rows(self) -> None:
        self.sewobe.load(reports=[{"id": 6, "rows": [{"NR": 1}, {"NR": 2}]}])
        reply = call("POST", f"{self.sewobe.url}{API}/auswertungen/api/SUCHE_INDIV_PLATZHALTER?SESSION={self.session()}",
                     {"AUSWERTUNG_ID": 6, "PH6": 2})
        self.assertEqual(reply.json["ERGEBNIS"], {"1": {"DATENSATZ": {"NR": "2"}}})

    def test_addresses_have_pages_and_end_with_an_empty_list(self) -> None:
        self.sewobe.change(options={"page_size": 2}, load={"addresses": [{"NAME": name} for name in "abc"]})
        pages = [self.get("/adressen/api/GET_ADRESSEN", SEITE=page)["LISTE"] for page in (1, 2, 3)]
        self.assertEqual([len(page) for page in pages], [2, 1, 0])
        self.assertEqual(pages[2], [])

    def test_the_older_service_says_in_plain_text_what_failed(self) -> None:
        self.sewobe.load(reports=[{"id": 6, "rows": [{"NR": 1}]}])
        path = "/restservice/standard/v1.0/auswertungen/get_auswertung_data.php"
        self.assertEqual(self.post(path, USERNAME="einlass", PASSWORT="standin-key", AUSWERTUNG_ID="6"),
                         {"1": {"DATENSATZ": {"NR": "1"}}})
        self.assertEqual(self.post(path, USERNAME="einlass", PASSWORT="no", AUSWERTUNG_ID="6"), "Zugriff verweigert")


if __name__ == "__main__":
    unittest.main()
