// What the pages say: English in the sources, other languages from assets/locale (docs/pages.md). say() is what
// scripts/translations looks for, so its first argument is always a text itself.
import { signal } from "@preact/signals";
import german from "catalogue:de";

export type Language = "en" | "de";
type Catalogue = Record<string, string | string[]>;

const catalogues: Record<Language, Catalogue> = { en: {}, de: german };

const kept = "language";

function first_language(): Language {
  const chosen = localStorage.getItem(kept);
  if (chosen === "en" || chosen === "de") return chosen;
  return navigator.languages.some((each) => each.startsWith("de")) ? "de" : "en";
}

export const language = signal<Language>(first_language());

export function choose_language(chosen: Language) {
  localStorage.setItem(kept, chosen);
  language.value = chosen;
}

type Values = Record<string, string | number>;

const filled = (text: string, values: Values) => text.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));

export function say(text: string, values: Values = {}): string {
  const translated = catalogues[language.value][text];
  return filled(typeof translated === "string" && translated !== "" ? translated : text, values);
}

// {count} stands for the number.
export function say_many(one: string, many: string, count: number, values: Values = {}): string {
  const forms = catalogues[language.value][one];
  const chosen = Array.isArray(forms) ? forms[count === 1 ? 0 : 1] : undefined;
  return filled(chosen || (count === 1 ? one : many), { ...values, count });
}

// By the language of the page; the event's own texts have English and German.
export const in_language = (texts: Record<string, string> | undefined) => texts?.[language.value] ?? texts?.de ?? texts?.en ?? "";

export const list_text = (names: string[]) => new Intl.ListFormat(language.value, { type: "conjunction" }).format(names);

// Days before months and hours up to 24, in both languages.
export const locale = () => (language.value === "en" ? "en-GB" : "de-DE");

export const time_text = (ms: number, zone?: string) =>
  new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(ms);

const unbroken = "\u00a0";

const year_of = (ms: number, zone?: string) => new Intl.DateTimeFormat("en", { year: "numeric", timeZone: zone }).format(ms);

// "Sat, 28 November" and "Sa., 28. November", with the year where it is another one than this. Only after the weekday may a
// line end, so that no day parts from its month. Intl has a comma there in German alone.
export function date_text(ms: number, zone?: string) {
  const year = year_of(ms, zone) === year_of(Date.now(), zone) ? undefined : "numeric";
  const date = new Intl.DateTimeFormat(locale(), { weekday: "short", day: "numeric", month: "long", year, timeZone: zone }).format(ms);
  return date.replace(/^(\p{L}+) /u, "$1, ").replace(/([^,]) /g, `$1${unbroken}`);
}

export const moment_text = (ms: number, zone?: string) => `${date_text(ms, zone)},${unbroken}${time_text(ms, zone)}`;

export const number_text = (value: number, most_digits = 0) => new Intl.NumberFormat(locale(), { maximumFractionDigits: most_digits }).format(value);
