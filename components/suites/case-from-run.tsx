"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { Select } from "#components/ui/select.tsx";
import { showDone, showFailure } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { suiteContracts } from "#lib/api/contracts/suites.ts";
import type { SuiteCase } from "#lib/suites/suite-case.ts";
import { CaseEditor } from "./case-editor.tsx";
import { useSuites } from "./suite-queries.ts";

const fresh = "new";

/** Makes a test case of a finished run: choose a suite, then look over what is proposed. */
export function CaseFromRun({ runId, blueprintId }: { runId: string; blueprintId: string }) {
  const t = useTranslations("suites");
  const [open, setOpen] = useState(false);
  const [proposed, setProposed] = useState<{ suiteId: string; content: SuiteCase } | null>(null);
  const router = useRouter();
  return (
    <>
      <Button icon="flask-conical" onClick={() => setOpen(true)}>
        <span className="max-md:sr-only">{t("makeATestCase")}</span>
      </Button>
      {open && (
        <ChooseSuite
          runId={runId}
          blueprintId={blueprintId}
          onClose={() => setOpen(false)}
          onChosen={(suiteId, content) => {
            setOpen(false);
            setProposed({ suiteId, content });
          }}
        />
      )}
      {proposed && (
        <CaseEditor
          suiteId={proposed.suiteId}
          caseId={null}
          initial={proposed.content}
          abilities={[]}
          onClose={(saved) => {
            const { suiteId } = proposed;
            setProposed(null);
            if (!saved) return;
            showDone(t("theCaseIsInThe"));
            router.push(`/blueprints/${blueprintId}/tests?suite=${suiteId}`);
          }}
        />
      )}
    </>
  );
}

function ChooseSuite({
  runId,
  blueprintId,
  onClose,
  onChosen,
}: {
  runId: string;
  blueprintId: string;
  onClose: () => void;
  onChosen: (suiteId: string, content: SuiteCase) => void;
}) {
  const t = useTranslations("suites");
  const suites = useSuites(blueprintId);
  const [chosen, setChosen] = useState<string | null>(null);
  const first = suites.data?.items[0]?.id ?? fresh;
  const propose = useMutation({
    mutationFn: async () => {
      const content = await callApi(suiteContracts.propose, { params: { id: runId } });
      const wanted = chosen ?? first;
      if (wanted !== fresh) return { suiteId: wanted, content };
      const body = { blueprintId, name: t("fromRealRuns"), runOnPublish: true };
      return { suiteId: (await callApi(suiteContracts.create, { body })).id, content };
    },
    onSuccess: ({ suiteId, content }) => onChosen(suiteId, content),
    onError: showFailure,
  });
  return (
    <Dialog
      open
      title={t("makeATestCase")}
      description={t("takesTheMessageOfThis")}
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            look="primary"
            busy={propose.isPending}
            disabled={!suites.data}
            onClick={() => propose.mutate()}
          >
            {t("continue")}
          </Button>
        </>
      }
    >
      <QueryView query={suites} failed={t("theSuitesCouldNotBe")}>
        {({ items }) => (
          <Field label={t("suite")}>
            <Select
              options={[
                ...items.map((suite) => ({ value: suite.id, label: suite.name })),
                { value: fresh, label: t("aNewSuite") },
              ]}
              value={chosen ?? first}
              onChange={setChosen}
            />
          </Field>
        )}
      </QueryView>
    </Dialog>
  );
}
