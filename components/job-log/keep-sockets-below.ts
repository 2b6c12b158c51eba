/** The one address at which Inngest's client looks for the WebSocket, whatever path stands in the address it was given. */
const socketPath = '/v1/realtime/connect';

/**
 * Sends the WebSocket of Inngest's client below the public path: it asks at the root of the host, where another program
 * may be. Any other address is left as it is. Done once for a page; without a public path there is nothing to do.
 */
export function keepSocketsBelow(prefix: string, page: { WebSocket: typeof WebSocket } = globalThis): void {
  if (prefix === '' || hasPlaced in page.WebSocket) return;
  page.WebSocket = class extends page.WebSocket {
    static readonly [hasPlaced] = true;
    constructor(address: string | URL, protocols?: string | string[]) {
      const url = new URL(address);
      if (url.pathname === socketPath) url.pathname = prefix + socketPath;
      super(url, protocols);
    }
  };
}

const hasPlaced = Symbol('placed below the public path');
