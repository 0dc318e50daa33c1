// What a field says, in words: beside the preset's, in the list of changes, and where its group is folded.
import type { Labels } from "../../app/shapes";
import { in_language, say, say_many } from "../../app/text";
import { local_at, span_text } from "../times";
import type { PolicyField } from "./fields";
import type { Cap, DoorHours, PickUp, Question, Value } from "./policy";

export interface Surroundings {
  categories: Record<string, Labels>; // of the event
  zone: string;
}

// Packaged ones that an event may not have yet (assets/events/categories.json).
const further = (): Record<string, string> => ({
  prospect: say("Not yet a member"),
  service_provider: say("Service provider"),
  consultant: say("Consultant"),
  assistant: say("Assistant"),
  child: say("Child"),
  interpreter: say("Interpreter"),
});

export function category_names(categories: Record<string, Labels>): Record<string, string> {
  const own = Object.fromEntries(Object.entries(categories).map(([key, labels]) => [key, in_language(labels) || key]));
  return { ...further(), ...own };
}

export const time_of_day = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

export const cap_kinds = (): [string, string][] => [["soft", say("soft: a host may exceed it")], ["hard", say("hard: nobody exceeds it")]];
export const cap_counts = (): [string, string][] => [["admitted", say("all who have come in")], ["inside", say("who is inside now")]];

function cap_text(cap: Cap): string {
  const kind = cap.kind === "hard" ? say("hard limit") : say("soft limit");
  const counts = cap.counts === "inside" ? say("who is inside now") : say("all who have come in");
  return say("{count} ({kind}; counted: {counts})", { count: cap.persons, kind, counts });
}

const hours_text = ({ opens, closes }: DoorHours, zone: string) => span_text(local_at(opens, zone), local_at(closes, zone));

function question_text({ text, required, consent }: Question): string {
  const kind = consent ? say("consent") : required ? say("required") : say("voluntary");
  return say("“{text}” ({kind})", { text: in_language(text), kind });
}

const pick_up_text = ({ from, to, desk }: PickUp) => (from || to ? say("{from} to {until}", { from: from || "A", until: to || "Z" }) : say("all others")) + ": " + in_language(desk);

function reprints_text({ by, most }: { by: string; most?: number | null }): string {
  if (by === "host") return say("by hosts only");
  if (most === null || most === undefined) return say("by the team, any number");
  return say_many("by the team once, then by hosts", "by the team {count} times, then by hosts", most);
}

// Beside the field's own name, which says what a switch is about.
export const named_value_text = (field: PolicyField, value: Value, around: Surroundings) =>
  field.kind === "switch" ? (value ? say("yes") : say("no")) : value_text(field, value, around);

const listed = (texts: string[], none: string) => (texts.length === 0 ? none : texts.join(", "));

export function value_text(field: PolicyField, value: Value, { categories, zone }: Surroundings): string {
  const names = category_names(categories);
  const name = (key: string) => names[key] ?? key;
  const entries = Object.entries((value ?? {}) as Record<string, unknown>);
  switch (field.kind) {
    case "choice":
      return field.options.find(([key]) => key === value)?.[1] ?? String(value);
    case "switch":
      return value ? field.yes : field.no;
    case "number":
      return value === null || value === undefined ? (field.none ?? "") : field.unit(value as number);
    case "time":
      return time_of_day(value as number);
    case "categories":
      return listed((value as string[]).map(name), field.none);
    case "texts":
      return listed(value as string[], field.none);
    case "cap":
      return value ? cap_text(value as Cap) : say("no limit");
    case "caps":
      return listed(entries.map(([key, cap]) => `${name(key)}: ${cap_text(cap as Cap)}`), say("no limits"));
    case "lists":
      return listed(entries.map(([owner, count]) => `${owner}: ${String(count)}`), say("none"));
    case "hours":
      return listed((value as DoorHours[]).map((hours) => hours_text(hours, zone)), say("always"));
    case "questions":
      return listed((value as Question[]).map(question_text), say("none"));
    case "handouts":
      return listed(entries.map(([key, texts]) => `${name(key)}: ${in_language(texts as Labels)}`), say("nothing"));
    case "reprints":
      return reprints_text(value as { by: string; most?: number | null });
    case "pick_up":
      return listed((value as PickUp[]).map(pick_up_text), say("at our team’s desk"));
    case "colours":
      return listed(entries.map(([key, colour]) => `${name(key)}: ${String(colour)}`), say("none"));
  }
}
