import ipaddr from "ipaddr.js";

/**
 * `public` may always be called; `loopback` and `local` only when an owner or operator opened them; `forbidden`
 * never, because it is a metadata service, no single machine, or an IPv4 address dressed as IPv6.
 */
export type AddressClass = "public" | "loopback" | "local" | "forbidden";

/** Cloud metadata services that do not live in the link-local range: Azure, Alibaba, Oracle, AWS and Google over IPv6. */
const metadataAddresses = new Set([
  "168.63.129.16",
  "100.100.100.200",
  "192.0.0.192",
  "fd00:ec2::254",
  "fd20:ce::254",
]);

const benchmarkRange = ipaddr.IPv4.parseCIDR("198.18.0.0/15");
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

const openable = new Map<string, AddressClass>([
  ["loopback", "loopback"],
  ["private", "local"],
  ["uniqueLocal", "local"],
  ["carrierGradeNat", "local"],
]);

/** Judges a plain IP address as a resolver or a URL parser writes it; anything it cannot read is `forbidden`. */
export function classifyAddress(text: string): AddressClass {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return "forbidden";
  const address = ipaddr.parse(text);
  if (metadataAddresses.has(address.toString())) return "forbidden";
  const range = address.range();
  if (range === "unicast") {
    // ipaddr.js calls everything it does not know unicast, `::a.b.c.d` among it.
    return address instanceof ipaddr.IPv6 && !address.match(globalUnicast) ? "forbidden" : "public";
  }
  // Local proxies answer every name from the benchmark range, so an owner may open it like a private one.
  if (address instanceof ipaddr.IPv4 && address.match(benchmarkRange)) return "local";
  return openable.get(range) ?? "forbidden";
}
