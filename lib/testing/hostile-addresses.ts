/**
 * Addresses that must never be connected to, whatever a resolver says: written for a canary that listens on `port` of
 * every loopback address, and for resolvers that answer 127.0.0.1 to every name.
 */
export function forbiddenUrls(port: number): string[] {
  const hosts = [...addresses, ...names];
  return [
    ...hosts.map((host) => `http://${host}:${port}/secret`),
    ...['127.0.0.1', '[::1]', 'localhost', 'metadata.google.internal'].map(
      (host) => `https://${host}:${port}/`,
    ),
    ...otherSpellings(port),
    ...otherSchemes(port),
    ...otherPorts.map((other) => `http://rebind.example.org:${other}/`),
  ];
}

const addresses = [
  // Loopback as digits: short, octal, hexadecimal, decimal, mixed, with zeros
  ...['127.0.0.1', '127.1', '127.0.1', '127.255.255.254', '0177.0.0.1', '0177.0.0.01', '00000177.0.0.1'],
  ...['0x7f.0.0.1', '0x7f.1', '0x7F000001', '0x7f.0x0.0x0.0x1', '2130706433', '017700000001', '0x7f.00.1'],
  ...['127.0.0.1.', '127.000.000.001', '0x0000007f.1', '127.0x1', '127.0.0.0x01'],
  // The same in other digits, dots and letters, and percent-encoded
  ...[
    '１２７.0.0.1',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '127．0．0．1',
    '127｡0｡0｡1',
    '０ｘ７ｆ．１',
    '¹²⁷.0.0.1',
    '%31%32%37.0.0.1',
  ],
  ...['127%2E0%2E0%2E1', '𝟏𝟐𝟕.𝟎.𝟎.𝟏'],
  // This host, private, shared, link-local, metadata, documentation, benchmarks, multicast, reserved
  ...[
    '0',
    '0.0.0.0',
    '0.0.0.1',
    '00.0.0.0',
    '10.0.0.1',
    '10.255.255.255',
    '012.0.0.1',
    '100.64.0.1',
    '100.100.100.200',
  ],
  ...[
    '100.127.255.254',
    '169.254.169.254',
    '169.254.170.2',
    '0xa9fea9fe',
    '2852039166',
    '0251.0376.0251.0376',
  ],
  ...[
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.1',
    '192.0.0.192',
    '192.0.2.1',
    '192.31.196.1',
    '192.52.193.1',
  ],
  ...[
    '192.88.99.1',
    '192.168.0.1',
    '192.168.1.254',
    '192.175.48.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.1',
  ],
  ...[
    '203.0.113.1',
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
    '4294967295',
    '168.63.129.16',
  ],
  // IPv6: loopback, unspecified, mapped, compatible, translated, NAT64, 6to4, Teredo, local, documentation …
  ...[
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[0000::0001]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
  ],
  ...['[::ffff:0:127.0.0.1]', '[0:0:0:0:0:ffff:127.0.0.1]', '[::FFFF:169.254.169.254]', '[::ffff:10.0.0.1]'],
  ...[
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '[2002:a9fe:a9fe::1]',
  ],
  ...[
    '[2001:0:53aa:64c:0:0:80ff:fffe]',
    '[2001::1]',
    '[2001:10::1]',
    '[2001:20::1]',
    '[2001:2::1]',
    '[2001:db8::1]',
  ],
  ...[
    '[3fff::1]',
    '[fc00::1]',
    '[fd00::1]',
    '[fd00:ec2::254]',
    '[fe80::1]',
    '[febf::1]',
    '[fec0::1]',
    '[ff02::1]',
  ],
  ...['[ff0e::1]', '[100::1]', '[5f00::1]', '[2620:4f:8000::1]', '[4000::1]', '[::ffff:0:0]'],
];

const names = [
  ...['localhost', 'LOCALHOST', 'localhost.', 'LocalHost..', 'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ', 'app.localhost', 'a.b.localhost.'],
  ...[
    'localhost.localdomain',
    'printer.local',
    'db.internal',
    'metadata.google.internal',
    'router.home.arpa',
  ],
  ...[
    'nas.lan',
    'wiki.corp',
    'wiki.intranet',
    'box.home',
    'service.private',
    'redis',
    'postgres',
    'kubernetes',
  ],
  ...['web.test', 'x.invalid', 'hidden.onion', 'local%68ost', 'ｌｏｃａｌｈｏｓｔ', 'db．internal'],
  // Public names that a resolver sends home
  ...['127.0.0.1.nip.example.org', 'rebind.example.org', 'rebind.example.org.', 'xn--bcher-kva.example.org'],
  ...[
    'bücher.example.org',
    '1.0.0.127.example.org',
    'kubernetes.default.svc.cluster.example.org',
    'a_b.example.org',
  ],
];

const otherSpellings = (port: number) => [
  `http://127.0.0.1:${port}\\@example.org/`,
  `http:\\\\127.0.0.1:${port}\\`,
  `http:127.0.0.1:${port}/`,
  `http:///127.0.0.1:${port}/`,
  `http:////127.0.0.1:${port}/`,
  `//127.0.0.1:${port}/`,
  `127.0.0.1:${port}`,
  `http://example.org@127.0.0.1:${port}/`,
  `http://example.org:80@127.0.0.1:${port}/`,
  `http://user:secret@rebind.example.org:${port}/`,
  `http://@127.0.0.1:${port}/`,
  `http://example.org#@127.0.0.1:${port}/`,
  `http://127.0.0.1:${port}#@example.org/`,
  `http://127.0.0.1:${port}?@example.org/`,
  `http://example.org\\@127.0.0.1:${port}/`,
  `http://example.org%00@127.0.0.1:${port}/`,
  `http://127.0.0.1:${port}%2f@example.org/`,
  `http://127.0.0.1%00.example.org:${port}/`,
  `\t\n http://127.0.0.1:${port}/`,
  `ht\ntp://127.0.\t0.1:${port}/`,
  `http://[::1%25lo]:${port}/`,
  `http://[::1]:${port}%40example.org/`,
  `http://0127.0.0.0.1:${port}/`,
  `http://256.256.256.256:${port}/`,
  `http://127.0.0.1:00${port}/`,
  `HTTP://LOCALHOST:${port}/`,
];

const otherSchemes = (port: number) => [
  'file:///etc/passwd',
  `file://127.0.0.1:${port}/etc/passwd`,
  `gopher://127.0.0.1:${port}/_GET%20/`,
  `ftp://127.0.0.1:${port}/`,
  `dict://127.0.0.1:${port}/d:x`,
  `ldap://127.0.0.1:${port}/`,
  `tftp://127.0.0.1:${port}/x`,
  `ws://127.0.0.1:${port}/`,
  `wss://127.0.0.1:${port}/`,
  `jar:http://127.0.0.1:${port}!/`,
  `blob:http://127.0.0.1:${port}/x`,
  `view-source:http://127.0.0.1:${port}/`,
  'data:text/html,<h1>x</h1>',
  'javascript:fetch("http://127.0.0.1")',
  'about:blank',
  'mailto:a@example.org',
  `unix:http://127.0.0.1:${port}/`,
  `http+unix://%2Fvar%2Frun%2Fdocker.sock/info`,
  '',
  'not an address',
];

const otherPorts = [
  21, 22, 23, 25, 53, 110, 143, 389, 445, 2375, 3000, 3306, 5432, 6379, 8080, 8288, 9200, 11211,
];
