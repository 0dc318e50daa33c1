import type { ComponentChildren } from "preact";
import { Icon } from "./icon";

// Read aloud when it appears (WCAG 4.1.3).
export const Notice = ({ kind, children }: { kind: "attention" | "success" | "danger"; children: ComponentChildren }) => (
  <div class={`notice ${kind}`} role={kind === "danger" ? "alert" : "status"}>
    <Icon name={kind === "success" ? "check" : "warning"} />
    <span>{children}</span>
  </div>
);
