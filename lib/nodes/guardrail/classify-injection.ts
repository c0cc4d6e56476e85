import { countHidden, readingsOf } from "./hidden-readings.ts";

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
    name: "set what was said aside",
    weight: 0.8,
    pattern:
      /\b(?:ignore|disregard|forget)\b.{0,10}\b(?:everything|anything|all|whatever)\b.{0,20}\b(?:told|instructed|taught|said before|before this|above)\b/,
  },
  {
    name: "set instructions aside, in another language",
    weight: 0.9,
    pattern:
      /\b(?:ignoriere?n?|vergiss|missachte|umgehe|ignore[zr]?|oublie[zr]?|ignor[aei]|olvida|omite|dimentica|scorda|esque[çc]a|desconsidere|negeer|vergeet|zignoruj|pomiń|zapomnij)(?![\p{L}]).{0,40}(?<![\p{L}])(?:anweisungen|vorgaben|regeln|consignes|instructions|règles|instrucciones|reglas|istruzioni|regole|instruções|regras|instructies|regels|instrukcje|polecenia|zasady)(?![\p{L}])/u,
  },
  {
    name: "set instructions aside, in another script",
    weight: 0.9,
    pattern:
      /(?:игнорируй|забудь|не обращай внимания на).{0,40}(?:инструкции|правила|указания)|(?:talimat|kural)\p{L}{0,12}.{0,20}(?:yok say|görmezden gel|unut)|(?:忽略|无视|忘记|忘掉).{0,20}(?:指令|指示|规则|提示)|(?:指示|命令|ルール|プロンプト).{0,12}(?:無視|忘れ)|(?:지시|명령|규칙).{0,10}(?:무시|잊)|(?:تجاهل|انس).{0,30}(?:التعليمات|القواعد)/u,
  },
  {
    name: "rules said to be over",
    weight: 0.7,
    pattern:
      /\b(?:your|deine|ihre|tes|vos|tus|le tue|as suas|jouw) (?:rules|instructions|limits|regeln|anweisungen|règles|consignes|reglas|instrucciones|regole|regras|regels)\b.{0,20}\b(?:no longer|not any more|do not apply|don't apply|are void|are over|nicht mehr|gelten nicht|ne valent plus|ya no|non valgono|não valem|gelden niet)\b/,
  },
  {
    name: "asks for the hidden prompt",
    weight: 0.8,
    pattern:
      /\b(?:reveal|show|print|repeat|output|display|tell me|give me|leak|copy|translate)\b.{0,40}\b(?:system prompt|system message|developer message|hidden (?:prompt|instructions)|initial (?:prompt|instructions)|your (?:exact |own |full |secret )?instructions|the instructions (?:you|above this))\b|\b(?:zeig|nenn|gib|affiche|montre|muestra|mostra|toon|pokaż)\p{L}{0,12}\b.{0,30}(?:systemprompt|system-prompt|prompt système|prompt del sistema|prompt di sistema|prompt do sistema|prompt systemowy)/u,
  },
  {
    name: "a role marker inside the text",
    weight: 0.8,
    pattern:
      /(?:^|\n)[^\S\n]*(?:#{1,4}\s*)?(?:system|assistant|developer)\s*(?:prompt|message|note)?\s*:|<\|?(?:im_start|im_end|system|endoftext)\|?>|\[\/?inst\]|<\/?(?:system|instructions?)>/,
  },
  {
    name: "a new identity",
    weight: 0.5,
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
      /\b(?:jailbreak(?! (?:detection|protection))|dan mode|do anything now|(?:enter|enable|activate|switch to|in) (?:developer|god|maintenance|debug) mode|unrestricted (?:mode|model|ai)|(?:disable|turn off|bypass|remove|skip) (?:all )?(?:your |of your |all )(?:safety|filters?|guardrails?|restrictions?|approvals?|limits?|checks?))\b|\b(?:system|admin|security|policy) override\b/,
  },
  {
    name: "a check to be passed by",
    weight: 0.4,
    pattern:
      /\b(?:bypass|skip|disable|turn off|switch off) (?:the |any )?(?:safety checks?|filters?|guardrails?|approval(?: step| process)?s?|restrictions?)\b|\b(?:approvals?|checks?|filters?|guardrails?) (?:are|is) (?:now )?(?:switched|turned) off\b/,
  },
  {
    name: "authority claimed",
    weight: 0.5,
    pattern:
      /\b(?:as|i am|i'm|this is) (?:the|an?|your) (?:system )?(?:admin|administrator|developer|creator|operator|owner)\b.{0,60}\b(?:authori[sz]e|order|command|instruct|allow|permit|enter|disable|override|no approval)\b/,
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

/** What {@link classifyInjection} thought of one sentence. */
export type InjectionScore = { score: number; signs: string[] };

/** How much one sentence reads like an order to the agent rather than like content: a score of 0 to 1 with its reasons. */
export function classifyInjection(sentence: string): InjectionScore {
  const concealed = countHidden(sentence);
  const readings = readingsOf(sentence).map((reading) => signs.filter((sign) => sign.pattern.test(reading)));
  // The reading that says most counts: a disguise is no reason to believe the harmless one.
  const found = readings.reduce((most, one) => (scoreOf(one) > scoreOf(most) ? one : most), []);
  const weights = found.map((sign) => sign.weight);
  if (concealed > 3) weights.push(0.5);
  const score = 1 - weights.reduce((rest, weight) => rest * (1 - weight), 1);
  return {
    score: Math.round(score * 100) / 100,
    signs: [...found.map((sign) => sign.name), ...(concealed > 3 ? ["hidden characters"] : [])],
  };
}

function scoreOf(found: Sign[]): number {
  return found.reduce((sum, { weight }) => sum + weight, 0);
}

/** From which score on a sentence counts, by how careful the author wants to be. */
export const injectionThresholds = { low: 0.85, normal: 0.6, high: 0.5 } as const;
