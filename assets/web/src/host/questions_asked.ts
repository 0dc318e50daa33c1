// The guest who is asked something; one at a time. Without `refused`, nobody is let in by the answers.
import { signal } from "@preact/signals";
import type { Admission } from "../app/shapes";

export interface Asked {
  ticket: string;
  refused?: Admission;
  persons?: number;
}

export const asked = signal<Asked | null>(null);
