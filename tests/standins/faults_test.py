"""What can be made to go wrong with any stand-in, shown with the CMF."""

import http.client
import subprocess
import time
import unittest

from calls import Reply, call
from client import StandIn

BASE = "/__customermanagementframework/webservice"
KEY = {"X-API-Key": "standin-key"}


class FaultsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.cmf = StandIn("cmf")
        cls.addClassCleanup(cls.cmf.stop)

    def setUp(self) -> None:
        self.cmf.reset()
        self.cmf.load(customers=[{"id": 1, "email": "mara@example.org"}])

    def attend(self, visit: int = 1, timeout: float = 30) -> Reply:
        body = {"customerId": 1, "type": "attendance", "a_id": f"visit-{visit}", "attributes": {}}
        return call("POST", self.cmf.url + BASE + "/activities", body, KEY, timeout)

    def list(self, query: str = "") -> Reply:
        return call("GET", self.cmf.url + BASE + "/customers" + query, None, KEY)

    def rows(self) -> int:
        return len(self.cmf.state()["activities"])

    def test_every_reply_is_dropped_once_after_the_deed(self) -> None:
        self.cmf.fault("drop", methods=["POST"], each_once=True)
        for visit in (1, 2):
            with self.assertRaises(OSError):
                self.attend(visit)
            self.assertEqual(self.attend(visit).status, 201)
        self.assertEqual(self.rows(), 4)

    def test_a_request_can_be_lost_before_the_deed(self) -> None:
        self.cmf.fault("drop", when="before", nth=2)
        self.assertEqual(self.attend().status, 201)
        with self.assertRaises(OSError):
            self.attend()
        self.assertEqual(self.rows(), 1)

    def test_an_answer_comes_late_and_the_deed_with_it_where_asked(self) -> None:
        for when, rows in (("after", 1), ("before", 0)):
            self.setUp()
            self.cmf.fault("late", when=when, seconds=1, first=1)
            with self.assertRaises(OSError):
                self.attend(timeout=0.2)
            self.assertEqual(self.rows(), rows)
            self.wait_until(lambda: self.rows() == 1)

    def test_a_body_ends_in_its_middle(self) -> None:
        self.cmf.fault("cut_body", path="page=2", nth=1)
        self.assertEqual(self.list("?page=1").status, 200)
        with self.assertRaises(http.client.IncompleteRead):
            self.list("?page=2")
        self.assertEqual(self.list("?page=2").status, 200)

    def test_too_many_calls_say_when_to_come_again(self) -> None:
        self.cmf.fault("too_many", first=2, retry_after=7)
        replies = [self.attend() for _ in range(3)]
        self.assertEqual([reply.status for reply in replies], [429, 429, 201])
        self.assertEqual(replies[0].headers["Retry-After"], "7")
        self.assertEqual(self.rows(), 1)

    def test_a_server_error_comes_before_or_after_the_deed(self) -> None:
        self.cmf.fault("server_error", nth=1)
        self.cmf.fault("server_error", nth=2, when="after", status=502)
        replies = [self.attend() for _ in range(2)]
        self.assertEqual([(reply.status, reply.is_html) for reply in replies], [(500, True), (502, True)])
        self.assertEqual(self.rows(), 1)

    def test_a_process_is_killed_before_or_after_the_deed(self) -> None:
        for when, rows in (("before", 0), ("after", 1)):
            self.setUp()
            victim = subprocess.Popen(["sleep", "60"])
            self.cmf.fault("kill", when=when, nth=1, pid=victim.pid)
            with self.assertRaises(OSError):
                self.attend()
            self.assertEqual((victim.wait(), self.rows()), (-9, rows))

    def test_pages_move_while_they_are_read(self) -> None:
        self.cmf.load(customers=[{"id": number} for number in range(1, 6)])
        self.cmf.fault("change", path="page=1", nth=1, changes={"update": {"customers": [{"id": 1, "published": False}]}})
        pages = [[row["id"] for row in self.list(f"?pageSize=2&page={page}").json["data"]] for page in (1, 2)]
        self.assertEqual(pages, [[1, 2], [4, 5]])

    def test_the_key_becomes_wrong(self) -> None:
        self.cmf.change(key="another")
        self.assertEqual(self.list().status, 403)
        self.cmf.change(key="standin-key")

    def test_nobody_listens_for_a_while(self) -> None:
        self.cmf.go_away()
        with self.assertRaises(OSError):
            self.list()
        self.cmf.come_back()
        self.assertEqual(self.list().status, 200)
        self.cmf.fault("away", nth=1, seconds=0.3)
        self.assertEqual(self.list().status, 200)
        self.wait_until(self.is_away)
        self.wait_until(lambda: not self.is_away())

    def test_an_open_connection_ends_when_it_goes_away(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.cmf.port)
        connection.request("GET", BASE + "/customers", headers=KEY)
        connection.getresponse().read()
        self.cmf.go_away()
        with self.assertRaises(OSError):
            connection.request("GET", BASE + "/customers", headers=KEY)
            connection.getresponse()
        connection.close()
        self.cmf.come_back()

    def test_the_clock_stands_still_until_told_otherwise(self) -> None:
        self.cmf.clock(now=1000)
        self.assertEqual(self.cmf.now(), 1000)
        self.cmf.clock(advance=60)
        self.assertEqual(self.list().json["timestamp"], 1060)
        self.cmf.clock(runs=True)
        self.wait_until(lambda: self.cmf.now() > 1060)
        self.cmf.clock(now=1_767_000_000, runs=False)

    def test_the_log_counts_calls_and_holds_no_body(self) -> None:
        self.cmf.fault("drop", nth=2)
        self.list("?page=1")
        with self.assertRaises(OSError):
            self.attend()
        first, second = self.cmf.log()
        self.assertEqual((first["method"], first["path"], first["query"], first["status"]),
                         ("GET", BASE + "/customers", {"page": ["1"]}, 200))
        self.assertEqual((second["status"], second["acted"], second["faults"]), (None, True, ["drop"]))
        self.assertNotIn("visit-1", str(second))

    def test_faults_count_and_can_be_taken_back(self) -> None:
        self.cmf.fault("too_many", nth=[1, 3])
        self.assertEqual([self.list().status for _ in range(3)], [429, 200, 429])
        self.assertEqual([(fault["seen"], fault["struck"]) for fault in self.cmf.faults()], [(3, 2)])
        self.cmf.clear_faults()
        self.assertEqual(self.cmf.faults(), [])
        with self.assertRaises(ValueError):
            self.cmf.fault("earthquake")

    def test_it_ends_with_standard_input(self) -> None:
        other = StandIn("cmf")
        other.stop()
        self.assertEqual(other.process.returncode, 0)

    # ---------------------------------------------------------------------------------------------------------------

    def is_away(self) -> bool:
        try:
            self.list()
        except OSError:
            return True
        return False

    def wait_until(self, holds) -> None:
        for _ in range(500):
            if holds():
                return
            time.sleep(0.02)
        self.fail("it did not happen")


if __name__ == "__main__":
    unittest.main()
