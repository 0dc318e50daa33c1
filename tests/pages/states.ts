// What other machines or bad luck bring about on a page: the server's own answers with something changed in them.
import type { ClosingAnswer, CrmDiff, CrmMatch, CrmPersons, CrmPull, CrmPulled, CrmRow, CrmTarget, HouseAnswer, Kiosk, RetentionAnswer, VenueStatus } from "../../assets/web/src/organiser/shapes";
import type { DoorNews, GuestList } from "../../assets/web/src/app/shapes";
import type { Page } from "./fixture";

const minute = 60_000;

// `path`: behind /api/v1.
export const answered = <Answer>(path: string, change: (answer: Answer) => Answer) => (page: Page) =>
  page.route((url) => url.pathname === `/api/v1${path}`, async (route) => {
    if (route.request().method() !== "GET") return route.continue();
    const response = await route.fetch();
    await route.fulfill({ response, json: change((await response.json()) as Answer) });
  });

// Instead of the server's answer, whatever that is.
const told = (method: string, path: string, json: unknown) => (page: Page) =>
  page.route((url) => url.pathname === `/api/v1${path}`, (route) => (route.request().method() === method ? route.fulfill({ json }) : route.fallback()));

export const unreachable = (path: string) => (page: Page) => page.route((url) => url.pathname === `/api/v1${path}`, (route) => route.abort());

export const no_events = answered<unknown[]>("/events", () => []);

const fonts = (letter: string) => letter.repeat(64);

// A fleet as it is when everything happens at once.
export const fleet = answered<VenueStatus>("/status", (status) => {
  const like = (name: string, told: Partial<Kiosk>): Kiosk => ({ id: name, name, door: "Main entrance", event: "summit", revoked: false, paired: status.time - 24 * 60 * minute, connected: true, version: "0.9.0", last_seen: status.time, reported: status.time, stale: false, clock_off_ms: 120, sync_lag_ms: 0, pending: 0, badges_waiting: 0, font_set: fonts("a"), printers: [{ name: "Zebra links", trouble: "", labels_left: 212 }], parked: [], ...told });
  const kiosks: Kiosk[] = [
    like("Nord 1", {}),
    like("Haupteingang, Kiosk am Fenster zur Hafenseite neben der Treppe", { door: "Haupteingang unter der Brücke, zweiter Windfang von links", sync_lag_ms: 95_000, pending: 14, clock_off_ms: 64_000, badges_waiting: 3, printers: [{ name: "Brother QL-820NWB am Empfang", trouble: "jam", labels_left: 3 }, { name: "Ersatz", trouble: "", labels_left: null }], parked: [{ event: "summit", reason: "unknown_fact", entries: 2 }] }),
    like("Garten", { version: "0.8.2", font_set: fonts("b"), clock_off_ms: null, printers: [] }),
    like("Süd 10", { connected: false, stale: true, last_seen: status.time - 13 * minute, pending: 2, sync_lag_ms: 4000 }),
    like("Alt", { connected: false, stale: true, revoked: true, last_seen: status.time - 90 * 24 * 60 * minute, printers: undefined, pending: undefined, sync_lag_ms: undefined }),
  ];
  return { ...status, clock_off_ms: 3 * 3600_000, kiosks };
});

const call_at = (now: number, minutes: number, scan: string) => ({ scan: scan.padStart(26, "0"), kiosk: "Nord 1", door: "Main entrance", at: now - minutes * minute });

export const calls = (event: string) => answered<DoorNews>(`/events/${event}/door`, (news) => ({
  ...news,
  calls: [{ ...call_at(news.now, 2, "1"), reaches_you: news.now - minute, loud: news.now - 1000 }, { ...call_at(news.now, 0, "2"), kiosk: "Haupteingang, Kiosk am Fenster zur Hafenseite", reaches_you: news.now + 15_000, loud: news.now + 60_000 }],
  in_hand: [{ ...call_at(news.now, 5, "3"), answered: news.now - 4 * minute, by: "Stefan Freiherr von und zu Guttenstein-Hohenfels" }],
  others_waiting: 2,
  unknown: { count: 3, kiosk: "Haupteingang, Kiosk am Fenster zur Hafenseite", door: "Haupteingang unter der Brücke, zweiter Windfang von links", at: news.now - minute },
}));

// Who stands at a kiosk of a closed event until somebody decides.
export const waiting = (event: string) => answered<DoorNews>(`/events/${event}/door`, (news) => ({
  ...news,
  waiting: [
    { ticket: "1".padStart(26, "0"), name: "Friedrich-Wilhelm von Hohenlohe-Waldenburg-Schillingsfürst", company: "Nordlicht Beratungsgesellschaft für nachhaltige Logistik", refused_for: "awaiting_approval", may_set_aside: true, scan: "4".padStart(26, "0"), step: 1, kiosk: "Nord 1", door: "Main entrance", since: news.now - 3 * minute, reaches_you: news.now - 3 * minute },
    { ticket: "2".padStart(26, "0"), name: "", company: "", refused_for: "blocked", may_set_aside: false, scan: "5".padStart(26, "0"), step: 1, kiosk: "Garten", door: "", since: news.now, reaches_you: news.now },
  ],
  others_waiting: 1,
}));

// More who have arrived than a banner names, the first by a name of 59 letters.
export const arrivals = async (page: Page) => {
  let known: GuestList["guests"] = [];
  await answered<GuestList>("/events/club/guests", (list) => ((known = list.guests), list))(page);
  await answered<DoorNews>("/events/club/door", (news) => {
    const arrived = [...known].sort((one, other) => other.name.length - one.name.length).slice(0, 5);
    return { ...news, notices: { ...news.notices, categories: ["member"], arrived: arrived.map((line, index) => ({ ...line, arrived_at: news.now - index * 25 * minute })) } };
  })(page);
};

export const questions = answered<GuestList>("/events/club/guests", (list) => ({
  ...list,
  event: {
    ...list.event,
    policy: {
      ...list.event.policy,
      questions: [
        { id: "diet", text: { de: "Was essen Sie nicht, und worauf müssen Küche und Service an Ihrem Tisch achten?", en: "What don't you eat, and what do kitchen and service have to mind at your table?" }, required: true, consent: false },
        { id: "photo", text: { de: "Dürfen Fotos, auf denen Sie zu erkennen sind, veröffentlicht werden?", en: "May photos that show you be published?" }, required: false, consent: true },
      ],
    },
  },
}));

export const full_house = answered<HouseAnswer>("/house", (house) => ({ ...house, limit: house.inside + 12, crew: 0, level: "warning" }));

export const much_open = answered<ClosingAnswer>("/events/summit/closing", (closing) => {
  const at = Date.now() - 40 * minute;
  return {
    ...closing,
    state: "reopened",
    at,
    by: "Olga Orga",
    late_entries: 3,
    open: {
      conflicts: 2, parked: 1, parked_at_kiosks: 4, badges_in_doubt: 2, seats_out: 6,
      kiosks_away: [{ name: "Haupteingang, Kiosk am Fenster zur Hafenseite", last_seen: at }],
      kiosks_moved: [{ name: "Garten", last_seen: at }],
      kiosks_behind: [{ name: "Nord 1", entries: 7 }],
      phones_away: [{ name: "Anna Berg", last_seen: at }, { name: "", last_seen: at - 30 * minute }],
      packed_away: { label: "Laptop im Foyer", at },
    },
  };
});

export const silent_phones = answered<Record<string, unknown>[]>("/events/club/page-journals", (journals) =>
  journals.map((each) => ({ ...each, met: Number(each.met) - 25 * minute, seats: 4, seats_until: Number(each.met) + 35 * minute })));

const targets: CrmTarget[] = [
  { target: "pimcore", kind: "pimcore", needs_place: false, place: "", outlet: null },
  { target: "tickets", kind: "pretix", needs_place: true, place: "summit26/12", outlet: null },
  { target: "follow-up", kind: "campaign_monitor", needs_place: true, place: "a58ee1d3039b8bec838e6d1482a8a965", outlet: null },
];

function crm_rows(now: number): CrmRow[] {
  const like = (name: string, more: Partial<CrmRow>): CrmRow => ({ ticket: name, guest: name, day: null, kind: "attended", walk_in: false, new_person: false, name, company: "Elbe AG", category: "member", changed: [], first_in: now - 90 * minute, same_as: [], membership: "", no_member: false, person: "1", proposal: "write", state: "", left_out: false, words: "", ...more });
  return [
    like("Anna Schmidt", { state: "settled", membership: "Fördermitglied im Beirat für Hafenwirtschaft" }),
    like("Friedrich-Wilhelm von Hohenlohe-Waldenburg-Schillingsfürst", { changed: [{ field: "name", here: "Friedrich-Wilhelm von Hohenlohe-Waldenburg-Schillingsfürst", listed: "Fritz Hohenlohe" }, { field: "company", here: "Nordlicht Beratungsgesellschaft für nachhaltige Logistik und Hafenwirtschaft mbH & Co. KG", listed: "Nordlicht" }, { field: "email", here: "friedrich-wilhelm.von-hohenlohe-waldenburg@nordlicht-beratungsgesellschaft.example", listed: "" }], company: "Nordlicht Beratungsgesellschaft für nachhaltige Logistik und Hafenwirtschaft mbH & Co. KG", state: "parked", words: "Validation failed: Empty mandatory field [ street ] of object /customers/hohenlohe-waldenburg-schillingsfuerst" }),
    like("Björn Ng", { state: "due", company: "" }),
    like("Gökçe Özdemir", { state: "sent", membership: "member" }),
    like("Walburga Spontan", { walk_in: true, new_person: true, company: "Ohne Liste", person: "", proposal: "unknown_person", state: "waiting", same_as: [{ ticket: "9", name: "W. Spontan", by: "email", walk_in: false }, { ticket: "12", name: "Walburga Spontan", by: "email", walk_in: true }] }),
    like("Éléonore Papadopoulos", { proposal: "ambiguous", person: "", state: "waiting" }),
    like("Søren Åkesson", { proposal: "objects", state: "parked" }),
    like("Kübra Wolff", { left_out: true, state: "waiting" }),
    like("Petra Brandt", { kind: "represented", first_in: null, proposal: "", no_member: true }),
    like("Quirin Weiß", { kind: "excused", first_in: null, proposal: "" }),
    like("", { ticket: "11", guest: "11", kind: "no_show", first_in: null, proposal: "", company: "" }),
  ];
}

// Of each kind one, and words of another system among the reasons.
const pulls = (now: number): CrmPull[] => {
  const like = (connector: string, more: Partial<CrmPull>): CrmPull => ({ connector, event: "summit", remote: "summit26", list: "", finished: now - 12 * minute, full_finished: now - 600 * minute, tried: now - 12 * minute, figures: { came: 3, changed: 12, went: 1, refused: 0 }, trouble: "", warning: "", under_way: false, half_done: false, ...more });
  return [
    like("verein", { event: "", remote: "", warning: 'The token of the connector "verein" is void on 2026-12-24 at the latest and was not renewed, as its key file cannot be written; let the server write file and directory, or put it into the state directory.' }),
    like("pimcore", { event: "", remote: "", figures: { came: 0, changed: 4, went: 2, refused: 0 } }),
    like("mitglieder", { event: "", remote: "", under_way: true }),
    like("tickets", { figures: { came: 3, changed: 12, went: 1, refused: 2 } }),
    like("eventbrite", { remote: "1234567890", trouble: 'The connector "eventbrite" refused (HTTP 401): it does not take the key; put a valid one into its key file.', half_done: true }),
    like("shop-der-handelskammer-hamburg-und-umgebung", { remote: "FUTURE-SUMMIT-2026-*", finished: null, full_finished: null, figures: null, tried: now - minute, trouble: "Product group is locked for maintenance" }),
  ];
};

const match = (name: string, more: Partial<CrmMatch>): CrmMatch => ({ guest: name, name, company: "Elbe AG", email: "a.schmidt@elbe.example", connector: "pimcore", person: "4711", person_name: name, organisation: "Elbe AG", person_email: "schmidt@privat.example", by: "name", state: "proposed", ...more });

const matches: CrmMatch[] = [
  match("Anna Schmidt", {}),
  match("Björn Ng", { by: "email", email: "buero@ng-partner.example", company: "Ng & Partner", organisation: "Ng & Partner", person: "52", person_email: "buero@ng-partner.example" }),
  match("Björn Ng", { by: "email", email: "buero@ng-partner.example", company: "Ng & Partner", organisation: "Ng & Partner GmbH", person: "1207", person_name: "Bjoern Ng", person_email: "buero@ng-partner.example" }),
  match("Gökçe Özdemir", { by: "email", email: "goekce@elbe.example", person: "77", person_name: "Goekce Oezdemir-Wolff", person_email: "Goekce@elbe.example" }),
  match("Friedrich-Wilhelm von Hohenlohe-Waldenburg-Schillingsfürst", { email: "", company: "Nordlicht Beratungsgesellschaft für nachhaltige Logistik und Hafenwirtschaft mbH & Co. KG", organisation: "Nordlicht Beratungsgesellschaft für nachhaltige Logistik und Hafenwirtschaft mbH & Co. KG", person: "88", person_email: "friedrich-wilhelm.von-hohenlohe-waldenburg@nordlicht-beratungsgesellschaft.example" }),
  match("Kübra Wolff", { by: "person", state: "confirmed" }),
  match("Quirin Weiß", { by: "person", state: "rejected", person: "99", organisation: "Hafen 7" }),
];

const found: CrmPersons["persons"] = [
  { connector: "pimcore", person: "4711", name: "Walburga Sponntan", organisation: "Ohne Liste", email: "w.spontan@ohne-liste.example" },
  { connector: "mitglieder", person: "88", name: "Friedrich-Wilhelm von Hohenlohe-Waldenburg-Schillingsfürst", organisation: "Nordlicht Beratungsgesellschaft für nachhaltige Logistik und Hafenwirtschaft mbH & Co. KG", email: "friedrich-wilhelm.von-hohenlohe-waldenburg@nordlicht-beratungsgesellschaft.example" },
  { connector: "pimcore", person: "1207", name: "", organisation: "", email: "" },
];

export const finds = (persons = found) => async (page: Page) => {
  await pulled_and_matched(page);
  await told("POST", "/events/summit/matches/search", { persons, more: persons.length > 2 } satisfies CrmPersons)(page);
};

export const pulled_and_matched = async (page: Page) => {
  await told("GET", "/events/summit/pulls", pulls(Date.now()))(page);
  await told("GET", "/events/summit/matches", matches)(page);
  await unwritten_review(page);
};

// Who objects to being written of is not known yet.
export const persons_never_pulled = async (page: Page) => {
  await pulled_and_matched(page);
  await told("GET", "/events/summit/pulls", pulls(Date.now()).map((pull) => (pull.event === "" ? { ...pull, finished: null, full_finished: null } : pull)))(page);
};

const would_change: CrmPulled = {
  connector: "tickets", event: "summit", full: false, under_way: false, tickets: 16, figures: { came: 1, changed: 1, went: 1, refused: 2 },
  guests: [
    { change: "came", name: "Walburga Neu", company: "Hafen 7", fields: [] },
    { change: "changed", name: "Friedrich-Wilhelm von Hohenlohe-Waldenburg-Schillingsfürst", company: "Nordlicht Beratungsgesellschaft für nachhaltige Logistik und Hafenwirtschaft mbH & Co. KG", fields: ["company", "e-mail", "ticket type"] },
    { change: "went", name: "Quirin Weiß", company: "", fields: [] },
  ],
  import: { written: false, encoding: "", delimiter: ",", columns: [], rows: 16, added: 1, changed: 1, unchanged: 13, withdrawn: 1, missing: 0, waitlisted: 0, unclear: [], without_code: 0, refused: [{ line: 4, reason: "", problem: "long_cell", ticket: "SUMMIT-A7K2Q/20417" }, { line: 9, reason: "", problem: "damaged_code", ticket: "SUMMIT-B01XX/20418" }], over_quota: [], not_admitted_lines: [], many_plus_ones_lines: [], cancelled_lines: [], checked_in_lines: [], email_lines: [], rounded_lines: [], short_code_lines: [], unmatched_types: {}, unknown_statuses: {}, unknown_payments: {} },
  persons: null,
};

export const would_pull = async (page: Page) => {
  await pulled_and_matched(page);
  await told("POST", "/events/summit/pulls/tickets", { ...would_change, under_way: true })(page);
  await told("GET", "/events/summit/pulls/tickets", would_change)(page);
};

// `change`: what is otherwise than while it is being written.
export const review = (change: Partial<CrmDiff> = {}) => async (page: Page) => {
  const counts = { due: 1, sent: 1, settled: 412, parked: 1, waiting: 3, not_there: 0 };
  await told("GET", "/events/summit/crm", targets)(page);
  await told("GET", "/events/summit/crm/pimcore", { target: "pimcore", place: "", enabled: true, stopped: "", packed_away: null, counts, trouble: null, rows: crm_rows(Date.now()), ...change } satisfies CrmDiff)(page);
};

// Another server has it, and may write as well.
export const packed_review = (page: Page) => review({ packed_away: { label: "Laptop im Foyer", at: Date.now() - 90 * minute } })(page);

// Its certificate is not trusted here.
export const unreached_review = (page: Page) =>
  review({ trouble: { since: Date.now() - 25 * minute, words: 'The connector "pimcore" does not answer (SSL peer certificate or SSH remote key was not OK); its certificate is not trusted; name its issuer in "ca_file".' } })(page);

export const review_at_follow_up = async (page: Page) => {
  await unwritten_review(page);
  await told("GET", "/events/summit/crm/follow-up", { target: "follow-up", place: "", enabled: false, stopped: "", packed_away: null, counts: { due: 0, sent: 0, settled: 0, parked: 0, waiting: 0, not_there: 0 }, trouble: null, rows: crm_rows(Date.now()).map((row) => ({ ...row, state: "" as const, words: "", left_out: false })) } satisfies CrmDiff)(page);
};

// Who organises this event alone.
export const stopped_for_its_organiser = async (page: Page) => {
  await answered<{ events: string[] }>("/me", (person) => ({ ...person, events: ["summit"] }))(page);
  await review({ stopped: 'The connector "pimcore" refused (HTTP 401): it does not take the key; put a valid one into its key file.' })(page);
};

export const unwritten_review = (page: Page) =>
  review({ enabled: false, counts: { due: 0, sent: 0, settled: 0, parked: 0, waiting: 0, not_there: 0 }, trouble: null, rows: crm_rows(Date.now()).map((row) => ({ ...row, state: "", words: "", left_out: false })) })(page);

export const all_written = (page: Page) =>
  review({ counts: { due: 0, sent: 0, settled: 6, parked: 1, waiting: 0, not_there: 0 }, trouble: null, rows: crm_rows(Date.now()).filter(({ proposal }) => proposal !== "unknown_person" && proposal !== "ambiguous").map((row) => ({ ...row, state: row.proposal === "write" ? "settled" as const : row.state, words: "", left_out: false })) })(page);

export const empty_review = (page: Page) => review({ enabled: false, counts: { due: 0, sent: 0, settled: 0, parked: 0, waiting: 0, not_there: 0 }, rows: [] })(page);

export const kept_until_soon = (path: string) => answered<RetentionAnswer>(path, (retention) => {
  const due = Date.now() + 9 * 24 * 60 * minute;
  return { ...retention, events: retention.events.map((event) => ({ ...event, closed: true, figures_kept: true, persons: { ...event.persons, due, announced: Date.now() - minute }, refusals: { ...event.refusals, due } })) };
});

export const persons_erased = answered<RetentionAnswer>("/events/summit/retention", (retention) => ({
  ...retention,
  events: retention.events.map((event) => ({ ...event, closed: true, figures_kept: true, unfinished: true, persons: { ...event.persons, done: Date.now() - minute }, refusals: { ...event.refusals, done: Date.now() - minute }, packed: [{ event: event.event, at: Date.now() - 60 * minute, label: "Halle 3" }] })),
}));

export const erased_but_copies = told("POST", "/persons/erasure", {
  erased: 2, unfinished: true, rewritten: [], unlisted: { from: 0, until: Date.now() - 60 * minute },
  out_of_reach: [{ folder: "/media/usb/Sicherungen-der-Veranstaltung/einlass-2026-11-27T18-00-00", made: Date.now() - 600 * minute }],
  packed: [{ event: "Future Summit 2026: Zukunft der Hafenwirtschaft und Logistik im Norden", at: Date.now() - 600 * minute, label: "Halle 3" }],
});
