// The guest with whom somebody is added; one at a time.
import { signal } from "@preact/signals";
import type { GuestLine } from "../app/shapes";

export interface ComingAlong {
  with: GuestLine;
  companion: boolean; // one who helps her, or a child; else a plus-one
}

export const coming_along = signal<ComingAlong | null>(null);
