// One heading per place: it names the page, and the focus goes to it after each step (WCAG 2.4.2, 2.4.3).
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { address } from "../app/address";
import { useTitle } from "../parts/title";

let place_before: string | undefined; // none: the page was just opened, and the browser begins where it likes

export function Heading({ title, under, children }: { title: string; under?: ComponentChildren; children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const steps = address.value.join("/");
  useTitle(title);
  useEffect(() => {
    if (place_before !== undefined && place_before !== steps) heading.current?.focus();
    place_before = steps;
  }, [steps]);
  return (
    <div class="heading">
      <div class="grow">
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        {under && <div class="row wraps quiet-text">{under}</div>}
      </div>
      {children && <div class="heading-acts">{children}</div>}
    </div>
  );
}
