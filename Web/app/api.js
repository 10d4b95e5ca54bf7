// Requests to the server beside the picture stream; see docs/formats/console-api.md.

async function reply(request) {
  let response;
  try {
    response = await request;
  } catch {
    return { ok: false, status: 0, value: null, error: "The server does not answer." };
  }
  let value = null;
  try {
    value = await response.json();
  } catch {
    value = null;
  }
  const error = response.ok ? null : String(value?.error ?? `The server answered ${response.status}.`);
  return { ok: response.ok, status: response.status, value, error };
}

const post = (path, body) => reply(fetch(path, {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
}));

export const fetchTrack = (number, signal) => reply(fetch(`api/v1/tracks/${number}`, { cache: "no-store", signal }));
export const fetchExplanation = (number, signal) => reply(
  fetch(`api/v1/tracks/${number}/explanation`, { cache: "no-store", signal }));
export const acknowledge = (alert) => post("api/v1/commands", { command: "acknowledge", alert });
/** Both in the server's units; null leaves out (altitude) or takes away (pressure) the setting. */
export const setPressure = (hectopascals, transitionAltitudeFeet) => post("api/v1/commands",
  { command: "setQNH", hectopascals, ...(transitionAltitudeFeet === null ? {} : { transitionAltitudeFeet }) });
export const controlReplay = (change) => post("api/v1/replay", change);
