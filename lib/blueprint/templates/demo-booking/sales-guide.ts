import { page } from "../template-parts.ts";

/** What the sales team of an invented inspection software tells leads, and by which rules it books demonstrations. */
export const salesGuide = [
  page(
    "What Fieldnote does",
    `Fieldnote is software for inspections: checklists on the phone, photos with a place and a time, and a report that is finished when the round is. Teams use it for buildings, lifts, playgrounds, kitchens and vehicles.

## Offline

Fieldnote works offline. Everything is kept on the phone and synchronised when there is a connection again, so cellars and tunnels are no trouble.

## Languages

The app speaks English, German, French, Spanish and Polish. Checklists can be written in any language.

## What it does not do

Fieldnote does no invoicing and no maintenance planning. It hands its findings to the systems that do, through an export or the API.`,
  ),
  page(
    "Plans and prices",
    `## Crew

The Crew plan costs 9 EUR per inspector and month and is meant for up to 25 inspectors. It has unlimited checklists, photos and PDF reports.

## Site

The Site plan costs 14 EUR per inspector and month. It adds recurring rounds, roles, the API and single sign-on.

## Discounts

Paying for a year costs two months less. Schools and charities pay half. There are no other discounts, and none is promised in a chat.

## Trial

The trial lasts 21 days, holds everything of the Site plan and ends by itself. No card is asked for.`,
  ),
  page(
    "Who fits",
    `A company with 15 or more employees is qualified. A company with fewer than 15 employees is nurture: it gets the guide and the trial, and no salesperson's hour.

## What we want to know

Company, number of employees, what they inspect, and an e-mail address. One question at a time; nobody is asked twice.

## Who does not fit

Private persons, students with a term paper, and competitors. They get a kind answer and no entry in the list.`,
  ),
  page(
    "How a demonstration goes",
    `A demonstration takes 30 minutes by video. A specialist shows Fieldnote with one of the visitor's own checklists, which may be sent beforehand.

## When

Demonstrations are held Monday to Thursday between 9:00 and 17:00, Central European Time. The specialist confirms the hour by e-mail within one working day.

## Who should be there

Whoever decides, and one person who does the rounds. More than six people make it a lecture.

## Moving or cancelling

Answer the confirmation. Up to two hours before is fine.`,
  ),
  page(
    "Security and data",
    `Data is stored in Falkenstein, Germany, encrypted at rest and on the way, and backed up every night. Backups are kept for 35 days.

## Contracts

A data processing agreement is part of every plan. The list of subprocessors has four names and is sent on request.

## Leaving

All checklists, photos and reports can be exported as ZIP at any time. After the end of a contract data is deleted within 30 days.`,
  ),
];
