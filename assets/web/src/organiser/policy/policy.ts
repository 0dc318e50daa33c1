// The policy of an event as the server writes it (docs/codes-and-keys.md, The policy), with all its fields, and what
// changes of it, as the server takes it: a merge patch (RFC 7396).
import type { Labels } from "../../app/shapes";

export interface Cap {
  persons: number;
  kind: string; // hard | soft
  counts: string; // inside | admitted
}

export interface Question {
  id: string;
  text: Labels;
  required: boolean;
  consent: boolean;
  text_version: number;
}

export interface DoorHours {
  opens: number;
  closes: number;
}

export interface PickUp {
  from?: string;
  to?: string;
  desk: Labels;
}

export type Value = unknown;
export type Policy = { [field: string]: Value };

// Fields that a server leaves out where they say nothing.
const usual: Policy = {
  cap: null,
  category_caps: {},
  host_approves_walk_ins: false,
  search_by_company: false,
  handouts: {},
  quotas: { per_list: null, lists: {}, plus_ones: null },
  companions: { categories: ["assistant", "child", "interpreter"], per_guest: 1, in_quota: false },
  badge: { print_at: "admission", desks: [], reprints: { by: "staff", most: null }, pick_up: [], category_templates: {}, category_colours: {} },
  release_unclaimed_after_minutes: null,
};

const is_object = (value: Value): value is Policy => typeof value === "object" && value !== null && !Array.isArray(value);

const filled = (given: Policy, missing: Policy): Policy => {
  const whole: Policy = { ...given };
  for (const [name, value] of Object.entries(missing)) whole[name] = is_object(value) && is_object(given[name]) ? filled(given[name], value) : (given[name] ?? value);
  return whole;
};

export const whole_policy = (given: Policy): Policy => filled(given, usual);

// `key`: as the server names a field, "quotas.per_list".
export const value_of = (policy: Policy, key: string): Value => key.split(".").reduce<Value>((value, name) => (is_object(value) ? value[name] : undefined), policy);

export function with_value(policy: Policy, key: string, value: Value): Policy {
  const [first, ...rest] = key.split(".");
  if (first === undefined) return policy;
  if (rest.length === 0) return { ...policy, [first]: value };
  const inner = policy[first];
  return { ...policy, [first]: with_value(is_object(inner) ? inner : {}, rest.join("."), value) };
}

// Objects say the same in any order of their members.
const sorted = (value: Value): Value => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!is_object(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
};
export const same = (one: Value, other: Value) => JSON.stringify(sorted(one ?? null)) === JSON.stringify(sorted(other ?? null));

export function patch_of(before: Policy, after: Policy): Policy {
  const patch: Policy = {};
  for (const name of Object.keys(before)) if (!(name in after)) patch[name] = null;
  for (const [name, value] of Object.entries(after)) {
    const old = before[name];
    if (same(old, value)) continue;
    patch[name] = is_object(old) && is_object(value) ? patch_of(old, value) : value;
  }
  return patch;
}
