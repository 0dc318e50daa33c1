"""easyVerein's quirks, each asked for over HTTP."""

import unittest
from urllib.parse import quote

from calls import Reply, call
from client import StandIn

QUERY = quote("{id,membershipNumber,resignationDate,contactDetails{firstName,primaryEmail}}")


class EasyVereinTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.easyverein = StandIn("easyverein")
        cls.addClassCleanup(cls.easyverein.stop)

    def setUp(self) -> None:
        self.easyverein.clock(now=1_767_000_000)
        self.easyverein.reset()

    def ask(self, path: str, token: str = "standin-key", version: str = "v2.0") -> Reply:
        return call("GET", f"{self.easyverein.url}/api/{version}{path}", None, {"Authorization": f"Bearer {token}"})

    def ids(self, query: str) -> list[int]:
        return [row["id"] for row in self.ask(f"/member?limit=100&{query}").json["results"]]

    def test_a_page_has_five_rows_unless_told_and_a_hundred_at_most(self) -> None:
        self.easyverein.change(generate={"count": 120})
        for query, count in (("", 5), ("?limit=50", 50), ("?limit=500", 100)):
            self.assertEqual(len(self.ask("/member" + query).json["results"]), count)

    def test_the_next_page_is_an_address(self) -> None:
        self.easyverein.change(generate={"count": 150})
        first = self.ask(f"/member?limit=100&showCount=true&query={QUERY}").json
        self.assertEqual((first["count"], first["previous"]), (150, None))
        second = call("GET", first["next"], None, {"Authorization": "Bearer standin-key"}).json
        self.assertEqual((len(second["results"]), second["next"]), (50, None))
        self.assertEqual(set(second["results"][0]),
                         {"id", "membershipNumber", "resignationDate", "contactDetails"})

    def test_only_asked_fields_come(self) -> None:
        self.easyverein.change(generate={"count": 1})
        self.assertEqual(self.ask(f"/member/1?query={QUERY}").json, {
            "id": 1, "membershipNumber": "1001", "resignationDate": None,
            "contactDetails": {"firstName": self.easyverein.state()["member"][0]["contactDetails"]["firstName"],
                               "primaryEmail": "guest1@example.org"}})
        self.assertIn("/contact-details/5001", self.ask("/member/1").json["contactDetails"])
        self.assertEqual(self.ask("/member?query=id").status, 400)

    def test_an_amount_is_a_text_or_a_number_by_version(self) -> None:
        self.easyverein.change(generate={"count": 1})
        amounts = [self.ask("/member/1", version=version).json["paymentAmount"] for version in ("v2.0", "v1.7")]
        self.assertEqual(amounts, ["60.00", 60.0])

    def test_filters_choose_members(self) -> None:
        self.easyverein.load(member=[{"id": 1, "resignationDate": "2025-06-30"}, {"id": 2, "_isApplication": True},
                                     {"id": 3, "contactDetails": {"familyName": "Müßig"}}])
        for query, ids in (("resignationDate__isnull=true", [2, 3]), ("_isApplication=false", [1, 3]),
                           ("membershipNumber=2", [2]), (f"search={quote('müß')}", [3]), ("ordering=-id", [3, 2, 1])):
            self.assertEqual(self.ids(query), ids)

    def test_a_new_token_voids_the_old_one_at_once(self) -> None:
        self.easyverein.change(options={"refresh_needed": True})
        self.assertEqual(self.ask("/member").headers["tokenRefreshNeeded"], "True")
        token = self.ask("/refresh-token").json["Bearer"]
        self.assertEqual(self.ask("/member").status, 401)
        reply = self.ask("/member", token)
        self.assertEqual((reply.status, reply.headers["tokenRefreshNeeded"]), (200, None))

    def test_a_new_token_is_lost_with_its_reply(self) -> None:
        self.easyverein.fault("drop", path="refresh-token", nth=1)
        with self.assertRaises(OSError):
            self.ask("/refresh-token")
        self.assertEqual(self.ask("/member").status, 401)

    def test_a_token_lives_for_thirty_days(self) -> None:
        self.easyverein.clock(advance=30 * 86_400 - 1)
        self.assertEqual(self.ask("/member").status, 200)
        self.easyverein.clock(advance=1)
        self.assertEqual(self.ask("/member").status, 401)

    def test_a_hundred_calls_a_minute(self) -> None:
        self.assertEqual([self.ask("/member").status for _ in range(101)][-2:], [200, 429])
        self.assertEqual(self.ask("/member").headers["Retry-After"], "60")
        self.easyverein.clock(advance=61)
        self.assertEqual(self.ask("/member").status, 200)

    def test_who_waits_for_deletion_is_listed_or_not(self) -> None:
        self.easyverein.load(member=[{"id": 1, "_deleteAfterDate": "2026-02-01"}])
        self.assertEqual(self.ids(""), [1])
        self.easyverein.change(options={"lists_deleted": False})
        self.assertEqual(self.ids(""), [])

    def test_what_is_unknown_is_404(self) -> None:
        for path in ("/member/9", "/unheard-of", "/member?page=9"):
            self.assertEqual(self.ask(path).status, 404)


if __name__ == "__main__":
    unittest.main()
