"""Campaign Monitor's quirks, each asked for over HTTP."""

import base64
import unittest
from typing import Any

from calls import Reply, call
from client import StandIn

MARA = {"EmailAddress": "mara@example.org", "Name": "Mara Beispiel", "ConsentToTrack": "Unchanged"}


def basic(key: str) -> str:
    return "Basic " + base64.b64encode(f"{key}:x".encode()).decode()


class CampaignMonitorTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.monitor = StandIn("campaign_monitor")
        cls.addClassCleanup(cls.monitor.stop)

    def setUp(self) -> None:
        self.monitor.reset()
        self.monitor.load(customfields=[{"FieldName": "Last Event", "Key": "[LastEvent]"},
                                        {"FieldName": "Topics", "Key": "[Topics]", "DataType": "MultiSelectMany"}])

    def ask(self, method: str, path: str, body: Any = None, authorization: str = basic("standin-key")) -> Reply:
        return call(method, f"{self.monitor.url}/api/v3.3{path}", body, {"Authorization": authorization})

    def import_all(self, *rows: dict, resubscribe: bool = False) -> Reply:
        return self.ask("POST", "/subscribers/l1/import.json", {"Subscribers": rows, "Resubscribe": resubscribe})

    def states(self) -> dict[str, str]:
        return {row["EmailAddress"]: row["State"] for row in self.monitor.state()["subscribers"]}

    def fields(self) -> list[tuple[str, str]]:
        return [(field["Key"], field["Value"]) for field in self.monitor.state()["subscribers"][0]["CustomFields"]]

    def code(self, reply: Reply) -> tuple[int, int]:
        return reply.status, reply.json["Code"]

    def test_the_key_is_the_user_and_errors_have_a_code(self) -> None:
        self.assertEqual(self.ask("GET", "/clients.json").status, 200)
        self.assertEqual(self.ask("GET", "/clients/c1/lists.json").json, [{"ListID": "l1", "Name": "Follow-up"}])
        self.assertEqual(self.code(self.ask("GET", "/clients.json", None, basic("no"))), (401, 100))
        self.assertEqual(self.code(self.ask("GET", "/lists/other/active.json")), (401, 101))
        self.monitor.change(options={"oauth": "expired"})
        self.assertEqual(self.code(self.ask("GET", "/clients.json", None, "Bearer standin-key")), (401, 121))
        self.assertEqual(self.ask("GET", "/unheard-of.json").status, 404)

    def test_adding_is_an_upsert_by_address(self) -> None:
        for name in ("Mara", "Mara Beispiel"):
            reply = self.ask("POST", "/subscribers/l1.json", MARA | {"Name": name, "EmailAddress": "Mara@example.org"})
            self.assertEqual((reply.status, reply.json), (201, "Mara@example.org"))
        self.assertEqual([row["Name"] for row in self.monitor.state()["subscribers"]], ["Mara Beispiel"])

    def test_what_is_added_waits_in_a_queue(self) -> None:
        self.monitor.change(options={"queue_runs": False})
        self.assertEqual(self.ask("POST", "/subscribers/l1.json", MARA).status, 201)
        self.assertEqual(self.code(self.ask("GET", "/subscribers/l1.json?email=mara@example.org")), (400, 203))
        self.monitor.change(options={"queue_runs": True})
        self.assertEqual(self.ask("GET", "/subscribers/l1.json?email=mara@example.org").json["State"], "Active")

    def test_a_partial_import_is_400_and_stored(self) -> None:
        reply = self.import_all(MARA, MARA | {"EmailAddress": "x@bad"}, MARA | {"EmailAddress": "b@example.org"})
        self.assertEqual(self.code(reply), (400, 210))
        self.assertEqual([(row["EmailAddress"], row["Code"]) for row in reply.json["ResultData"]["FailureDetails"]],
                         [("x@bad", 1)])
        self.assertEqual(sorted(self.states()), ["b@example.org", "mara@example.org"])

    def test_an_import_counts_new_existing_and_doubled(self) -> None:
        self.import_all(MARA)
        reply = self.import_all(MARA, MARA | {"EmailAddress": "b@example.org"}, MARA | {"EmailAddress": "B@example.org"})
        self.assertEqual((reply.status, reply.json["TotalExistingSubscribers"], reply.json["TotalUniqueEmailsSubmitted"],
                          reply.json["DuplicateEmailsInSubmission"]), (201, 2, 2, ["b@example.org"]))

    def test_an_import_has_at_least_one_and_at_most_a_thousand_rows(self) -> None:
        rows = [MARA | {"EmailAddress": f"guest{number}@example.org"} for number in range(1001)]
        self.assertEqual(self.code(self.import_all(*rows)), (400, 209))
        self.assertEqual(self.code(self.import_all()), (400, 212))
        self.assertEqual(self.import_all(*rows[:1000]).status, 201)

    def test_who_left_stays_out_unless_resubscribed(self) -> None:
        states = {"Suppressed": 204, "Deleted": 205, "Unsubscribed": 206, "Bounced": 207, "Unconfirmed": 208}
        for state, code in states.items():
            self.monitor.load(subscribers=[{"EmailAddress": "mara@example.org", "State": state}])
            failure = self.import_all(MARA).json["ResultData"]["FailureDetails"][0]
            self.assertEqual((failure["Code"], self.states()["mara@example.org"]), (code, state))
        self.assertEqual(self.import_all(MARA, resubscribe=True).status, 201)
        self.assertEqual(self.states()["mara@example.org"], "Active")

    def test_consent_is_mandatory_and_unchanged_keeps_it(self) -> None:
        self.monitor.load(subscribers=[MARA | {"ConsentToTrack": "No"}])
        for consent, code in ((None, 214), ("Perhaps", 215)):
            failure = self.import_all(MARA | {"ConsentToTrack": consent}).json["ResultData"]["FailureDetails"][0]
            self.assertEqual(failure["Code"], code)
        self.import_all(MARA)
        detail = self.ask("GET", "/subscribers/l1.json?email=mara@example.org&includetrackingpreference=true").json
        self.assertEqual(detail["ConsentToTrack"], "No")

    def test_fields_stay_unless_sent_or_cleared_and_repeat_for_several_values(self) -> None:
        topics = [{"Key": "Topics", "Value": "A"}, {"Key": "[Topics]", "Value": "B"}]
        self.import_all(MARA | {"CustomFields": [{"Key": "LastEvent", "Value": "Fair"}, *topics]})
        self.import_all(MARA | {"CustomFields": [{"Key": "Unknown", "Value": "x"}, {"Key": "LastEvent", "Value": ""}]})
        self.assertEqual(self.fields(), [("[LastEvent]", "Fair"), ("[Topics]", "A"), ("[Topics]", "B")])
        self.import_all(MARA | {"CustomFields": [{"Key": "LastEvent", "Value": "", "Clear": True}, topics[1]]})
        self.assertEqual(self.fields(), [("[Topics]", "B")])

    def test_a_subscriber_may_change_the_address(self) -> None:
        self.import_all(MARA, MARA | {"EmailAddress": "b@example.org"})
        path = "/subscribers/l1.json?email=mara@example.org"
        self.assertEqual(self.code(self.ask("PUT", path, MARA | {"EmailAddress": "b@example.org"})), (400, 201))
        self.assertEqual(self.code(self.ask("PUT", path, MARA | {"EmailAddress": "bad"})), (400, 211))
        self.assertEqual(self.ask("PUT", path, MARA | {"EmailAddress": "new@example.org"}).status, 200)
        self.assertEqual(sorted(self.states()), ["b@example.org", "new@example.org"])
        self.assertEqual(self.code(self.ask("PUT", path, MARA)), (400, 203))

    def test_leaving_and_deleting_change_the_state(self) -> None:
        self.import_all(MARA)
        for _, code in ((1, None), (2, 203)):
            reply = self.ask("POST", "/subscribers/l1/unsubscribe.json", {"EmailAddress": "mara@example.org"})
            self.assertEqual(reply.status == 200, code is None)
        self.assertEqual(self.ask("DELETE", "/subscribers/l1.json?email=mara@example.org").status, 200)
        self.assertEqual(self.states(), {"mara@example.org": "Deleted"})
        self.assertEqual(self.ask("GET", "/subscribers/l1/history.json?email=mara@example.org").json, [])

    def test_lists_come_by_state_in_pages(self) -> None:
        self.monitor.change(generate={"count": 25})
        self.monitor.change(load={"subscribers": [{"EmailAddress": "a@example.org", "State": "Bounced"}]})
        page = self.ask("GET", "/lists/l1/active.json?page=3&pagesize=10").json
        self.assertEqual((page["TotalNumberOfRecords"], page["NumberOfPages"], page["RecordsOnThisPage"]), (25, 3, 5))
        self.assertEqual(self.ask("GET", "/lists/l1/bounced.json").json["Results"][0]["EmailAddress"], "a@example.org")
        self.assertEqual(self.code(self.ask("GET", "/lists/l1/active.json?pagesize=5")), (400, 801))

    def test_custom_fields_are_made_once(self) -> None:
        wanted = {"FieldName": "Attended", "DataType": "Text"}
        self.assertEqual(self.ask("POST", "/lists/l1/customfields.json", wanted).json, "[Attended]")
        for changed, code in (({}, 255), ({"FieldName": ""}, 254), ({"FieldName": "a", "DataType": "Blob"}, 259),
                              ({"FieldName": "a", "Options": ["x"]}, 256),
                              ({"FieldName": "a", "DataType": "MultiSelectOne"}, 257)):
            self.assertEqual(self.code(self.ask("POST", "/lists/l1/customfields.json", wanted | changed)), (400, code))
        self.assertEqual([field["Key"] for field in self.ask("GET", "/lists/l1/customfields.json").json],
                         ["[LastEvent]", "[Topics]", "[Attended]"])

    def test_one_poisoned_row_fails_alone(self) -> None:
        self.monitor.fault("refuse_row", row="b@example.org")
        reply = self.import_all(MARA, MARA | {"EmailAddress": "b@example.org"})
        self.assertEqual((self.code(reply), list(self.states())), ((400, 210), ["mara@example.org"]))


if __name__ == "__main__":
    unittest.main()
