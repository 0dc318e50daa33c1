// A QR code as the server worked it out: one text per row, "1" for a dark square. Always dark on white with the quiet zone
// of four squares (ISO/IEC 18004), as many readers take no other.
const quiet = 4;

const outline = (rows: string[]) =>
  rows
    .flatMap((row, y) => [...row.matchAll(/1+/g)].map((run) => `M${run.index + quiet} ${y + quiet}h${run[0].length}v1h-${run[0].length}z`))
    .join("");

export function Qr({ rows, label }: { rows: string[]; label: string }) {
  const size = rows.length + 2 * quiet;
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={outline(rows)} fill="#000" />
    </svg>
  );
}
