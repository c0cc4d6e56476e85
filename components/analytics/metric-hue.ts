/** The colour a metric has wherever it is drawn: that of the role it speaks of. */
export function metricHue(id: string): string {
  if (/^(goal|rating|cost-per-goal)/.test(id)) return "var(--role-goal)";
  if (/^(escalation|approval)/.test(id)) return "var(--role-people)";
  if (/^(cost|tokens)/.test(id)) return "var(--role-agent)";
  if (/^ability/.test(id)) return "var(--role-guard)";
  if (/^(first-answer|resolution|duration|queue|turn)/.test(id)) return "var(--role-ability)";
  return "var(--accent)";
}
