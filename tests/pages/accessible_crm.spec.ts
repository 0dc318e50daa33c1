// Every view of an event's CRM and personal data, in both themes.
import { examine } from "./examine";
import { test } from "./fixture";
import { is_of_crm, views } from "./views";

test("Every view of an event's CRM", ({ browser, venue }) => examine(venue, browser, views.filter(is_of_crm)));
