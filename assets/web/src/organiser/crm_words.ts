// What the review of an event says, per row.
import { say, say_many } from "../app/text";
import { missing_field, reason_text } from "./crm_reasons";
import { column_text } from "./import_words";
import type { CrmCounts, CrmDiff, CrmRow, CrmTarget } from "./shapes";

// What of a guest leaves the house (server/crm/target_content.h, docs/privacy.md).
export function leaves_text(kind: CrmTarget["kind"]): string {
  switch (kind) {
    case "pimcore":
      return say("Of whoever came, the CRM gets the event, the time at the door and the category, and has them in the event’s segment. Of all others it gets nothing.");
    case "pretix":
      return say("Of whoever came, pretix gets a check-in with the time at the door. Of all others it gets nothing.");
    case "campaign_monitor":
      return say("Of everybody below who is on its list, Campaign Monitor gets the event, and whether they attended, were excused, were represented or did not come. It gets no time and no category.");
  }
}

export function kind_text(row: CrmRow): string {
  switch (row.kind) {
    case "attended":
      return row.walk_in ? say("walk-in") : say("attended");
    case "excused":
      return say("excused");
    case "represented":
      return say("represented by somebody");
    case "no_show":
      return say("did not come");
    case "undone":
      return say("admission taken back");
  }
}

// The filters of the table, and which rows each shows.
export const filters = (): [string, string, (row: CrmRow) => boolean][] => [
  ["", say("All"), () => true],
  ["attended", say("Attended"), (row) => row.kind === "attended" && !row.walk_in],
  ["walk_in", say("Walk-ins"), (row) => row.walk_in && row.kind !== "undone"],
  ["excused", say("Excused"), (row) => row.kind === "excused"],
  ["represented", say("Represented"), (row) => row.kind === "represented"],
  ["no_show", say("No-shows"), (row) => row.kind === "no_show"],
  ["member", say("Members"), (row) => row.membership !== ""],
  ["changed", say("Changed here"), (row) => row.changed.length > 0],
  ["person", say("To be clarified"), is_unclear],
  ["refused", say("Refused"), is_refused],
];

const is_unclear = (row: CrmRow) => row.proposal === "unknown_person" || row.proposal === "ambiguous" || row.same_as.length > 0;

// Records there are more than rows here: a person's segment is one of its own. Told are rows, and records only where no row
// shows what becomes of them.
export function counts_of({ rows, counts }: Pick<CrmDiff, "rows" | "counts">): CrmCounts & { outdated: number } {
  const of = (fits: (row: CrmRow) => boolean) => rows.filter(fits).length;
  const is_not_there = (row: CrmRow) => row.proposal === "write" && row.state === "not_there";
  const due = of(({ state }) => state === "due");
  const sent = of(({ state }) => state === "sent");
  return {
    due: due + sent > 0 ? due : counts.due,
    sent: due + sent > 0 ? sent : counts.sent,
    settled: of(({ state }) => state === "settled"),
    parked: of(is_refused) || (of(({ proposal }) => proposal === "objects") > 0 ? 0 : counts.parked),
    waiting: of(({ proposal }) => proposal === "unknown_person" || proposal === "ambiguous"),
    not_there: of((row) => is_not_there(row) && !row.words),
    outdated: of((row) => is_not_there(row) && row.words !== ""),
  };
}

export const is_refused = (row: CrmRow) => row.state === "parked" && row.proposal !== "objects";

// What the target does not hold yet, and is not on its way.
export const can_be_chosen = (row: CrmRow, enabled: boolean) =>
  row.proposal === "write" && (!enabled || row.left_out || row.state === "" || row.state === "waiting" || row.state === "parked");

// Without a choice: whoever was left out stays so.
export const is_left_to_write = (row: CrmRow, enabled: boolean) => can_be_chosen(row, enabled) && !row.left_out;

// As the review and what a pull would change name it.
export function field_text(field: string): string {
  switch (field) {
    case "first_name":
      return say("First name");
    case "last_name":
      return say("Last name");
    case "email":
      return say("E-mail");
    case "category":
      return say("Category");
    case "list_owner":
      return say("On whose list");
    case "payment":
      return say("Payment");
    case "validity":
      return say("When it is valid");
    case "source":
      return say("Where it comes from");
    case "further fields":
      return say("Further fields");
    default:
      return column_text(field.replace(/^extra\./, ""));
  }
}

// Both values of each field that was changed on site. Her name stands above them.
export const changed_texts = (row: CrmRow): string[] =>
  row.changed.map(({ field, here, listed }) =>
    field === "name"
      ? say("listed as {name}", { name: listed })
      : say("{field} here: {here} · on the list: {listed}", { field: field_text(field), here: here || say("not given"), listed: listed || say("not given") }));

// Whose words a sentence of ours stands for; empty: there is none, and they stand for themselves.
export const original_words = (row: CrmRow): string =>
  row.proposal === "write" && !row.left_out && row.state === "parked" && missing_field(row.words) ? reason_text(row.words) : "";

function refusal_text(words: string, target: string): string {
  const field = missing_field(words);
  return field ? say("In {target} the mandatory field “{field}” is empty. Fill it in there, and write once more.", { target, field }) : reason_text(words);
}

// `enabled`: once it is taken back, what is settled is gone there.
export function there_text(row: CrmRow, { target, enabled, stopped }: CrmDiff): string {
  if (row.proposal === "objects") return say("not to be written: objects to profiling");
  if (row.proposal === "unknown_person") return say("no match there");
  if (row.proposal === "ambiguous") return say("not clear who this is there");
  if (row.proposal === "" && row.state !== "parked") return say("is not sent");
  if (row.left_out) return say("left out");
  switch (row.state) {
    case "settled":
      return enabled ? say("written") : say("taken back");
    case "due":
      if (stopped) return say("waiting");
      return enabled ? say("on its way") : say("being taken back");
    case "sent":
      return enabled ? say("sent, no answer yet") : say("being taken back");
    case "parked":
      return say("refused: {words}", { words: refusal_text(row.words, target) });
    case "not_there":
      return row.words ? say("a later event’s outcome stands there") : say("not on the list there");
    default:
      return say("not written yet");
  }
}

// What somebody has to look at of a walk-in.
export function doubts_of({ new_person, same_as }: CrmRow): string[] {
  const doubts = new_person ? [say("new person?")] : [];
  const is_email = same_as[0]?.by === "email";
  const others = same_as.filter(({ walk_in }) => walk_in).length;
  const listed = same_as.length - others;
  if (listed > 0) {
    doubts.push(
      is_email
        ? say_many("{count} guest of the list has the same e-mail", "{count} guests of the list have the same e-mail", listed)
        : say_many("{count} guest of the list has the same name", "{count} guests of the list have the same name", listed),
    );
  }
  if (others > 0) {
    doubts.push(
      is_email
        ? say_many("{count} other walk-in has the same e-mail", "{count} other walk-ins have the same e-mail", others)
        : say_many("{count} other walk-in has the same name", "{count} other walk-ins have the same name", others),
    );
  }
  return doubts;
}

export const member_text = ({ membership, no_member }: CrmRow) => membership || (no_member ? say("no") : "");
