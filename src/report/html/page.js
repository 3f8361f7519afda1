"use strict";
(() => {
  const root = document.documentElement;
  const wide = matchMedia("screen and (min-width: 68rem)");
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const marks = all("a.mark");
  const notes = all(".note");
  const target = (mark) => document.getElementById(mark.hash.slice(1));
  root.classList.add("scripted");

  // Notes stand beside their words; one that would cover the next pushes it down, and the register
  // begins below the last one.
  const place = (article) => {
    const asides = all(".row > .notes", article);
    const text = article.querySelector(".text");
    for (const aside of asides) aside.style.top = "";
    if (text) text.style.minHeight = "";
    if (!wide.matches) return;
    const boxes = asides.map((aside) => aside.getBoundingClientRect());
    const top = text ? text.getBoundingClientRect().top : 0;
    let free = -Infinity;
    asides.forEach((aside, at) => {
      const box = boxes[at];
      if (box.height === 0) return;
      const put = Math.max(box.top, free);
      free = put + box.height;
      if (put > box.top) aside.style.top = `${put - box.top}px`;
    });
    if (text && free > top) text.style.minHeight = `${free - top}px`;
  };

  // A page may hold thousands of articles: only those that are near are arranged.
  const near = new Set();
  const placeNear = () => near.forEach(place);
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) near.delete(target);
        else if (!near.has(target)) {
          near.add(target);
          place(target);
        }
      }
    },
    { rootMargin: "1500px" },
  );
  for (const article of all("article")) observer.observe(article);

  // A card shows what a mark rests on where its note is out of sight.
  const card = document.createElement("div");
  card.id = "card";
  card.hidden = true;
  card.setAttribute("role", "tooltip");
  document.body.append(card);
  let pinned = null;
  let shown = null;
  let timer = 0;

  const inSight = (note) => {
    const box = note.getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
  };
  const fill = (goal) => {
    card.replaceChildren();
    if (goal.matches(".note")) {
      for (const child of goal.children) card.append(child.cloneNode(true));
    } else {
      const head = document.createElement("p");
      const [verdict, claim] = goal.cells;
      head.className = `head ${verdict.className}`;
      head.textContent = `${verdict.textContent.trim()}: ${claim.textContent.trim()}`;
      const subject = claim.querySelector(".subject");
      const noun = claim.firstChild.textContent;
      if (subject) head.textContent = `${verdict.textContent.trim()} · ${noun}, ${subject.textContent}`;
      card.append(head, ...[...goal.cells[3].children].map((child) => child.cloneNode(true)));
    }
    for (const part of all("[id]", card)) part.removeAttribute("id");
  };
  const show = (mark) => {
    clearTimeout(timer);
    const goal = target(mark);
    if (!goal) return;
    hide();
    shown = mark;
    goal.classList.add("lit");
    mark.classList.add("lit");
    if (goal.matches(".note") && inSight(goal)) return;
    fill(goal);
    card.hidden = false;
    mark.setAttribute("aria-describedby", "card");
    const lines = mark.getClientRects();
    const box = lines[lines.length - 1];
    const left = Math.min(box.left, root.clientWidth - card.offsetWidth - 16);
    const below = box.bottom + 8 + card.offsetHeight < innerHeight || box.top < card.offsetHeight + 8;
    const top = below ? box.bottom + 8 : lines[0].top - card.offsetHeight - 8;
    card.style.left = `${Math.max(left, 16) + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  };
  const hide = () => {
    clearTimeout(timer);
    card.hidden = true;
    pinned = null;
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    shown.classList.remove("lit");
    target(shown)?.classList.remove("lit");
    shown = null;
  };
  const later = () => {
    clearTimeout(timer);
    if (!pinned) timer = setTimeout(hide, 180);
  };
  for (const mark of marks) {
    mark.addEventListener("mouseenter", () => pinned || show(mark));
    mark.addEventListener("mouseleave", later);
    mark.addEventListener("focus", () => show(mark));
    mark.addEventListener("blur", later);
    mark.addEventListener("click", (event) => {
      const goal = target(mark);
      if (!goal) return;
      event.preventDefault();
      if (goal.matches(".note") && wide.matches) {
        goal.focus({ preventScroll: inSight(goal) });
        return;
      }
      show(mark);
      pinned = mark;
    });
  }
  card.addEventListener("mouseenter", () => clearTimeout(timer));
  card.addEventListener("mouseleave", later);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("click", (event) => {
    if (!card.contains(event.target) && !event.target.closest("a.mark")) hide();
  });
  for (const note of notes) {
    const back = document.getElementById(note.querySelector(".kind a")?.hash.slice(1));
    if (!back) continue;
    note.addEventListener("mouseenter", () => back.classList.add("lit"));
    note.addEventListener("mouseleave", () => back.classList.remove("lit"));
  }

  // A link into a register opens it. What is arranged on the way to a goal may move it.
  const open = () => {
    const goal = location.hash && document.getElementById(location.hash.slice(1));
    if (!goal) return;
    const details = goal.closest("details");
    if (details) details.open = true;
    const settle = (times) => {
      goal.scrollIntoView();
      if (times > 0) requestAnimationFrame(() => setTimeout(settle, 30, times - 1));
    };
    settle(4);
  };

  // What a filter leaves nothing of is not listed either.
  const articles = all("article");
  const rows = new Map(all(".index tbody a").map((link) => [link.hash.slice(1), link.closest("tr")]));
  const narrow = (isFiltered) => {
    let left = 0;
    for (const article of articles) {
      const isLeft = !isFiltered || all(".note", article).some((note) => !note.hidden);
      article.hidden = !isLeft;
      const row = rows.get(article.id);
      if (row) row.hidden = !isLeft;
      left += isLeft ? 1 : 0;
    }
    return left;
  };

  const form = document.querySelector(".filter");
  if (form) {
    form.hidden = false;
    const apply = () => {
      const off = new Set(all("input[name=severity]:not(:checked)", form).map((box) => box.value));
      const rule = form.elements.rule.value;
      const claims = form.elements.claims.checked;
      let left = 0;
      const isOff = (severity, name) => off.has(severity) || (rule && rule !== name);
      for (const note of notes) {
        note.hidden = Boolean(isOff(note.dataset.severity, note.dataset.rule));
        left += note.hidden ? 0 : 1;
      }
      for (const mark of marks) {
        const severity = ["error", "warning", "info"].find((name) => mark.classList.contains(name));
        const isHidden = severity ? isOff(severity, mark.dataset.rule) : !claims;
        mark.classList.toggle("off", Boolean(isHidden));
      }
      const isNarrowed = left < notes.length;
      const among = narrow(isNarrowed);
      form.querySelector("output").textContent = isNarrowed
        ? `${left} of ${notes.length} findings shown, in ${among} of ${articles.length} articles`
        : "";
      placeNear();
    };
    form.addEventListener("change", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    apply();
  }

  addEventListener("resize", placeNear);
  addEventListener("hashchange", open);
  addEventListener("beforeprint", () => all("details").forEach((part) => (part.open = true)));
  document.fonts?.ready.then(placeNear);
  open();
})();
