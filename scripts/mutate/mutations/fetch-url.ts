import type { Mutation } from '../mutation.ts';

const tests = ['lib/fetch-url'];
const address = ['lib/fetch-url/public-address.test.ts', 'lib/fetch-url/fetch-url.test.ts'];

/** The address guard, each wall by itself. */
export const fetchUrl: readonly Mutation[] = [
  {
    what: 'private addresses are connected to',
    in: 'lib/fetch-url',
    find: 'found.filter(isPublicAddress)',
    replace: 'found',
    tests,
  },
  {
    what: 'a name is looked up once more after it was checked',
    in: 'lib/fetch-url',
    find: '    lookup,\n',
    replace: '',
    tests,
  },
  {
    what: 'what the operator allowed counts for where it redirects to',
    in: 'lib/fetch-url',
    find: 'isAllowed && parseUrl(location).origin === from.origin',
    replace: 'isAllowed',
    tests,
  },
  {
    what: 'a redirect from https to http is followed',
    in: 'lib/fetch-url',
    find: "from.protocol === 'https:' && url.protocol === 'http:'",
    replace: 'false',
    tests,
  },
  {
    what: 'redirects are followed for ever',
    in: 'lib/fetch-url',
    find: 'redirects === maxRedirects',
    replace: 'redirects < 0',
    tests,
  },
  {
    what: 'keys for the first address go where it redirects to',
    in: 'lib/fetch-url',
    find: 'url.origin === origin ? headers : {}',
    replace: 'headers',
    tests,
  },
  {
    what: 'other ports are read',
    in: 'lib/fetch-url',
    find: '!ports.includes(portOf(url))',
    replace: 'false',
    tests,
  },
  {
    what: 'names of the local network are looked up',
    in: 'lib/fetch-url',
    find: "(!name.includes('.') || localNames.test(name))",
    replace: 'false',
    tests,
  },
  {
    what: 'other schemes than http and https are read',
    in: 'lib/fetch-url',
    find: "url.protocol !== 'http:' && url.protocol !== 'https:'",
    replace: 'false',
    tests,
  },
  {
    what: 'addresses with a password are read',
    in: 'lib/fetch-url',
    find: 'url.username || url.password',
    replace: 'false',
    tests,
  },
  {
    what: 'the addresses of cloud metadata count as public',
    in: 'lib/fetch-url',
    find: "['169.254.0.0', 16],",
    replace: '',
    tests: address,
  },
  {
    what: 'IPv4 in the disguise of 6to4 counts as public',
    in: 'lib/fetch-url',
    find: "['2002::', 16],",
    replace: '',
    tests: address,
  },
  {
    what: 'IPv6 outside global unicast counts as public',
    in: 'lib/fetch-url',
    find: "globalUnicast.check(address, 'ipv6') && ",
    replace: '',
    tests: address,
  },
  {
    what: 'an unpacked body has no limit',
    in: 'lib/fetch-url',
    find: 'limited, unpack(), limited, collect',
    replace: 'limited, unpack(), collect',
    tests,
  },
  {
    what: 'a body as it comes has no limit',
    in: 'lib/fetch-url',
    find: 'pipeline(response, limited, collect',
    replace: 'pipeline(response, collect',
    tests,
  },
  {
    what: 'a page may take any time',
    in: 'lib/fetch-url',
    find: 'signal: AbortSignal.any([signal, clock])',
    replace: 'signal',
    tests,
  },
];
