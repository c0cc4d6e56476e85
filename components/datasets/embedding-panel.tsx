"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
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
      showDone(
        chosen === none ? "The dataset is searched by words alone." : "The passages are being embedded.",
      );
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
      <p className="text-muted">
        An embedding model places passages by meaning, so that “refund” finds “money back”. The texts go to
        the model you choose; with an own endpoint they stay where it runs.
      </p>
      {save.isError && <ErrorNotice title="The model was not changed" error={save.error} />}
      <Field
        label="Embedding model"
        hint="Another model embeds all passages anew. Words go on being searched meanwhile."
      >
        <ModelSelect
          use="embedding"
          lead={[{ value: none, label: "None: search by words alone" }]}
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
        Save model
      </Button>
      {embedding && (
        <section
          aria-label="State of the embedding"
          className="flex flex-col gap-2 border-line border-t pt-4"
        >
          <State embedding={embedding} />
          <div className="flex gap-2">
            {embedding.state === "failed" && (
              <Button size="sm" busy={again.isPending} onClick={() => again.mutate(false)}>
                Try again
              </Button>
            )}
            {embedding.state !== "pending" && (
              <Button size="sm" busy={again.isPending} onClick={() => again.mutate(true)}>
                Embed everything again
              </Button>
            )}
          </div>
        </section>
      )}
    </div>
  );
}

function State({ embedding }: { embedding: Embedding }) {
  const { state, embedded, total, dimensions, model, error, retryAt } = embedding;
  const progress = `${embedded} of ${total} passages`;
  return (
    <>
      {state === "ready" && (
        <Status icon="circle-check" tone="ok">
          Ready
        </Status>
      )}
      {state === "pending" && (
        <Status icon="loader-circle" tone="accent" spinning>
          Embedding
        </Status>
      )}
      {state === "failed" && (
        <Status icon="circle-alert" tone="failed">
          Failed
        </Status>
      )}
      <p className="text-muted">
        {progress} with <code>{model}</code>
        {dimensions !== null && `, ${dimensions} numbers each`}
      </p>
      {error && (
        <p className="text-failed">
          {error.message}{" "}
          <span className="text-muted">
            No document is lost, and words are still searched.
            {retryAt && (
              <>
                {" "}
                It is tried again by itself <RelativeTime at={retryAt} />.
              </>
            )}
          </span>
        </p>
      )}
    </>
  );
}
