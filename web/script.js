/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What makes the page quicker to use, and is not needed to use it: suggestions while typing, and keys. */
"use strict";

(function () {
	const box = document.getElementById("q");
	const titles = Array.from(document.querySelectorAll(".results h2 a"));

	document.documentElement.classList.add("scripted");

	/* ---- keys ---- */

	function types(target) {
		return target instanceof HTMLElement && (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable);
	}

	/* The arrows go from title to title only from where nothing else wants them: the page's beginning, or a title. */
	function moveFocus(step) {
		const now = titles.indexOf(document.activeElement);
		const next = now < 0 ? (step > 0 ? 0 : -1) : now + step;

		if (next < 0 || next >= titles.length)
			return false;
		titles[next].focus();
		titles[next].scrollIntoView({ block: "nearest" });
		return true;
	}

	document.addEventListener("keydown", function (event) {
		if (event.ctrlKey || event.metaKey || event.altKey || types(event.target))
			return;
		if (event.key === "/" && box) {
			event.preventDefault();
			box.focus();
			box.select();
		} else if ((event.key === "ArrowDown" || event.key === "ArrowUp") &&
			   (document.activeElement === document.body || titles.includes(document.activeElement))) {
			if (moveFocus(event.key === "ArrowDown" ? 1 : -1))
				event.preventDefault();
		}
	});

	/* ---- fields that are left empty do not make addresses longer ---- */

	document.querySelectorAll("form").forEach(function (form) {
		form.addEventListener("formdata", function (event) {
			for (const [name, value] of Array.from(event.formData))
				if (value === "")
					event.formData.delete(name);
		});
	});

	/* ---- suggestions: a combobox with a list (WAI-ARIA 1.2) ---- */

	if (!box || !window.fetch)
		return;

	const list = document.createElement("ul");
	let asked = "", waiting = 0, running = null, selected = -1, typed = box.value;

	list.id = "suggestions";
	list.className = "suggestions";
	list.setAttribute("role", "listbox");
	list.setAttribute("aria-label", "Suggestions");
	list.hidden = true;
	box.after(list);
	box.setAttribute("role", "combobox");
	box.setAttribute("aria-autocomplete", "list");
	box.setAttribute("aria-controls", "suggestions");
	box.setAttribute("aria-expanded", "false");

	function close() {
		list.hidden = true;
		selected = -1;
		box.setAttribute("aria-expanded", "false");
		box.removeAttribute("aria-activedescendant");
	}

	function select(index) {
		const options = list.children;

		if (selected >= 0)
			options[selected].setAttribute("aria-selected", "false");
		selected = index;
		if (index < 0) {
			box.value = typed;
			box.removeAttribute("aria-activedescendant");
			return;
		}
		options[index].setAttribute("aria-selected", "true");
		box.setAttribute("aria-activedescendant", options[index].id);
		box.value = options[index].dataset.query;
	}

	function option(text, kind, index) {
		const item = document.createElement("li");
		const words = document.createElement("span");
		const what = document.createElement("span");

		item.id = "suggestion-" + index;
		item.dataset.query = text;
		item.setAttribute("role", "option");
		item.setAttribute("aria-selected", "false");
		words.textContent = text;
		words.dir = "auto";
		what.className = "kind";
		what.textContent = kind;
		item.append(words, what);
		item.addEventListener("mousedown", function (event) {
			event.preventDefault();
			box.value = text;
			box.form.requestSubmit();
		});
		return item;
	}

	function show(answer) {
		list.replaceChildren(...answer[1].map((text, index) => option(text, answer[2][index], index)));
		selected = -1;
		list.hidden = answer[1].length === 0;
		box.setAttribute("aria-expanded", String(!list.hidden));
		box.removeAttribute("aria-activedescendant");
	}

	function ask() {
		asked = typed;
		if (running)
			running.abort();
		running = new AbortController();
		fetch("?suggest=" + encodeURIComponent(asked), { signal: running.signal })
			.then((response) => response.ok ? response.json() : ["", [], []])
			.then(function (answer) {
				if (document.activeElement === box && asked === typed)
					show(answer);
			})
			.catch(function () { /* nothing depends on it */ });
	}

	box.addEventListener("input", function () {
		typed = box.value;
		clearTimeout(waiting);
		if (typed.trim().length < 2)
			close();
		else
			waiting = setTimeout(ask, 80);
	});

	box.addEventListener("keydown", function (event) {
		const count = list.hidden ? 0 : list.children.length;

		if (event.key === "Escape" && count > 0) {
			event.preventDefault();
			select(-1);
			close();
		} else if (event.key === "ArrowDown" && count > 0) {
			event.preventDefault();
			select(selected + 1 < count ? selected + 1 : -1);
		} else if (event.key === "ArrowUp" && count > 0) {
			event.preventDefault();
			select(selected < 0 ? count - 1 : selected - 1);
		} else if (event.key === "ArrowDown" && moveFocus(1)) {
			event.preventDefault();
		}
	});

	box.addEventListener("blur", close);
	box.form.addEventListener("submit", close);
}());
