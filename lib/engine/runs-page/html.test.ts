import { expect, test } from 'vitest';
import { html } from './html.ts';

test('a text stays a text, in an element and in an attribute', () => {
  const evil = `<script>alert("1")</script>'&`;
  expect(html`<p title="${evil}">${evil}</p>`.markup).toBe(`<p title="${escaped}">${escaped}</p>`);
});
const escaped = '&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;&#39;&#38;';

test('markup goes in as markup, lists one after the other, and nothing as nothing', () => {
  const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${items}${undefined}${false}${0}</ul>`.markup).toBe(
    '<ul><li>a</li><li>&#60;b&#62;</li>0</ul>',
  );
});

test('JSON that looks like markup is a text', () => {
  const stack = JSON.parse('{"markup":"<script>alert(1)</script>"}');
  expect(html`<pre>${stack}</pre>`.markup).not.toContain('<script>');
});
