import type { FitAnswers, FitVerdict } from "./fit-answers.ts";
import { type SuggestedTemplate, suggestTemplates } from "./suggest-templates.ts";

/** What one side of a process adds to the score, and why. */
export type FitReason = { factor: string; points: number; of: number; text: string };

/** The score of a process with everything it rests on. */
export type Fit = {
  score: number;
  verdict: FitVerdict;
  headline: string;
  advice: string;
  /** What people spend on it in a month today. */
  hoursPerMonth: number;
  reasons: FitReason[];
  templates: SuggestedTemplate[];
};

const weeksPerMonth = 52 / 12;

/** Scores how well a process fits an agent: the same answers always give the same score, and each point has its reason. */
export function scoreFit(answers: FitAnswers): Fit {
  const hoursPerMonth = Math.round(((answers.perWeek * answers.minutes * weeksPerMonth) / 60) * 10) / 10;
  const reasons = [
    ofComplexity(answers),
    ofInput(answers),
    ofValue(hoursPerMonth),
    ofKnowledge(answers),
    ofSystems(answers),
    ofRisk(answers),
  ];
  const score = reasons.reduce((sum, { points }) => sum + points, 0);
  const verdict = verdictOf(answers, hoursPerMonth, score);
  const isFit = verdict !== "fixed-rule" && verdict !== "too-small";
  return {
    score,
    verdict,
    ...words[verdict],
    hoursPerMonth,
    reasons,
    templates: isFit ? suggestTemplates(answers) : [],
  };
}

const words: Record<FitVerdict, { headline: string; advice: string }> = {
  "fixed-rule": {
    headline: "A fixed rule would do",
    advice:
      "Every case goes by the same steps and arrives in fixed fields. A rule, a script or a form does this faster, for nothing, and is never wrong in a new way. If some cases fall outside the rule, come back with those.",
  },
  "too-small": {
    headline: "Too small to be worth it",
    advice:
      "It takes less than an hour a month. Building, testing and watching an agent would take longer than it saves. Take a process that costs at least half a day a month.",
  },
  "write-it-down": {
    headline: "Write down how it is done first",
    advice:
      "A mistake would be expensive, and what is right stands nowhere. An agent would have to guess. Write the policy with the people who know, begin with answers a person checks, and score it again.",
  },
  "small-trial": {
    headline: "Try it small",
    advice:
      "It may work, but not everything speaks for it. Take one kind of case, measure it against a goal for two weeks, and let the numbers decide.",
  },
  "with-people": {
    headline: "A good fit, with a person at the gate",
    advice:
      "Let the agent read, look up and prepare. Put an approval before every action that costs money or trust, and widen it only when the approvals have become a formality.",
  },
  "good-fit": {
    headline: "A good fit",
    advice:
      "Begin with a template, give the goal your own measure, add twenty real cases to the suite, and publish when they pass.",
  },
};

function verdictOf(answers: FitAnswers, hoursPerMonth: number, score: number): FitVerdict {
  if (answers.complexity === "always-same" && answers.input === "fixed-form") return "fixed-rule";
  if (hoursPerMonth < 1) return "too-small";
  const isRisky = answers.risk === "costly" || answers.risk === "dangerous";
  if (isRisky && answers.knowledge === "no") return "write-it-down";
  if (score < 55) return "small-trial";
  return isRisky ? "with-people" : "good-fit";
}

function reason(factor: string, points: number, of: number, text: string): FitReason {
  return { factor, points, of, text };
}

function ofComplexity({ complexity }: FitAnswers): FitReason {
  const of = 25;
  switch (complexity) {
    case "always-same":
      return reason(
        "Complexity",
        4,
        of,
        "The steps are always the same; judgement, which a model is good for, is hardly needed.",
      );
    case "some-judgement":
      return reason(
        "Complexity",
        25,
        of,
        "Reading, looking up and choosing between known ways is what an agent does best.",
      );
    case "open-ended":
      return reason(
        "Complexity",
        15,
        of,
        "Each case is different; an agent can prepare it, a person will often decide.",
      );
  }
}

function ofInput({ input }: FitAnswers): FitReason {
  const of = 15;
  switch (input) {
    case "fixed-form":
      return reason("What arrives", 4, of, "Fixed fields can be read without a model.");
    case "mixed":
      return reason("What arrives", 12, of, "The free text in the form has to be understood.");
    case "free-text":
      return reason("What arrives", 15, of, "People write in their own words; no rule reads that.");
  }
}

function ofValue(hours: number): FitReason {
  const of = 25;
  const spent = `It takes about ${hours} hours of people's time a month`;
  if (hours < 1) return reason("Volume and value", 0, of, `${spent}: nothing to win.`);
  if (hours < 5)
    return reason(
      "Volume and value",
      7,
      of,
      `${spent}: worth it only if it also gets faster for those who wait.`,
    );
  if (hours < 20)
    return reason("Volume and value", 14, of, `${spent}: a template pays for itself within weeks.`);
  if (hours < 80)
    return reason("Volume and value", 21, of, `${spent}: half a person's job or less, well worth measuring.`);
  return reason("Volume and value", 25, of, `${spent}: each percent settled without a person counts.`);
}

function ofKnowledge({ knowledge }: FitAnswers): FitReason {
  const of = 15;
  switch (knowledge) {
    case "yes":
      return reason("Knowledge", 15, of, "Answers can rest on what is written, and cite it.");
    case "partly":
      return reason(
        "Knowledge",
        9,
        of,
        "What is missing will show as questions nobody could answer; write those pages first.",
      );
    case "no":
      return reason("Knowledge", 1, of, "Nothing is written down, so nothing can be cited or checked.");
  }
}

function ofSystems({ systems }: FitAnswers): FitReason {
  const of = 10;
  if (systems.includes("screen"))
    return reason(
      "Systems",
      2,
      of,
      "A system without an API stays out of reach; a person has to type there.",
    );
  if (systems.includes("api"))
    return reason(
      "Systems",
      7,
      of,
      "The other system is reached by an HTTP ability; plan an afternoon and a test account.",
    );
  if (systems.length > 0) return reason("Systems", 10, of, "Everything it needs is built in.");
  return reason("Systems", 5, of, "It reaches nothing, so it can only talk.");
}

function ofRisk({ risk }: FitAnswers): FitReason {
  const of = 10;
  switch (risk) {
    case "harmless":
      return reason("Risk", 10, of, "A mistake costs little; it may act by itself from the first day.");
    case "undone":
      return reason(
        "Risk",
        8,
        of,
        "Mistakes can be undone; most abilities here undo themselves from the run's page.",
      );
    case "costly":
      return reason("Risk", 4, of, "A mistake costs money or trust; a person approves what matters.");
    case "dangerous":
      return reason("Risk", 0, of, "Health, safety or the law: the agent prepares, a person answers for it.");
  }
}
