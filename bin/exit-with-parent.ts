// Preloaded into web and worker: should the supervisor be killed outright, nobody is left behind to hold the port.
export {};

const supervisorId = process.ppid;
setInterval(() => {
  if (process.ppid !== supervisorId) process.kill(process.pid, "SIGTERM");
}, 1_000).unref();
