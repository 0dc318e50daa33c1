// Every view of an event's organisers but those of its CRM and personal data, in both themes; the others:
// accessible_crm.spec.ts, accessible_venue.spec.ts, accessible_doors.spec.ts.
import { examine } from "./examine";
import { test } from "./fixture";
import { is_of_crm, views } from "./views";

test("Every view of an event", ({ browser, venue }) => examine(venue, browser, views.filter(({ as, address }) => as === "organiser" && address.startsWith("organise/events/")).filter((view) => !is_of_crm(view))));
