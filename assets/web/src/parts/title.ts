// What a browser's tab, its history and a screen reader call the page (WCAG 2.4.2).
import { useEffect } from "preact/hooks";

export function useTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · Einlass`;
  }, [title]);
}
