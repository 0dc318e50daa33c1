// A row as it is typed from a printed list. The last digit checks the others and the list's number (core/rules/paper_row),
// so the page knows at once what was understood, and a slip is nobody.
const quasigroup = ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"];

const check_digit = (digits: string) => Array.from(digits).reduce((interim, digit) => quasigroup[Number(interim)]![Number(digit)]!, "0");

export interface TypedRow {
  row: number; // 0: it is no row of this list
  persons: number; // 0: not said
  at?: string; // "22:10"
}

// "147-8", "1478", for two persons "1478x2" or "147-8 x 2", with a time "147-8 22:10"; nothing: a name, or nothing yet.
export function typed_row(list: number, typed: string): TypedRow | undefined {
  const parts = /^(\d{1,6})-?(\d)(?:\s*[x*]\s*(\d{1,2}))?(?:\s+([01]?\d|2[0-3])[:.]([0-5]\d))?$/i.exec(typed.trim());
  if (!parts) return undefined;
  const [, row, digit, persons, hours, minutes] = parts;
  const is_right = check_digit(`${list}${row!.padStart(6, "0")}`) === digit && Number(row) > 0;
  const time = hours ? { at: `${hours.padStart(2, "0")}:${minutes}` } : {};
  return { row: is_right ? Number(row) : 0, persons: Number(persons ?? 0), ...time };
}

// The first such time from `from` on, both local: after 18:00 of an evening, 00:40 is the next day's.
export function moment_after(from: string, time: string): string {
  const same_day = `${from.slice(0, 11)}${time}`;
  return same_day >= from ? same_day : new Date(Date.parse(`${same_day}:00Z`) + 24 * 3_600_000).toISOString().slice(0, 16);
}

// What a camera reads beside a row (paper_mark in core/rules/paper_row): the list's number, six digits of the row, the check
// digit. Nothing: some other code.
export function marked_row(text: string): { list: number; code: string } | undefined {
  const parts = /^(\d{5})(\d{6})(\d)$/.exec(text);
  if (!parts) return undefined;
  const [, list, row, digit] = parts;
  const code = `${Number(row)}-${digit}`;
  return typed_row(Number(list), code)?.row ? { list: Number(list), code } : undefined;
}
