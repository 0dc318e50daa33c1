// What is said of badges that are looked at before they are printed.
import { say, say_many } from "../app/text";
import type { BadgeFindings, BadgeShown } from "./shapes";

export function field_name(field: string): string {
  switch (field) {
    case "name":
      return say("name");
    case "company":
      return say("company");
    case "category_label":
      return say("category");
    case "table":
      return say("table");
    case "position":
      return say("position");
    case "event":
      return say("event");
    case "qr":
      return say("code");
    case "logo":
      return say("logo");
    case "photo":
      return say("photo");
    default:
      return field.replaceAll("_", " ");
  }
}

export function why_shown(badge: BadgeShown): string {
  switch (badge.why) {
    case "chosen":
      return say("Looked up");
    case "longest_name":
      return say("Longest name");
    case "longest_company":
      return say("Longest company");
    case "other_script":
      return say("Other script");
    case "least":
      return say("Least on it");
    case "no_photo":
      return say("No photos, please");
    default:
      return say("One of this category");
  }
}

// What a badge has as a picture and not as words (image_fields in printing/badge/badge_content.cpp).
export const is_picture = (field: string) => field === "logo" || field === "photo";

const fields_text = (fields: string[]) => [...new Set(fields)].map(field_name).join(", ");

// What is wrong with one badge, worst first; nothing: it is fine.
export function remarks_of(badge: BadgeShown): string[] {
  if (badge.problem) return [say("It cannot be drawn.")];
  return [
    badge.overflows.length > 0 ? say("Too long, printed smaller than the drawing says: {fields}", { fields: fields_text(badge.overflows) }) : "",
    badge.glyphs.length > 0 ? say("Characters that no font has: {fields}", { fields: fields_text(badge.glyphs) }) : "",
    badge.contrast.length > 0 ? say("Too little contrast: {fields}", { fields: fields_text(badge.contrast) }) : "",
  ].filter(Boolean);
}

export function empty_text(badge: BadgeShown): string {
  const texts = badge.empty.filter((field) => !is_picture(field));
  const pictures = badge.empty.filter(is_picture);
  return [
    texts.length > 0 ? say("Empty: {fields}", { fields: fields_text(texts) }) : "",
    pictures.length > 0 ? say("Without a picture of its own: {fields}", { fields: fields_text(pictures) }) : "",
  ].filter(Boolean).join(" · ");
}

export function finding_text(finding: BadgeFindings["badges"][number]): string {
  const field = field_name(finding.field);
  switch (finding.finding) {
    case "overflow":
      return say("{field} does not fit at the smallest size", { field });
    case "glyphs":
      return say("{field} has characters that no font has: {characters}", { field, characters: finding.characters.join(" ") });
    case "empty":
      return say("{field} is empty", { field });
    default:
      return say("cannot be drawn");
  }
}

export const template_finding_text = (finding: BadgeFindings["templates"][number]) =>
  finding.finding === "code"
    ? say_many("The code is so small that some scanners fail, on {count} badge.", "The code is so small that some scanners fail, on {count} badges.", finding.badges.length)
    : say_many("Too little contrast to be read: {field}, on {count} badge.", "Too little contrast to be read: {field}, on {count} badges.", finding.badges.length, { field: field_name(finding.field) });
