// The fields of a policy in the order and the words of an organiser. A field is what is changed and put back as one.
import { say, say_many } from "../../app/text";

export type Kind =
  | { kind: "choice"; options: [string, string][] }
  | { kind: "switch"; yes: string; no: string }
  | { kind: "number"; least: number; most: number; unit: (count: number) => string; beside?: string; none?: string } // beside: the unit, where the label leaves it open; none: may be empty, which means this
  | { kind: "time" }
  | { kind: "categories"; none: string }
  | { kind: "texts"; none: string; hint: string }
  | { kind: "cap" | "caps" | "lists" | "hours" | "questions" | "handouts" | "reprints" | "pick_up" | "colours" };

export type PolicyField = Kind & {
  key: string; // as the server names it
  label: string;
  about?: string;
  fixed?: boolean; // once guests have come
  of_one_event?: boolean; // no preset has it
};

export interface Group {
  key: string;
  name: string;
  about: string;
  fields: PolicyField[];
}

const persons = (count: number) => say_many("{count} person", "{count} persons", count);
const minutes = (count: number) => say_many("{count} minute after the start", "{count} minutes after the start", count);

const who = (): Group => ({
  key: "who",
  name: say("Who comes in"),
  about: say("What keeps somebody out is told to the team and to hosts only; the guest reads that the team will help."),
  fields: [
    { key: "listed_only", kind: "switch", label: say("Only guests on the list"), yes: say("only guests on the list"), no: say("a valid ticket is enough"), about: say("Whoever is not on it is sent to the team. Switched off, a valid ticket is enough.") },
    { key: "admit_by", kind: "choice", label: say("Who lets in"), options: [["ticket", say("the ticket")], ["person", say("a host or the team, each guest by a tap")]], about: say("With a person, a scan is only announced: kiosks show no name and offer no search.") },
    { key: "admitted_categories", kind: "categories", label: say("Categories that come in"), none: say("all"), about: say("None chosen: all. Companions come in with their guest in any case.") },
    { key: "excluded_categories", kind: "categories", label: say("Categories that do not come in"), none: say("none"), about: say("Takes precedence.") },
    { key: "walk_in", kind: "choice", label: say("Guests without a ticket"), options: [["staff", say("are registered by the team")], ["self", say("register at a kiosk")], ["count_only", say("are counted by a tap, without a name")], ["no", say("come in only if a host adds them")]] },
    { key: "host_approves_walk_ins", kind: "switch", label: say("A host has to agree to them"), yes: say("with a host’s word"), no: say("without a host’s word"), about: say("Guests whom the team registers wait until a host agrees; those whom a host registers do not.") },
    { key: "transfer", kind: "choice", label: say("A colleague comes instead"), options: [["staff", say("the team enters it")], ["host", say("only hosts and organisers enter it")], ["never", say("is not possible")]] },
  ],
});

const seats = (): Group => ({
  key: "seats",
  name: say("Seats and waiting list"),
  about: say("Beyond a soft limit a host may still let in; a hard one holds for everybody, and whom it leaves no seat waits."),
  fields: [
    { key: "cap", kind: "cap", label: say("Seats of the whole event"), about: say("Left empty: no limit.") },
    { key: "category_caps", kind: "caps", label: say("Seats of single categories") },
    { key: "seats", kind: "choice", label: say("Seats of guests on the list"), options: [["owned", say("are kept for them")], ["first_come", say("go to who comes first")]], fixed: true },
    { key: "release_unclaimed_after_minutes", kind: "number", least: 1, most: 10_000, unit: minutes, beside: say("minutes"), none: say("never"), label: say("Seats of who has not come may be given on"), about: say("So many minutes after the start. Hosts do it, on their phones; nothing happens by itself. Left empty: never.") },
  ],
});

const hosts = (): Group => ({
  key: "hosts",
  name: say("Hosts and quotas"),
  about: say("How many persons hosts may bring. Hosts are held to it; an organiser is not."),
  fields: [
    { key: "quotas.per_list", kind: "number", least: 0, most: 100_000, unit: persons, none: say("any number"), label: say("Persons on each host’s list"), about: say("Left empty: any number.") },
    { key: "quotas.lists", kind: "lists", label: say("Other numbers for single lists") },
    { key: "quotas.plus_ones", kind: "number", least: 0, most: 499, unit: persons, none: say("any number"), label: say("Further persons on one guest’s ticket"), about: say("Left empty: any number.") },
  ],
});

const companions = (): Group => ({
  key: "companions",
  name: say("Companions"),
  about: say("Assistants, children and interpreters of guests who could not come without them. No soft limit keeps them out, and they always count as inside."),
  fields: [
    { key: "companions.categories", kind: "categories", label: say("Categories of companions"), none: say("none") },
    { key: "companions.per_guest", kind: "number", least: 0, most: 20, unit: persons, label: say("Companions at the door with one guest"), about: say("That the team or a host may register. Those on the list come on top.") },
    { key: "companions.in_quota", kind: "switch", label: say("Companions count towards the quota of the list"), yes: say("within the quota"), no: say("outside of the quota") },
  ],
});

const doors = (): Group => ({
  key: "doors",
  name: say("Doors and days"),
  about: say("When guests are let in, and how often."),
  fields: [
    { key: "doors_hours", kind: "hours", label: say("The doors are open"), about: say("Outside of these times a guest reads when the doors open. None: always open."), of_one_event: true },
    { key: "re_entry", kind: "choice", label: say("Coming in again"), options: [["none", say("is not possible")], ["after_departure", say("after leaving was recorded at a door")], ["free", say("as often as wanted")]] },
    { key: "admission_counts_for", kind: "choice", label: say("An admission counts"), options: [["event", say("for the whole event")], ["venue_day", say("for one day; each day anew")]], fixed: true },
    { key: "day_starts_at_minutes", kind: "time", label: say("A new day begins at"), about: say("So that an evening that ends after midnight is one day."), fixed: true },
  ],
});

const kiosk = (): Group => ({
  key: "kiosk",
  name: say("Kiosk"),
  about: say("What guests find at the self-service kiosks."),
  fields: [
    { key: "search", kind: "switch", label: say("Guests may look themselves up by name"), yes: say("search by name"), no: say("no search"), about: say("With surname and e-mail address or booking code; nobody is listed.") },
    { key: "search_by_company", kind: "switch", label: say("Company and first name are enough, too"), yes: say("also by company"), no: say("not by company"), about: say("In place of e-mail address or booking code. Others may know these of a guest.") },
    { key: "questions", kind: "questions", label: say("Questions at the first admission"), about: say("A required question holds the admission; a consent never does: yes, no and no answer all let in.") },
    { key: "handouts", kind: "handouts", label: say("Handed out at the door"), about: say("By category, such as a wristband; the kiosk reminds of it.") },
    { key: "alone", kind: "choice", label: say("Without the server"), options: [["admit", say("kiosks go on letting in")], ["staff", say("only the signed-in team lets in")], ["refuse", say("nobody is let in")]] },
    { key: "address", kind: "choice", label: say("German screens say"), options: [["sie", "Sie"], ["du", "Du"]] },
  ],
});

const badge = (): Group => ({
  key: "badge",
  name: say("Badge"),
  about: say("Where badges come out, and how often. Their drawing is given with the event."),
  fields: [
    { key: "badge.print", kind: "switch", label: say("Badges are printed"), yes: say("badges are printed"), no: say("no badges") },
    { key: "badge.confirm", kind: "switch", label: say("Guests see their badge first"), yes: say("shown before it prints"), no: say("prints at once") },
    { key: "badge.print_at", kind: "choice", label: say("Badges come out"), options: [["admission", say("where the guest comes in")], ["desk", say("at badge desks only")]] },
    { key: "badge.desks", kind: "texts", label: say("Badge desks"), none: say("none"), hint: say("One per line, as doors are called at their kiosks. A scan there prints the badge and lets nobody in."), of_one_event: true },
    { key: "badge.reprints", kind: "reprints", label: say("Printing a badge again") },
    { key: "badge.pick_up", kind: "pick_up", label: say("Badges printed beforehand are fetched"), about: say("By family name. A row without letters is for all others."), of_one_event: true },
    { key: "badge.category_colours", kind: "colours", label: say("Colours of categories"), about: say("For what the drawing shows in it.") },
  ],
});

const privacy = (): Group => ({
  key: "privacy",
  name: say("Privacy"),
  about: say("What others can see, and what stays on devices."),
  fields: [
    { key: "discreet", kind: "switch", label: say("No name on any public screen"), yes: say("discreet"), no: say("names are shown in welcome"), about: say("Hosts’ phones keep no names either: their list works as long as the page stays open.") },
    { key: "key_at_rest", kind: "choice", label: say("Kiosks keep the guest list readable"), options: [["until_expiry", say("until the event has ended")], ["memory_only", say("only as long as they are switched on")]], about: say("Cannot change while kiosks serve the event.") },
  ],
});

export const groups = (): Group[] => [who(), seats(), hosts(), companions(), doors(), kiosk(), badge(), privacy()];
