"""The invented people have what makes guest lists hard, and are the same for the same seed."""

import unittest
from collections import Counter

from people import COLLEAGUES, orders, people


class PeopleTest(unittest.TestCase):
    def setUp(self) -> None:
        self.people = people(650, seed=7)

    def test_a_seed_gives_the_same_people(self) -> None:
        self.assertEqual(self.people, people(650, seed=7))
        self.assertNotEqual(self.people, people(650, seed=8))
        self.assertEqual(self.people[:40], people(40, seed=7))

    def test_all_addresses_are_nobodys(self) -> None:
        self.assertTrue(all(address.endswith("@example.org") for one in self.people
                            for address in (one.email, one.buyer_email)))

    def test_names_have_umlauts_and_some_are_very_long(self) -> None:
        self.assertTrue(any(set("äöüß") & set(one.name) for one in self.people))
        self.assertGreater(max(len(one.name) for one in self.people), 60)

    def test_five_colleagues_share_an_order_and_its_buyers_address(self) -> None:
        groups = [group for group in orders(self.people).values() if len(group) > 1]
        self.assertEqual({len(group) for group in groups}, {COLLEAGUES})
        for group in groups:
            self.assertEqual(len({one.buyer_email for one in group}), 1)
            self.assertEqual(len({one.company for one in group}), 1)
            self.assertNotIn(group[0].buyer_email, {one.email for one in group})

    def test_there_are_namesakes_and_two_names_on_one_address(self) -> None:
        self.assertGreater(max(Counter(one.name for one in self.people).values()), 1)
        shared = [email for email, count in Counter(one.email for one in self.people).items() if count > 1]
        self.assertTrue(any(len({one.name for one in self.people if one.email == email}) > 1 for email in shared))


if __name__ == "__main__":
    unittest.main()
