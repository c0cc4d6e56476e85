/** One sign that a text tries to give the agent orders, with how much it alone says (0 to 1). */
type Sign = { name: string; weight: number; pattern: RegExp };

const earlier = "(?:previous|prior|above|earlier|preceding|all|any|your|the|these|those)";
const rules = "(?:instructions?|rules?|prompts?|guidelines?|directions?|polic(?:y|ies)|guardrails?)";

// Bounded gaps only, so that no text can make one of these slow.
const signs: Sign[] = [
  {
    name: "set instructions aside",
    weight: 0.9,
    pattern: new RegExp(
      `\\b(?:ignore|disregard|forget|override|bypass|discard|skip)\\b.{0,30}\\b${earlier}\\b.{0,30}\\b${rules}\\b`,
    ),
  },
  {
    name: "set instructions aside (de, fr, es, it)",
    weight: 0.9,
    pattern:
      /\b(?:ignoriere?|vergiss|missachte|ignore[zr]?|oublie[zr]?|ignora|olvida|dimentica)\b.{0,40}\b(?:anweisungen|vorgaben|regeln|consignes|instructions|instrucciones|reglas|istruzioni|regole)\b/,
  },
  {
    name: "asks for the hidden prompt",
    weight: 0.8,
    pattern:
      /\b(?:reveal|show|print|repeat|output|display|tell me|give me|leak|copy|translate)\b.{0,40}\b(?:system prompt|system message|developer message|hidden (?:prompt|instructions)|initial (?:prompt|instructions)|(?:your|the) (?:exact )?instructions)\b/,
  },
  {
    name: "a role marker inside the text",
    weight: 0.8,
    pattern:
      /(?:^|\n)\s*(?:#{1,4}\s*)?(?:system|assistant|developer)\s*(?:prompt|message|note)?\s*:|<\|?(?:im_start|im_end|system|endoftext)\|?>|\[\/?inst\]|<\/?(?:system|instructions?)>/,
  },
  {
    name: "a new identity",
    weight: 0.6,
    pattern:
      /\b(?:you are now|from now on,? you(?:'re| are| will| must)|pretend (?:to be|that you|you are)|roleplay as|behave as)\b/,
  },
  {
    name: "a role to act",
    weight: 0.4,
    pattern: /\b(?:act as|you must (?:now )?obey)\b/,
  },
  {
    name: "limits to be dropped",
    weight: 0.7,
    pattern:
      /\b(?:jailbreak|dan mode|do anything now|developer mode|god mode|unrestricted (?:mode|model|ai)|(?:disable|turn off|bypass|remove) (?:your |the |all |any )?(?:safety|filters?|guardrails?|restrictions?|approvals?|limits?|checks?))\b/,
  },
  {
    name: "freedom promised",
    weight: 0.4,
    pattern: /\b(?:no|without(?: any)?) (?:restrictions|limits|filters|rules|guardrails)\b/,
  },
  {
    name: "new instructions",
    weight: 0.6,
    pattern:
      /\b(?:new|updated|important|urgent|revised|real|actual) (?:system )?(?:instructions?|directives?|orders?|rules?)\b\s*(?::|from|for (?:the|any) (?:ai|assistant|agent|model))/,
  },
  {
    name: "addresses the machine",
    weight: 0.6,
    pattern:
      /\b(?:if you are an? (?:ai|llm|language model|assistant|agent)|(?:attention|note to|message for|dear|hey) (?:the |any |all )?(?:ai|llm|assistant|language model|agent)s?|ai agents? (?:must|should|reading))\b/,
  },
  {
    name: "wants it kept secret",
    weight: 0.6,
    pattern:
      /\b(?:(?:do not|don't|never) (?:tell|inform|mention|alert|warn|notify)\b.{0,20}\b(?:user|customer|anyone|them|human|operator)|without (?:telling|informing|notifying|asking)|secretly)\b/,
  },
  {
    name: "wants data sent out",
    weight: 0.7,
    pattern:
      /\b(?:send|forward|e-?mail|post|upload|transmit|exfiltrate|leak)\b.{0,50}\b(?:password|api key|credentials?|secrets?|(?:access|api|bearer) tokens?|customer (?:data|list|records)|(?:whole|entire|full) conversation|chat history|all (?:orders|records|customers|data))\b.{0,40}\b(?:to|at)\b/,
  },
  {
    name: "claims an approval",
    weight: 0.5,
    pattern:
      /\b(?:already|pre-?)\s?approved by\b|\b(?:the )?(?:admin|administrator|manager|ceo|owner|developer)s? (?:has |have |already )*(?:approved|authori[sz]ed|allowed|said)\b.{0,40}\b(?:skip|no approval|without approval|you (?:can|may|must))\b|\bno approval (?:is )?(?:needed|required)\b/,
  },
];

// Characters that show nothing and are used to hide words from people but not from models.
const hidden = /[\u200b-\u200f\u2060-\u2064\ufeff]|\udb40[\udc00-\udc7f]/g;

/** What {@link classifyInjection} thought of one sentence. */
export type InjectionScore = { score: number; signs: string[] };

/** How much one sentence reads like an order to the agent rather than like content: a score of 0 to 1 with its reasons. */
export function classifyInjection(sentence: string): InjectionScore {
  const concealed = sentence.match(hidden)?.length ?? 0;
  const plain = sentence
    .normalize("NFKC")
    .replace(hidden, "")
    .toLowerCase()
    .replace(/[ \t]+/g, " ");
  const found = signs.filter((sign) => sign.pattern.test(plain));
  const weights = found.map((sign) => sign.weight);
  if (concealed > 3) weights.push(0.5);
  const score = 1 - weights.reduce((rest, weight) => rest * (1 - weight), 1);
  return {
    score: Math.round(score * 100) / 100,
    signs: [...found.map((sign) => sign.name), ...(concealed > 3 ? ["hidden characters"] : [])],
  };
}

/** From which score on a sentence counts, by how careful the author wants to be. */
export const injectionThresholds = { low: 0.85, normal: 0.6, high: 0.5 } as const;
