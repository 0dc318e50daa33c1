// Where in the organiser's page one is: "#/organise/events/KEY/SECTION", "#/organise/kiosks" …
import { address_of, go } from "../app/address";

export const place = (...path: string[]) => address_of("organise", ...path);
export const go_to = (...path: string[]) => go("organise", ...path);
