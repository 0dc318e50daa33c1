"""What every stand-in must be able to do, whichever system it plays."""

import base64
import http.client
import unittest
from collections.abc import Callable, Iterator

from calls import Reply, call
from client import StandIn

BASIC = "Basic " + base64.b64encode(b"standin-key:x").decode()
# system -> a request that reads, and the header that holds the key
READS = {
    "campaign_monitor": ("GET", "/api/v3.3/lists/l1/active.json", {"Authorization": BASIC}, None),
    "cmf": ("GET", "/__customermanagementframework/webservice/customers", {"X-API-Key": "standin-key"}, None),
    "datahub": ("POST", "/pimcore-graphql-webservices/shop", {"apikey": "standin-key"},
                {"query": "{ getOnlineShopOrderListing(sortBy:\"id\") { totalCount edges { node { id } } } }"}),
    "easyverein": ("GET", "/api/v2.0/member?limit=100", {"Authorization": "Bearer standin-key"}, None),
    "eventbrite": ("GET", "/v3/events/42/attendees/", {"Authorization": "Bearer standin-key"}, None),
    "pretix": ("GET", "/api/v1/organizers/org/events/fair/orders/", {"Authorization": "Token standin-key"}, None),
    "sewobe": ("POST", "/restservice/standard/v1.0/auswertungen/get_auswertung_data.php", {},
               b"USERNAME=einlass&PASSWORT=standin-key&AUSWERTUNG_ID=6"),
}


class EverySystemTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.stand_ins = {name: StandIn(name) for name in READS}
        for stand_in in cls.stand_ins.values():
            cls.addClassCleanup(stand_in.stop)

    def in_each(self) -> Iterator[tuple[StandIn, Callable[[], Reply]]]:
        for name, (method, path, headers, body) in READS.items():
            with self.subTest(name):
                stand_in = self.stand_ins[name]
                stand_in.reset()
                stand_in.change(generate={"count": 40, "seed": 3})

                def read() -> Reply:
                    return call(method, stand_in.url + path, body, headers)

                yield stand_in, read

    def test_invented_people_can_be_read(self) -> None:
        for _, read in self.in_each():
            self.assertEqual(read().status, 200)
            self.assertGreater(len(read().text), 200)

    def test_too_many_calls_say_when_to_come_again(self) -> None:
        for stand_in, read in self.in_each():
            stand_in.fault("too_many", first=1, retry_after=3)
            reply = read()
            self.assertEqual((reply.status, reply.headers["Retry-After"]), (429, "3"))
            self.assertEqual(read().status, 200)

    def test_a_server_error_is_html(self) -> None:
        for stand_in, read in self.in_each():
            stand_in.fault("server_error", first=1)
            reply = read()
            self.assertEqual((reply.status, reply.is_html), (500, True))

    def test_a_reply_is_dropped_and_a_body_is_cut(self) -> None:
        for stand_in, read in self.in_each():
            stand_in.fault("drop", nth=1)
            stand_in.fault("cut_body", nth=2)
            with self.assertRaises(OSError):
                read()
            with self.assertRaises(http.client.IncompleteRead):
                read()
            self.assertEqual([entry["acted"] for entry in stand_in.log()], [True, True])

    def test_a_wrong_key_reads_nothing(self) -> None:
        for stand_in, read in self.in_each():
            stand_in.change(key="another")
            reply = read()
            self.assertTrue(reply.status in (401, 403) or "verweigert" in reply.text)
            self.assertNotIn("guest2@example.org", reply.text)

    def test_unknown_paths_and_options_are_refused(self) -> None:
        for stand_in, _ in self.in_each():
            self.assertIn(call("GET", stand_in.url + "/unheard-of").status, (401, 404))
            with self.assertRaises(ValueError):
                stand_in.change(options={"unheard_of": True})

    def test_the_system_itself_has_no_control(self) -> None:
        for stand_in, _ in self.in_each():
            self.assertIn(call("GET", stand_in.url + "/_standin/state").status, (401, 404))


if __name__ == "__main__":
    unittest.main()
