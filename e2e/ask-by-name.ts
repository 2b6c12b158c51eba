import http from 'node:http';
import https from 'node:https';

export type Answer = {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  json<T = Record<string, unknown>>(): T;
};
export type Asking = {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Called with what came so far, whenever more has come; true ends the reading. */
  onText?: (soFar: string) => unknown;
  signal?: AbortSignal;
};

/** Asks an address whose name is nobody's: whatever it is, it is looked for on loopback; certificates are not checked. */
export function askByName(
  url: string,
  { method = 'GET', headers = {}, body, onText, signal }: Asking = {},
): Promise<Answer> {
  const lookup = ((_: string, options: { all?: boolean }, tell: (...found: unknown[]) => void) =>
    options.all ? tell(null, [{ address: '127.0.0.1', family: 4 }]) : tell(null, '127.0.0.1', 4)) as never;
  const options = { method, headers, lookup, signal, rejectUnauthorized: false, agent: false as const };
  return new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? https : http).request(url, options, async (response) => {
      let text = '';
      const answer = () => ({
        status: response.statusCode ?? 0,
        headers: response.headers,
        text,
        json: () => JSON.parse(text),
      });
      response.setEncoding('utf8');
      try {
        for await (const chunk of response) {
          text += chunk;
          if (await onText?.(text)) break;
        }
        resolve(answer());
      } catch (error) {
        reject(error);
      }
    });
    // A server may refuse a body before it has come: what it says counts, if it says something.
    request.on('error', (error) => setTimeout(() => reject(error), 200));
    request.end(body);
  });
}
