// Every view of who signs in and who stands at a door, in both themes.
import { examine } from "./examine";
import { test } from "./fixture";

test.setTimeout(280_000);

test("Every view at a door, in both themes", ({ browser, venue }) => examine(venue, browser, ["nobody", "host", "staff", "helper"]));
