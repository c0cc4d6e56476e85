"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { readError } from "#components/ui/read-error.ts";
import { Switch } from "#components/ui/switch.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { callApi } from "#lib/api/client.ts";
import { suiteContracts } from "#lib/api/contracts/suites.ts";
import type { SuiteCase } from "#lib/suites/suite-case.ts";
import { ExpectationFields } from "./expectation-fields.tsx";
import { suiteKeys } from "./suite-queries.ts";

/** A case nobody has filled in. */
export const blankCase: SuiteCase = {
  title: "",
  messages: [""],
  tags: [],
  heldOut: false,
  expectations: [{ kind: "answer-contains", text: "" }],
};

/** Writes a case, new or known; mount it anew for each case. */
export function CaseEditor({
  suiteId,
  caseId,
  initial,
  abilities,
  onClose,
}: {
  suiteId: string;
  /** null for a new one. */
  caseId: string | null;
  initial: SuiteCase;
  abilities: string[];
  onClose: (saved: boolean) => void;
}) {
  const t = useTranslations("suites");
  const client = useQueryClient();
  const [draft, setDraft] = useState(initial);
  const [tags, setTags] = useState(initial.tags.join(", "));
  const change = (more: Partial<SuiteCase>) => setDraft({ ...draft, ...more });
  const save = useMutation({
    mutationFn: async () => {
      const split = tags.split(",").map((tag) => tag.trim());
      const body = { ...draft, tags: split.filter((tag) => tag !== "") };
      if (caseId === null) return await callApi(suiteContracts.addCase, { params: { id: suiteId }, body });
      return await callApi(suiteContracts.replaceCase, { params: { id: suiteId, caseId }, body });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: suiteKeys.all });
      onClose(true);
    },
  });
  const problems = save.isError ? readError(save.error).details : [];
  const problemAt = (path: string) => problems.find((detail) => detail.path === path)?.message ?? null;
  const setMessage = (index: number, text: string) =>
    change({ messages: draft.messages.map((other, at) => (at === index ? text : other)) });
  return (
    <Dialog
      open
      width="lg"
      title={caseId === null ? t("newCase") : t("editCase")}
      description={t("whatSomebodySaysAndWhat")}
      onOpenChange={(open) => !open && onClose(false)}
      footer={
        <>
          <Button onClick={() => onClose(false)}>{t("cancel")}</Button>
          <Button look="primary" busy={save.isPending} onClick={() => save.mutate()}>
            {t("saveCase")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {save.isError && <ErrorNotice title={t("theCaseWasNotSaved")} error={save.error} />}
        <Field label={t("title")} error={problemAt("title")}>
          <Input
            value={draft.title}
            maxLength={200}
            placeholder={t("theWarrantyIsQuotedFrom")}
            onChange={(event) => change({ title: event.target.value })}
          />
        </Field>
        {draft.messages.map((message, index) => (
          <Field
            // biome-ignore lint/suspicious/noArrayIndexKey: a message has no name of its own
            key={index}
            label={draft.messages.length === 1 ? t("message") : t("messageNumber", { index: index + 1 })}
            error={problemAt(`messages.${index}`)}
            action={
              draft.messages.length > 1 ? (
                <IconButton
                  icon="trash-2"
                  size={24}
                  label={t("removeMessage", { index: index + 1 })}
                  onClick={() => change({ messages: draft.messages.filter((_, at) => at !== index) })}
                />
              ) : undefined
            }
          >
            <Textarea value={message} onChange={(event) => setMessage(index, event.target.value)} />
          </Field>
        ))}
        <button
          type="button"
          className="inline-flex items-center gap-1 self-start rounded-sm text-accent text-xs hover:underline"
          onClick={() => change({ messages: [...draft.messages, ""] })}
        >
          <Icon name="plus" size={13} />
          {t("addAFollowUpMessage")}
        </button>
        <section aria-label={t("expectations")} className="flex flex-col gap-2">
          <h3 className="font-medium text-sm">{t("itPassesWhenAllOf")}</h3>
          <ExpectationFields
            expectations={draft.expectations}
            abilities={abilities}
            problemAt={problemAt}
            onChange={(expectations) => change({ expectations })}
          />
        </section>
        <Field label={t("segments")} optional hint={t("tagsWithCommasBetweenThem")}>
          <Input value={tags} onChange={(event) => setTags(event.target.value)} />
        </Field>
        <Field label={t("heldOut")} inline hint={t("scoredApartDoNotTune")}>
          <Switch
            aria-label={t("heldOut")}
            checked={draft.heldOut}
            onChange={(heldOut) => change({ heldOut })}
          />
        </Field>
      </div>
    </Dialog>
  );
}
