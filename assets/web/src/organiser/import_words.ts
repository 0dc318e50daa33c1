// What an import says of a list, in the page's words (server/guests/columns.cpp, preview.cpp).
import { say } from "../app/text";
import type { ImportReport } from "./shapes";

export function column_text(target: string): string {
  switch (target) {
    case "code":
      return say("Ticket code");
    case "external id":
      return say("Number at the source");
    case "order":
      return say("Order");
    case "first name":
      return say("First name");
    case "last name":
      return say("Last name");
    case "name":
      return say("Name");
    case "e-mail":
      return say("E-mail");
    case "buyer's e-mail":
      return say("E-mail of who bought it");
    case "company":
      return say("Company");
    case "ticket type":
      return say("Ticket type");
    case "status":
      return say("Status");
    case "void status":
      return say("Cancelled or not");
    case "paid":
      return say("Payment");
    case "checked in":
      return say("Checked in elsewhere");
    case "places":
      return say("Places");
    case "plus ones":
      return say("Companions");
    case "language":
      return say("Language");
    case "table":
      return say("Table");
    case "job title":
      return say("Job title");
    case "membership":
      return say("Membership");
    case "sector":
      return say("Sector");
    case "club":
      return say("Club");
    case "topic fields":
      return say("Topic fields");
    case "list owner":
      return say("On whose list");
    case "not needed at the door":
      return say("not needed at the door");
    case "dropped":
      return say("never taken in, to protect people");
    case "unknown":
      return say("not understood");
    default:
      return target;
  }
}

export function refused_text({ problem, other_line, reason }: ImportReport["refused"][number]): string {
  switch (problem) {
    case "no_name":
      return say("There is no name; enter one and import again.");
    case "damaged_code":
      return say("A spreadsheet has changed the code as if it were a number; export the list again and import it without opening it in one.");
    case "duplicate_id":
      return say("The same ticket as in row {line}; the first one counts.", { line: other_line ?? 0 });
    case "duplicate_code":
      return say("Row {line} has the same code; every ticket needs a code of its own.", { line: other_line ?? 0 });
    case "bad_quantity":
      return say("The number of places is no number, or too large.");
    case "bad_code":
      return say("What stands for the code is a web address, or no code at all.");
    case "too_many_cells":
      return say("More cells than the header has columns; put quotation marks around cells that contain the delimiter.");
    case "long_cell":
      return say("A cell is too long; shorten it and import again.");
    default:
      return reason.replace(/^Line \d+: /, "");
  }
}

// Lines of one kind each, that somebody should look at; the import goes on.
export function warnings(report: ImportReport): { text: string; lines: number[] }[] {
  return [
    { text: say("Cancelled at the source; they are known at the door, but not let in"), lines: report.cancelled_lines },
    { text: say("Already checked in elsewhere; taken in as not arrived"), lines: report.checked_in_lines },
    { text: say("Of a category that this event does not admit"), lines: report.not_admitted_lines },
    { text: say("More companions on one ticket than the policy allows"), lines: report.many_plus_ones_lines },
    { text: say("What stands for the e-mail is no address; left out"), lines: report.email_lines },
    { text: say("The code may have been rounded by a spreadsheet; taken in as it is"), lines: report.rounded_lines },
    { text: say("The code is too short for hand scanners; cameras read it"), lines: report.short_code_lines },
  ].filter(({ lines }) => lines.length > 0);
}

const most_lines = 12;

export const lines_text = (lines: number[]) =>
  lines.length <= most_lines ? lines.join(", ") : say("{lines} and {count} more", { lines: lines.slice(0, most_lines).join(", "), count: lines.length - most_lines });
