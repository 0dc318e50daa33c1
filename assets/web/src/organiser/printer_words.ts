// What keeps a printer from printing, as a kiosk's team reads it, too (rules::PrinterTrouble).
import { say } from "../app/text";

export function printer_words(trouble: string): string {
  switch (trouble) {
    case "":
      return say("ready");
    case "off":
      return say("off or out of reach");
    case "media":
      return say("out of labels");
    case "ribbon":
      return say("out of ribbon or ink");
    case "cover":
      return say("open");
    case "jam":
      return say("jammed");
    case "full":
      return say("no room for more badges");
    case "paused":
      return say("paused");
    case "settings":
      return say("set up wrongly");
    case "stuck":
      return say("hangs at a badge");
    case "wrong_media":
      return say("other labels are loaded");
    case "gave_up":
      return say("gave a badge up");
    default:
      return say("needs a hand");
  }
}
