import { expect, test } from 'vitest';
import { isPublicAddress } from './public-address.ts';

test('addresses of the public internet are public', () => {
  const addresses = [
    '1.1.1.1',
    '8.8.8.8',
    '93.184.216.34',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00::1',
  ];
  expect(addresses.filter((address) => !isPublicAddress(address))).toEqual([]);
});

test('the first and the last address of each special range are not public, their neighbours are', () => {
  const ranges = [
    ['0.0.0.0', '0.255.255.255', '1.0.0.0'],
    ['10.0.0.0', '10.255.255.255', '11.0.0.0'],
    ['100.64.0.0', '100.127.255.255', '100.63.255.255'],
    ['127.0.0.0', '127.255.255.255', '128.0.0.0'],
    ['169.254.0.0', '169.254.255.255', '169.253.255.255'],
    ['172.16.0.0', '172.31.255.255', '172.15.255.255'],
    ['192.0.0.0', '192.0.0.255', '192.0.1.0'],
    ['192.168.0.0', '192.168.255.255', '192.169.0.0'],
    ['198.18.0.0', '198.19.255.255', '198.17.255.255'],
    ['224.0.0.0', '255.255.255.255', '223.255.255.255'],
    ['2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', '2001:200::1'],
    ['2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db9::1'],
    ['2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2003::1'],
    ['3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff', '3ffe::1'],
    ['4000::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '3ffe::1'],
    ['::', '1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2003::1'],
  ] as const;
  for (const [first, last, neighbour] of ranges) {
    expect([first, isPublicAddress(first), last, isPublicAddress(last)]).toEqual([first, false, last, false]);
    expect([neighbour, isPublicAddress(neighbour)]).toEqual([neighbour, true]);
  }
});

test('an IPv4 address inside an IPv6 one is not public, whatever it is', () => {
  for (const prefix of ['::ffff:', '::', '64:ff9b::', '64:ff9b:1::', '::ffff:0:']) {
    expect([prefix, isPublicAddress(`${prefix}8.8.8.8`)]).toEqual([prefix, false]);
  }
});

test('what is no address is not public', () => {
  for (const text of ['', 'localhost', 'example.org', '8.8.8.8.8', 'fe80::1%eth0', '0x7f.1']) {
    expect([text, isPublicAddress(text)]).toEqual([text, false]);
  }
});
