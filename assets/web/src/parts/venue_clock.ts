// Venue time as of the last news, going on by itself so that nobody is forgotten: a phone's clock may be wrong.
import { useEffect, useState } from "preact/hooks";
import type { DoorNews } from "../app/shapes";

export function useVenueNow(news: DoorNews | null): number {
  const [clock, set_clock] = useState({ news, ahead: news ? news.now - Date.now() : 0 });
  const [now, set_now] = useState(Date.now());
  if (news !== null && clock.news !== news) set_clock({ news, ahead: news.now - Date.now() });
  useEffect(() => {
    const ticks = setInterval(() => set_now(Date.now()), 1000);
    return () => clearInterval(ticks);
  }, []);
  return Math.max(now + clock.ahead, news?.now ?? 0);
}
