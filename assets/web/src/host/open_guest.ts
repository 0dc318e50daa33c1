// The guest whose sheet is open; one at a time.
import { signal } from "@preact/signals";

export const open_guest = signal<string | null>(null);
