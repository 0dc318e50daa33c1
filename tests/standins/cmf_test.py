"""The CMF's quirks, each asked for over HTTP."""

import unittest
from typing import Any

from calls import Reply, call
from client import StandIn

BASE = "/__customermanagementframework/webservice"
MARA = {"id": 1, "firstname": "Mara", "email": "mara@example.org", "phone": ""}


class CmfTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.cmf = StandIn("cmf")
        cls.addClassCleanup(cls.cmf.stop)

    def setUp(self) -> None:
        self.cmf.reset()
        self.cmf.clock(now=1_767_000_000)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Reply:
        return call(method, self.cmf.url + BASE + path, body, headers or {"X-API-Key": "standin-key"})

    def attend(self, **changed: Any) -> Reply:
        return self.ask("POST", "/activities", {"customerId": 1, "type": "attendance", "activityDate": 1_767_000_123,
                                                "a_id": "visit-1", "attributes": {"event": "Fair"}} | changed)

    # --- envelope and key ------------------------------------------------------------------------------------------

    def test_a_wrong_key_and_a_wrong_verb_are_answered_in_html(self) -> None:
        for reply, status in ((self.ask("GET", "/customers", X_API="no"), 403),
                              (self.ask("PATCH", "/customers/1"), 405), (self.ask("GET", "/unheard-of"), 404),
                              (self.ask("GET", "/customers?page=0"), 500)):
            self.assertEqual((reply.status, reply.is_html), (status, True))

    def test_the_key_may_stand_in_the_query(self) -> None:
        self.assertEqual(call("GET", self.cmf.url + BASE + "/customers?apikey=standin-key").status, 200)

    def test_a_body_that_is_no_json_has_msg_and_a_refusal_has_errors(self) -> None:
        self.assertIn("valid JSON", self.ask("POST", "/customers", b"{").json["msg"])
        self.assertEqual(self.ask("POST", "/activities", {}).json["errors"], ["customerId required"])

    # --- customers -------------------------------------------------------------------------------------------------

    def test_empty_fields_are_left_out_and_secrets_are_not(self) -> None:
        self.cmf.load(customers=[MARA | {"active": False, "password": "$2y$10$x", "passwordRecoveryToken": "t"}])
        row = self.ask("GET", "/customers").json["data"][0]
        self.assertFalse({"phone", "active", "segments", "published"} & row.keys())
        self.assertEqual((row["password"], row["passwordRecoveryToken"]), ("$2y$10$x", "t"))

    def test_of_whoever_was_never_asked_consent_is_false_without_a_note(self) -> None:
        self.cmf.load(customers=[MARA])
        self.ask("POST", "/customers", {"email": "a@example.org"})
        for row in self.ask("GET", "/customers").json["data"]:
            self.assertEqual(row["profilingConsent"], {"consent": False, "noteId": None})

    def test_the_list_has_pages_and_no_total(self) -> None:
        self.cmf.change(generate={"count": 5})
        page = self.ask("GET", "/customers?pageSize=2&page=3").json
        self.assertEqual([row["id"] for row in page.pop("data")], [1005])
        self.assertEqual(page, {"page": 3, "totalPages": 3, "timestamp": 1_767_000_000})

    def test_modified_since_is_strictly_later(self) -> None:
        self.cmf.load(customers=[MARA])
        self.assertEqual(self.ask("GET", "/customers?modificationTimestamp=1767000000").json["data"], [])
        self.assertEqual(len(self.ask("GET", "/customers?modificationTimestamp=1766999999").json["data"]), 1)

    def test_an_unpublished_customer_vanishes_without_a_deletion(self) -> None:
        self.cmf.load(customers=[MARA])
        self.cmf.change(update={"customers": [{"id": 1, "published": False}]})
        self.assertEqual(self.ask("GET", "/customers").json["data"], [])
        self.assertEqual(self.ask("GET", "/deletions?entityType=customers&deletionsSinceTimestamp=0").json["data"], [])

    def test_a_deleted_customer_takes_activities_along_without_a_trace(self) -> None:
        self.cmf.load(customers=[MARA])
        self.attend()
        self.assertEqual(self.ask("DELETE", "/customers/1").status, 204)
        self.assertEqual(self.cmf.state()["activities"], [])
        for kind, count in (("customers", 1), ("activities", 0)):
            rows = self.ask("GET", f"/deletions?entityType={kind}&deletionsSinceTimestamp=1767000000").json["data"]
            self.assertEqual(len(rows), count)

    def test_segments_are_joined_by_and_and_a_comma_hides_all_but_the_first(self) -> None:
        self.cmf.load(customers=[MARA | {"manualSegments": [310]},
                                 MARA | {"id": 2, "manualSegments": [310], "calculatedSegments": [322]}])
        for query, found in (("segments[]=310&segments[]=322", [2]), ("segments=310,322", [1, 2])):
            self.assertEqual([row["id"] for row in self.ask("GET", f"/customers?{query}").json["data"]], found)

    def test_a_new_customer_comes_twice_when_it_is_sent_twice(self) -> None:
        for _ in range(2):
            self.assertEqual(self.ask("POST", "/customers", {"email": "a@example.org", "unknown": 1}).status, 201)
        self.assertEqual(len(self.cmf.state()["customers"]), 2)
        self.assertNotIn("idEncoded", self.cmf.state()["customers"][0])

    def test_a_duplicate_is_refused_only_where_the_project_checks(self) -> None:
        self.cmf.change(options={"check_for_duplicates": True}, load={"customers": [MARA]})
        reply = self.ask("POST", "/customers", {"active": True, "email": " MARA@example.org"})
        self.assertEqual((reply.status, reply.json["errors"]), (400, ["Duplicate customer found: ID 1"]))

    def test_put_changes_what_is_sent_and_a_date_breaks_it(self) -> None:
        self.cmf.load(customers=[MARA])
        self.assertEqual(self.ask("PUT", "/customers/1", {"lastname": "Beispiel"}).json["data"]["firstname"], "Mara")
        self.assertTrue(self.ask("PUT", "/customers/1", {"birthdate": 1}).is_html)
        self.assertIn("valid email", self.ask("PUT", "/customers/1", {"email": "mara"}).json["errors"][0])
        self.assertEqual(self.ask("PUT", "/customers/9", {}).json["msg"], "Customer with ID 9 was not found")

    # --- activities ------------------------------------------------------------------------------------------------

    def test_the_same_a_id_is_a_second_row(self) -> None:
        self.cmf.load(customers=[MARA])
        ids = {self.attend().json["data"]["id"] for _ in range(2)}
        self.assertEqual(len(ids), 2)

    def test_a_date_that_is_no_whole_number_is_silently_now(self) -> None:
        self.cmf.load(customers=[MARA])
        for date in ("1767000123", "2026-05-02", 0, None):
            self.assertEqual(self.attend(activityDate=date).json["data"]["activityDate"], 1_767_000_000)
        self.assertEqual(self.attend().json["data"]["activityDate"], 1_767_000_123)

    def test_attributes_come_back_as_texts_from_mariadb(self) -> None:
        self.cmf.load(customers=[MARA])
        sent = {"n": 5, "yes": True, "no": False, "list": ["a", 1], "none": None}
        self.assertEqual(self.attend(attributes=sent).json["data"]["attributes"],
                         {"n": "5", "yes": "1", "no": "", "list": {"0": "a", "1": "1"}, "none": None})
        self.cmf.change(options={"store": "mysql"})
        self.assertEqual(self.attend(attributes=sent).json["data"]["attributes"], sent)

    def test_what_the_database_refuses_is_a_page_of_html(self) -> None:
        self.cmf.load(customers=[MARA])
        for changed in ({"attributes": {"a-b": ""}}, {"attributes": {"a": "x" * 70_000}}, {"a_id": "x" * 256}):
            reply = self.attend(**changed)
            self.assertEqual((reply.status, reply.is_html), (500, True))
        self.assertEqual(self.cmf.state()["activities"], [])

    def test_what_is_wrong_with_an_activity_is_said_in_words(self) -> None:
        self.cmf.load(customers=[MARA])
        for changed, words in (({"customerId": 9}, "customer 9 not found"), ({"attributes": "x"}, "associative array"),
                               ({"implementationClass": "X"}, "not a valid activity implementation class")):
            self.assertIn(words, self.attend(**changed).json["errors"][0])

    def test_the_list_ignores_type_and_begins_with_the_given_second(self) -> None:
        self.cmf.load(customers=[MARA])
        self.attend(type="newsletter")
        query = "/activities?type=attendance&modifiedSinceTimestamp="
        self.assertEqual(len(self.ask("GET", query + "1767000000").json["data"]), 1)
        self.assertEqual(self.ask("GET", query + "1767000001").json["data"], [])

    def test_activities_of_one_second_may_change_their_order_between_pages(self) -> None:
        self.cmf.change(options={"shuffle_ties": True}, load={"customers": [MARA]})
        for number in range(4):
            self.attend(a_id=f"visit-{number}")
        pages = [self.ask("GET", f"/activities?pageSize=2&page={page}").json["data"] for page in (1, 2)]
        self.assertEqual(pages[0][0]["a_id"], pages[1][1]["a_id"])

    def test_an_update_wants_customer_and_keeps_date_and_a_id(self) -> None:
        self.cmf.load(customers=[MARA])
        path = f"/activities/{self.attend().json['data']['id']}"
        body = {"type": "attendance", "attributes": {"gate": "B"}, "activityDate": 1, "a_id": "other"}
        self.assertTrue(self.ask("PUT", path, body | {"customerId": 1}).is_html)
        data = self.ask("PUT", path, body | {"customer": 1}).json["data"]
        self.assertEqual((data["activityDate"], data["a_id"], data["attributes"]),
                         (1_767_000_123, "visit-1", {"gate": "B"}))
        self.assertEqual(self.ask("PUT", path, body | {"customer": 1, "implementationClass": "X"}).status, 400)

    def test_a_deleted_activity_is_told_once_and_its_id_is_not_given_again(self) -> None:
        self.cmf.load(customers=[MARA])
        first = self.attend().json["data"]["id"]
        self.assertEqual([self.ask("DELETE", f"/activities/{first}").status for _ in range(2)], [204, 404])
        deletion = self.ask("GET", "/deletions?entityType=activities&deletionsSinceTimestamp=0").json["data"]
        self.assertEqual(deletion, [{"id": first, "entityType": "activities", "type": "attendance",
                                     "creationDate": 1_767_000_000}])
        self.assertGreater(self.attend().json["data"]["id"], first)

    def test_a_customers_activities_come_along_when_asked_for(self) -> None:
        self.cmf.load(customers=[MARA])
        self.attend()
        self.assertNotIn("activities", self.ask("GET", "/customers/1?includeActivities=1").json["data"])
        self.assertEqual(len(self.ask("GET", "/customers/1?includeActivities=true").json["data"]["activities"]), 1)

    # --- segments --------------------------------------------------------------------------------------------------

    def test_a_segment_is_made_once_and_answered_without_an_envelope(self) -> None:
        group = self.ask("POST", "/segment-groups", {"name": "Events", "reference": "events"}).json
        wanted = {"name": "Fair", "group": group["id"], "reference": "e42", "calculated": False}
        first, second = (self.ask("POST", "/segments", wanted) for _ in range(2))
        self.assertEqual((first.status, first.json["success"], first.json["reference"]), (200, True, "e42"))
        self.assertEqual(second.status, 400)

    def test_segments_of_customers_is_a_set_and_skips_what_it_does_not_know(self) -> None:
        self.cmf.load(customers=[MARA], segments=[{"id": 310, "name": "Fair"}])
        body = {"customerId": 1, "addSegments": [310, 999], "removeSegments": []}
        for _ in range(2):
            self.assertEqual(self.ask("PUT", "/segments-of-customers", body).json, {"success": True})
        self.assertEqual(self.cmf.state()["customers"][0]["manualSegments"], [310])
        self.ask("PUT", "/segments-of-customers", {"customerId": 1, "addSegments": [], "removeSegments": [310]})
        self.assertEqual(self.cmf.state()["customers"][0]["manualSegments"], [])
        self.assertIn("required", self.ask("PUT", "/segments-of-customers", {}).json["msg"])

    def test_a_missing_list_breaks_a_debugging_server(self) -> None:
        self.cmf.change(options={"debug": True}, load={"customers": [MARA]})
        self.assertTrue(self.ask("PUT", "/segments-of-customers", {"customerId": 1, "addSegments": []}).is_html)

    def test_a_missing_subfolder_breaks_a_debugging_server(self) -> None:
        self.cmf.change(options={"debug": True})
        group = self.ask("POST", "/segment-groups", {"name": "Events", "reference": "e"}).json["id"]
        segment = {"name": "Gala", "reference": "gala", "group": group}
        self.assertTrue(self.ask("POST", "/segments", segment).is_html)
        self.assertEqual(self.ask("POST", "/segments", segment | {"subFolder": None}).status, 200)

    def test_deletions_want_a_kind(self) -> None:
        self.assertIn("entityType", self.ask("GET", "/deletions").json["msg"])

    def test_a_poisoned_row_is_refused_and_no_other(self) -> None:
        self.cmf.load(customers=[MARA, MARA | {"id": 2}])
        self.cmf.fault("refuse_row", row="2")
        self.assertEqual([self.attend(customerId=number).status for number in (1, 2)], [201, 400])


if __name__ == "__main__":
    unittest.main()
