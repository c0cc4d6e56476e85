import type { StarterData } from "../starter-data.ts";

const document = (title: string, text: string) => ({ title, text, mediaType: "text/markdown" as const });

/** The guide to an invented town library, as its staff would keep it. */
export const libraryGuide: StarterData["datasets"][number]["documents"] = [
  document(
    "Opening hours",
    `# Opening hours

The library is open Tuesday to Friday from 10:00 to 19:00 and Saturday from 10:00 to 15:00. On Sunday, Monday and public holidays it is closed. The book return box beside the entrance takes books at any time, day and night.`,
  ),
  document(
    "Joining and library cards",
    `# Joining and library cards

## How to join

Anybody who lives, works or studies in town can join; to sign up, come to the desk. Bring a photo ID and a letter that shows your address; the card is made while you wait.

## What it costs

A card costs 12 EUR a year. It is free for everybody under 18, for students, and with a social pass.

## A lost card

Tell us at once, so that nobody borrows in your name. A new card costs 3 EUR.`,
  ),
  document(
    "Borrowing, renewing and returning",
    `# Borrowing, renewing and returning

## How much and how long

You can borrow up to 15 items at a time: books for 4 weeks, films and games for 1 week.

## Renewing

A book or another loan can be renewed twice, unless somebody else has reserved it. Renew your books at the desk or by telephone; the chat cannot do it for you.

## Late fees

A late book or other item costs 0.20 EUR a day, at most 5 EUR. Children pay no late fees.

## Lost or damaged items

Please replace a lost or damaged book or other item with the same title, or pay its price.

## Reserving

An item that is on loan can be reserved free of charge. We keep it for you for 7 days and let you know when it is there.`,
  ),
  document(
    "Computers, printing and Wi-Fi",
    `# Computers, printing and Wi-Fi

## Wi-Fi

Wi-Fi (WiFi) is free and needs no password in the whole building.

## Laptops

Laptops can be borrowed at the desk for use in the house, for 3 hours at a time, with a library card.

## Computers

There are 8 computers on the first floor; nobody needs a card for them.

## Printing and copying

A page costs 0.10 EUR in black and white and 0.50 EUR in colour. Scanning to a USB stick is free.`,
  ),
  document(
    "Rooms and events",
    `# Rooms and events

## Study rooms

Two quiet study rooms for up to 6 people can be booked for 2 hours, free of charge, up to a week ahead. Ask at the desk.

## For children

Story time for children from 3 to 6 is every Saturday at 11:00 in the reading corner. No booking is needed.

## Book club

The book club meets on the first Thursday of the month at 18:00. New faces are welcome.

## Homework hour

Volunteers sit with pupils over their homework every Wednesday from 15:00 to 17:00.`,
  ),
  document(
    "Getting here",
    `# Getting here

## Address and transport

The library stands at 7 Harbour Street, two minutes on foot from the bus stop Old Town (lines 4 and 11). There are bicycle stands in front and a car park behind the building.

## Wheelchairs and prams

The entrance has no steps, a lift goes to both floors, and there is an accessible toilet on the ground floor.

## Food and dogs

Drinks with a lid are welcome; please eat in the foyer only. Assistance dogs may come in, other animals may not.`,
  ),
];
