"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { callApi } from "#lib/api/client.ts";
import { suiteContracts } from "#lib/api/contracts/suites.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import { type Suite, suiteKeys } from "./suite-queries.ts";

const whole = "whole blueprint";

/** Makes a suite, or changes one; mount it anew for each. */
export function SuiteSettings({
  blueprintId,
  agents,
  suite,
  initialAgent = null,
  onClose,
}: {
  blueprintId: string;
  agents: BlueprintNode[];
  /** null for a new one. */
  suite: Suite | null;
  initialAgent?: string | null;
  onClose: (saved: Suite | null) => void;
}) {
  const client = useQueryClient();
  const form = useId();
  const [name, setName] = useState(suite?.name ?? "");
  const [agent, setAgent] = useState(suite?.agentNodeId ?? initialAgent ?? whole);
  const [writes, setWrites] = useState(suite?.writes ?? "simulate");
  const [runOnPublish, setRunOnPublish] = useState(suite?.runOnPublish ?? true);
  const save = useMutation({
    mutationFn: () => {
      const body = { name, agentNodeId: agent === whole ? null : agent, writes, runOnPublish };
      return suite === null
        ? callApi(suiteContracts.create, { body: { ...body, blueprintId } })
        : callApi(suiteContracts.update, { params: { id: suite.id }, body });
    },
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: suiteKeys.all });
      onClose(saved);
    },
  });
  const options = [
    { value: whole, label: "The whole blueprint", hint: "Runs begin at its trigger" },
    ...agents.map((node) => ({
      value: node.id,
      label: node.title || node.id,
      hint: "Runs begin at this agent, with its own model, tools, limits and goal",
    })),
  ];
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  return (
    <Dialog
      open
      title={suite === null ? "New suite" : "Suite settings"}
      onOpenChange={(open) => !open && onClose(null)}
      footer={
        <>
          <Button onClick={() => onClose(null)}>Cancel</Button>
          <Button type="submit" form={form} look="primary" busy={save.isPending}>
            {suite === null ? "Create suite" : "Save"}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        {save.isError && <ErrorNotice title="The suite was not saved" error={save.error} />}
        <Field label="Name">
          <Input
            required
            maxLength={120}
            placeholder="Refund rules"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label="What it tests">
          <Select options={options} value={agent} onChange={setAgent} />
        </Field>
        <Field
          label="Actions that change something"
          hint={
            writes === "real"
              ? "Each run writes to your tables and sends what it sends. Approvals are asked of a person, and the case waits."
              : "Table rows are checked and put back, nothing is sent, approvals are taken as given. Reading is real."
          }
        >
          <Select
            options={[
              { value: "simulate", label: "Simulate them" },
              { value: "real", label: "Do them for real" },
            ]}
            value={writes}
            onChange={setWrites}
          />
        </Field>
        <Field
          label="Run on every publish"
          inline
          hint="The new version is tested at once; publishing does not wait."
        >
          <Switch aria-label="Run on every publish" checked={runOnPublish} onChange={setRunOnPublish} />
        </Field>
      </form>
    </Dialog>
  );
}
