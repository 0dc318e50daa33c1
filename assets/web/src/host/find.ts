// As the server's search folds texts (core/base/text_fold): "Müller", "Mueller" and "Muller" are found by each other.
export const folded = (text: string) =>
  text
    .toLowerCase()
    .replace(/ä|ae/g, "a")
    .replace(/ö|oe/g, "o")
    .replace(/ü|ue/g, "u")
    .replace(/ß/g, "ss")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/\s+/g, " ")
    .trim();
