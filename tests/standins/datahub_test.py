"""The Datahub's quirks, each asked for over HTTP."""

import json
import unittest
from typing import Any

from calls import Reply, call
from client import StandIn

ORDERS = """query Orders($n:Int,$o:Int,$f:String){ getOnlineShopOrderListing(
    first:$n, after:$o, sortBy:["id"], sortOrder:["ASC"], filter:$f) {
  totalCount edges { node { id ordernumber orderState orderdate modificationDate customerEmail
    customer { ... on object_Customer { id email } }
    items { ... on object_OnlineShopOrderItem { id orderState productNumber amount } } } } } }"""
CREATE = """mutation Attend($key:String!,$input:CreateEventAttendanceInput){ createEventAttendance(
  key:$key, parentId:50, input:$input) { success message output { id attendedAt } } }"""


class DatahubTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.datahub = StandIn("datahub")
        cls.addClassCleanup(cls.datahub.stop)

    def setUp(self) -> None:
        self.datahub.reset()
        self.datahub.clock(now=1_767_000_000)

    def ask(self, query: str, config: str = "shop", **variables: Any) -> Reply:
        return call("POST", f"{self.datahub.url}/pimcore-graphql-webservices/{config}",
                    {"query": query, "variables": variables}, {"apikey": "standin-key"})

    def ids(self, filter: Any, **options: Any) -> list[str]:
        data = self.ask(ORDERS, n=100, o=0, f=json.dumps(filter), **options).json["data"]
        return [edge["node"]["id"] for edge in data["getOnlineShopOrderListing"]["edges"]]

    def error(self, query: str, **variables: Any) -> str:
        reply = self.ask(query, **variables)
        self.assertEqual(reply.status, 200)
        return reply.json["errors"][0]["message"]

    def load_orders(self, count: int) -> None:
        self.datahub.load(OnlineShopOrder=[
            {"id": number, "orderState": "committed" if number % 2 else "cancelled", "creationDate": number}
            for number in range(1, count + 1)])

    def test_an_order_comes_with_customer_and_items(self) -> None:
        self.datahub.change(generate={"count": 25})
        listing = self.ask(ORDERS, n=1, o=0).json["data"]["getOnlineShopOrderListing"]
        node = listing["edges"][0]["node"]
        self.assertEqual(listing["totalCount"], 17)
        self.assertEqual((node["id"], node["items"][0]["amount"], node["orderdate"]),
                         ("20001", 5, "2025-12-29 10:20:00"))
        self.assertEqual(node["customer"], {"id": "1001", "email": "office1@example.org"})

    def test_pages_begin_at_an_offset(self) -> None:
        self.load_orders(5)
        listing = self.ask(ORDERS, n=2, o=4).json["data"]["getOnlineShopOrderListing"]
        self.assertEqual(([edge["node"]["id"] for edge in listing["edges"]], listing["totalCount"]), (["5"], 5))

    def test_without_an_order_pages_overlap(self) -> None:
        self.load_orders(20)
        query = "query L($o:Int){ getOnlineShopOrderListing(first:10,after:$o){ edges{ node{ id } } } }"
        pages = [{edge["node"]["id"] for edge in self.ask(query, o=start).json["data"]["getOnlineShopOrderListing"][
            "edges"]} for start in (0, 10)]
        self.assertTrue(pages[0] & pages[1])

    def test_filters_are_json_in_a_text(self) -> None:
        self.load_orders(4)
        for wanted, found in (({"modificationDate": {"$gte": 3}}, ["3", "4"]), ({"id": {"$gt": "3"}}, ["4"]),
                              ({"orderState": "committed"}, ["1", "3"]),
                              ({"$and": [{"id": {"$lt": 4}}, {"orderState": {"$like": "c%d"}}]}, ["1", "2", "3"]),
                              ({"$or": [{"id": 1}, {"id": 4}]}, ["1", "4"]), ({"$not": {"id": {"$lte": 3}}}, ["4"]),
                              ({"orderState": {"$notlike": "comm%"}}, ["2", "4"]), ({"id": {"$notnull": True}},
                                                                                  ["1", "2", "3", "4"])):
            self.assertEqual(self.ids(wanted), found)
        self.assertIn("filter", self.error(ORDERS, f="{"))

    def test_an_order_is_found_by_an_item_of_it(self) -> None:
        self.datahub.change(generate={"count": 20})
        order = self.datahub.state()["OnlineShopOrder"][1]
        self.assertEqual(self.ids({"items": {"$like": f"%,{order['items'][0]},%"}}), [str(order["id"])])
        self.assertEqual(self.ids({"items": {"$like": "%,5,%"}}), [])

    def test_older_pimcores_have_a_prefix_on_their_columns(self) -> None:
        self.load_orders(1)
        self.datahub.change(options={"column_prefix": "o_"})
        self.assertIn("Unknown column 'id'", self.error(ORDERS))
        self.assertEqual(len(self.ask(ORDERS.replace('"id"', '"o_id"'), f='{"o_id":{"$gt":0}}').json["data"][
            "getOnlineShopOrderListing"]["edges"]), 1)

    def test_unpublished_objects_come_only_when_asked_for(self) -> None:
        self.datahub.load(OnlineShopOrder=[{"id": 1, "published": False}])
        query = "{ getOnlineShopOrderListing(sortBy:\"id\"%s){ totalCount } }"
        for argument, count in (("", 0), (", published:false", 1)):
            listing = self.ask(query % argument).json["data"]["getOnlineShopOrderListing"]
            self.assertEqual(listing["totalCount"], count)

    def test_errors_come_with_http_200(self) -> None:
        self.load_orders(1)
        for query, words in (("{ getOnlineShopOrderListing { edges { node { secret } } } }", "Cannot query field"),
                             ("{ getOnlineShopOrderListing(after:\"0\") { totalCount } }", "requires type Int"),
                             ("{ getOnlineShopOrderListing { ", "Syntax Error"), ("{ getUnheardOf { id } }", "Cannot"),
                             ("query A { a } query B { b }", "multiple operations")):
            self.assertIn(words, self.error(query))
        self.assertIn("invalid value", self.error(ORDERS, n="100"))

    def test_a_relation_is_a_union(self) -> None:
        self.load_orders(1)
        query = "{ getOnlineShopOrderListing { edges { node { items { id } } } } }"
        self.assertIn("Cannot query field", self.error(query))

    def test_only_picked_fields_exist(self) -> None:
        self.datahub.change(options={"fields": {"OnlineShopOrderItem": ["ticketCode"]}, "without": {
            "OnlineShopOrder": ["comment"]}})
        self.datahub.load(OnlineShopOrder=[{"id": 1, "items": [5]}])
        self.datahub.load(OnlineShopOrderItem=[{"id": 5, "ticketCode": "T1"}])
        query = "{ getOnlineShopOrder(id:1) { items { ... on object_OnlineShopOrderItem { ticketCode } } } }"
        self.assertEqual(self.ask(query).json["data"]["getOnlineShopOrder"], {"items": [{"ticketCode": "T1"}]})
        self.assertIn("Cannot query field", self.error("{ getOnlineShopOrder(id:1) { comment } }"))

    def test_an_unknown_configuration_is_404_and_a_wrong_key_403_in_html(self) -> None:
        self.assertEqual(self.ask(ORDERS, config="other").status, 404)
        self.datahub.change(key="another")
        reply = self.ask(ORDERS)
        self.assertEqual((reply.status, reply.is_html), (403, True))

    def test_creating_twice_is_refused_with_success_false(self) -> None:
        body = {"key": "chk-1", "input": {"event": "Fair", "attendedAt": "1767000000"}}
        first, second = (self.ask(CREATE, **body).json["data"]["createEventAttendance"] for _ in range(2))
        self.assertEqual((first["success"], first["output"]), (True, {"id": "1", "attendedAt": "2025-12-29 10:20:00"}))
        self.assertEqual((second["success"], second["message"]), (False, "creating failed: Duplicate path"))

    def test_failures_of_mutations_are_data(self) -> None:
        update = "mutation { updateEventAttendance(id:9, input:{event:\"x\"}) { success message } }"
        self.assertEqual(self.ask(update).json["data"]["updateEventAttendance"],
                         {"success": False, "message": "unable to update object. Unknown id or fullpath"})
        orphan = self.ask(CREATE.replace("parentId:50", "parentId:9"), key="a").json["data"]["createEventAttendance"]
        self.assertEqual(orphan["message"], "unable to resolve parent")
        self.datahub.change(options={"no_permission": ["EventAttendance"]})
        denied = self.ask(CREATE, key="a").json["data"]["createEventAttendance"]
        self.assertEqual(denied["message"], "permission denied.")
        self.assertIn("not defined", self.error("mutation { updateEventAttendance(id:9, input:{x:1}) { success } }"))

    def test_an_update_sets_and_a_deletion_removes(self) -> None:
        self.datahub.load(EventAttendance=[{"id": 4, "status": "in"}])
        self.datahub.clock(advance=5)
        update = "mutation { updateEventAttendance(id:4, input:{status:\"out\"}) { success output { status } } }"
        for _ in range(2):
            self.assertEqual(self.ask(update).json["data"]["updateEventAttendance"],
                             {"success": True, "output": {"status": "out"}})
        row = self.datahub.state()["EventAttendance"][0]
        self.assertEqual(row["modificationDate"] - row["creationDate"], 5)
        self.ask("mutation { deleteEventAttendance(id:4) { success } }")
        self.assertEqual(self.datahub.state()["EventAttendance"], [])

    def test_a_cached_answer_is_stale(self) -> None:
        self.datahub.change(options={"cache_seconds": 30})
        self.load_orders(1)
        self.assertEqual(self.ids({}), ["1"])
        self.load_orders(2)
        self.assertEqual(self.ids({}), ["1"])
        self.datahub.clock(advance=31)
        self.assertEqual(self.ids({}), ["1", "2"])

    def test_it_fails_with_http_200_and_refuses_a_poisoned_row(self) -> None:
        self.datahub.fault("own_error", nth=1)
        self.assertIn("Internal", self.error(ORDERS))
        self.datahub.fault("refuse_row", row="chk-2")
        self.assertEqual([self.ask(CREATE, key=key).json["data"]["createEventAttendance"]["success"]
                          for key in ("chk-1", "chk-2")], [True, False])

    def test_named_fragments_aliases_and_bricks_are_understood(self) -> None:
        self.datahub.load(OnlineShopOrderItem=[{"id": 1, "customized": {"TicketBrick": {"code": "T1", "other": 1}}}])
        query = """query { one: getOnlineShopOrderItem(id: 1) { ...Codes } }
                   fragment Codes on object_OnlineShopOrderItem { customized { TicketBrick { code } } }"""
        self.assertEqual(self.ask(query).json["data"], {"one": {"customized": {"TicketBrick": {"code": "T1"}}}})


if __name__ == "__main__":
    unittest.main()
