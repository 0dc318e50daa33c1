"""pretix's quirks, each asked for over HTTP."""

import unittest
from typing import Any
from urllib.parse import quote

from calls import Reply, call
from client import StandIn

NOW = 1_767_000_000
ORGANIZER = "/api/v1/organizers/org"
EVENT = ORGANIZER + "/events/fair"


class PretixTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.pretix = StandIn("pretix")
        cls.addClassCleanup(cls.pretix.stop)

    def setUp(self) -> None:
        self.pretix.reset()
        self.pretix.clock(now=NOW)

    def ask(self, method: str, path: str, body: Any = None, token: str = "Token standin-key", **headers: str) -> Reply:
        return call(method, self.pretix.url + path, body, {"Authorization": token, **headers})

    def one_ticket(self, order: dict | None = None, position: dict | None = None) -> None:
        self.pretix.load(orders=[{"id": "ABCDE"} | (order or {})],
                         positions=[{"id": 1, "order": "ABCDE", "secret": "s1"} | (position or {})])

    def redeem(self, headers: dict[str, str] | None = None, **changed: Any) -> Reply:
        return self.ask("POST", ORGANIZER + "/checkinrpc/redeem/", {"secret": "s1", "lists": [12]} | changed,
                        **(headers or {}))

    def reason(self, **changed: Any) -> str:
        reply = self.redeem(**changed)
        return reply.json.get("reason", reply.json["status"])

    # --- reading ---------------------------------------------------------------------------------------------------

    def test_both_kinds_of_token_are_taken_and_a_wrong_one_is_401(self) -> None:
        for token, status in (("Token standin-key", 200), ("Device standin-key", 200), ("Token no", 401), ("", 401)):
            reply = self.ask("GET", EVENT + "/orders/", token=token)
            self.assertEqual(reply.status, status)
        self.assertEqual(list(reply.json), ["detail"])
        self.assertEqual(self.ask("GET", ORGANIZER + "/events/other/orders/").status, 403)

    def test_pages_of_fifty_name_the_next(self) -> None:
        self.pretix.load(orders=[{"id": f"A{number:03}"} for number in range(51)])
        first = self.ask("GET", EVENT + "/orders/?ordering=code").json
        self.assertEqual((first["count"], len(first["results"]), first["previous"]), (51, 50, None))
        second = call("GET", first["next"], None, {"Authorization": "Token standin-key"}).json
        self.assertEqual(([row["code"] for row in second["results"]], second["next"]), (["A050"], None))
        self.assertEqual(self.ask("GET", EVENT + "/orders/?page=3").status, 404)

    def test_the_pages_own_time_is_where_the_next_run_begins(self) -> None:
        self.one_ticket()
        generated = self.ask("GET", EVENT + "/orders/").headers["X-Page-Generated"]
        query = EVENT + "/orders/?ordering=-last_modified&modified_since="
        self.assertEqual(self.ask("GET", query + quote(generated)).json["count"], 1)
        self.pretix.clock(advance=60)
        later = self.ask("GET", EVENT + "/orders/").headers["X-Page-Generated"]
        self.assertEqual(self.ask("GET", query + quote(later)).json["count"], 0)
        self.pretix.change(update={"orders": [{"id": "ABCDE", "status": "c"}]})
        self.assertEqual(self.ask("GET", query + quote(later)).json["count"], 1)
        self.assertIn("modified_since", self.ask("GET", query + later).json)

    def test_a_canceled_position_is_gone_from_its_order(self) -> None:
        self.one_ticket()
        self.pretix.clock(advance=60)
        self.pretix.change(update={"positions": [{"id": 1, "canceled": True}]})
        order = self.ask("GET", EVENT + "/orders/").json["results"][0]
        self.assertEqual((order["positions"], order["last_modified"]), ([], "2025-12-29T09:21:00Z"))

    def test_a_position_is_found_by_its_secret_and_tells_its_order(self) -> None:
        self.one_ticket()
        path = EVENT + "/orderpositions/?secret="
        found = self.ask("GET", path + "s1").json["results"]
        self.assertEqual([(one["id"], one["order"], one["canceled"]) for one in found], [(1, "ABCDE", False)])
        self.assertEqual(self.ask("GET", path + "S1").json["results"], [])
        self.assertEqual(self.ask("GET", EVENT + "/orders/?code=ABCDE").json["count"], 1)
        self.assertEqual(self.ask("GET", EVENT + "/orders/?code=OTHER").json["count"], 0)
        self.pretix.change(update={"positions": [{"id": 1, "canceled": True}]})
        self.assertEqual(self.ask("GET", path + "s1").json["results"], [])
        asked = "include_canceled_positions=true"
        self.assertEqual(self.ask("GET", f"{path}s1&{asked}").json["count"], 1)
        order = self.ask("GET", f"{EVENT}/orders/?code=ABCDE&{asked}").json["results"][0]
        self.assertEqual([one["canceled"] for one in order["positions"]], [True])

    def test_colleagues_on_one_order_have_names_and_no_addresses(self) -> None:
        self.pretix.change(generate={"count": 25})
        order = self.ask("GET", EVENT + "/orders/A0001/").json
        self.assertEqual((len(order["positions"]), order["email"]), (5, "office1@example.org"))
        self.assertEqual({position["attendee_email"] for position in order["positions"]}, {None})
        self.assertEqual(len({position["secret"] for position in order["positions"]}), 5)

    def test_a_thousand_tickets_are_read_in_pages(self) -> None:
        self.pretix.change(generate={"count": 1000})
        path: str | None = EVENT + "/orders/"
        found = 0
        while path:
            page = self.ask("GET", path).json
            found += sum(len(order["positions"]) for order in page["results"])
            path = page["next"] and page["next"].removeprefix(self.pretix.url)
        self.assertEqual(found, 1000)

    def test_fields_can_be_left_out(self) -> None:
        self.one_ticket()
        order = self.ask("GET", EVENT + "/orders/?exclude=email&exclude=positions.secret").json["results"][0]
        self.assertNotIn("email", order)
        self.assertNotIn("secret", order["positions"][0])

    # --- check-ins -------------------------------------------------------------------------------------------------

    def test_a_scan_is_accepted_with_its_own_time(self) -> None:
        self.one_ticket()
        reply = self.redeem(datetime="2026-05-02T20:02:11+02:00", nonce="n1")
        self.assertEqual((reply.status, reply.json["status"]), (201, "ok"))
        self.assertEqual(reply.json["position"]["checkins"][0]["datetime"], "2026-05-02T18:02:11Z")

    def test_the_same_nonce_is_the_same_scan(self) -> None:
        self.one_ticket()
        self.assertEqual([self.redeem(nonce="n1").status for _ in range(2)], [201, 201])
        self.assertEqual(self.reason(nonce="n2"), "already_redeemed")
        self.assertEqual(len(self.pretix.state()["checkins"]), 1)

    def test_force_with_another_nonce_is_a_second_entry(self) -> None:
        self.one_ticket()
        for nonce in ("n1", "n2"):
            self.assertEqual(self.redeem(nonce=nonce, force=True).status, 201)
        self.assertEqual(len(self.pretix.state()["checkins"]), 2)

    def test_refusals_are_200_where_the_documentation_is_followed(self) -> None:
        self.one_ticket({"status": "c"})
        self.pretix.change(options={"refusal_status": 200})
        reply = self.redeem()
        self.assertEqual((reply.status, reply.json["status"], reply.json["reason"]), (200, "error", "canceled"))

    def test_refusals_are_400_with_a_reason(self) -> None:
        for order, position, reason in (
                ({"status": "n"}, {}, "unpaid"), ({"status": "c"}, {}, "canceled"),
                ({}, {"canceled": True}, "canceled"),
                ({}, {"blocked": ["admin"]}, "blocked"), ({}, {"valid_until": "2020-01-01T00:00:00Z"}, "invalid_time"),
                ({"require_approval": True}, {}, "unapproved")):
            self.one_ticket(order, position)
            reply = self.redeem()
            self.assertEqual((reply.status, reply.json["status"], reply.json["reason"]), (400, "error", reason))
            self.assertEqual(reply.json["position"]["id"], 1)
            self.assertEqual(self.redeem(force=True, nonce=reason + str(position)).status, 201)
            self.pretix.reset()

    def test_other_reasons_depend_on_the_list_and_the_code(self) -> None:
        self.one_ticket()
        self.pretix.load(checkinlists=[{"id": 13, "name": "VIP", "all_products": False}])
        self.assertEqual(self.reason(lists=[13]), "product")
        self.pretix.load(positions=[{"id": 2, "order": "ABCDE", "secret": "s1"}])
        self.assertEqual(self.reason(), "ambiguous")
        self.pretix.change(options={"revoked_secrets": ["s1"]})
        self.assertEqual(self.reason(), "revoked")

    def test_an_unknown_code_is_404_and_a_missing_list_a_field(self) -> None:
        reply = self.redeem(secret="unheard-of")
        self.assertEqual((reply.status, reply.json["reason"]), (404, "invalid"))
        self.assertIn("lists", self.redeem(lists=[]).json)
        self.assertIn("lists", self.redeem(lists=[99]).json)

    def test_open_questions_are_asked_of_whoever_supports_them(self) -> None:
        self.one_ticket({}, {"open_questions": [{"id": 5, "question": {"en": "Diet?"}}]})
        reply = self.redeem(questions_supported=True)
        self.assertEqual((reply.status, reply.json["status"]), (400, "incomplete"))
        self.assertEqual(self.redeem(questions_supported=False).status, 201)

    def test_an_exit_undoes_presence_and_leaves_both_rows(self) -> None:
        self.one_ticket()
        self.redeem(nonce="n1")
        self.assertEqual(self.redeem(nonce="n2", type="exit").status, 201)
        self.assertEqual([row["type"] for row in self.pretix.state()["checkins"]], ["entry", "exit"])
        status = self.ask("GET", EVENT + "/checkinlists/12/status/").json
        self.assertEqual((status["inside_count"], status["checkin_count"]), (0, 1))
        self.assertEqual(self.ask("DELETE", EVENT + "/checkinlists/12/positions/").status, 405)

    def test_a_lists_positions_come_with_their_check_ins(self) -> None:
        self.one_ticket()
        self.pretix.load(positions=[{"id": 2, "order": "ABCDE", "secret": "s2"}])
        self.redeem()
        for query, ids in (("", [1, 2]), ("?has_checkin=true", [1]), ("?secret=s2", [2])):
            found = self.ask("GET", EVENT + "/checkinlists/12/positions/" + query).json["results"]
            self.assertEqual([row["id"] for row in found], ids)
        self.pretix.change(update={"orders": [{"id": "ABCDE", "status": "n"}]})
        self.assertEqual(self.ask("GET", EVENT + "/checkinlists/12/positions/").json["count"], 0)
        self.assertEqual(self.ask("GET", EVENT + "/checkinlists/12/positions/?ignore_status=true").json["count"], 2)

    def test_an_idempotency_key_gives_the_first_answer_for_a_day(self) -> None:
        self.one_ticket()
        key = {"X-Idempotency-Key": "k1"}
        self.assertEqual([self.redeem(key, force=True).status for _ in range(2)], [201, 201])
        self.assertEqual(len(self.pretix.state()["checkins"]), 1)
        self.pretix.clock(advance=24 * 3600)
        self.redeem(key, force=True)
        self.assertEqual(len(self.pretix.state()["checkins"]), 2)
        self.pretix.change(options={"running_keys": ["k2"]})
        self.assertEqual(self.redeem({"X-Idempotency-Key": "k2"}).status, 409)

    def test_a_locked_list_says_when_to_ask_again(self) -> None:
        self.pretix.change(options={"locked": 1})
        reply = self.redeem()
        self.assertEqual((reply.status, reply.headers["retry-after"]), (409, "5"))
        self.assertEqual(self.redeem().status, 404, "nobody has such a ticket")

    def test_the_hosted_limit_passes_with_its_minute(self) -> None:
        self.pretix.change(options={"per_minute": 2})
        self.assertEqual([self.ask("GET", EVENT + "/orders/").status for _ in range(3)], [200, 200, 429])
        self.assertEqual(self.ask("GET", EVENT + "/orders/").headers["Retry-After"], "60")
        self.pretix.clock(advance=61)
        self.assertEqual(self.ask("GET", EVENT + "/orders/").status, 200)

    def test_a_device_is_set_up_once_and_can_be_revoked(self) -> None:
        self.pretix.change(options={"device_tokens": ["setup"]})
        first, second = (self.ask("POST", "/api/v1/device/initialize", {"token": "setup"}, "") for _ in range(2))
        self.assertEqual((first.json["api_token"], second.status), ("standin-key", 400))
        self.assertIn("token", second.json)
        self.ask("POST", "/api/v1/device/revoke", {}, "Device standin-key")
        self.assertEqual(self.ask("GET", EVENT + "/orders/").status, 401)

    def test_failed_scans_are_kept_and_a_search_finds_by_name(self) -> None:
        self.one_ticket({}, {"attendee_name": "Mara Beispiel"})
        self.ask("POST", EVENT + "/checkinlists/12/failed_checkins/", {"raw_barcode": "x", "error_reason": "invalid"})
        self.assertEqual(len(self.pretix.state()["failed_checkins"]), 1)
        self.assertEqual(self.ask("GET", ORGANIZER + "/checkinrpc/search/?list=12&search=mara").json["count"], 1)

    def test_a_poisoned_row_is_refused(self) -> None:
        self.one_ticket()
        self.pretix.fault("refuse_row", row="s1", words="rules")
        self.assertEqual(self.reason(force=True), "rules")


if __name__ == "__main__":
    unittest.main()
