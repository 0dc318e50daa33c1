// Every view of organisers, in both themes; those of all others: accessible_doors.spec.ts.
import { examine } from "./examine";
import { test } from "./fixture";

test.setTimeout(280_000);

test("Every view of organisers, in both themes", ({ browser, venue }) => examine(venue, browser, ["organiser"]));
