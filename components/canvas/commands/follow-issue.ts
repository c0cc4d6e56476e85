import type { Issue } from "#lib/blueprint/issue.ts";
import type { Designer } from "../store/designer.ts";

/** Shows the node an issue is about and brings its field into view. */
export function followIssue(designer: Designer, issue: Issue): void {
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
