// Ways to say it in the languages people most often write in; a model that says it otherwise is not recognised.
const unknown =
  /\b(?:i|we)(?:['’]m| am|['’]re| are)? (?:do not|don['’]t|not sure|cannot|can['’]t|could not|couldn['’]t) (?:know|find|say|tell|connect)\b|\b(?:i|we) (?:have no|found no(?:thing)?)\b|\b(?:i|we) can only (?:help|answer)\b|\b(?:does not|doesn['’]t|do not|don['’]t) (?:say|mention|state|cover)\b|\b(?:wei(?:ß|ss) ich nicht|ich wei(?:ß|ss)\b.{0,20}\bnicht)\b|\bno (?:lo )?s[eé]\b|\bje ne sais pas\b/iu;

const courtesy =
  /^\W*(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|welcome|you(?:['’]re| are) (?:very )?welcome|my pleasure|glad|happy to|thanks?|thank you|bye|goodbye|see you|have a|all right|alright|sure|hallo|guten|gern|bitte|hola|de nada|bonjour|de rien)(?!\p{L})/iu;

/**
 * Whether an answer without a source claims nothing that would need one: it asks back, says that it does not know,
 * or is a short courtesy without a figure in it. Heuristic, and the same for every model.
 */
export function claimsNothing(answer: string): boolean {
  const text = answer.trim();
  if (text === "") return true;
  const isCourtesy = courtesy.test(text) && text.length <= 160 && !/\d/.test(text);
  return isCourtesy || unknown.test(text) || /\?["”»)]*$/.test(text);
}
