// SPDX-License-Identifier: GPL-2.0-or-later
// A browser uses the page as a person does. Usage: node browse.js URL [DIRECTORY-FOR-SCREENSHOTS]
// Prints TAP. Needs chromium, and the modules of package.json where node finds them.
"use strict";

const { chromium } = require("playwright-core");
const axe = require("fs").readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const { HtmlValidate } = require("html-validate");

const [url, screenshots] = process.argv.slice(2);
const wide = { width: 1280, height: 900 };
let number = 0;

function tell(name, faults) {
	number++;
	console.log(`${faults.length ? "not ok" : "ok"} ${number} - ${name}`);
	for (const fault of faults.slice(0, 10))
		console.log(`# ${String(fault).replace(/\n/g, "\n# ")}`);
}

async function check(name, body) {
	const faults = [];

	try {
		await body((holds, what) => holds || faults.push(what));
	} catch (error) {
		faults.push(error.message);
	}
	tell(name, faults);
}

/* ---- rules of HTML ---- */

// Of the recommended rules not those of taste; what the standard demands stays.
const validator = new HtmlValidate({
	extends: ["html-validate:standard"],
	rules: { "long-title": "off", "no-redundant-role": "off" },
});

async function validate(name, query) {
	await check(`${name}: valid HTML`, async (demand) => {
		const text = await (await fetch(url + query)).text();
		const report = await validator.validateString(text);

		for (const result of report.results)
			for (const message of result.messages)
				demand(message.severity < 2, `${message.line}: ${message.ruleId}: ${message.message}`);
	});
}

/* ---- accessibility and layout ---- */

async function examine(browser, name, query, width, colorScheme) {
	await check(`${name}: ${width} px, ${colorScheme}: axe finds nothing, nothing is cut off`, async (demand) => {
		const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
		const page = await context.newPage();

		page.on("pageerror", (error) => demand(false, error.message));
		await page.goto(url + query);
		if (screenshots)
			await page.screenshot({ path: `${screenshots}/${name}-${width}-${colorScheme}.png` });
		await page.evaluate(axe);
		const found = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
		for (const violation of found.violations)
			demand(false, `${violation.id}: ${violation.nodes.map((node) => node.html).slice(0, 2).join(" ")}`);
		demand(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "wider than the screen");
		await context.close();
	});
}

/* ---- a visit ---- */

async function visit(browser, javaScriptEnabled) {
	const context = await browser.newContext({ viewport: wide, javaScriptEnabled });
	const page = await context.newPage();
	const way = javaScriptEnabled ? "with the script" : "without JavaScript";
	const total = async () => (await page.textContent("h1")).replace(/.*of /, "").replace(/[^0-9]/g, "");
	const first = () => page.textContent(".results h2");

	await check(`${way}: a question is typed and answered; nothing is refused by the policy`, async (demand) => {
		page.on("console", (message) => message.type() === "error" && demand(false, message.text()));
		await page.goto(url);
		await page.fill("#q", "Istanbul talks");
		await Promise.all([page.waitForNavigation(), page.press("#q", "Enter")]);
		demand(Number(await total()) >= 5, "too few results");
		demand(await page.locator(".results mark").count() > 0, "no marks");
	});
	await check(`${way}: a facet narrows, and is taken off`, async (demand) => {
		const before = await total();

		await Promise.all([page.waitForNavigation(), page.click(".facets section a >> nth=0")]);
		demand(await page.locator(".filter").count() === 1, "no filter is shown");
		demand(Number(await total()) <= Number(before), "more than before");
		await Promise.all([page.waitForNavigation(), page.click(".filter")]);
		demand(await total() === before, "not all again");
	});
	await check(`${way}: pages are turned`, async (demand) => {
		await page.goto(`${url}?q=Istanbul+talks&n=2`);
		const title = await first();

		await Promise.all([page.waitForNavigation(), page.click("a.next")]);
		demand(await first() !== title, "the same results");
		await Promise.all([page.waitForNavigation(), page.click("a.prev")]);
		demand(await first() === title, "not the first page again");
	});
	await check(`${way}: an article is opened, and left`, async (demand) => {
		const title = await first();

		await Promise.all([page.waitForNavigation(), page.click(".results h2 a >> nth=0")]);
		demand((await page.textContent("h1")).trim() === title.trim(), "another title");
		await Promise.all([page.waitForNavigation(), page.click(".back")]);
		demand(await first() === title, "not the results again");
	});
	await check(`${way}: the feed that the page names is one`, async (demand) => {
		const address = await page.getAttribute("link[rel=alternate]", "href");
		const answer = await page.request.get(new URL(address, page.url()).href);
		const text = await answer.text();

		demand(/^application\/atom\+xml/.test(answer.headers()["content-type"]), "another type");
		demand(/<entry>/.test(text), "no entries");
		if (javaScriptEnabled)
			demand(await page.evaluate((xml) => !new DOMParser().parseFromString(xml, "text/xml").querySelector("parsererror"), text),
			       "not well-formed");
	});
	if (javaScriptEnabled)
		await useKeys(page);
	await context.close();
}

async function useKeys(page) {
	await check("keys: / goes to the box, arrows from title to title", async (demand) => {
		await page.goto(`${url}?q=Istanbul+talks`);
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press("ArrowDown");
		demand(await page.evaluate(() => [...document.querySelectorAll(".results h2 a")].indexOf(document.activeElement)) === 1,
		       "not at the second title");
		await page.keyboard.press("/");
		demand(await page.evaluate(() => document.activeElement.id) === "q", "not in the box");
	});
	await check("suggestions while typing, accents or not; chosen by keys", async (demand) => {
		await page.goto(url);
		await page.type("#q", "cira", { delay: 20 });
		await page.waitForSelector("#suggestions:not([hidden]) li", { timeout: 10000 });
		await page.keyboard.press("ArrowDown");
		const chosen = await page.inputValue("#q");

		demand(chosen.length > 4, `chosen: ${chosen}`);
		await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
		demand(new URL(page.url()).searchParams.get("q") === chosen, "asked for something else");
	});
}

(async function () {
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
		args: ["--no-sandbox", "--disable-gpu"],
	});
	const pages = [["start", ""], ["results", "?q=Istanbul+talks"], ["narrowed", "?q=talks&source=Bosphorus+Wire+Agency&from=2025-06"],
		["nothing", "?q=xyzzyx"], ["article", "?q=Istanbul&id=wire-istanbul-talks.txt"], ["wrong", "?n=x"]];

	for (const [name, query] of pages)
		await validate(name, query);
	for (const [name, query] of pages.slice(0, 5))
		for (const [width, scheme] of name === "results" ? [[320, "light"], [768, "dark"], [1280, "light"], [1280, "dark"]] : [[320, "dark"], [1280, "light"]])
			await examine(browser, name, query, width, scheme);
	await visit(browser, true);
	await visit(browser, false);
	console.log(`1..${number}`);
	await browser.close();
}());
