import type { Issue } from "#lib/blueprint/issue.ts";
import type { Designer } from "../store/designer.ts";

const goalMissing = "goal-missing";

/** Whether following an issue leads anywhere. */
export function leadsSomewhere(issue: Issue): boolean {
  return issue.node !== undefined || issue.code === goalMissing;
}

/** Shows the node an issue is about and brings its field into view. */
export function followIssue(designer: Designer, issue: Issue): void {
  if (issue.code === goalMissing) designer.session.setState({ wizardGoal: null });
  if (issue.node === undefined) return;
  designer.session.setState({
    selectedNodes: [issue.node],
    selectedWires: [],
    tab: "inspect",
    panelOpen: true,
    wantedField: issue.field === undefined ? null : { node: issue.node, field: issue.field },
  });
  designer.session.getState().view?.reveal(issue.node);
}
