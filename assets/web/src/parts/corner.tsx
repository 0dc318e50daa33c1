// Language and theme, on every page.
import { choose_language, language, say } from "../app/text";
import { choose_theme, theme } from "../app/theme";
import { Icon } from "./icon";

export const ThemeButton = () => {
  const dark = theme.value === "dark";
  return (
    <button class="button quiet" aria-label={dark ? say("Light colours") : say("Dark colours")} onClick={() => choose_theme(dark ? "light" : "dark")}>
      <Icon name={dark ? "sun" : "moon"} />
    </button>
  );
};

export const LanguageButton = () => {
  const german = language.value === "de";
  return (
    <button class="button quiet" lang={german ? "en" : "de"} onClick={() => choose_language(german ? "en" : "de")}>
      {german ? "English" : "Deutsch"}
    </button>
  );
};

export const Corner = () => (
  <div class="corner">
    <LanguageButton />
    <ThemeButton />
  </div>
);
