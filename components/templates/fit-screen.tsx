"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { PageBody } from "#components/shell/page-body.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { callApi } from "#lib/api/client.ts";
import { templateContracts } from "#lib/api/contracts/templates.ts";
import {
  type FitAnswers,
  type FitQuestion,
  type FitQuestionKey,
  type FitSystem,
  fitAnswersSchema,
  fitQuestions,
  fitSystems,
} from "#lib/blueprint/fit/fit-answers.ts";
import { ChoiceField } from "./choice-field.tsx";
import { FitResult } from "./fit-result.tsx";

type Given = Partial<Record<FitQuestionKey, string>>;

const questions = Object.entries(fitQuestions) as [FitQuestionKey, FitQuestion][];

/** Eight questions about a process, and how well it fits. */
export function FitScreen() {
  const t = useTranslations("templates");
  const [given, setGiven] = useState<Given>({});
  const [perWeek, setPerWeek] = useState("");
  const [minutes, setMinutes] = useState("");
  const [systems, setSystems] = useState<FitSystem[]>([]);
  const [tried, setTried] = useState(false);
  const result = useRef<HTMLElement>(null);
  const score = useMutation({
    mutationFn: (body: FitAnswers) => callApi(templateContracts.fit, { body }),
    onSuccess: () => requestAnimationFrame(() => result.current?.focus()),
  });
  const read = fitAnswersSchema.safeParse({
    ...given,
    perWeek: numberIn(perWeek),
    minutes: numberIn(minutes),
    systems,
  });
  const wrong = new Set(read.error?.issues.map(({ path }) => String(path[0])));
  const errorOf = (name: string, message: string) => (tried && wrong.has(name) ? message : null);
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (read.success) score.mutate(read.data);
  }
  const change = (act: () => void) => {
    act();
    score.reset();
  };
  return (
    <>
      <TopBar crumbs={[{ label: t("templates"), href: "/templates" }, { label: t("scoreAProcess") }]} />
      <PageBody>
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_400px]">
          <form
            onSubmit={submit}
            noValidate
            className="flex flex-col gap-6"
            aria-label={t("aboutTheProcess")}
          >
            {questions.map(([name, question]) => (
              <ChoiceField
                key={name}
                name={name}
                question={question}
                value={given[name]}
                error={errorOf(name, t("chooseOne"))}
                onChange={(value) => change(() => setGiven({ ...given, [name]: value }))}
              />
            ))}
            <div className="grid gap-4 sm:grid-cols-2">
              <Field
                label={t("howManyCasesAreThere")}
                hint={t("onAverage")}
                error={errorOf("perWeek", t("giveANumberFrom0"))}
              >
                <Input
                  inputMode="decimal"
                  value={perWeek}
                  onChange={(event) => change(() => setPerWeek(event.target.value))}
                />
              </Field>
              <Field
                label={t("howManyMinutesDoesOne")}
                hint={t("aPersonSTimeWithout")}
                error={errorOf("minutes", t("giveANumberTo10000"))}
              >
                <Input
                  inputMode="decimal"
                  value={minutes}
                  onChange={(event) => change(() => setMinutes(event.target.value))}
                />
              </Field>
            </div>
            <fieldset className="flex flex-col gap-2">
              <legend className="mb-1 font-medium">{t("whatDoesItHaveTo")}</legend>
              {(Object.entries(fitSystems) as [FitSystem, string][]).map(([system, label]) => (
                <Checkbox
                  key={system}
                  checked={systems.includes(system)}
                  onChange={(isOn) =>
                    change(() =>
                      setSystems(isOn ? [...systems, system] : systems.filter((one) => one !== system)),
                    )
                  }
                >
                  {label}
                </Checkbox>
              ))}
            </fieldset>
            <div className="flex flex-wrap items-center gap-3">
              <Button type="submit" look="primary" size="lg" busy={score.isPending}>
                {t("scoreThisProcess")}
              </Button>
              {tried && !read.success && (
                <p role="alert" className="text-failed">
                  {t("someAnswersAreMissingThey")}
                </p>
              )}
            </div>
            {score.isError && <ErrorNotice title={t("theProcessWasNotScored")} error={score.error} />}
          </form>
          <section
            ref={result}
            aria-label={t("theScore")}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it is taken to when the score is there, and scrolls by keyboard
            tabIndex={0}
            className="rounded-lg lg:sticky lg:top-0 lg:max-h-[calc(100dvh-5.5rem)] lg:overflow-y-auto"
          >
            <FitResult fit={score.data} />
          </section>
        </div>
      </PageBody>
    </>
  );
}

// People write 1,5 as well as 1.5; an empty field is no number.
function numberIn(text: string): number | undefined {
  const number = Number(text.trim().replace(",", "."));
  return text.trim() === "" || Number.isNaN(number) ? undefined : number;
}
