"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { useTour } from "#components/tour/use-tour.ts";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { IconName } from "#lib/nodes/icon-names.ts";

/** What to do first in a workspace without blueprints, in a good order; the tour makes its own sample. */
export function FirstSteps() {
  const router = useRouter();
  const { tour, starting, start } = useTour();
  return (
    <section aria-labelledby="first-steps" className="mb-8">
      <h2 id="first-steps" className="mb-2 font-semibold text-lg">
        What next
      </h2>
      <ol className="divide-y divide-line rounded-lg border border-line bg-panel">
        <Step
          icon="compass"
          title={tour?.status === "finished" ? "Take the tour once more" : "Take the guided tour"}
          text="Two minutes with a sample: one agent, one goal, one dataset. You ask it something and see the goal measured."
          action={
            <Button
              look="primary"
              busy={starting}
              onClick={() => start((id) => router.push(`/blueprints/${id}`))}
            >
              Take the tour
            </Button>
          }
        />
        <Step
          icon="gauge"
          title="Find out which process to take"
          text="Eight questions score how well it fits an agent, and name the nearest template."
          action={<Way href="/templates/fit">Score a process</Way>}
        />
        <Step
          icon="layout-grid"
          title="Begin with a template"
          text="Below, with data to try it on. Nothing outside is touched, and no key is needed."
          action={<Way href="/templates">All templates</Way>}
        />
        <Step
          icon="book-open"
          title="Bring what your agent should know"
          text="Text, Markdown, HTML or CSV. Answers cite the passage they rest on."
          action={<Way href="/knowledge">Knowledge</Way>}
        />
        <Step
          icon="key-round"
          title="Connect a model"
          text="The rehearsal model answers until then. Your own server works, too."
          action={<Way href="/settings">Settings</Way>}
        />
        <Step
          icon="users"
          title="Invite a colleague"
          text="As editor, operator or viewer. Somebody has to decide what waits for a person."
          action={<Way href="/settings">Settings</Way>}
        />
      </ol>
    </section>
  );
}

function Step(props: { icon: IconName; title: string; text: string; action?: ReactNode }) {
  return (
    <li className="flex items-center gap-3 px-4 py-3 max-md:flex-wrap">
      <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-accent-soft text-accent">
        <Icon name={props.icon} size={16} />
      </span>
      <span className="min-w-0 flex-1 max-md:basis-4/5">
        <span className="block font-medium">{props.title}</span>
        <span className="block text-muted">{props.text}</span>
      </span>
      {props.action && <span className="max-md:ml-11">{props.action}</span>}
    </li>
  );
}

function Way({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} className="inline-flex items-center gap-1 text-accent hover:underline">
      {children}
      <Icon name="arrow-right" size={14} />
    </Link>
  );
}
