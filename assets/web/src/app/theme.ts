// Light or dark: as the device wishes, until somebody chooses here.
import { effect, signal } from "@preact/signals";

export type Theme = "light" | "dark";
const kept = "theme";
const wish = matchMedia("(prefers-color-scheme: dark)");
const of_device = (): Theme => (wish.matches ? "dark" : "light");

const chosen = localStorage.getItem(kept);
export const theme = signal<Theme>(chosen === "light" || chosen === "dark" ? chosen : of_device());

wish.addEventListener("change", () => {
  if (!localStorage.getItem(kept)) theme.value = of_device();
});

export function choose_theme(wished: Theme) {
  localStorage.setItem(kept, wished);
  theme.value = wished;
}

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});
