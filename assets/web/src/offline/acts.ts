// Which requests of the page it can do itself while it is alone, read from what it would have asked of the API.
export type Act =
  | { kind: "admit"; ticket: string; scan: string; step: number; persons: number; approves: boolean }
  | { kind: "decline"; ticket: string; scan: string; step: number; reason: string }
  | { kind: "undo"; ticket: string; scan: string }
  | { kind: "depart"; ticket: string; persons: number }
  | { kind: "excuse"; ticket: string; excused: boolean }
  | { kind: "note"; ticket: string; note: string; text: string }
  | { kind: "register"; ticket: string; category: string; places: number; comes_with: string; fields: { [name: string]: string } };

const text = (value: unknown) => (typeof value === "string" ? value : "");
const number = (value: unknown) => (typeof value === "number" ? value : 0);

const guest_fields = ["first_name", "last_name", "full_name", "company", "email", "language", "list_owner"];

function fields_in(given: Record<string, unknown>): { [name: string]: string } {
  const fields = Object.fromEntries(guest_fields.map((name) => [name, text(given[name])]).filter(([, value]) => value !== ""));
  const whole = [fields.first_name, fields.last_name].filter(Boolean).join(" ");
  return fields.full_name || !whole ? fields : { ...fields, full_name: whole };
}

// Nothing: it needs the server.
export function act_of(method: string, rest: string, body: unknown): Act | null {
  const given = (body ?? {}) as Record<string, unknown>;
  const [first, ticket = "", what = "", scan = ""] = rest.split("/").filter((each) => each !== "");
  if (first !== "guests") return null;
  switch (`${method} ${what}`) {
    case "POST ":
      return ticket === "" ? { kind: "register", ticket: text(given.ticket), category: text(given.category), places: Math.max(1, number(given.places)), comes_with: text(given.with), fields: fields_in(given) } : null;
    case "POST admissions":
      return { kind: "admit", ticket, scan: text(given.scan), step: number(given.step), persons: number(given.persons), approves: false };
    case "POST decision":
      if (given.approved !== true) return { kind: "decline", ticket, scan: text(given.scan), step: number(given.step), reason: text(given.reason) };
      return { kind: "admit", ticket, scan: text(given.scan), step: number(given.step) + 1, persons: 0, approves: true };
    case "DELETE admissions":
      return { kind: "undo", ticket, scan };
    case "POST departures":
      return { kind: "depart", ticket, persons: number(given.persons) };
    case "PUT excuse":
      return { kind: "excuse", ticket, excused: given.excused === true };
    case "POST notes":
      return { kind: "note", ticket, note: text(given.kind), text: text(given.text) };
    default:
      return null;
  }
}
