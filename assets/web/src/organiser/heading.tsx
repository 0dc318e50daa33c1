// One heading per place: it names the page, and the focus goes to it after each step (WCAG 2.4.2, 2.4.3).
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { address } from "../app/address";

export function Heading({ title, under, children }: { title: string; under?: ComponentChildren; children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const steps = address.value.join("/");
  const first = useRef(true);
  useEffect(() => {
    document.title = `${title} · Einlass`;
  }, [title]);
  useEffect(() => {
    if (!first.current || document.activeElement?.closest("nav")) heading.current?.focus({ preventScroll: false });
    first.current = false;
  }, [steps]);
  return (
    <div class="heading">
      <div class="grow">
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        {under && <div class="row wraps quiet-text">{under}</div>}
      </div>
      {children}
    </div>
  );
}
