// Handed over by the page itself: a link to the server would open outside of an installed page.
export function save_file(name: string, content: BlobPart, type = "text/csv") {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: typeof content === "string" ? `${type};charset=utf-8` : type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const bytes_of = (base64url: string) => Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

// A file that the server answers as base64url, since it is no text.
export const save_bytes = (name: string, base64url: string, type: string) => save_file(name, bytes_of(base64url), type);

export const save_pdf = (name: string, base64url: string) => save_bytes(name, base64url, "application/pdf");

export const save_spreadsheet = (name: string, base64url: string) =>
  save_bytes(name, base64url, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
