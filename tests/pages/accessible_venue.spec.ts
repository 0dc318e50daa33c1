// Every view that organisers have of the venue, in both themes.
import { examine } from "./examine";
import { test } from "./fixture";
import { views } from "./views";

test("Every view of the venue", ({ browser, venue }) => examine(venue, browser, views.filter(({ as, address }) => as === "organiser" && !address.startsWith("organise/events/"))));
