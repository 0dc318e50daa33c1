// Roles as an organiser reads them (docs/pages.md, Who may do what).
import { say } from "../app/text";

export interface RoleChoice {
  key: string;
  name: string;
  about: string;
}

export const roles = (): RoleChoice[] => [
  { key: "helper", name: say("Helper"), about: say("Scans and calls for help; sees no guests.") },
  { key: "staff", name: say("Team"), about: say("Finds every guest of these events, lets in and undoes.") },
  { key: "host", name: say("Host"), about: say("Has guests on own lists, invites and decides about them; sees others as totals only.") },
  { key: "organiser", name: say("Organiser"), about: say("Does everything at these events; with none chosen, everything of the venue.") },
];

export const role_name = (key: string) => roles().find((role) => role.key === key)?.name ?? key;
