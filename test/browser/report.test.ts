import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../src/sinks/html.ts';
import { loadCase, run } from '../sinks/run.ts';
import { startBrowser } from './browser.ts';

const golden = join(import.meta.dirname, '../golden/sinks');
/** Reports, pictures and prints are left here for a person to look at. */
const folder = process.env['BROWSER_OUTPUT'] ?? join(import.meta.dirname, '../../coverage/browser');

let context: BrowserContext;
let stop: () => Promise<void>;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  ({ context, stop } = await startBrowser());
});

afterAll(() => stop());

interface Visit {
  readonly page: Page;
  /** Dialogs, script errors, console messages, and requests for anything but the report itself. */
  readonly incidents: string[];
}

async function open(name: string): Promise<Visit> {
  const path = join(folder, `${name}.html`);
  writeFileSync(path, run(html, loadCase(join(golden, name))));
  const address = pathToFileURL(path).href;
  const incidents: string[] = [];
  const page = await context.newPage();
  page.on('dialog', (dialog) => {
    incidents.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => incidents.push(`error ${error.message}`));
  page.on('console', (message) => incidents.push(`console ${message.text()}`));
  page.on('popup', () => incidents.push('popup'));
  page.on('request', (request) => {
    if (request.url() !== address) incidents.push(`request ${request.url()}`);
  });
  page.on('framenavigated', (frame) => {
    if (!frame.url().startsWith(address)) incidents.push(`navigation ${frame.url()}`);
  });
  await page.goto(address);
  return { page, incidents };
}

describe.each(['hostile', 'two-incidents', 'nothing-found'])('the report of %s', (name) => {
  it('runs nothing, says nothing and asks for nothing', async () => {
    const { page, incidents } = await open(name);
    await operateEverything(page);
    await page.waitForTimeout(500);
    expect(incidents).toEqual([]);
    expect(await page.locator('script').count()).toBe(1);
    await page.close();
  });

  it('is drawn in light, dark, on a phone and in print', async () => {
    const { page, incidents } = await open(name);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage: name !== 'hostile' });
    }
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.screenshot({ path: join(folder, `${name}-phone.png`) });
    const print = await page.pdf({ path: join(folder, `${name}.pdf`), preferCSSPageSize: true, printBackground: true });
    expect(print.subarray(0, 5).toString()).toBe('%PDF-');
    expect(incidents).toEqual([]);
    await page.close();
  });
});

/** Touches all that could be made to act: every control, every fold, every link, and the pointer over every element. */
async function operateEverything(page: Page): Promise<void> {
  if ((await page.locator('#expand').count()) > 0) await page.click('#expand');
  await page.evaluate(`for (const element of document.querySelectorAll('*'))
    for (const type of ['mouseover', 'mouseenter', 'focus', 'click', 'load', 'error', 'animationstart'])
      if (element.localName !== 'a') element.dispatchEvent(new Event(type))`);
  await page.evaluate(`for (const link of document.querySelectorAll('a')) link.click()`);
  await page.evaluate(`for (const details of document.querySelectorAll('details')) details.open = true`);
}

describe('the filters', () => {
  const shown = (page: Page) => page.locator('.alert:not([hidden])').count();
  const told = (page: Page) => page.locator('#filter-count').textContent();

  it('narrow the alerts by text, level, host and exclusion', async () => {
    const { page, incidents } = await open('two-incidents');
    expect(await told(page)).toBe('10 of 10 shown');
    await page.fill('#filter-text', 'passwd CAT');
    expect(await shown(page)).toBe(1);
    expect(await page.locator('.incident:not([hidden])').count()).toBe(1);
    await page.fill('#filter-text', 'no such command');
    expect(await page.locator('#nothing-left').isVisible()).toBe(true);
    await page.click('#reset');
    await page.uncheck('input[value=high]');
    expect(await told(page)).toBe('2 of 10 shown');
    await page.click('#reset');
    await page.selectOption('#filter-host', 'api-02');
    expect(await told(page)).toBe('1 of 10 shown');
    await page.selectOption('#filter-host', '');
    await page.uncheck('#filter-excluded');
    expect(await told(page)).toBe('9 of 10 shown');
    expect(await page.locator('.excluded-matches').isVisible()).toBe(false);
    expect(incidents).toEqual([]);
    await page.close();
  });

  it('take a time from the timeline, by pointer and by keyboard', async () => {
    const { page } = await open('two-incidents');
    await page.locator('.bin').last().click();
    expect(await told(page)).toBe('1 of 10 shown');
    await page.click('#timeline-reset');
    expect(await told(page)).toBe('10 of 10 shown');
    await page.locator('.bin').first().focus();
    await page.keyboard.press('Enter');
    expect(await told(page)).toBe('3 of 10 shown');
    await page.keyboard.press('Enter');
    expect(await told(page)).toBe('10 of 10 shown');
    await page.close();
  });

  it('keep hostile hosts apart', async () => {
    const { page, incidents } = await open('hostile');
    const hosts = await page
      .locator('#filter-host option')
      .evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''));
    for (const host of hosts.slice(1)) {
      await page.selectOption('#filter-host', { value: host });
      expect(await shown(page)).toBeGreaterThan(0);
    }
    expect(incidents).toEqual([]);
    await page.close();
  });

  it('show the evidence that the tree points at', async () => {
    const { page } = await open('two-incidents');
    await page.click('#collapse');
    await page.locator('.tree a.number').nth(4).click();
    expect(await page.locator('#incident-1-alert-5 details').first().getAttribute('open')).not.toBeNull();
    expect(await page.locator('#incident-1-alert-5').isVisible()).toBe(true);
    await page.close();
  });
});

describe('without scripts', () => {
  it('the report is whole, and its folds work', async () => {
    const page = await context.newPage();
    await page.route('**/*', async (route) => {
      const body = run(html, loadCase(join(golden, 'two-incidents'))).replace(/<script>[\s\S]*<\/script>/, '');
      await route.fulfill({ body, contentType: 'text/html' });
    });
    await page.goto('http://report.invalid/');
    expect(await page.locator('#filters').isVisible()).toBe(false);
    expect(await page.locator('.alert').count()).toBe(8);
    const last = page.locator('#incident-1-alert-6');
    await last.locator('summary').first().click();
    expect(await last.locator('pre.command').textContent()).toBe('cat /proc/loadavg');
    await page.close();
  });
});
