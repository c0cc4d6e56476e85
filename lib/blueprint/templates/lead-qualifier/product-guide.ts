import type { StarterData } from "../starter-data.ts";

/** The guide to an invented scheduling product, as a sales team would keep it. */
export const productGuide: StarterData["datasets"][number]["documents"] = [
  {
    title: "Plans and prices",
    mediaType: "text/markdown",
    text: `# Plans and prices

Rosterly plans shifts for teams that work in more than one place. There are three plans, all billed per active employee and month.

## Starter

Starter costs 3 EUR per employee and month and suits teams of up to 25 employees in one location. It includes the shift planner, the mobile app and time-off requests.

## Team

Team costs 5 EUR per employee and month, from 10 to 250 employees, with any number of locations. It adds shift swapping, overtime rules, the payroll export and integrations.

## Business

Business costs 8 EUR per employee and month, from 100 employees upwards. It adds single sign-on, an audit log, forecasting and a named contact. Above 500 employees we make an individual offer.

## Discounts and trial

Paying yearly saves 15 percent. Registered charities and schools get 30 percent off. Every plan can be tried for 21 days without a credit card.`,
  },
  {
    title: "Limits of each plan",
    mediaType: "text/markdown",
    text: `# Limits of each plan

## Employees and locations

Starter allows 25 employees and 1 location. Team allows 250 employees and has no limit on locations. Business has no limit on either; the largest customer plans 6,200 employees in 140 locations.

## History and storage

Starter keeps schedules for 12 months, Team for 3 years and Business for 10 years. Documents attached to an employee may have 20 MB each.

## API requests

The API is part of Team (60 requests a minute) and Business (600 requests a minute). Starter has no API.

## Languages and devices

The app speaks English, German, Dutch, French, Spanish and Polish. It runs on iOS 16, Android 10 and every current browser. There is no desktop program and no version to install on your own servers.`,
  },
  {
    title: "Integrations",
    mediaType: "text/markdown",
    text: `# Integrations

## Payroll

Team and Business export hours to DATEV, Personio, Sage, ADP and Nmbrs. Other payroll systems can read a CSV file whose columns are freely chosen.

## Calendars and chat

Shifts appear in Google Calendar, Outlook and Apple Calendar. Reminders and swap requests can be sent to Slack and Microsoft Teams.

## Tills and time clocks

Rosterly reads sales figures from Lightspeed, SumUp and Square to forecast how many people are needed. Time clocks by Kaba and TimeMoto are supported; a tablet can serve as a time clock as well.

## Building your own

Webhooks tell your systems about published schedules, swaps and absences. The REST API is documented publicly, and most customers connect their own tool within a few days. There is no SAP connector yet; it is planned for next year.`,
  },
  {
    title: "Security and data protection",
    mediaType: "text/markdown",
    text: `# Security and data protection

## Where data lives

All data is stored in Frankfurt and Amsterdam, encrypted at rest and in transit. Nothing leaves the European Union. Backups are made every hour and kept for 35 days.

## Certificates and contracts

Rosterly is certified to ISO 27001; the latest penetration test is available under a confidentiality agreement. A data processing agreement under the GDPR is part of every contract and can be signed online.

## Signing in

Two-factor sign-in is available in all plans. Single sign-on with SAML or OpenID Connect and automatic provisioning with SCIM are part of Business.

## Works councils

Business customers can hide performance figures and limit who sees working hours; we provide a template for the agreement with the works council.`,
  },
  {
    title: "Onboarding and support",
    mediaType: "text/markdown",
    text: `# Onboarding and support

## Getting started

A small team is ready in an afternoon: import employees from a spreadsheet, draw the first week, invite everybody by link. For 50 employees or more we offer a free onboarding of three video calls, usually within two weeks.

## Migration

We move schedules and absences over from Planday, Deputy, Excel and most other tools free of charge for yearly Team and Business contracts. A migration takes 5 to 10 working days.

## Support

Starter has e-mail support within one working day. Team has chat support on working days from 8:00 to 18:00. Business has a named contact and a telephone line that is staffed every day from 7:00 to 22:00.

## Ending the contract

Monthly plans can be ended at the end of any month, yearly plans at the end of the year. Data can be exported as CSV at any time and is erased 60 days after the end.`,
  },
  {
    title: "Who Rosterly is for",
    mediaType: "text/markdown",
    text: `# Who Rosterly is for

## A good fit

Companies with hourly staff and changing shifts: shops, restaurants, hotels, care homes, logistics and call centres, from about 20 employees upwards. The need is usually one of these: schedules made in Excel, too many swaps by messenger, overtime nobody sees, or payroll typed by hand.

## Not a fit yet

Rosterly does not plan projects, lessons or flight crews, and it is of little use to offices with fixed hours. Teams below 10 employees are welcome on Starter but rarely need a conversation with sales.

## What a qualified lead looks like

A qualified lead has at least 20 employees, a clear need that Rosterly meets, and somebody who can decide or who knows who does. Leads with 20 to 99 employees are offered the trial and a call; leads with 100 employees or more get a demonstration by a specialist within two working days. Smaller or undecided leads get the guide and a friendly note in three months.`,
  },
];
