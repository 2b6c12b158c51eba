import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type CuttableProxy = {
  /** The address, reached through this proxy: with its scheme, names and path. */
  url: string;
  /** Breaks all connections and takes no more, as a network that is gone does. */
  cut(): void;
  /** Takes connections again. */
  mend(): void;
  /**
   * From now on the connections that are open hand on nothing and are never told so, as when a firewall has forgotten
   * them: the server still takes them to be there. Answers how many; new ones work.
   */
  swallow(): number;
  stop(): Promise<void>;
};

/** A network on loopback that can be cut: hands on every connection to the server at `url` while it is whole. */
export async function startCuttableProxy(url: string): Promise<CuttableProxy> {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  const pairs = new Set<readonly [Socket, Socket]>();
  let whole = true;
  const server = createServer((client) => {
    if (!whole) return void client.destroy();
    const product = connect(Number(port), hostname);
    const pair = [client, product] as const;
    pairs.add(pair);
    for (const socket of pair) {
      open.add(socket);
      socket.on('error', () => {}); // it closes next
      socket.once('close', () => {
        open.delete(socket);
        if (!pairs.delete(pair)) return;
        client.destroy();
        product.destroy();
      });
    }
    client.pipe(product).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const breakAll = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: through(url, (server.address() as AddressInfo).port),
    cut() {
      whole = false;
      breakAll();
    },
    mend() {
      whole = true;
    },
    swallow() {
      const { size } = pairs;
      for (const socket of [...pairs].flat()) socket.unpipe().resume();
      pairs.clear();
      return size;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      breakAll();
      await closed;
    },
  };
}

function through(address: string, port: number): string {
  const url = new URL(address);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return url.href.replace(/\/$/, '');
}
