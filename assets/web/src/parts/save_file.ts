// Handed over by the page itself: a link to the server would open outside of an installed page.
function save(name: string, content: Blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export function save_file(name: string, content: string, type = "text/csv") {
  save(name, new Blob([content], { type: `${type};charset=utf-8` }));
}

// `content`: base64url, as the API gives what is no text.
export function save_pdf(name: string, content: string) {
  const bytes = Uint8Array.from(atob(content.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  save(name, new Blob([bytes], { type: "application/pdf" }));
}
