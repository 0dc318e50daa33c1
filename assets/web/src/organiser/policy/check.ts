// What cannot be meant, as the server would say it (core/rules/policy_check.cpp): by field, before anything is sent. And
// what the server itself refused, at the field that it names.
import { ApiError } from "../../app/api";
import { sentence_of } from "../../app/sentences";
import { say } from "../../app/text";
import { groups, type PolicyField } from "./fields";
import { value_of, type Cap, type DoorHours, type PickUp, type Policy, type Question } from "./policy";

export type Problems = Record<string, string>; // by the field's key

const is_whole = (value: unknown, least: number, most: number) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
const number_wanted = (least: number, most: number) => say("A whole number from {least} to {most}, please.", { least, most });

function of_number(field: PolicyField & { kind: "number" }, value: unknown): string | undefined {
  if ((value === null || value === undefined) && field.none !== undefined) return undefined;
  return is_whole(value, field.least, field.most) ? undefined : number_wanted(field.least, field.most);
}

function of_hours(hours: DoorHours[]): string | undefined {
  if (hours.some(({ opens, closes }) => !Number.isFinite(opens) || !Number.isFinite(closes))) return say("A time is missing.");
  if (hours.some(({ opens, closes }) => closes <= opens)) return say("The doors close before they open.");
  if (hours.some(({ opens }, index) => index > 0 && opens < hours[index - 1]!.closes)) return say("One time lies within another; put them in order.");
  return undefined;
}

const most_persons = 100_000;
const of_cap = (cap: Cap | null) => (!cap || is_whole(cap.persons, 1, most_persons) ? undefined : number_wanted(1, most_persons));
const of_questions = (questions: Question[]) => (questions.some(({ text }) => !Object.values(text).some((each) => each.trim())) ? say("A question has no text yet.") : undefined);
const of_pick_up = (rows: PickUp[]) => (rows.some(({ desk }) => !Object.values(desk).some((each) => each.trim())) ? say("Say where these badges are fetched.") : undefined);

function of_field(field: PolicyField, value: unknown): string | undefined {
  switch (field.kind) {
    case "number":
      return of_number(field, value);
    case "cap":
      return of_cap(value as Cap | null);
    case "caps":
      return Object.values(value as Record<string, Cap>).every((cap) => is_whole(cap.persons, 0, most_persons)) ? undefined : number_wanted(0, most_persons);
    case "lists":
      return Object.entries(value as Record<string, number>).every(([owner, count]) => owner.trim() && is_whole(count, 0, most_persons)) ? undefined : say("Each list needs the name of its owner and a number.");
    case "hours":
      return of_hours(value as DoorHours[]);
    case "questions":
      return of_questions(value as Question[]);
    case "pick_up":
      return of_pick_up(value as PickUp[]);
    default:
      return undefined;
  }
}

// Nobody is to find a name at a closed event, and nobody is let in there by a clock.
function of_closed_event(policy: Policy): Problems {
  if (policy.admit_by !== "person") return {};
  const problems: Problems = {};
  if (policy.search) problems.search = say("Where a person lets in, nobody is looked up by name; switch it off.");
  if (policy.walk_in === "self") problems.walk_in = say("Where a person lets in, nobody registers at a kiosk; choose another way.");
  if (policy.release_unclaimed_after_minutes !== null) problems.release_unclaimed_after_minutes = say("Where a person lets in, no seats are given on; leave it empty.");
  return problems;
}

function of_categories(policy: Policy): Problems {
  const excluded = policy.excluded_categories as string[];
  const clash = (key: string) => excluded.some((category) => (value_of(policy, key) as string[]).includes(category));
  if (clash("admitted_categories")) return { excluded_categories: say("A category cannot come in and not come in; take it out of one of both.") };
  return clash("companions.categories") ? { excluded_categories: say("Companions come in with their guest; take the category out of the companions first.") } : {};
}

export function problems_of(policy: Policy): Problems {
  const problems: Problems = { ...of_closed_event(policy), ...of_categories(policy) };
  for (const field of groups().flatMap((group) => group.fields)) {
    const problem = of_field(field, value_of(policy, field.key));
    if (problem) problems[field.key] = problem;
  }
  return problems;
}

// The server's sentence begins with the field, or has it in quotes: "badge.template" is not changed here …
function field_in(message: string): string | undefined {
  const named = [...message.matchAll(/"([a-z_.]+)/g)].map(([, name]) => name!);
  const keys = groups().flatMap((group) => group.fields.map((field) => field.key));
  return named.map((name) => keys.find((key) => name === key || name.startsWith(`${key}.`) || key.startsWith(`${name}.`))).find(Boolean);
}

function refusal_text(key: string, status: number): string {
  if (status !== 403) return say("The server does not take this; please correct it.");
  if (key === "key_at_rest") return say("This cannot change while kiosks serve the event. Assign them to another event first.");
  return say("This cannot be changed any more: guests were admitted under this rule.");
}

// No field: for all of it.
export function refusal_of(error: unknown): { key?: string; text: string } {
  const failure = error instanceof ApiError ? error.failure : undefined;
  const key = failure && (failure.status === 400 || failure.status === 403) ? field_in(failure.message) : undefined;
  return key && failure ? { key, text: refusal_text(key, failure.status) } : { text: sentence_of(error) };
}
