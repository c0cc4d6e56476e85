"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useDesigner } from "#components/canvas/store/use-designer.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { callApi } from "#lib/api/client.ts";
import { agentContracts } from "#lib/api/contracts/agents.ts";
import { untilSaved } from "./until-saved.ts";
import { VariantResult } from "./variant-result.tsx";

/** Runs one agent alone on a message, as it is set now; what it would write is simulated. */
export function AgentTest({ nodeId }: { nodeId: string }) {
  const designer = useDesigner();
  const [text, setText] = useState("");
  const test = useMutation({
    mutationFn: async () => {
      await untilSaved(designer);
      return callApi(agentContracts.test, {
        params: { id: designer.id, nodeId },
        body: { text, variants: [{}] },
      });
    },
  });
  const runId = test.data?.runs[0]?.runId;
  return (
    <section aria-label="Test this agent" className="flex flex-col gap-2 border-line border-t pt-3">
      <div>
        <h3 className="font-semibold text-sm">Test this agent</h3>
        <p className="text-muted text-xs">
          Alone, past triggers and rules, with its own data, tools and goal. What it would write is simulated,
          and no figure counts the run.
        </p>
      </div>
      <form
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== "") test.mutate();
        }}
      >
        <Field label="Message">
          <Textarea
            value={text}
            maxLength={20_000}
            placeholder="Where is order 1042?"
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Button
          type="submit"
          size="sm"
          icon="play"
          className="self-start"
          busy={test.isPending}
          disabled={text.trim() === ""}
        >
          Run the agent
        </Button>
      </form>
      {test.error && <ErrorNotice title="It was not run" error={test.error} />}
      {runId && <VariantResult key={runId} runId={runId} />}
    </section>
  );
}
