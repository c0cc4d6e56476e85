import { page } from "../template-parts.ts";

/** The IT handbook of an invented company of two hundred. */
export const itHandbook = [
  page(
    "Passwords and sign-in",
    `## Resetting a password

Reset your password at reset.example.com with the second factor. It must have 14 characters; it never expires.

## Second factor

Use the authenticator app or a security key. Text messages are not accepted. A new phone: add it before you wipe the old one.

## Locked out

Come to the IT desk on floor 2 with your badge, or let your manager confirm you by video.`,
  ),
  page(
    "VPN and Wi-Fi",
    `## Wi-Fi in the office

Devices of the company join “Atlas” by themselves. Guests use “Atlas Guest”; the reception gives out a code for one day.

## VPN from outside

Open the Tunnel app and choose the nearest place. The VPN is needed for the file server and the payroll, for nothing else.

## The VPN does not connect

Switch the network off and on, then restart the Tunnel app. On hotel Wi-Fi open the sign-in page of the hotel first. If it still fails, report an incident.`,
  ),
  page(
    "Laptops and phones",
    `## Replacement

A laptop is replaced after 4 years, a phone after 3 years. The new one is set up while you work on the old one.

## Lost or stolen

Report a lost or stolen device at once, day or night. We lock it within 15 minutes. It counts more that you report it than why it happened.

## Private use

Private use is fine within reason. Children do not use the company's devices.

## A broken screen

Bring it to floor 2. A spare is lent for the time of the repair, usually three working days.`,
  ),
  page(
    "Software and access",
    `## What is there already

Office, mail, chat, the PDF editor and the password safe are on every laptop. The catalogue in the Self Service app has sixty more.

## Asking for access

Say which system and what for. Access to ordinary systems is given at once. Access to production and to payroll is approved by a person, and ends after 90 days.

## Own software

Software from elsewhere is looked at first, which takes two working days. Browser extensions count as software.`,
  ),
  page(
    "Security incidents",
    `## Phishing

Do not click, do not answer. Use the button “Report phishing” in the mail. If you clicked: change your password and report an incident at once.

## How urgent

Critical: data left the company, or nobody can work. High: one team cannot work. Normal: everything else.

## What we never do

IT never asks for your password, not by mail, not by telephone, not in a chat.`,
  ),
];
