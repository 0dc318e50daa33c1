// While an answer is on its way: the shape of what comes, and one word for those who hear it.
import { say } from "../app/text";

export const Loading = ({ lines = 4 }: { lines?: number }) => (
  <div class="loading" role="status">
    <span class="only-read-aloud">{say("One moment…")}</span>
    {Array.from({ length: lines }, (_, line) => <i key={line} />)}
  </div>
);
