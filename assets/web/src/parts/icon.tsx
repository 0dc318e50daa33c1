// The strokes are the kiosk's (assets/theme/icons), drawn here so that none has to be fetched.
const strokes = {
  account: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21a8 8 0 0 1 16 0",
  bell: "M6 9a6 6 0 0 1 12 0c0 6 2 7 2 8H4c0-1 2-2 2-8m4 11a2 2 0 0 0 4 0",
  calendar: "M4 6h16v15H4zM4 11h16M8 3v5M16 3v5",
  camera: "M4 8h3l2-3h6l2 3h3v11H4zm8 2.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7",
  check: "M4 13l5 5L20 6",
  close: "M5 5l14 14M19 5L5 19",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  door: "M6 21V3h12v18M3 21h18M14 12h.5",
  history: "M4 5v5h5M4.5 10a8 8 0 1 1-.5 4M12 8v5l3 2",
  kiosk: "M6 3h12v13H6zM12 16v5M8 21h8",
  list: "M4 6h16M4 12h16M4 18h16",
  message: "M4 5h16v11H10l-5 4v-4H4z",
  menu: "M5 11.375a.625.625 0 1 0 0 1.25.625.625 0 0 0 0-1.25M12 11.375a.625.625 0 1 0 0 1.25.625.625 0 0 0 0-1.25M19 11.375a.625.625 0 1 0 0 1.25.625.625 0 0 0 0-1.25",
  moon: "M20 14A8 8 0 1 1 10 4a7 7 0 0 0 10 10",
  people: "M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M2.5 20a6.5 6.5 0 0 1 13 0M16 5.5a3.5 3.5 0 0 1 0 6.5M18 14.5a6.5 6.5 0 0 1 3.5 5.5",
  plus: "M12 5v14M5 12h14",
  save: "M12 4v11m-5-5l5 5 5-5M4 20h16",
  shield: "M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2m0 16v2M2 12h2m16 0h2M5 5l1.5 1.5m11 11L19 19M19 5l-1.5 1.5m-11 11L5 19",
  undo: "M8 5L4 9l4 4M4 9h10a6 6 0 0 1 0 12h-3",
  warning: "M12 3l10 18H2zm0 7v5m0 3v.01",
} as const;

export type IconName = keyof typeof strokes;

export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.25" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
    <path d={strokes[name]} />
  </svg>
);
