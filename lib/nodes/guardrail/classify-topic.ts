/** The topics the local classifier knows without being told any words. */
export const topicKinds = [
  "weapons",
  "drugs",
  "self-harm",
  "violence",
  "sexual",
  "harassment",
  "medical",
  "legal",
  "investment",
  "politics",
] as const;

/** One of {@link topicKinds}. */
export type TopicKind = (typeof topicKinds)[number];

/** Words in the dictionary form they begin with: strong ones decide alone, weak ones two together. */
type Lexicon = { strong: string; weak: string };

const lexicons: Record<TopicKind, Lexicon> = {
  weapons: {
    strong:
      "firearm|ammunition|explosive|grenade|pipe bomb|build a bomb|make a bomb|assault rifle|silencer for",
    weak: "gun|rifle|pistol|bomb|detonat|bullet|weapon|gunpowder",
  },
  drugs: {
    strong: "cocaine|heroin|methamphetamine|crystal meth|fentanyl|mdma|lsd|ecstasy pill",
    weak: "cannabis|weed|narcotic|drug dealer|get high|dealer|overdose|opioid",
  },
  "self-harm": {
    strong:
      "kill myself|suicid|end my life|self-harm|self harm|hurt myself|cut myself|want to die|better off dead",
    weak: "hopeless|no reason to live|can't go on|overdose|worthless",
  },
  violence: {
    strong:
      "murder|massacre|torture|behead|kill (?:him|her|them|you|my|someone)|stab (?:him|her|them|you|someone)",
    weak: "kill|stab|shoot|assault|beat (?:him|her|them) up|attack|blood",
  },
  sexual: {
    strong:
      "porn|sex video|nude (?:photo|picture|image)|naked (?:photo|picture|image)|erotic|onlyfans|blowjob",
    weak: "sexual|nude|naked|orgasm|fetish|sexy",
  },
  harassment: {
    strong:
      "fuck you|fuck off|piece of shit|son of a bitch|you(?:'re| are) (?:an? )?(?:idiot|moron|stupid|worthless|retard)|go to hell|asshole|bastard",
    weak: "idiot|moron|stupid|shit|fuck|bitch|loser|scum|hate you",
  },
  medical: {
    strong:
      "diagnos|prescri(?:be|ption)|chemotherap|antibiotic|what dose|dosage|side effects of|symptoms? of|should i take",
    weak: "symptom|doctor|medicin|medication|tablet|treatment|fever|infection|blood pressure|pregnan|cancer",
  },
  legal: {
    strong:
      "legal advice|lawsuit|sue (?:him|her|them|you|my|the)|take .{1,20} to court|is it legal|attorney|file a claim against",
    weak: "lawyer|court|liable|liability|contract law|damages|divorce|custody|plaintiff|illegal",
  },
  investment: {
    strong:
      "which stocks?|buy (?:stocks?|shares|bitcoin|crypto)|invest (?:my|your)|invest in (?:stocks?|shares|crypto|bitcoin|funds)|stock tips?|short sell|price of bitcoin|etfs?\\b",
    weak: "stock|share price|bitcoin|crypto|portfolio|dividend|invest|trading|hedge|fund",
  },
  politics: {
    strong:
      "who should i vote|election|prime minister|political party|republicans?|democrats?|referendum|left-wing|right-wing",
    weak: "vote|president|parliament|senat|politic|government|candidate|campaign|immigration",
  },
};

const compiled = new Map(
  topicKinds.map((kind) => {
    const { strong, weak } = lexicons[kind];
    return [kind, { strong: beginning(strong), weak: beginning(weak) }] as const;
  }),
);

function beginning(words: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})`, "gu");
}

/** The known topics a sentence is about: one strong word, or two different weak ones. */
export function classifyTopics(sentence: string, wanted: readonly TopicKind[]): TopicKind[] {
  const plain = sentence.normalize("NFKC").toLowerCase().replaceAll("’", "'").replace(/\s+/g, " ");
  return wanted.filter((kind) => {
    const words = compiled.get(kind);
    if (!words) return false;
    if (plain.match(words.strong)) return true;
    return new Set(plain.match(words.weak) ?? []).size >= 2;
  });
}

/** Whether a text of some length touches none of the words an author allows as topics. */
export function isOffTopic(text: string, words: readonly string[]): boolean {
  const spoken = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  // Greetings, thanks and short replies belong to every conversation.
  if (spoken.length < 5 || words.length === 0) return false;
  const plain = ` ${spoken.join(" ")}`;
  return !words.some((word) => {
    const wanted = word
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(" ");
    return wanted !== undefined && plain.includes(` ${wanted}`);
  });
}
