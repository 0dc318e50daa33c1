// "2:05", minutes and seconds, as a stopwatch has them.
export const minutes_text = (ms: number) => {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};
