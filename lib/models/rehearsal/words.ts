const stopWords = new Set(
  (
    "a an and are as at be been but by can could did do does for from get had has have hello hey hi how i i'm if in into is it its " +
    "just know let like me may might mine my need not of on or our ours please shall she should so some than thank thanks that the their them " +
    "then there these they this those to too us want was we were what when where which who whom why will with would you your yours " +
    "am any about also much many tell give very really still now there's what's it's i've i'd you're after before something anything since until while because yet already again"
  ).split(" "),
);

/** Words that mean the same thing to a person who asks; the first of each row stands for all. */
const concepts: readonly (readonly string[])[] = [
  [
    "refund",
    "reimburse",
    "reimbursement",
    "moneyback",
    "chargeback",
    "erstattung",
    "ruckerstattung",
    "reembolso",
    "devolucion",
  ],
  ["return", "send-back", "sendback", "bring-back", "ruckgabe", "retoure", "umtausch"],
  ["find", "track", "locate", "whereabouts", "lookup", "status", "eta", "arrive", "arrival", "wo", "donde"],
  ["cancel", "abort", "stornieren", "cancelar"],
  [
    "human",
    "person",
    "representative",
    "operator",
    "supervisor",
    "manager",
    "someone",
    "somebody",
    "staff",
    "mensch",
    "mitarbeiter",
    "persona",
    "humano",
  ],
  ["ticket", "complaint", "complain", "escalate", "beschwerde", "queja"],
  [
    "ship",
    "shipping",
    "shipment",
    "delivery",
    "deliver",
    "dispatch",
    "postage",
    "lieferung",
    "versand",
    "envio",
    "entrega",
  ],
  [
    "broken",
    "damage",
    "defective",
    "defect",
    "faulty",
    "crack",
    "smash",
    "shatter",
    "kaputt",
    "beschadigt",
    "defekt",
    "roto",
    "danado",
  ],
  ["order", "purchase", "parcel", "package", "bestellung", "paket", "pedido", "paquete"],
  ["price", "pricing", "cost", "fee", "charge", "expensive", "preis", "precio"],
  ["pay", "payment", "bezahlen", "zahlung", "pagar", "pago"],
  ["warranty", "guarantee", "garantie", "garantia"],
  ["policy", "rule", "term", "condition"],
  ["exchange", "swap", "replace", "replacement"],
  ["company", "organisation", "organization", "business", "firm", "employer"],
  ["employee", "headcount", "seat"],
  ["buy", "demo", "trial", "subscribe", "signup"],
];

const phrases: readonly (readonly [RegExp, string])[] = [
  [/\bwhere(?= (?:my |the |our )?(?:orders?|parcel|package|delivery|ticket|#?\d))/g, " find "],
  [/\b(?:want|need|give me|get) (?:my|the) money\b(?! back)/g, " refund "],
  [/\b(?:talk|speak) (?:to|with) (?:sales|support|your team)\b/g, " human "],
  [
    /\b(?:(?:my|the|our) )?money (?:back|returned)\b|\bgeld (?:zur(?:ü|ue|u)ck|wieder)\b|\bmi dinero\b|\bpay me back\b/g,
    " refund ",
  ],
  [
    /\bwhere(?: is|'s|s| are)\b|\bhow far\b|\blook(?:ing)? up\b|\bd[oó]nde est[aá]n?\b|\bwo (?:ist|sind|bleibt)\b|\bwhat happened (?:to|with)\b/g,
    " find ",
  ],
  [/\bsend(?:ing)? (?:it|them|this|that)? ?back\b/g, " return "],
  [
    /\b(?:real|actual|live) (?:person|human|agent)\b|\b(?:human|support|service|live) agent\b|\b(?:speak|talk|chat) (?:to|with) (?:an? )?agent\b/g,
    " human ",
  ],
  [/\bhuman being\b|\bcall me\b/g, " human "],
  [
    /\bnot (?:working|turning on|starting)\b|\b(?:does|do|did|will|wo|is)n'?t (?:work|turn on|start)\w*\b|\bstopped working\b|\bfell apart\b/g,
    " broken ",
  ],
  [/\bhow (?:much|expensive)\b/g, " price "],
];

const standFor = new Map<string, string>();
for (const row of concepts) for (const word of row) standFor.set(stem(word), row[0] ?? word);

/** Lower case, without accents, straight apostrophes. */
export function plain(text: string): string {
  return text.replace(/[’‘]/g, "'").toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}

/** The meaningful words of a text, stemmed and with words of one meaning made equal. */
export function meanings(text: string): string[] {
  let rest = plain(text);
  for (const [pattern, word] of phrases) rest = rest.replace(pattern, word);
  const words = rest.match(/[\p{L}\p{N}][\p{L}\p{N}']*/gu) ?? [];
  return words
    .filter((word) => !stopWords.has(word))
    .map(meaningOf)
    .filter((word) => word.length > 1);
}

/** The meaning that stands for one word. */
export function meaningOf(word: string): string {
  const stemmed = stem(plain(word));
  return standFor.get(stemmed) ?? stemmed;
}

/** `find_order` and `orderNumber` as words. */
export function nameWords(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

function stem(word: string): string {
  let rest = word.replace(/'(?:s|re|ve|ll|d|m|t)?$/, "");
  if (rest.length > 4)
    rest = rest
      .replace(/ies$/, "y")
      .replace(/(?<=[sxz]|ch|sh)es$/, "")
      .replace(/(?<!s|u|i)s$/, "");
  else if (rest.length === 4) rest = rest.replace(/(?<!s|u|i)s$/, "");
  if (rest.length > 5) rest = rest.replace(/(?:ing|ed)$/, "");
  return rest.replace(/([bdfgmnprt])\1$/, "$1").replace(/(?<=.{3})e$/, "");
}
