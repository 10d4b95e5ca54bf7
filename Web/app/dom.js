// Small helpers to build the page. Text from data only ever goes in as text.

/** Makes an element: properties first (class, text, data, any attribute), then its children. */
export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

export const byId = (id) => document.getElementById(id);

/** Sets text only when it differs, so that selections and screen readers are left alone. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function setAttribute(node, name, value) {
  if (value === null) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

export function setClass(node, name) {
  if (node.className !== name) node.className = name;
}

/** Brings a definition list to the given [label, value] rows, keeping the nodes it has. */
export function updateRows(list, rows) {
  while (list.children.length > rows.length * 2) list.lastChild.remove();
  rows.forEach(([label, value], index) => {
    if (list.children.length <= index * 2) list.append(make("dt"), make("dd"));
    setText(list.children[index * 2], label);
    setText(list.children[index * 2 + 1], value);
  });
}

/** Brings a list of plain texts to `<li>` entries, keeping the nodes it has. */
export function updateList(list, texts) {
  while (list.children.length > texts.length) list.lastChild.remove();
  texts.forEach((text, index) => {
    if (list.children.length <= index) list.append(make("li"));
    setText(list.children[index], text);
  });
}

/** Brings table body rows to the given cells (texts), keeping the nodes it has. */
export function updateTableRows(body, rows) {
  while (body.children.length > rows.length) body.lastChild.remove();
  rows.forEach((cells, index) => {
    if (body.children.length <= index) body.append(make("tr"));
    const row = body.children[index];
    while (row.children.length < cells.length) row.append(make("td"));
    cells.forEach((cell, column) => setText(row.children[column], cell));
  });
}
