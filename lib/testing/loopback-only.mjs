// Preloaded into a process under test (NODE_OPTIONS=--import): as on a machine without a network, only the machine
// itself can be reached. Every attempt to leave is written down, so that a test can tell silence from refusal.
import dns from "node:dns";
import dnsPromises from "node:dns/promises";
import net from "node:net";

const isHere = (host) => /^(?:localhost|127(?:\.\d+){3}|::1|\[::1\])$/.test(String(host));

function refuse(host) {
  process.stderr.write(`LEFT THE MACHINE: ${host}\n`);
  return Object.assign(new Error(`connect ENETUNREACH ${host}`), { code: "ENETUNREACH" });
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  const host = typeof options === "object" ? (options.host ?? "localhost") : "localhost";
  if (options?.path || isHere(host)) return connect.apply(this, args);
  process.nextTick(() => this.destroy(refuse(host)));
  return this;
};

const { lookup } = dns;
dns.lookup = (host, ...rest) => {
  if (isHere(host)) return lookup(host, ...rest);
  const done = rest.at(-1);
  process.nextTick(() => done(refuse(host)));
};
const lookupLater = dnsPromises.lookup;
dnsPromises.lookup = (host, ...rest) =>
  isHere(host) ? lookupLater(host, ...rest) : Promise.reject(refuse(host));

const { syncBuiltinESMExports } = await import("node:module");
syncBuiltinESMExports();
