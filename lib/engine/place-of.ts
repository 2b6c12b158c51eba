import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Names where an engine listens so that it is the same for nobody else who may be alive: the start of this machine, its
 * network (a container has one of its own) and the address. Who listens there proves that whoever did before is gone. Null
 * where the system does not tell.
 */
export function placeOf({ host, port }: { host: string; port: number }): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/net')} ${host}:${port}`;
  } catch {
    return null;
  }
}
