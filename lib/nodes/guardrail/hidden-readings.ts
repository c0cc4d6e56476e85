// Letters of other alphabets that look like ours; a text that mixes them is read as it looks.
const lookAlikes: Record<string, string> = {
  а: "a",
  в: "b",
  е: "e",
  к: "k",
  м: "m",
  н: "h",
  о: "o",
  р: "p",
  с: "c",
  т: "t",
  у: "y",
  х: "x",
  і: "i",
  ј: "j",
  ѕ: "s",
  ԁ: "d",
  ɡ: "g",
  ӏ: "l",
  ո: "n",
  α: "a",
  β: "b",
  ε: "e",
  η: "n",
  ι: "i",
  κ: "k",
  ν: "v",
  ο: "o",
  ρ: "p",
  τ: "t",
  υ: "u",
  χ: "x",
  ϲ: "c",
};
const digits: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
};

// Characters that show nothing and are used to hide words from people but not from models.
const invisible = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const tagLetters = /(?:\udb40[\udc20-\udc7e])+/g;

/** How many characters of a text show nothing. */
export function countHidden(text: string): number {
  const tags = (text.match(tagLetters) ?? []).reduce((sum, run) => sum + run.length / 2, 0);
  return (text.match(invisible)?.length ?? 0) + tags;
}

/** A text as a model may read it: as it stands without what is hidden, and what its codes and disguises stand for. */
export function readingsOf(text: string): string[] {
  const plain = tidy(text.replace(tagLetters, " ").replace(invisible, ""));
  const readings = new Set([plain]);
  const add = (reading: string) => {
    if (reading !== "" && readings.size < 12) readings.add(tidy(reading));
  };
  for (const run of text.match(tagLetters) ?? [])
    add([...run].map((sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0xe0020) - 0xe0000)).join(""));
  if (/[\u0370-\u052f\u0261\u0578]/.test(plain) && /[a-z]/.test(plain))
    add(plain.replace(/[^\x20-\x7e]/g, (sign) => lookAlikes[sign] ?? sign));
  if (/\b[a-z]+[013457@$]+[a-z]|\b[013457@$][a-z]{2}/.test(plain))
    add(plain.replace(/[013457@$]/g, (sign) => digits[sign] ?? sign));
  if (/(?:\b\p{L}[ ._*-]{1,2}){6}/u.test(text))
    add(text.replace(/(?<=(?<!\p{L})\p{L})[ ._*-](?=\p{L}(?!\p{L}))/gu, ""));
  if (/&#x?[0-9a-f]{2,6};/i.test(text))
    add(
      text.replace(/&#(x?)([0-9a-f]{2,6});/gi, (_all, x: string, code: string) =>
        signOf(Number.parseInt(code, x ? 16 : 10)),
      ),
    );
  if (/(?:%[0-9a-f]{2}.{0,20}){2}/i.test(text))
    add(text.replace(/%([0-7][0-9a-f])/gi, (_all, code: string) => signOf(Number.parseInt(code, 16))));
  for (const run of text.match(/[A-Za-z0-9+/_-]{24,4000}={0,2}/g)?.slice(0, 4) ?? []) {
    const said = /^(?:[0-9a-f]{2})+$/i.test(run) ? fromHex(run) : fromBase64(run);
    // Identifiers and keys decode to noise; what somebody wrote decodes to words.
    if (/^[\x20-\x7e\s\u00a0-\uffff]+$/.test(said) && said.includes(" ")) add(said);
  }
  return [...readings];
}

function tidy(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ \t]+/g, " ");
}

function signOf(code: number): string {
  return code > 31 && code < 0x110000 ? String.fromCodePoint(code) : " ";
}

function fromHex(run: string): string {
  return decode(run.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? []);
}

function fromBase64(run: string): string {
  const plain = run.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  try {
    return decode(
      [...atob(plain.slice(0, plain.length - (plain.length % 4 === 1 ? 1 : 0)))].map((sign) =>
        sign.charCodeAt(0),
      ),
    );
  } catch {
    return "";
  }
}

function decode(bytes: number[]): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(bytes));
  } catch {
    return "";
  }
}
