// Above all else wherever a copy of an event is worked on (docs/rehearsal.md), in the kiosk's words.
import { say } from "../app/text";

export const RehearsalBar = () => <p class="rehearsal-bar"><strong>{say("REHEARSAL")}</strong> · {say("Nothing done here counts")}</p>;
