// Every view of an event's organisers, in both themes; all others: accessible_venue.spec.ts, accessible_doors.spec.ts.
import { examine } from "./examine";
import { test } from "./fixture";
import { views } from "./views";

test("Every view of an event", ({ browser, venue }) => examine(venue, browser, views.filter(({ as, address }) => as === "organiser" && address.startsWith("organise/events/"))));
