/** Verbs that name a direction and no end. */
export const vagueVerbs =
  /\b(?:improv\w*|enhanc\w*|optimi[sz]\w*|boost\w*|increas\w*|reduc\w*|streamlin\w*|maximi[sz]\w*|minimi[sz]\w*|support\w*|help\w*|assist\w*|handl\w*|manag\w*|deal with|take care of|work on|look after|be (?:good|helpful|nice|useful)|do (?:well|good|better)|verbesser\w*|optimier\w*|steiger\w*|unterstütz\w*|helfen|mejorar|optimizar|ayudar|améliorer|aider)(?![\w-])/giu;

/** Words of praise that nobody can check. */
export const vagueQualities =
  /\b(?:better|best|good|great|excellent|high[- ]quality|world[- ]class|efficient(?:ly)?|effective(?:ly)?|quick(?:ly)?|fast(?:er)?|as (?:soon|fast|well|much) as possible|asap|appropriate(?:ly)?|proper(?:ly)?|nice(?:ly)?|delight(?:ed|ful)?|happy|happier|satisf(?:y|ied|ying|action)|more|etc)\b\.?/giu;

/** Words that tell an end somebody could see: what is answered, booked, recorded has happened or has not. */
export const observableEnds =
  /\b(?:answered|resolved|solved|recorded|saved|stored|sent|booked|scheduled|refunded|closed|opened|created|approved|rejected|filed|delivered|paid|updated|qualified|found|drafted|written|published|signed|assigned|routed|escalated|confirmed|cancelled|canceled|ordered|shipped|told|completed|finished|verified|reconciled|matched|ranked|scored|summari[sz]ed|translated|extracted|registered|renewed|reserved|invoiced|reported|done|knows|beantwortet|gelöst|gespeichert|gebucht|erstellt|erledigt|respondid[oa]|resuelt[oa]|guardad[oa])\b|\d/iu;

type Topic = { about: RegExp; statement: string; minutes: number };

/** What a measurable goal reads like where the author's words tell the field. */
const topics: readonly Topic[] = [
  {
    about: /lead|sales|demo|prospect|conversion|deal/i,
    statement:
      "Every lead is saved with company, size and need, and a demo is booked for each one that fits, within 1 day",
    minutes: 1440,
  },
  {
    about: /onboard|employee|new hire|colleague|human resources|\bhr\b/i,
    statement: "Every colleague's question is answered from the handbook or recorded for HR, within 4 hours",
    minutes: 240,
  },
  {
    about: /invoice|expense|payment|finance|billing|receipt/i,
    statement: "Every invoice is matched to its order and approved or rejected with a reason, within 1 day",
    minutes: 1440,
  },
  {
    about: /stock|inventory|supply|supplier|shipment|warehouse|purchase/i,
    statement: "Every shortage is recorded with its cause and an order is drafted for it, within 4 hours",
    minutes: 240,
  },
  {
    about: /content|article|blog|post|writing|copy|newsletter/i,
    statement: "Every draft is delivered with its sources cited and no claim without one, within 1 day",
    minutes: 1440,
  },
  {
    about: /incident|password|access|laptop|helpdesk|\bit\b/i,
    statement:
      "Every incident is resolved from the runbook or assigned to a person with a summary, within 1 hour",
    minutes: 60,
  },
  {
    about: /support|customer|ticket|service|request|question|complaint|client|user/i,
    statement:
      "Every customer request is answered from the knowledge or resolved by an action, without a person, within 2 hours",
    minutes: 120,
  },
];

/** A measurable goal about what a vague one speaks of; a starting point to edit, told apart by its words alone. */
export function measurableVersion(statement: string): { statement: string; minutes: number } {
  const topic = topics.find(({ about }) => about.test(statement));
  if (topic) return topic;
  const subject = subjectOf(statement);
  return {
    statement: `Every request${subject === "" ? "" : ` about ${subject}`} is finished and its result recorded, within 1 day`,
    minutes: 1440,
  };
}

function subjectOf(statement: string): string {
  return statement
    .replace(vagueVerbs, " ")
    .replace(vagueQualities, " ")
    .replace(/[.!?;:,]/g, " ")
    .replace(
      /\b(?:to|the|a|an|our|my|your|and|with|for|it|we|should|must|want|will|der|die|das|el|la)\b/gi,
      " ",
    )
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 80);
}
