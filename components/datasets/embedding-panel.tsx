"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ModelSelect } from "#components/models/model-select.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Status } from "#components/ui/status.tsx";
import { showDone, showFailure } from "#components/ui/toast.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import {
  embedDatasetContract,
  type getDatasetContract,
  updateDatasetContract,
} from "#lib/api/contracts/datasets.ts";

type Dataset = CallOutput<typeof getDatasetContract>;
type Embedding = NonNullable<Dataset["embedding"]>;

const none = "none";

/** Chooses the model that places passages by meaning, and shows how far it has come. */
export function EmbeddingPanel({ dataset }: { dataset: Dataset }) {
  const t = useTranslations("datasets");
  const client = useQueryClient();
  const { id, embedding } = dataset;
  const [chosen, setChosen] = useState(embedding?.model ?? none);
  const refresh = () => client.invalidateQueries({ queryKey: ["datasets"] });
  const save = useMutation({
    mutationFn: () =>
      callApi(updateDatasetContract, {
        params: { id },
        body: { embedding: chosen === none ? null : chosen },
      }),
    onSuccess: async () => {
      showDone(chosen === none ? t("theDatasetIsSearchedBy") : t("thePassagesAreBeingEmbedded"));
      await refresh();
    },
  });
  const again = useMutation({
    mutationFn: (fresh: boolean) => callApi(embedDatasetContract, { params: { id }, body: { fresh } }),
    onSuccess: refresh,
    onError: showFailure,
  });
  const isChanged = chosen !== (embedding?.model ?? none);
  return (
    <div className="flex max-w-2xl flex-col gap-4 p-4">
      <p className="text-muted">{t("anEmbeddingModelPlacesPassages")}</p>
      {save.isError && <ErrorNotice title={t("theModelWasNotChanged")} error={save.error} />}
      <Field label={t("embeddingModel")} hint={t("anotherModelEmbedsAllPassages")}>
        <ModelSelect
          use="embedding"
          lead={[{ value: none, label: t("noneSearchByWordsAlone") }]}
          value={chosen}
          onChange={setChosen}
        />
      </Field>
      <Button
        look="primary"
        className="self-start"
        disabled={!isChanged}
        busy={save.isPending}
        onClick={() => save.mutate()}
      >
        {t("saveModel")}
      </Button>
      {embedding && (
        <section
          aria-label={t("stateOfTheEmbedding")}
          className="flex flex-col gap-2 border-line border-t pt-4"
        >
          <State embedding={embedding} />
          <div className="flex gap-2">
            {embedding.state === "failed" && (
              <Button size="sm" busy={again.isPending} onClick={() => again.mutate(false)}>
                {t("tryAgain")}
              </Button>
            )}
            {embedding.state !== "pending" && (
              <Button size="sm" busy={again.isPending} onClick={() => again.mutate(true)}>
                {t("embedEverythingAgain")}
              </Button>
            )}
          </div>
        </section>
      )}
    </div>
  );
}

function State({ embedding }: { embedding: Embedding }) {
  const t = useTranslations("datasets");
  const { state, embedded, total, dimensions, model, error, retryAt } = embedding;
  return (
    <>
      {state === "ready" && (
        <Status icon="circle-check" tone="ok">
          {t("ready")}
        </Status>
      )}
      {state === "pending" && (
        <Status icon="loader-circle" tone="accent" spinning>
          {t("embedding")}
        </Status>
      )}
      {state === "failed" && (
        <Status icon="circle-alert" tone="failed">
          {t("failed")}
        </Status>
      )}
      <p className="text-muted">
        {t.rich(dimensions === null ? "progressWith" : "progressWithNumbers", {
          embedded,
          total,
          dimensions: dimensions ?? 0,
          code: () => <code>{model}</code>,
        })}
      </p>
      {error && (
        <p className="text-failed">
          {error.message}{" "}
          <span className="text-muted">
            {t("noDocumentIsLostAnd")}
            {retryAt && t.rich("triedAgain", { time: () => <RelativeTime at={retryAt} /> })}
          </span>
        </p>
      )}
    </>
  );
}
