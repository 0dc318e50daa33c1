"""Eventbrite's quirks, each asked for over HTTP."""

import unittest

from calls import Reply, call
from client import StandIn

ATTENDEES = "/events/42/attendees/"


class EventbriteTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.eventbrite = StandIn("eventbrite")
        cls.addClassCleanup(cls.eventbrite.stop)

    def setUp(self) -> None:
        self.eventbrite.reset()
        self.eventbrite.clock(now=1_767_000_000)

    def ask(self, path: str, method: str = "GET", token: str = "Bearer standin-key") -> Reply:
        return call(method, f"{self.eventbrite.url}/v3{path}", None, {"Authorization": token} if token else {})

    def ids(self, path: str = ATTENDEES) -> list[str]:
        return [row["id"] for row in self.ask(path).json["attendees"]]

    def error(self, *call: str) -> tuple[int, str]:
        reply = self.ask(*call)
        self.assertEqual(reply.json["status_code"], reply.status)
        return reply.status, reply.json["error"]

    def load(self, *ids: int) -> None:
        self.eventbrite.load(attendees=[{"id": number} for number in ids])

    def test_pages_are_continued_while_there_are_more(self) -> None:
        self.load(*range(101, 221))
        found: list[str] = []
        path = ATTENDEES
        for page in (1, 2, 3):
            reply = self.ask(path).json
            found += [row["id"] for row in reply["attendees"]]
            self.assertEqual(reply["pagination"]["has_more_items"], page < 3)
            path = f"{ATTENDEES}?continuation={reply['pagination'].get('continuation', '')}"
        self.assertEqual((len(found), len(set(found))), (120, 120))
        self.assertEqual(self.error(ATTENDEES + "?continuation=bad"), (400, "BAD_CONTINUATION_TOKEN"))

    def test_a_token_may_be_missing_or_forgotten(self) -> None:
        self.load(*range(101, 221))
        token = self.ask(ATTENDEES).json["pagination"]["continuation"]
        self.eventbrite.change(options={"tokens": False, "takes_tokens": False})
        pagination = self.ask(ATTENDEES).json["pagination"]
        self.assertTrue(pagination["has_more_items"])
        self.assertNotIn("continuation", pagination)
        self.assertEqual(self.error(f"{ATTENDEES}?continuation={token}"), (400, "BAD_CONTINUATION_TOKEN"))

    def test_a_full_last_page_has_none_behind_it(self) -> None:
        self.load(*range(101, 151))
        self.assertFalse(self.ask(ATTENDEES).json["pagination"]["has_more_items"])

    def test_counts_may_be_absent(self) -> None:
        self.eventbrite.change(options={"counts": False})
        self.assertEqual(self.ask(ATTENDEES).json["pagination"],
                         {"page_number": 1, "page_size": 50, "has_more_items": False})

    def test_an_attendee_is_whole_and_its_barcode_a_text(self) -> None:
        self.eventbrite.change(generate={"count": 5})
        row = self.ask(ATTENDEES + "990001/").json
        self.assertEqual((row["event_id"], row["profile"]["email"]), ("42", "office1@example.org"))
        self.assertRegex(row["barcodes"][0]["barcode"], r"^\d{24}$")
        self.eventbrite.change(options={"barcodes": False})
        self.assertIsNone(self.ask(ATTENDEES + "990001/").json["barcodes"][0]["barcode"])

    def test_changed_since_includes_its_second(self) -> None:
        self.load(1, 2)
        self.eventbrite.clock(advance=10)
        self.eventbrite.change(update={"attendees": [{"id": "2", "cancelled": True}]})
        self.assertEqual(self.ids(ATTENDEES + "?changed_since=2025-12-29T09:20:10Z"), ["2"])
        self.assertEqual(self.ids(ATTENDEES + "?changed_since=2025-12-29T09:20:00Z"), ["1", "2"])
        self.assertEqual(self.ids(ATTENDEES + "?changed_since=2025-12-29T09:20:00Z&last_item_seen=1"), ["2"])
        self.assertEqual(self.error(ATTENDEES + "?changed_since=yesterday"), (400, "ARGUMENTS_ERROR"))

    def test_changes_are_seen_late(self) -> None:
        self.load(1, 2)
        self.eventbrite.change(options={"delay": 15})
        self.eventbrite.change(update={"attendees": [{"id": "1", "cancelled": True}]}, delete={"attendees": ["2"]},
                               load={"attendees": [{"id": 3}]})
        self.assertEqual((self.ids(), self.ask(ATTENDEES + "1/").json["cancelled"]), (["1", "2"], False))
        self.eventbrite.clock(advance=15)
        self.assertEqual((self.ids(), self.ask(ATTENDEES + "1/").json["cancelled"]), (["1", "3"], True))

    def test_nothing_can_be_written(self) -> None:
        self.load(1)
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            self.assertEqual(self.error(ATTENDEES + "1/", method), (405, "METHOD_NOT_ALLOWED"))

    def test_errors_have_a_name_and_a_status(self) -> None:
        self.eventbrite.change(options={"foreign_events": ["43"]})
        for path, token, expected in ((ATTENDEES, "", (401, "NO_AUTH")),
                                      (ATTENDEES, "Bearer no", (401, "ACCESS_DENIED")),
                                      ("/events/43/attendees/", "Bearer standin-key", (403, "NOT_AUTHORIZED")),
                                      ("/events/9/attendees/", "Bearer standin-key", (404, "NOT_FOUND")),
                                      (ATTENDEES + "9/", "Bearer standin-key", (404, "NOT_FOUND")),
                                      ("/events/42/attendees", "Bearer standin-key", (404, "NOT_FOUND"))):
            self.assertEqual(self.error(path, "GET", token), expected)
        self.eventbrite.fault("own_error", nth=1)
        self.assertEqual(self.error(ATTENDEES), (500, "INTERNAL_ERROR"))

    def test_calls_of_an_hour_are_limited(self) -> None:
        self.eventbrite.change(options={"per_hour": 2})
        self.assertEqual([self.ask(ATTENDEES).status for _ in range(2)], [200, 200])
        self.assertEqual(self.error(ATTENDEES), (429, "HIT_RATE_LIMIT"))
        self.eventbrite.clock(advance=3601)
        self.assertEqual(self.ask(ATTENDEES).status, 200)

    def test_statuses_and_ids_choose_attendees(self) -> None:
        self.load(1, 2, 3)
        self.eventbrite.change(update={"attendees": [{"id": "2", "status": "Unpaid"},
                                                     {"id": "3", "status": "Checked In"}]})
        for query, ids in (("status=attending", ["1", "3"]), ("status=unpaid", ["2"]),
                           ("attendee_ids=1,2", ["1", "2"])):
            self.assertEqual(self.ids(f"{ATTENDEES}?{query}"), ids)

    def test_organizations_events_orders_and_classes_are_listed(self) -> None:
        self.eventbrite.change(generate={"count": 25})
        self.assertEqual(self.ask("/users/me/organizations/").json["organizations"][0]["id"], "7")
        self.assertEqual(self.ask("/organizations/7/events/?status=live").json["events"][0]["id"], "42")
        self.assertEqual(self.ask("/organizations/7/events/?status=ended").json["events"], [])
        self.assertEqual(len(self.ask("/events/42/orders/").json["orders"]), 17)
        self.assertEqual(self.ask("/events/42/ticket_classes/").json["ticket_classes"][0]["name"], "Regular")


if __name__ == "__main__":
    unittest.main()
