const troubled =
  /\b(?:upset|angry|furious|frustrat\w+|annoy\w+|disappoint\w+|unhappy|worried|desperate|fed up|ridiculous|terrible|awful|in tears|so sad)\b/i;

/** The answer with a few warm words before it where somebody says that they are in trouble. */
export function feltWith(answer: string, request: string): string {
  return troubled.test(request)
    ? `I am sorry about this, and I understand that it is upsetting. ${answer}`
    : answer;
}
