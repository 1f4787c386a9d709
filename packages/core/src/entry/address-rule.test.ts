import { expect, it } from 'vitest';
import { addressProblem } from './address-rule.ts';

it.each([
  'https://example.com/hook',
  'http://localhost:3000/',
  'http://app.localhost/',
  'http://127.0.0.1:8080/',
  'http://127.1.2.3/',
  'http://[::1]:8080/',
])('lets %s be called', (url) => {
  expect(addressProblem(URL.parse(url), false)).toBeUndefined();
});

it.each([
  ['http://example.com/', /uses http/],
  ['http://127.0.0.1.example.com/', /uses http/],
  ['http://localhost.example.com/', /uses http/],
  ['http://10.0.0.1/', /uses http/],
])('lets %s be called only where the config says so', (url, problem) => {
  expect(addressProblem(URL.parse(url), false)).toMatch(problem);
  expect(addressProblem(URL.parse(url), true)).toBeUndefined();
});

it.each([
  ['not an address', /not an absolute/],
  ['ftp://example.com/', /Only https and http/],
  ['file:///etc/passwd', /Only https and http/],
  ['https://user:pass@example.com/', /as a header/],
  ['https://user@example.com/', /as a header/],
])('never lets %s be called', (url, problem) => {
  for (const allowInsecure of [false, true])
    expect(addressProblem(URL.parse(url), allowInsecure)).toMatch(problem);
});
