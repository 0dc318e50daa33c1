// Why a badge cannot be drawn, in the page's language: the server says it in an English sentence (printing/badge,
// server/commands), and names the line of the drawing. A quick test compares them with the server's.
import { say } from "../app/text";

type Told = [RegExp, (found: string[]) => string];

// How “The badge template … (line …)” goes on.
const of_a_drawing: Told[] = [
  [/^is larger than 16 MiB/, () => say("This drawing is larger than 16 MiB. Make its pictures smaller, and try again.")],
  [/^is not readable as XML/, () => say("It cannot be read. Save it again as plain SVG.")],
  [/^is not an SVG drawing/, () => say("It is no SVG drawing. Save it as plain SVG.")],
  [/^has groups within groups/, () => say("It has groups within groups a hundred times over. Ungroup them.")],
  [/^has more than 50,000 elements/, () => say("It has more than 50,000 elements. Make it simpler.")],
  [/^has more than 64 steps of filters/, () => say("It has more than 64 steps of filters. Draw shadows and blurs as a picture.")],
  [/^has no size in millimetres/, () => say("It has no size in millimetres. Give its <svg> a width and a height such as width=\"86mm\".")],
  [/^has an impossible size/, () => say("Its size is impossible: a badge measures 10 to 1000 mm.")],
  [/^has a viewBox that is not four numbers/, () => say("Its viewBox is not four numbers. Save it again as plain SVG.")],
  [/^has a viewBox of another shape/, () => say("Its viewBox has another shape than width and height. Make them agree.")],
  [/^has no boxes/, () => say("It has no boxes. Add a rectangle with data-field=\"name\".")],
  [/^has data-when="(.*)": name a category/, ([, value]) => say("data-when=\"{value}\": name a category, such as category=press,speaker.", { value: value! })],
  [/^has data-when="(.*)": write category=press or one of (.*), with/, ([, value, words]) => say("data-when=\"{value}\": write category=press or one of {words}, with a ! before it for the opposite.", { value: value!, words: words! })],
  [/^has data-when="(.*)": say when/, ([, value]) => say("data-when=\"{value}\": say when, such as category=press.", { value: value! })],
  [/^has (.+)="(.*)": write category or on-category/, ([, name, value]) => say("{name}=\"{value}\": write category or on-category.", { name: name!, value: value! })],
  [/^has a box "(.*)" that is no rectangle/, ([, field]) => say("The box “{field}” is no rectangle. Draw it as <rect>.", { field: field! })],
  [/^has a box "(.*)" inside a symbol/, ([, field]) => say("The box “{field}” is inside a symbol, pattern, mask or skewed group. Move it out.", { field: field! })],
  [/^has a box "(.*)" without a position/, ([, field]) => say("The box “{field}” has no position and size in numbers. Correct its <rect>.", { field: field! })],
  [/^has a box "(.*)" that is mirrored/, ([, field]) => say("The box “{field}” is mirrored, skewed or stretched. Undo that.", { field: field! })],
  [/^has a box "(.*)" that reaches beyond/, ([, field]) => say("The box “{field}” reaches beyond the page. Move or shrink it.", { field: field! })],
  [/^has a box "(.*)" with the unknown attribute (\S+):/, ([, field, name]) => say("The box “{field}” has the unknown attribute {name}. Correct or remove it.", { field: field!, name: name! })],
  [/^has a box "(.*)" with (\S+)="(.*)": write a number from (.+) to (.+)\./, ([, field, name, value, least, most]) => say("The box “{field}” has {name}=\"{value}\". Write a number from {least} to {most}.", { field: field!, name: name!, value: value!, least: least!, most: most! })],
  [/^has a box "(.*)" with (\S+)="(.*)": write a colour/, ([, field, name, value]) => say("The box “{field}” has {name}=\"{value}\". Write a colour such as #1a2b3c, or category, or on-category.", { field: field!, name: name!, value: value! })],
  [/^has a box "(.*)" with \S+="(.*)": the smallest size/, ([, field]) => say("The smallest size of the box “{field}” is larger than its largest.", { field: field! })],
  [/^has a box "(.*)" with (\S+)="(.*)": write (.+)\./, ([, field, name, value, words]) => say("The box “{field}” has {name}=\"{value}\". Write one of these: {words}.", { field: field!, name: name!, value: value!, words: words! })],
  [/^has a box with the unknown field "(.*)": write one of (.+)\./, ([, field, words]) => say("A box names the unknown field “{field}”. Write one of these: {words}.", { field: field!, words: words! })],
  [/^has a box without data-field/, () => say("A box has no data-field. Name the field that it shows.")],
  [/^contains .+ that is no PNG/, () => say("A picture in it is no PNG, JPEG, WebP or SVG. Save the picture again.")],
  [/^contains .+ that is (damaged|not readable)/, () => say("A picture in it is damaged. Save the picture again.")],
  [/^contains .+ that has /, () => say("A picture in it is too complicated. Make it simpler.")],
  [/^needs the picture (.+), which/, ([, file]) => say("It refers to the picture {file}, which is not part of it. Embed the picture into the drawing.", { file: file! })],
];

const of_a_badge: Told[] = [
  [/^The badge template .* \(line (\d+)\) (.*)$/s, ([, line, end]) => say("Line {line}: {reason}", { line: line!, reason: told_by(of_a_drawing, end!) ?? in_its_words(end!) })],
  [/^The badge template ".*" is missing/, () => say("The drawing is missing. Choose one again.")],
  [/^A template of an event cannot refer to files/, () => say("A drawing cannot refer to files. Embed its pictures into it.")],
  [/^That is no colour/, () => say("That is no colour. Write it as #cc0000.")],
  [/^A picture on the badge (is damaged|cannot be read)/, () => say("A picture on the badge cannot be read. Save it again as PNG or JPEG.")],
  [/^A picture on the badge is too large/, () => say("A picture on the badge is too large. Make it smaller.")],
  [/^The field (.+) is too long for a badge: shorten it to (\d+)/, ([, field, most]) => say("The field “{field}” is too long for a badge. Shorten it to {most} bytes at most.", { field: field!, most: most! })],
  [/^The code is empty or too long/, () => say("The code is empty or too long: it has 1 to 2000 characters.")],
  [/^The SVG drawing cannot be/, () => say("The drawing cannot be read. Save it again as plain SVG.")],
  [/^The badge (cannot be drawn|cannot be saved|is too large)/, () => say("The server cannot draw a badge of this size. Make the drawing smaller or simpler.")],
];

function told_by(told: Told[], text: string): string | undefined {
  for (const [pattern, sentence] of told) {
    const found = pattern.exec(text);
    if (found) return sentence(found);
  }
  return undefined;
}

const in_its_words = (words: string) => say("“{words}”", { words });

export const known_badge_reason = (text: string): string | undefined => told_by(of_a_badge, text);
export const known_drawing_reason = (end: string): string | undefined => told_by(of_a_drawing, end);

export const badge_reason = (text: string): string => known_badge_reason(text) ?? in_its_words(text);
