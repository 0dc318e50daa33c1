// The presets of assets/presets: what each is for, in a sentence.
import { say } from "../app/text";

export interface Preset {
  key: string;
  name: string;
  about: string;
}

export const presets = (): Preset[] => [
  { key: "summit", name: say("Summit"), about: say("Large, with self-service kiosks and badges; anyone not on the list goes to a staffed desk; one admission per day.") },
  { key: "lecture", name: say("Lecture"), about: say("Open to all: whoever comes without a ticket registers at a kiosk; everybody gets a label.") },
  { key: "multi_day", name: say("Several days"), about: say("One pass for all days, counted once per day, in and out as often as wanted; badges on cards.") },
  { key: "club_evening", name: say("Club evening"), about: say("Hosts own the guest list and decide who else comes in; about 200 people; everybody gets a label.") },
  { key: "lunch", name: say("Lunch"), about: say("Invited guests only, 20 seats and never one more; seats of guests who did not come can be passed on; no badges.") },
  { key: "private_club", name: say("Private club"), about: say("By personal invitation only; no screen shows a name, and somebody of the team lets in each guest; no badges.") },
  { key: "professional_club", name: say("Professional club"), about: say("For people of member companies; service providers and consultants come in only if a host agrees; everybody gets a label.") },
  { key: "meetup", name: say("Meetup"), about: say("Open and informal, mostly without tickets, about 150 people, in and out as often as wanted; everybody gets a label.") },
  { key: "dinner", name: say("Dinner"), about: say("By invitation, 40 seats and never one more, with tables; no badges.") },
  { key: "award", name: say("Award night"), about: say("Tables and companions, about 400 people inside; kiosks ask whether photos may be published; badges on cards.") },
];

export const preset_name = (key: string) => presets().find((preset) => preset.key === key)?.name ?? key;
