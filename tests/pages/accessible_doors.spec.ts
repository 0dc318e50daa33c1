// Every view of who signs in and who stands at a door, in both themes.
import { examine } from "./examine";
import { test } from "./fixture";
import { views } from "./views";

test("Every view at a door", ({ browser, venue }) => examine(venue, browser, views.filter(({ as }) => as !== "organiser")));
