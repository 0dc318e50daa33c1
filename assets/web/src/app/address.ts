// Where in the pages one is: the part of the address behind "#", as segments. "#/events/lunch/door" → ["events", …].
import { signal } from "@preact/signals";

const segments = () => location.hash.replace(/^#\/?/, "").split("/").filter((each) => each !== "").map(decodeURIComponent);

export const address = signal<string[]>(segments());
addEventListener("hashchange", () => (address.value = segments()));

export const address_of = (...path: string[]) => "#/" + path.map(encodeURIComponent).join("/");
export const go = (...path: string[]) => (location.hash = address_of(...path));
// The page before is not to be come back to: an invitation that was accepted.
export const replace = (...path: string[]) => {
  history.replaceState(null, "", address_of(...path));
  address.value = path;
};
