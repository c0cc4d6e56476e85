import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Card } from "#components/ui/card.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { CallOutput } from "#lib/api/client.ts";
import type { templateContracts } from "#lib/api/contracts/templates.ts";
import type { IconName } from "#lib/nodes/icon-names.ts";

type Template = CallOutput<typeof templateContracts.get>;

/** Documents, tables and tests of a template, each opened where it stands. */
export function TemplateData({ template }: { template: Template }) {
  const t = useTranslations("templates");
  const { datasets, tables, suite } = template;
  return (
    <>
      {datasets.map(({ name, description, documents }) => (
        <Card key={name} title={t("dataset", { name })} description={description} flush>
          {documents.map(({ title, text }) => (
            <Fold key={title} icon="file-text" title={title}>
              <Prose text={text.replace(/^# .*\n+/, "")} />
            </Fold>
          ))}
        </Card>
      ))}
      {tables.length > 0 && (
        <Card title={t("tables")} description={t("withRowsToTryIt")} flush>
          {tables.map(({ name, title, columns, rows }) => (
            <Fold key={name} icon="table-2" title={title} count={t("rows", { count: rows.length })}>
              <section
                // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, also by keyboard
                tabIndex={0}
                aria-label={t("rowsOf", { title })}
                className="overflow-x-auto"
              >
                <table className="w-full text-left text-xs">
                  <thead className="text-muted">
                    <tr>
                      {columns.map((column) => (
                        <th key={column.name} scope="col" className="whitespace-nowrap py-1 pr-4 font-medium">
                          {column.title}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody className="tabular-nums">
                    {rows.map((row) => (
                      <tr key={JSON.stringify(row)} className="border-line border-t">
                        {columns.map((column) => (
                          <td key={column.name} className="whitespace-nowrap py-1 pr-4">
                            {String(row[column.name] ?? "")}
                          </td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
            </Fold>
          ))}
        </Card>
      )}
      {suite && (
        <Card title={t("tests", { name: suite.name })} description={suite.description} flush>
          {suite.cases.map(({ title, messages, expects }) => (
            <Fold key={title} icon="flask-conical" title={title}>
              {messages.map((message) => (
                <p key={message}>“{message}”</p>
              ))}
              <ul className="mt-1.5 list-disc pl-4 text-muted text-xs">
                {expects.map((expected) => (
                  <li key={expected} className="break-words">
                    {expected}
                  </li>
                ))}
              </ul>
            </Fold>
          ))}
        </Card>
      )}
    </>
  );
}

function Fold(props: { icon: IconName; title: string; count?: string; children: ReactNode }) {
  return (
    <details className="group border-line border-b last:border-b-0">
      <summary className="-outline-offset-2 flex min-h-9 cursor-pointer list-none items-center gap-2 px-4 py-1.5 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <Icon name={props.icon} size={15} className="shrink-0 text-muted" />
        <span className="min-w-0 flex-1">{props.title}</span>
        {props.count && <span className="text-muted text-xs tabular-nums">{props.count}</span>}
        <Icon
          name="chevron-right"
          size={14}
          className="shrink-0 text-muted transition-transform group-open:rotate-90"
        />
      </summary>
      <div className="px-4 pt-1 pb-3 pl-10">{props.children}</div>
    </details>
  );
}

function Prose({ text }: { text: string }) {
  return (
    <div className="flex flex-col gap-2">
      {text.split(/\n{2,}/).map((part) =>
        part.startsWith("## ") ? (
          <h3 key={part} className="mt-1 font-medium">
            {part.slice(3)}
          </h3>
        ) : (
          <p key={part} className="text-muted">
            {part}
          </p>
        ),
      )}
    </div>
  );
}
