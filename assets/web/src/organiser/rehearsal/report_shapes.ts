// What a rehearsal of arrivals answers (server/rehearsal/report_json.cpp), as far as it is shown.
export interface Spread {
  count: number;
  median_ms: number;
  p95_ms: number;
  worst_ms: number;
}

export interface MinuteRow {
  minute: number;
  arrivals: number;
  in_lines: number; // most at once before the kiosks
  at_desks: number;
  waits: Spread;
}

export interface RehearsalReport {
  go: boolean;
  verdict: { de: string[]; en: string[] };
  scenario: { name: string; arrivals: number; minutes: number; kiosks: number; desks: number; printers: number; labels: number; queue_limit_ms: number; badge_limit_ms: number };
  seed: number;
  arrived: number;
  admitted: number;
  turned_away: number;
  unserved: number;
  waits: Spread;
  door_waits: Spread;
  desk_waits: Spread;
  badges: Spread;
  badges_owed: number;
  refused: Record<string, number>;
  minutes: MinuteRow[];
  places: { kind: "kiosk" | "desk"; number: number; served: number; busy_percent: number }[];
  printers: { labels_used: number; rolls_changed: number }[];
  ledger: { entries: number; lost: number; doubled: number; parked: number; conflicts: number };
  missing: { found: boolean; kiosks: number; printers: number; desks: number; queue_p95_ms: number } | null;
}

export interface RunAnswer {
  report: RehearsalReport;
  text: { de: string; en: string };
  kept: string; // key of the copy that it was written into, or ""
}
