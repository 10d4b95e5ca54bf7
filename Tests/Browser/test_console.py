"""The console in a real browser: against a fake server for every state, against the program for the demo.

Run by `make test`; alone: `python -m pytest Tests/Browser`. Debian's chromium is used as installed.
The tests of the program run when VIGIE_BINARY names it. Screenshots are written to out/screenshots.
"""

import os
import re
import subprocess
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from fake_console import FakeConsole

SCREENSHOTS = Path(__file__).resolve().parents[2] / "out" / "screenshots"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
VIGIE = os.environ.get("VIGIE_BINARY")
LARGE, SMALL = {"width": 1920, "height": 1080}, {"width": 1366, "height": 768}
STORY_SECONDS = 120


@pytest.fixture(scope="session")
def browser():
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield launched
        launched.close()


class Console:
    """A page on a console, and everything that went wrong on it."""

    def __init__(self, browser, address, viewport):
        self.address, self.problems, self.foreign = address, [], []
        self.expected_problems = ()
        self.page = browser.new_page(viewport=viewport)
        self.page.on("console", lambda message: self.note(message.type, message.text))
        self.page.on("pageerror", lambda error: self.note("pageerror", str(error)))
        self.page.on("request", self.check_origin)
        self.page.goto(address)

    def note(self, kind, text):
        if kind in ("error", "warning", "pageerror"):
            self.problems.append(f"{kind}: {text}")

    def check_origin(self, request):
        if urlsplit(request.url)[:2] != urlsplit(self.address)[:2] and not request.url.startswith("data:"):
            self.foreign.append(request.url)

    def track_count(self):
        return int(self.page.evaluate("document.documentElement.dataset.pictureTracks ?? '0'"))

    def wait_until(self, script, argument=None, seconds=20):
        """Asks until the script is true (the page's policy forbids what playwright's own waiting needs)."""
        deadline = time.monotonic() + seconds
        while not self.page.evaluate(script, argument):
            assert time.monotonic() < deadline, f"not within {seconds} s: {script}"
            self.page.wait_for_timeout(100)

    def wait_for_tracks(self, least=1, seconds=20):
        self.wait_until("least => Number(document.documentElement.dataset.pictureTracks) >= least", least, seconds)

    def position_of(self, number):
        return self.page.evaluate("number => window.vigie.positionOf(number)", number)

    def wait_for_move(self, number, before, pixels, seconds=20):
        """Waits until a track is drawn elsewhere (or has left the picture)."""
        self.wait_until(
            "async ([number, before, pixels]) => { const now = await window.vigie.positionOf(number);"
            " return now === null || Math.hypot(now.x - before.x, now.y - before.y) > pixels }",
            [number, before, pixels], seconds)

    def row(self, number):
        return self.page.locator(f'tr[data-track="{number}"]')

    def click_on_map(self, number):
        place = self.position_of(number)
        assert place is not None, f"track {number} is not on the page shown"
        self.page.locator("#map-canvas").click(position=place)

    def shot(self, name):
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")

    def check_clean(self):
        problems = [text for text in self.problems if not any(known in text for known in self.expected_problems)]
        assert problems == []
        assert self.foreign == []


@pytest.fixture
def opened(browser):
    """Opens consoles on fake servers; afterwards none may have complained."""
    consoles, servers = [], []

    def opener(mode, viewport=LARGE, count=None, address=""):
        server = FakeConsole(mode, count).run()
        console = Console(browser, server.address + address, viewport)
        servers.append(server)
        consoles.append(console)
        return console, server

    yield opener
    for console in consoles:
        console.check_clean()
        console.page.close()
    for server in servers:
        server.close()


def test_units_of_the_page_hold(opened):
    console, _ = opened("empty", address="unit/index.html")
    console.wait_until("() => window.unitResults !== undefined")
    results = console.page.evaluate("window.unitResults")
    assert len(results) > 30
    assert [result for result in results if result["error"] is not None] == []


def test_tracks_appear_in_table_and_on_the_map(opened):
    console, server = opened("exercise")
    console.wait_for_tracks(14)
    expect(console.page.locator("#mode")).to_have_text("◆ EXERCISE")
    expect(console.page.locator("#band")).to_contain_text("EXERCISE EXERCISE EXERCISE".replace(" ", "\u2002"))
    expect(console.page.locator("#fictional")).to_have_text("Every callsign, route, fix, volume and sensor is fictional.")
    expect(console.row(1001)).to_contain_text("XNG101")
    expect(console.row(1001)).to_contain_text("F350")
    assert console.page.evaluate("Number(document.documentElement.dataset.tracksInView)") >= 13
    before = console.position_of(1001)
    server.tracks[1001].longitude += 0.5
    console.wait_for_move(1001, before, 10)


def test_levels_are_never_bare_numbers(opened):
    console, _ = opened("exercise")
    console.wait_for_tracks(14)
    console.page.wait_for_selector('tr[data-track="1001"]')
    shown = []
    for number in (1001, 1006, 1008, 1043):
        console.page.fill("#search", str(number))
        shown.append(console.row(number).locator("td").nth(4).inner_text())
    assert [re.sub("[↑↓]", "", level) for level in shown[:1] + shown[2:]] == ["F350", "G123", "H050"]
    assert re.fullmatch(r"A02[34]↓", shown[1])


def test_a_click_on_the_map_selects_and_the_panel_tells_all(opened):
    console, _ = opened("exercise")
    console.wait_for_tracks(14)
    console.click_on_map(1001)
    panel = console.page.locator("#detail-pane")
    expect(panel.locator("h2")).to_have_text("XNG101")
    expect(panel.locator(".detail-level")).to_contain_text("F350")
    for text in ("assumed friend", "Niamey Mode S", "Agadez ADS-B", "NACp", "ADS-B and radar positions agree", "4217"):
        expect(panel).to_contain_text(text)
    expect(console.row(1001)).to_have_attribute("aria-selected", "true")
    assert "track=1001" in console.page.url
    console.shot("fake-detail")
    console.page.locator("#map-canvas").press("Escape")
    expect(panel).to_contain_text("THE PICTURE")


@pytest.mark.parametrize("viewport", [SMALL, LARGE], ids=["small", "large"])
def test_the_panel_says_how_good_a_track_is_and_how_it_flies(opened, viewport):
    console, _ = opened("exercise", viewport=viewport)
    console.wait_for_tracks(14)
    console.click_on_map(1001)
    panel = console.page.locator("#detail-pane")
    for text in ("96 × 70 m, 132°", "71 m, 95 m", "± 4 kt", "turning left · accelerating · climbing",
                 "−2.9 °/s", "+0.4 m/s²", "left turn 82 %", "99.87 %",
                 "Mode S age", "ADS-B age", "Neighbour track 1234 · fused"):
        expect(panel).to_contain_text(text)
    panel.get_by_text("mode of flight").scroll_into_view_if_needed()
    console.shot(f"fake-estimate-{viewport['width']}")


def test_another_systems_track_shows_its_accuracy_alone(opened):
    console, _ = opened("exercise")
    console.wait_for_tracks(14)
    console.page.fill("#search", "1045")
    console.row(1045).click()
    panel = console.page.locator("#detail-pane")
    expect(panel).to_contain_text("± 84 m (1 σ)")
    expect(panel).not_to_contain_text("mode of flight")


def test_the_choice_of_plots_is_asked_for_while_it_is_unfolded(opened):
    console, server = opened("exercise")
    console.wait_for_tracks(14)
    console.click_on_map(1001)
    panel = console.page.locator("#detail-pane")
    expect(panel.locator("h2")).to_have_text("XNG101")
    console.page.wait_for_timeout(1500)
    assert not any(path.endswith("/explanation") for path in server.requests)
    panel.locator("summary", has_text="association").click()
    for text in ("taken: the same Mode S address", "another Mode S address; went to track 1007", "4,210 m", "0.6 / 7.1",
                 "cost 20 of 48", "cost none of 48", "and 3 further away", "is seen again"):
        expect(panel.locator(".association")).to_contain_text(text)
    expect(panel.locator(".association tr.taken").first).to_contain_text("3C6DD8")
    panel.locator(".association").scroll_into_view_if_needed()
    console.shot("fake-association")
    assert "/api/v1/tracks/1001/explanation" in server.requests


def test_an_unmanned_aircraft_is_shown_with_its_operator(opened):
    console, _ = opened("unmanned", address="#lat=48.1&lon=11.582&range=0.8")
    console.wait_for_tracks(3)
    canvas = console.page.locator("#map-canvas")
    panel = console.page.locator("#detail-pane")

    def around_the_operator():
        """The map round the place of take-off of track 2, which hovers: 0.072 NM south of it, 0.188 NM east."""
        console.page.mouse.move(5, 5)
        console.page.wait_for_timeout(500)
        box, place = canvas.bounding_box(), console.position_of(2)
        pixels = min(box["width"], box["height"]) / 2 / 0.8
        return console.page.screenshot(clip={
            "x": box["x"] + place["x"] + 0.188 * pixels - 8, "y": box["y"] + place["y"] + 0.072 * pixels - 8,
            "width": 16, "height": 16})

    bare = around_the_operator()
    for number, name in ((1, "1581F4XFC229400A1B2C"), (2, "FA1234TESTDRONE00002")):
        console.click_on_map(number)
        expect(panel.locator("h2")).to_have_text(name)
        for text in ("Unmanned aircraft", "claimed by the aircraft itself, not authenticated", "operator to aircraft",
                     "open, class C2", "Remote ID"):
            expect(panel).to_contain_text(text)
        assert (around_the_operator() != bare) == (number == 2)
        console.shot(f"fake-unmanned-{number}")
    canvas.press("Escape")
    assert around_the_operator() == bare


def test_a_selected_track_that_is_gone_is_said_to_be_gone(opened):
    console, server = opened("exercise")
    console.expected_problems = ("404",)
    console.wait_for_tracks(14)
    console.click_on_map(1002)
    expect(console.page.locator("#detail-pane h2")).to_have_text("XNG204")
    server.tracks.pop(1002)
    server.removed = [1002]
    expect(console.page.locator("#detail-pane")).to_contain_text("Track 1002 is no longer in the picture.")
    expect(console.row(1002)).to_have_count(0)


def test_the_address_bar_restores_view_and_selection(opened):
    console, _ = opened("exercise", address="#lat=16.1&lon=9.4&range=40&track=1008")
    console.wait_for_tracks(14)
    expect(console.page.locator("#detail-pane h2")).to_have_text("XMI04")
    place = console.position_of(1008)
    box = console.page.locator("#map-canvas").bounding_box()
    assert abs(place["x"] - box["width"] / 2) < 80 and abs(place["y"] - box["height"] / 2) < 80


def test_alerts_name_their_cause_and_are_acknowledged(opened):
    console, server = opened("exercise")
    rows = console.page.locator(".alert")
    expect(rows).to_have_count(5)
    expect(rows.first).to_contain_text("Mode 3/A 7700 received twice from 226/1: general emergency.")
    expect(console.page.locator("#alerts-heading")).to_contain_text("4 ACTIVE · 3 UNACKED")
    expect(console.page.locator("#alert-counts")).to_contain_text("1 CRIT")
    rows.first.get_by_role("button", name=re.compile("acknowledge")).click()
    expect(console.page.locator('[data-alert="7"]')).to_contain_text("acked operator")
    assert ("/api/v1/commands", {"command": "acknowledge", "alert": 7}) in server.posts
    expect(console.page.locator("#alerts-heading")).to_contain_text("2 UNACKED")
    console.page.locator('[data-alert="8"] .alert-body').click()
    expect(console.page.locator("#detail-pane h2")).to_have_text("TRK 1042")
    expect(console.page.locator("#detail-pane")).to_contain_text("primary only")
    expect(console.page.locator("#detail-pane")).to_contain_text("23,400 ± 1,200 ft, estimated")
    console.page.locator("#detail-pane").get_by_text("estimated").scroll_into_view_if_needed()
    console.shot("fake-estimated-height")


def test_a_new_critical_alert_is_read_out(opened):
    console, server = opened("exercise")
    expect(console.page.locator(".alert")).to_have_count(5)
    server.alerts = [server.alert(99, "critical", "emergency-code", "Squawk 7500", "Unlawful interference.", 1004)] + server.alerts
    with server.changed:
        server.revision["alerts"] += 1
        server.changed.notify_all()
    expect(console.page.locator("#assertive")).to_contain_text("Squawk 7500")


def test_the_sensor_pane_counts_and_explains_refusals(opened):
    console, _ = opened("exercise")
    expect(console.page.locator("#sensors-chip")).to_contain_text("1 ✕ silent")
    console.page.click("#sensors-chip")
    pane = console.page.locator("#sensors-pane")
    for text in ("Tahoua SSR (fictional)", "✕ SILENT", "refused 9: I048/040 missing", "18,220", "site monitor 7777",
                 "registration: range 150 ± 3 m · azimuth 0.298 ± 0.004° · clock 0.012 ± 0.031 s (not applied) · 5,484 pairs"):
        expect(pane).to_contain_text(text)
    console.shot("fake-sensors")
    console.page.keyboard.press("Escape")
    expect(pane).to_be_hidden()


def test_the_pressure_form_sets_and_refuses(opened):
    console, server = opened("exercise")
    expect(console.page.locator("#settings-chip")).to_contain_text("QNH 1011")
    console.page.click("#settings-chip")
    expect(console.page.get_by_label("transition altitude in feet")).to_have_value("5000")
    console.page.get_by_label("QNH in hectopascals").fill("1007")
    console.page.get_by_role("button", name="Apply").click()
    expect(console.page.locator("#settings-pane")).to_be_hidden()
    expect(console.page.locator("#settings-chip")).to_contain_text("QNH 1007")
    assert ("/api/v1/commands", {"command": "setQNH", "hectopascals": 1007, "transitionAltitudeFeet": 5000}) in server.posts
    console.page.click("#settings-chip")
    console.page.get_by_role("button", name="No QNH").click()
    expect(console.page.locator("#settings-chip")).to_have_text("QNH not set")


def test_search_and_sort_narrow_the_table(opened):
    console, _ = opened("exercise")
    console.wait_for_tracks(14)
    console.page.keyboard.press("/")
    console.page.keyboard.type("7700")
    expect(console.page.locator("tr.row")).to_have_count(1)
    expect(console.row(1005)).to_contain_text("XSA612")
    console.page.fill("#search", "id:joker")
    expect(console.row(1047)).to_contain_text("RED11")
    console.page.fill("#search", "")
    console.page.get_by_role("button", name="level").click()
    console.page.get_by_role("button", name="level").click()
    expect(console.page.locator('th[data-key="level"]')).to_have_attribute("aria-sort", "descending")
    expect(console.page.locator("tr.row").first).to_have_attribute("data-track", "1007")


def test_keys_move_the_map_step_the_table_and_show_themselves(opened):
    console, _ = opened("exercise")
    console.wait_for_tracks(14)
    before = console.position_of(1001)
    console.page.locator("#map-canvas").focus()
    console.page.keyboard.press("ArrowRight")
    console.page.keyboard.press("+")
    console.wait_for_move(1001, before, 20)
    console.page.keyboard.press("0")
    console.page.keyboard.press("j")
    expect(console.page.locator("#detail-pane h2")).to_have_text("XNG101")
    console.page.keyboard.press("?")
    expect(console.page.locator("#help")).to_contain_text("next track not identified")
    console.shot("fake-help")
    console.page.keyboard.press("Escape")
    expect(console.page.locator("#help")).to_be_hidden()


def test_dragging_pans_and_the_wheel_zooms_at_the_pointer(opened):
    console, server = opened("exercise")
    console.wait_for_tracks(14)
    server.paused = True
    console.page.wait_for_timeout(1200)
    before = console.position_of(1044)
    box = console.page.locator("#map-canvas").bounding_box()
    console.page.mouse.move(box["x"] + 300, box["y"] + 300)
    console.page.mouse.down()
    console.page.mouse.move(box["x"] + 360, box["y"] + 340, steps=6)
    console.page.mouse.up()
    after = console.position_of(1044)
    assert abs(after["x"] - before["x"] - 60) < 8 and abs(after["y"] - before["y"] - 40) < 8
    console.page.mouse.move(box["x"] + after["x"], box["y"] + after["y"])
    console.page.mouse.wheel(0, -400)
    console.page.wait_for_timeout(400)
    zoomed = console.position_of(1044)
    assert abs(zoomed["x"] - after["x"]) < 4 and abs(zoomed["y"] - after["y"]) < 4


def test_markup_in_any_text_stays_text(opened):
    console, _ = opened("hostile", viewport=SMALL)
    console.wait_for_tracks(14)
    expect(console.row(1001)).to_contain_text("<b>X</b>")
    console.click_on_map(1042)
    expect(console.page.locator("#detail-pane")).to_contain_text("<img src=x onerror=")
    console.page.click("#sensors-chip")
    expect(console.page.locator("#sensors-pane")).to_contain_text("<script>")
    expect(console.page.locator("#title")).to_contain_text("<script>")
    assert console.page.locator("body img, body script, body b").count() == 0
    assert "broken" != console.page.title()
    console.shot("fake-hostile-text")


def test_a_replay_pauses_and_changes_speed(opened):
    console, server = opened("replay")
    expect(console.page.locator("#mode")).to_have_text("▶ REPLAY")
    bar = console.page.locator("#replay-bar")
    expect(bar).to_be_visible()
    expect(console.page.locator("#clock-date")).to_have_text("02 MAY 2023")
    bar.get_by_role("button", name="PAUSE").click()
    expect(bar).to_contain_text("PAUSED")
    bar.get_by_role("button", name="10×").click()
    expect(bar.get_by_role("button", name="10×")).to_have_attribute("aria-pressed", "true")
    bar.get_by_role("button", name="max").click()
    console.page.locator("#map-canvas").press(" ")
    expect(bar.get_by_role("button", name="PAUSE")).to_be_visible()
    assert [body for path, body in server.posts if path == "/api/v1/replay"] == [
        {"paused": True}, {"speed": 10}, {"speed": "max"}, {"paused": False}]
    console.shot("fake-replay")


def test_a_silent_stream_turns_the_picture_stale_and_back(opened):
    console, server = opened("exercise")
    console.wait_for_tracks(14)
    server.silent = True
    stale = console.page.locator("#map-stale")
    expect(stale).to_contain_text(re.compile(r"PICTURE STALE \d"), timeout=8000)
    assert console.page.evaluate("document.documentElement.dataset.connection") == "stale"
    assert "grayscale" in console.page.evaluate("getComputedStyle(document.getElementById('map-canvas')).filter")
    console.shot("fake-stale")
    server.silent = False
    expect(stale).to_be_hidden(timeout=8000)
    assert console.page.evaluate("document.documentElement.dataset.connection") == "live"


def test_a_server_gone_is_unmistakable_and_its_return_is_noticed(opened):
    console, server = opened("live", viewport=SMALL)
    console.expected_problems = ("Failed to load resource", "net::ERR")
    console.wait_for_tracks(160)
    server.refusing = True
    stale = console.page.locator("#map-stale")
    expect(stale).to_contain_text("NO CONNECTION", timeout=8000)
    console.shot("fake-server-gone")
    server.refusing = False
    expect(stale).to_be_hidden(timeout=12000)


def test_a_radar_of_unknown_position_has_a_page_of_its_own(opened):
    console, _ = opened("page")
    expect(console.page.locator("#page-banner")).to_have_text("POSITION UNKNOWN – 1/34 (SAC 1 SIC 34): not on the map")
    console.wait_for_tracks(45)
    assert console.page.evaluate("Number(document.documentElement.dataset.tracksInView)") == 45
    console.shot("fake-position-unknown")
    console.page.get_by_role("tab", name="MAP").click()
    expect(console.page.locator("#page-banner")).to_be_hidden()
    console.wait_until("() => document.documentElement.dataset.tracksInView === '0'")
    console.row(1000).click()
    expect(console.page.locator("#page-banner")).to_be_visible()


def test_an_empty_picture_says_what_it_waits_for(opened):
    console, _ = opened("empty")
    expect(console.page.locator("#map-empty")).to_contain_text("No tracks yet")
    expect(console.page.locator("#alerts-list")).to_contain_text("No alerts.")
    console.shot("fake-empty")


@pytest.mark.parametrize(("name", "viewport"), [("large", LARGE), ("small", SMALL)])
def test_ten_thousand_tracks_stay_usable(opened, name, viewport):
    console, _ = opened("busy", viewport=viewport)
    console.wait_for_tracks(10_000)
    expect(console.page.locator("#tracks-heading")).to_contain_text("/ 10,000")
    expect(console.row(1000)).to_be_visible()
    assert console.page.locator("tr.row").count() < 60
    console.page.locator("#tracks-scroll").evaluate("node => { node.scrollTop = 5000 * 22 }")
    expect(console.row(6005)).to_be_visible()
    console.page.fill("#search", "sqk:7700")
    expect(console.row(1007)).to_be_visible()
    console.row(1007).click()
    expect(console.page.locator("#detail-pane")).to_contain_text("Mode 3/A 7700")
    console.shot(f"fake-busy-{name}")


# The program itself

needs_program = pytest.mark.skipif(not VIGIE, reason="VIGIE_BINARY does not name the built program")


@pytest.fixture(scope="module")
def demo_address(tmp_path_factory):
    process = subprocess.Popen([Path(VIGIE).resolve(), "demo", "--port", "0", "--speed", "20"],
                               cwd=tmp_path_factory.mktemp("demo"), stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    lines, found = [], threading.Event()

    def read():
        for line in process.stderr:
            lines.append(line)
            if re.search(r"vigie: console at (http://\S+)", line):
                found.set()
        found.set()
    threading.Thread(target=read, daemon=True).start()
    try:
        found.wait(60)
        addresses = re.findall(r"vigie: console at (http://\S+)", "".join(lines))
        assert addresses, "the demo printed no address:\n" + "".join(lines)
        yield addresses[0]
        assert process.poll() is None, "the demo ended by itself:\n" + "".join(lines)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.fixture
def demo(browser, demo_address):
    console = Console(browser, demo_address, LARGE)
    yield console
    console.check_clean()
    console.page.close()


def shown_tracks(page):
    """Number, callsign and level of the rows shown."""
    return page.locator("tr.row").evaluate_all(
        "rows => rows.map(row => [Number(row.dataset.track), row.cells[2].textContent, row.cells[4].textContent])")


@needs_program
def test_the_demo_shows_moving_tracks_as_an_exercise(demo):
    demo.wait_for_tracks(3, seconds=60)
    expect(demo.page.locator("#mode")).to_have_text("◆ EXERCISE")
    expect(demo.page.locator("#fictional")).to_contain_text("fictional")
    demo.wait_until("() => Number(document.documentElement.dataset.tracksInView) >= 3")
    demo.page.wait_for_selector("tr.row")
    number = shown_tracks(demo.page)[0][0]
    demo.wait_for_move(number, demo.position_of(number), 2, seconds=30)


@needs_program
def test_a_click_in_the_demo_opens_callsign_level_and_sources(demo):
    demo.wait_for_tracks(3, seconds=60)
    demo.page.wait_for_selector("tr.row")
    deadline = time.monotonic() + 60
    while True:
        named = [track for track in shown_tracks(demo.page) if track[1].strip() and re.match("[FAGH]", track[2])]
        if named or time.monotonic() > deadline:
            break
        demo.page.wait_for_timeout(500)
    assert named, "no track has callsign and level"
    number, callsign, _ = named[0]
    demo.page.locator(f'tr[data-track="{number}"]').click()
    demo.page.keyboard.press("Escape")
    demo.click_on_map(number)
    panel = demo.page.locator("#detail-pane")
    expect(panel.locator("h2")).to_have_text(callsign)
    expect(panel.locator(".detail-level")).to_have_text(re.compile("^[FAGH]-?[0-9]{2,3}"))
    expect(panel.locator(".small-table tbody tr").first).to_be_visible()
    expect(panel).to_contain_text(re.compile("why", re.IGNORECASE))
    demo.shot("demo-detail")


@needs_program
def test_the_demo_tells_its_story_in_alerts_and_takes_an_acknowledgement(demo):
    demo.wait_for_tracks(1, seconds=60)
    wanted = {"emergency-code", "sensor-silent", "volume"}
    seen, deadline = set(), time.monotonic() + STORY_SECONDS
    while not wanted <= seen and time.monotonic() < deadline:
        rules = demo.page.locator(".alert").evaluate_all("rows => rows.map(row => row.dataset.rule)")
        seen |= {"volume" if rule.startswith("volume-") else rule for rule in rules}
        demo.page.wait_for_timeout(300)
    assert wanted <= seen, f"after {STORY_SECONDS} s only {sorted(seen)}"
    for cause in demo.page.locator(".alert-cause").all_inner_texts():
        assert cause.endswith("."), f"not a sentence: {cause!r}"
    demo.shot("demo-alerts")
    row = demo.page.locator(".alert.open").first
    identifier = row.get_attribute("data-alert")
    row.get_by_role("button", name=re.compile("acknowledge")).click()
    expect(demo.page.locator(f'[data-alert="{identifier}"]')).to_contain_text("acked")


@needs_program
def test_the_demo_counts_what_its_sensors_sent(demo):
    demo.wait_for_tracks(1, seconds=60)
    demo.page.click("#sensors-chip")
    rows = demo.page.locator("#sensors-pane tr.sensor")
    expect(rows).not_to_have_count(0)
    expect(demo.page.locator("#sensors-pane")).to_contain_text("fictional")
    demo.shot("demo-sensors")


@needs_program
def test_the_demo_takes_a_pressure_setting(demo):
    demo.wait_for_tracks(1, seconds=60)
    demo.page.click("#settings-chip")
    demo.page.get_by_label("QNH in hectopascals").fill("1011")
    demo.page.get_by_label("transition altitude in feet").fill("5000")
    demo.page.get_by_role("button", name="Apply").click()
    expect(demo.page.locator("#settings-chip")).to_contain_text("QNH 1011")
