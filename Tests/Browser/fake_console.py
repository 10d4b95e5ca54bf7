#!/usr/bin/env python3
"""A stand-in for the console's server: the page, its API and a picture stream with made-up traffic.

It speaks docs/formats/picture-stream.md and docs/formats/console-api.md, so that the page can be
looked at, and tested, in states a demonstration does not reach:

    Tests/Browser/fake_console.py --mode busy --tracks 10000 --port 8090

Modes: empty (no tracks yet), exercise (a demonstration's story), live (identities of every kind),
replay, busy (10,000 tracks over Europe), page (one sensor of unknown position), stale (the stream
falls silent after 5 s), hostile (markup in every text), unmanned (drones that send Remote ID).
"""

import argparse
import json
import math
import os
import random
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

APP_FOLDER = Path(__file__).resolve().parents[2] / "Web" / "app"
UNIT_FOLDER = Path(__file__).resolve().parent / "unit"
SECURITY_POLICY = "default-src 'self'"
CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".otf": "font/otf",
    ".bin": "application/octet-stream", ".md": "text/plain; charset=utf-8", ".txt": "text/plain; charset=utf-8",
}
MODES = ("empty", "exercise", "live", "replay", "busy", "page", "stale", "hostile", "unmanned")

NO_LEVEL, NO_SPEED, NO_CODE, NO_ADDRESS = -32768, 65535, 65535, 0xFFFFFFFF
LEVEL_NONE, LEVEL_FLIGHT_LEVEL, LEVEL_ALTITUDE, LEVEL_GEOMETRIC, LEVEL_MEASURED = range(5)
PENDING, UNKNOWN, ASSUMED_FRIEND, FRIEND, NEUTRAL, SUSPECT, HOSTILE, JOKER, FAKER = range(9)
IDENTITY_NAMES = ["pending", "unknown", "assumed friend", "friend", "neutral", "suspect", "hostile", "joker", "faker"]
COASTING, ON_GROUND, TENTATIVE, EXTERNAL, ALERTED, EMERGENCY, SIMULATED, PRIMARY_ONLY, SPI, NOT_VALIDATED = (
    1 << bit for bit in range(10))
PSR, SSR, MODE_S, ADS_B, MLAT, EXTERNAL_SOURCE, SURFACE, REMOTE_ID = (1 << bit for bit in range(8))

MARKUP = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"
AIRLINES = "KLM BAW AFR DLH SWR EZY RYR IBE TAP AUA WZZ SAS".split()


class Track:
    """One made-up aircraft moving on a great-circle-like straight line."""

    def __init__(self, number, latitude, longitude, speed_knots, angle_degrees, level=None, **rest):
        self.number, self.latitude, self.longitude = number, latitude, longitude
        self.speed_knots, self.angle_degrees, self.level = speed_knots, angle_degrees, level
        self.kind = rest.get("kind", LEVEL_FLIGHT_LEVEL if level is not None else LEVEL_NONE)
        self.vertical_rate = rest.get("vertical_rate")
        self.code, self.callsign, self.address = rest.get("code"), rest.get("callsign", ""), rest.get("address")
        self.identity, self.flags = rest.get("identity", PENDING), rest.get("flags", 0)
        self.sources, self.page, self.quality = rest.get("sources", SSR), rest.get("page", 0), rest.get("quality", 6)
        self.age = rest.get("age", 0.4)
        self.trail = []

    def move(self, seconds):
        if self.speed_knots:
            radians = math.radians(self.angle_degrees)
            degrees = self.speed_knots * seconds / 3600 / 60
            self.latitude += degrees * math.cos(radians)
            self.longitude += degrees * math.sin(radians) / max(0.1, math.cos(math.radians(self.latitude)))
        if self.level is not None and self.vertical_rate:
            self.level += self.vertical_rate * seconds / 60 / 100

    def record(self):
        rate = self.vertical_rate
        return struct.pack(
            "<IiihhHHHBBHHHBb8sIHH", self.number,
            round(self.latitude * 1e7), round(self.longitude * 1e7),
            NO_LEVEL if self.level is None else round(self.level * 4),
            NO_LEVEL if rate is None else round(rate),
            NO_SPEED if self.speed_knots is None else round(self.speed_knots * 10),
            round((self.angle_degrees or 0) * 65536 / 360) & 0xFFFF,
            NO_CODE if self.code is None else self.code,
            self.kind, self.identity, self.flags, self.sources, round(self.age * 10), self.page,
            0 if not rate else (1 if rate > 0 else -1),
            self.callsign.encode("ascii", "replace")[:8].ljust(8),
            NO_ADDRESS if self.address is None else self.address, self.quality, 0)


def exercise_tracks():
    def airliner(number, callsign, latitude, longitude, angle, level, code, **rest):
        rest.setdefault("identity", ASSUMED_FRIEND)
        rest.setdefault("sources", SSR | MODE_S | ADS_B)
        rest.setdefault("flags", SIMULATED)
        return Track(number, latitude, longitude, rest.pop("speed", 455), angle, level, callsign=callsign,
                     code=code, address=0x062000 + number, **rest)
    return [
        airliner(1001, "XNG101", 14.6, 3.2, 42, 350, 0o4217),
        airliner(1002, "XNG204", 15.9, 6.9, 28, 370, 0o4221, identity=NEUTRAL),
        airliner(1003, "XSH330", 17.9, 4.6, 202, 330, 0o1144, identity=NEUTRAL),
        airliner(1004, "XLK077", 13.72, 5.4, 95, 182.5, 0o4233, vertical_rate=1500, speed=380),
        airliner(1005, "XSA612", 14.3, 1.4, 118, 241, 0o7700, vertical_rate=-2100,
                 flags=SIMULATED | ALERTED | EMERGENCY, speed=420),
        airliner(1006, "XNG118", 13.62, 2.55, 268, 24, 0o4301, kind=LEVEL_ALTITUDE, speed=178, vertical_rate=-700),
        airliner(1007, "XCH909", 18.4, 8.6, 187, 390, 0o2255, flags=SIMULATED | COASTING, age=9.2,
                 identity=NEUTRAL),
        airliner(1008, "XMI04", 16.1, 9.4, 310, 123, 0o5012, identity=FRIEND, kind=LEVEL_GEOMETRIC, speed=290),
        Track(1042, 15.2, 4.55, 212, 148, None, identity=UNKNOWN, sources=PSR,
              flags=SIMULATED | PRIMARY_ONLY | ALERTED),
        Track(1043, 13.1, 7.9, 118, 305, 50, kind=LEVEL_MEASURED, identity=PENDING, sources=PSR,
              flags=SIMULATED | PRIMARY_ONLY | TENTATIVE),
        Track(1044, 13.4815, 2.1836, 11, 90, None, callsign="XTUG1", identity=FRIEND, sources=SURFACE,
              flags=SIMULATED | ON_GROUND),
        Track(1045, 15.05, 8.25, 440, 60, 310, code=0o6120, identity=ASSUMED_FRIEND, sources=EXTERNAL_SOURCE,
              flags=SIMULATED | EXTERNAL),
        Track(1046, 14.05, 6.4, 350, 240, 280, code=0o3311, identity=SUSPECT, sources=SSR, callsign="",
              flags=SIMULATED),
        Track(1047, 17.1, 6.2, 410, 10, 260, code=0o1200, identity=JOKER, sources=SSR | PSR, callsign="RED11",
              flags=SIMULATED),
    ]


def unmanned_tracks():
    """Two multirotors, one of which hovers, and a helicopter near them; `operator` is where the operator is said to be."""
    def drone(number, latitude, longitude, speed, angle, identifier, operator, kind):
        track = Track(number, latitude, longitude, speed, angle, 3.5, kind=LEVEL_GEOMETRIC, identity=UNKNOWN,
                      sources=REMOTE_ID)
        track.unmanned = {"identifier": identifier, "operator": operator, "kind": kind}
        return track
    return [
        drone(1, 48.1030, 11.5800, 16, 70, "1581F4XFC229400A1B2C", (48.1002, 11.5731), "live"),
        drone(2, 48.0952, 11.5865, 0, 0, "FA1234TESTDRONE00002", (48.0940, 11.5912), "take-off"),
        Track(3, 48.11, 11.60, 90, 250, 18, callsign="DHXAB", code=0o7000, address=0x3D1234, identity=NEUTRAL,
              sources=SSR | MODE_S | ADS_B),
    ]


def random_tracks(count, seed, latitudes, longitudes, emergencies=True):
    source, tracks = random.Random(seed), []
    for index in range(count):
        identity = source.choices(range(9), weights=[12, 14, 8, 16, 42, 4, 2, 1, 1])[0]
        flags = source.choices([0, COASTING, TENTATIVE, EXTERNAL], weights=[88, 4, 5, 3])[0]
        tracks.append(Track(
            1000 + index, source.uniform(*latitudes), source.uniform(*longitudes), source.uniform(90, 510),
            source.uniform(0, 360), source.uniform(8, 410), code=source.randrange(4096),
            callsign=source.choice(AIRLINES) + str(source.randrange(10, 9999)) if source.random() < 0.85 else "",
            address=source.randrange(1 << 24), identity=identity, flags=flags,
            vertical_rate=source.choice([None, 0, 0, 1400, -1800]),
            sources=source.choice([SSR, SSR | MODE_S, SSR | MODE_S | ADS_B, ADS_B, PSR | SSR]),
            age=source.uniform(0.1, 4)))
    if emergencies:
        for index, code in ((7, 0o7700), (40, 0o7600), (77, 0o7500)):
            if index < len(tracks):
                tracks[index].code, tracks[index].identity = code, UNKNOWN
                tracks[index].flags |= ALERTED | EMERGENCY
    return tracks


class FakeConsole:
    """The state behind the page; `server` hands it out over HTTP on 127.0.0.1."""

    def __init__(self, mode="exercise", count=None, port=0, seed=1):
        if mode not in MODES:
            raise ValueError(f"mode {mode!r} is none of {', '.join(MODES)}")
        self.mode, self.changed = mode, threading.Condition()
        self.number, self.posts, self.requests = 1, [], []
        self.silent = self.refusing = self.closed = False
        self.revision = {"status": 1, "alerts": 1, "sensors": 1}
        self.origin_ms = 1_683_014_461_000 if mode in ("replay", "page") else time.time() * 1000
        self.picture_ms, self.paused, self.speed = self.origin_ms, False, 1
        self.settings = {"qnhHectopascals": 1011, "transitionAltitudeFeet": 5000}
        self.tracks, self.removed = {t.number: t for t in self.make_tracks(count, seed)}, []
        self.alerts = self.make_alerts()
        self.server = ThreadingHTTPServer(("127.0.0.1", port), self.handler())
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/"

    # The made-up world

    def make_tracks(self, count, seed):
        if self.mode == "empty":
            return []
        if self.mode in ("live", "replay"):
            return random_tracks(count or 160, seed, (44, 51), (-5, 9))
        if self.mode == "busy":
            return random_tracks(count or 10_000, seed, (36, 60), (-12, 28))
        if self.mode == "page":
            tracks = random_tracks(count or 45, seed, (-1.6, 1.6), (-1.6, 1.6), emergencies=False)
            for track in tracks:
                track.page, track.address, track.callsign, track.sources = 1, None, "", SSR
            return tracks
        if self.mode == "unmanned":
            return unmanned_tracks()
        tracks = exercise_tracks()
        if self.mode == "hostile":
            for track in tracks:
                track.callsign = "<b>X</b>"
        return tracks

    def text(self, plain):
        return f"{plain} {MARKUP}" if self.mode == "hostile" else plain

    def make_alerts(self):
        if self.mode in ("empty", "page", "unmanned"):
            return []
        if self.mode in ("live", "replay", "busy"):
            return [self.alert(5, "critical", "emergency-code", "Squawk 7700", "Mode 3/A 7700: general emergency.", 1007),
                    self.alert(6, "warning", "emergency-code", "Squawk 7600", "Mode 3/A 7600: radio failure.", 1040)][
                        : 2 if len(self.tracks) > 40 else 1]
        return [
            self.alert(7, "critical", "emergency-code", "Squawk 7700",
                       "Mode 3/A 7700 received twice from 226/1: general emergency.", 1005),
            self.alert(8, "warning", "volume-predicted", "Entry into NIGER-P1 predicted in 2 min 40 s",
                       "The primary-only track keeps 148° at 212 kt and will enter NIGER-P1 (GND–FL195) at 21:14:30.",
                       1042, volume="NIGER-P1"),
            self.alert(9, "warning", "sensor-silent", "Niamey SSR silent",
                       "No message for 24 s; it sent one every 4 s before.", None, sensor="226/2"),
            self.alert(4, "advisory", "track-coasting", "Track coasting 9 s", "No sensor has updated it since 21:11:31.",
                       1007, acknowledged=True),
            self.alert(3, "advisory", "sensor-silent", "Agadez ADS-B silent", "No message for 12 s.", None,
                       sensor="226/9", state="cleared", acknowledged=True),
        ]

    def alert(self, number, priority, rule, title, cause, track, **rest):
        acknowledged = rest.get("acknowledged", False)
        known = self.tracks.get(track)
        return {
            "id": number, "priority": priority, "state": rest.get("state", "active"), "rule": rule,
            "title": self.text(title), "cause": self.text(cause), "track": track,
            "label": (known.callsign or f"TRK {track}") if known else None, "sensor": rest.get("sensor"),
            "volume": rest.get("volume"), "raisedMs": self.origin_ms - 38_000,
            "clearedMs": self.origin_ms - 2_000 if rest.get("state") == "cleared" else None,
            "acknowledgedMs": self.origin_ms - 9_000 if acknowledged else None,
            "acknowledgedBy": "operator" if acknowledged else None,
        }

    def status(self):
        exercise = self.mode in ("exercise", "stale", "empty", "hostile")
        replay = self.mode in ("replay", "page")
        return {
            "kind": "status", "mode": "EXERCISE" if exercise else "REPLAY" if replay else "LIVE",
            "title": self.text("Niger theatre" if exercise else "230502-est-080001_BCN.ast" if replay else "Sector NW"),
            "fictional": self.text("Every callsign, route, fix, volume and sensor is fictional.") if exercise else None,
            "timeMs": int(self.picture_ms),
            "start": {"lat": 15.6, "lon": 5.4, "rangeNM": 250} if exercise
            else None if self.mode == "page" else {"lat": 47.5, "lon": 2.0, "rangeNM": 170 if self.mode != "busy" else 500},
            "settings": self.settings,
            "replay": {"paused": self.paused, "speed": self.speed, "positionMs": int(self.picture_ms),
                       "startMs": int(self.origin_ms - 600_000), "endMs": int(self.origin_ms + 3_000_000),
                       "finished": False} if replay else None,
            "pages": [{"page": 1, "sensor": "1/34", "name": self.text("SAC 1 SIC 34"), "rangeNM": 120,
                       "reason": "POSITION UNKNOWN"}] if self.mode == "page" else [],
            "recording": {"state": "on", "bytes": 18_234_112, "detail": "3 segments"},
            "counters": {"tracks": len(self.tracks), "entries": 182_331, "refusals": 12},
        }

    def sensors(self):
        def sensor(identifier, name, kind, state, latitude, longitude, **rest):
            return {
                "id": identifier, "name": self.text(name), "type": kind, "fictional": self.mode in ("exercise", "stale"),
                "position": None if latitude is None else {"lat": latitude, "lon": longitude},
                "rangeNM": rest.get("range", 200), "state": state,
                "lastMessageMs": None if state == "waiting" else int(self.picture_ms - rest.get("silence", 1.3) * 1000),
                "scanPeriodSeconds": rest.get("period", 4.0), "records": rest.get("records", 18_220),
                "plots": rest.get("plots", 17_904), "used": rest.get("used", 17_680), "refused": rest.get("refused", 0),
                "reasons": rest.get("reasons", []), "notes": [self.text(note) for note in rest.get("notes", [])],
                "siteMonitors": rest.get("monitors", []), "registration": rest.get("registration"),
            }
        if self.mode == "page":
            return [sensor("1/34", "SAC 1 SIC 34", "Mode A/C radar", "up", None, None, range=120, period=5.0,
                           notes=["No position is configured: its tracks are on a page of their own."])]
        if self.mode in ("exercise", "stale", "empty", "hostile"):
            up = "waiting" if self.mode == "empty" else "up"
            return [
                sensor("226/1", "Niamey Mode S", "Mode S radar", up, 13.48, 2.17, refused=12,
                       reasons=[{"reason": "I048/040 missing", "count": 9}, {"reason": "record cut short", "count": 3}],
                       monitors=[{"code": "7777", "lat": 13.9, "lon": 2.4}],
                       registration={"rangeMetres": 150.3, "rangeSigmaMetres": 2.5, "azimuthDegrees": 0.298,
                                     "azimuthSigmaDegrees": 0.0035, "clockSeconds": 0.012, "clockSigmaSeconds": 0.031,
                                     "pairs": 5484, "applied": True, "clockApplied": False, "jumpedMs": None}),
                sensor("226/2", "Tahoua SSR", "SSR radar", "silent" if up == "up" else up, 14.88, 5.26, silence=24,
                       notes=["Silent since 21:11:52; its tracks live on Niamey Mode S and ADS-B."]),
                sensor("226/3", "Agadez primary", "primary radar", up, 16.97, 8.0, range=90, period=10.0, plots=4021),
                sensor("226/9", "Agadez ADS-B", "ADS-B ground station", "degraded" if up == "up" else up, 16.97, 8.05,
                       range=220, period=None, notes=["Position messages arrive 2.1 s late."]),
            ]
        return [sensor("8/1", "Paris CDG", "Mode S radar", "up", 49.0, 2.6, range=170),
                sensor("8/2", "Nantes", "primary radar", "degraded", 47.15, -1.6, range=80),
                sensor("8/9", "Lyon ADS-B", "ADS-B ground station", "up", 45.7, 5.1, range=200)]

    def airspace(self):
        if self.mode in ("exercise", "stale", "empty", "hostile"):
            return {
                "volumes": [
                    {"id": "p1", "name": self.text("NIGER-P1"), "kind": "protected", "lower": "GND", "upper": "FL195",
                     "ring": [[14.5, 4.7], [14.5, 5.3], [13.95, 5.45], [13.8, 5.0], [14.1, 4.6]], "fictional": True},
                    {"id": "r4", "name": self.text("NIGER-R4"), "kind": "restricted", "lower": "FL100", "upper": "FL245",
                     "ring": [[17.6, 6.8], [17.9, 8.0], [17.1, 8.4], [16.8, 7.1]], "fictional": True}],
                "aerodromes": [{"icao": "DRRN", "name": "Niamey", "lat": 13.4815, "lon": 2.1836},
                               {"icao": "DRZA", "name": "Agadez", "lat": 16.966, "lon": 8.0},
                               {"icao": "DRZR", "name": "Zinder", "lat": 13.779, "lon": 8.984},
                               {"icao": "DRRT", "name": "Tahoua", "lat": 14.876, "lon": 5.265}],
                "fixes": [{"name": "XAMBU", "lat": 16.25, "lon": 3.5, "fictional": True},
                          {"name": "XOLIK", "lat": 18.1, "lon": 5.9, "fictional": True}],
                "routes": [{"name": "XU1", "points": [[13.48, 2.18], [16.25, 3.5], [18.1, 5.9], [19.2, 6.9]],
                            "fictional": True},
                           {"name": "XU7", "points": [[13.48, 2.18], [13.77, 5.77], [13.78, 8.98]], "fictional": True}],
            }
        if self.mode == "page":
            return {"volumes": [], "aerodromes": [], "fixes": [], "routes": []}
        return {"volumes": [{"id": "r14", "name": "LF-R14", "kind": "restricted", "lower": "GND", "upper": "FL195",
                             "ring": [[48.0, -2.5], [48.4, -0.8], [47.5, -0.4], [47.3, -2.2]]}],
                "aerodromes": [{"icao": "LFPG", "name": "Paris", "lat": 49.01, "lon": 2.55}], "fixes": [], "routes": []}

    def detail(self, number):
        track = self.tracks.get(number)
        if track is None:
            return None
        prefix = {LEVEL_FLIGHT_LEVEL: "F", LEVEL_ALTITUDE: "A", LEVEL_GEOMETRIC: "G", LEVEL_MEASURED: "H"}.get(track.kind)
        kind = {"F": "flight level", "A": "altitude on QNH", "G": "geometric height", "H": "measured height"}.get(prefix)
        names = ["Tahoua primary", "Tahoua SSR", "Niamey Mode S", "Agadez ADS-B", "Niamey MLAT", "External tracker", "SMR",
                 "Gate 4 Remote ID"]
        technologies = ["PSR", "SSR", "Mode S", "ADS-B", "MLAT", "system track", "surface radar", "Remote ID"]
        return {
            "number": number, "page": track.page, "callsign": track.callsign or None,
            "mode3A": None if track.code is None else f"{track.code:04o}", "mode3AValidated": True,
            "modeSAddress": None if track.address is None else f"{track.address:06X}",
            "identity": IDENTITY_NAMES[track.identity],
            "identityReasons": ["+0.3 says who it is by Remote ID, unauthenticated: "
                                + self.text(track.unmanned["identifier"])] if hasattr(track, "unmanned")
            else [self.text("The primary radar sees it, no transponder answers."),
                                "It left no flight plan and answers no interrogation."]
            if track.flags & PRIMARY_ONLY else [self.text("Its address belongs to a known operator."),
                                                "ADS-B and radar positions agree within 0.2 NM."],
            "lat": track.latitude, "lon": track.longitude,
            "level": None if track.level is None else {"value": track.level, "kind": kind,
                                                       "text": f"{prefix}{round(track.level):03d}"},
            "verticalRateFtMin": track.vertical_rate, "groundspeedKt": track.speed_knots,
            "trackAngleDeg": track.angle_degrees,
            "state": "coasting" if track.flags & COASTING else "tentative" if track.flags & TENTATIVE
            else "external" if track.flags & EXTERNAL else "confirmed",
            "onGround": bool(track.flags & ON_GROUND), "primaryOnly": bool(track.flags & PRIMARY_ONLY),
            "emergency": "Mode 3/A 7700: general emergency" if track.flags & EMERGENCY else None,
            "firstSeenMs": int(self.origin_ms - 400_000), "lastUpdateMs": int(self.picture_ms - track.age * 1000),
            "quality": track.quality, "sigmaMetres": 84.2, "updates": 213,
            "sources": [{"sensor": f"226/{bit + 1}", "name": self.text(names[bit]), "technology": technologies[bit],
                         "ageSeconds": track.age + bit * 0.7, "plots": 96 + bit}
                        for bit in range(8) if track.sources & 1 << bit],
            **self.unmanned_detail(track), **self.estimate_detail(track),
            "items": [] if track.flags & PRIMARY_ONLY else self.unmanned_items(track) or [
                {"group": "Mode S", "name": "Selected altitude", "value": "37,008 ft"},
                {"group": "Mode S", "name": "Magnetic heading", "value": "41.3°"},
                {"group": "Mode S", "name": "Indicated airspeed", "value": "268 kt"},
                {"group": "Mode S", "name": "Mach", "value": "0.78"},
                {"group": "ADS-B", "name": "NACp", "value": "9"}, {"group": "ADS-B", "name": "NIC", "value": "8"},
                {"group": "ADS-B", "name": "SIL", "value": "3"}, {"group": "ADS-B", "name": "Category", "value": "A3"}],
            "alerts": [alert["id"] for alert in self.alerts if alert["track"] == number],
            "history": track.trail[-60:],
            "levels": [] if track.level is None else [
                [int(self.picture_ms - age * 1000), track.level + (0 if not track.vertical_rate else -1)
                 * (track.vertical_rate or 0) * age / 6000 + 0.3 * math.sin(age / 30)] for age in range(600, -1, -10)],
        }

    @staticmethod
    def estimate_detail(track):
        """How good the track is and how it moves, and the other system that follows it too; nothing of another system's own."""
        if track.flags & EXTERNAL:
            return {"estimate": None, "otherSystems": []}
        return {
            "otherSystems": [{"sensor": "25/10", "name": "Neighbour", "trackNumber": 1234, "isFused": True}],
            "estimate": {
                "ellipse": {"semiMajorMetres": 96, "semiMinorMetres": 70, "directionDeg": 132, "alongMetres": 71,
                            "acrossMetres": 95},
                "velocitySigmaKt": 4.1, "turnRateDegPerSecond": -2.94, "alongAcceleration": 0.42, "acrossAcceleration": -9.1,
                "mode": {"course": "turning left", "groundspeed": "accelerating", "vertical": "climbing"},
                "models": [{"name": "left turn", "probability": 0.82}, {"name": "strong manoeuvre", "probability": 0.11}],
                "existence": 0.9987,
                **({"estimatedHeight": {"feet": 23400, "sigmaFeet": 1200}} if track.flags & PRIMARY_ONLY else {}),
                "ages": [{"source": "SSR", "ageSeconds": 1.2}, {"source": "Mode S", "ageSeconds": 1.2},
                         {"source": "ADS-B", "ageSeconds": 0.4}]}}

    def unmanned_detail(self, track):
        unmanned = getattr(track, "unmanned", None)
        if unmanned is None:
            return {"unmanned": None}
        latitude, longitude = unmanned["operator"]
        return {"unmanned": {
            "identifier": self.text(unmanned["identifier"]), "identifierType": "serial number",
            "trust": "claimed by the aircraft itself, not authenticated",
            "operator": {"lat": latitude, "lon": longitude, "kind": unmanned["kind"], "distanceMetres": 598}}}

    def unmanned_items(self, track):
        unmanned = getattr(track, "unmanned", None)
        if unmanned is None:
            return []
        latitude, longitude = unmanned["operator"]
        rows = [("identifier", f"{unmanned['identifier']} (serial number)"),
                ("trust", "claimed by the aircraft itself, not authenticated"), ("type", "helicopter or multirotor"),
                ("class", "open, class C2"), ("status", "airborne"), ("operator", "FIN87astrdge12k8"),
                ("operator position", f"{latitude:.5f}° {longitude:.5f}°, {unmanned['kind']}"),
                ("operator to aircraft", "598 m")]
        return [{"group": "Unmanned aircraft", "name": name, "value": self.text(value)} for name, value in rows]

    # The clock

    def run(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        threading.Thread(target=self.tick, daemon=True).start()
        return self

    def close(self):
        self.closed = True
        with self.changed:
            self.changed.notify_all()
        self.server.shutdown()
        self.server.server_close()

    def tick(self):
        last = time.monotonic()
        while not self.closed:
            time.sleep(1.0)
            now = time.monotonic()
            elapsed, last = now - last, now
            speed = 0 if self.paused else 60 if self.speed == "max" else self.speed
            with self.changed:
                self.picture_ms += elapsed * 1000 * speed
                for track in self.tracks.values():
                    track.move(elapsed * speed)
                    if len(self.tracks) < 1000:
                        track.trail.append([track.latitude, track.longitude, int(self.picture_ms)])
                self.number += 1
                self.revision["status"] += 1
                self.revision["sensors"] += 1
                self.changed.notify_all()
            if self.mode == "stale" and self.number > 6:
                self.silent = True

    # The stream

    def header(self, kind):
        return struct.pack("<BBHIq", kind, 1, 48, self.number, int(self.picture_ms * 1e6))

    def snapshot(self):
        records = [track.record() for track in self.tracks.values()]
        return self.header(1) + struct.pack("<I", len(records)) + b"".join(records)

    def delta(self, previous):
        moving = [track.record() for track in self.tracks.values()]
        removed = list(self.removed)
        return (self.header(2) + struct.pack("<III", previous, len(moving), len(removed)) + b"".join(moving)
                + struct.pack(f"<{len(removed)}I", *removed))

    def message(self, value):
        return self.header(4) + json.dumps(value).encode()

    def stream(self, send):
        """Sends messages until the reader leaves; `send` takes one body."""
        with self.changed:
            bodies = [self.message(self.status()), self.message(self.sensors_message()),
                      self.message(self.alerts_message()), self.snapshot()]
            held, sent, alerts = self.number, 0, self.revision["alerts"]
        while not self.closed:
            if not self.silent:
                for body in bodies:
                    send(body)
            with self.changed:
                self.changed.wait(0.5)
                bodies = []
                if self.number != held:
                    sent += 1
                    bodies = [self.snapshot() if sent % 10 == 0 else self.delta(held),
                              self.message(self.status()), self.message(self.sensors_message())]
                    held = self.number
                if self.revision["alerts"] != alerts:
                    alerts = self.revision["alerts"]
                    bodies.append(self.message(self.alerts_message()))
                bodies.append(self.header(3))

    def explanation(self, number):
        """The last scans of a track: one with two candidates, one without any."""
        def plot(**members):
            return {"timeMs": int(self.picture_ms), "place": "60.12 km 45.01°", "identity": "3C6DD8", "sigmas": 0.6,
                    "gateSigmas": 7.1, "costOfNoTrack": 48.2, **members}
        taken = plot(distanceMetres=52, cost=20.3, taken=True, outcome="taken: the same Mode S address")
        other = plot(distanceMetres=4210, sigmas=31.2, taken=False, identity="4A0001",
                     outcome="another Mode S address; went to track 1007")
        return {"number": number, "entries": [
            {"timeMs": int(self.picture_ms), "sensor": "Niamey Mode S", "omitted": 3, "plots": [taken, other],
             "text": "52 m from the prediction; standard deviation 84 → 61 m"},
            {"timeMs": int(self.picture_ms) - 4000, "plots": [], "omitted": 0, "text": "is seen again"}]}

    def alerts_message(self):
        return {"kind": "alerts", "alerts": self.alerts}

    def sensors_message(self):
        return {"kind": "sensors", "sensors": self.sensors()}

    # Commands

    def command(self, path, body):
        self.posts.append((path, body))
        if path == "/api/v1/replay":
            self.paused = body.get("paused", self.paused)
            self.speed = body.get("speed", self.speed)
        elif body.get("command") == "acknowledge":
            alert = next((a for a in self.alerts if a["id"] == body.get("alert")), None)
            if alert is None:
                return 404, {"error": f"There is no alert {body.get('alert')}."}
            alert.update(acknowledgedMs=int(self.picture_ms), acknowledgedBy="operator")
        elif body.get("command") == "setQNH":
            pressure = body.get("hectopascals")
            if pressure is not None and not 850 <= pressure <= 1100:
                return 422, {"error": f"QNH {pressure} hPa is outside 850 to 1100 hPa."}
            self.settings = {"qnhHectopascals": pressure, "transitionAltitudeFeet": body.get("transitionAltitudeFeet")}
        else:
            return 400, {"error": f"Unknown command {body.get('command')!r}."}
        with self.changed:
            self.revision["alerts"] += 1
            self.number += 1
            self.changed.notify_all()
        return 200, {"ok": True}

    def handler(console):  # noqa: N805 - the request handler below has a `self` of its own
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                console.requests.append(self.path)
                path = self.path.split("?")[0]
                if console.refusing:
                    self.close_connection = True
                elif path == "/api/v1/picture/stream":
                    self.picture_stream()
                elif path == "/api/v1/airspace":
                    self.reply_json(200, console.airspace())
                elif path.startswith("/api/v1/tracks/") and path.endswith("/explanation"):
                    self.reply_json(200, console.explanation(int(path.split("/")[4])))
                elif path.startswith("/api/v1/tracks/"):
                    number = path.rsplit("/", 1)[1]
                    detail = console.detail(int(number)) if number.isdigit() else None
                    self.reply_json(*((200, detail) if detail else (404, {"error": f"There is no track {number}."})))
                else:
                    self.file("index.html" if path == "/" else path.lstrip("/"))

            def do_POST(self):
                length = min(int(self.headers.get("Content-Length", "0")), 65536)
                self.reply_json(*console.command(self.path, json.loads(self.rfile.read(length))))

            def picture_stream(self):
                self.send_response(200)
                self.send_header("Content-Type", "application/octet-stream")
                self.send_header("Cache-Control", "no-store")
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()

                def send(body):
                    if console.refusing:
                        raise ConnectionResetError
                    data = struct.pack("<I", len(body)) + body
                    self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
                try:
                    console.stream(send)
                except OSError:
                    pass
                self.close_connection = True

            def reply_json(self, code, value):
                self.reply(code, "application/json", json.dumps(value).encode())

            def file(self, name):
                folder = UNIT_FOLDER if name.startswith("unit/") else APP_FOLDER
                target = (folder.parent / name if folder is UNIT_FOLDER else folder / name).resolve()
                if not target.is_file() or folder not in target.parents:
                    return self.reply_json(404, {"error": "no such file"})
                kind = CONTENT_TYPES.get(target.suffix, "application/octet-stream")
                return self.reply(200, kind, target.read_bytes())

            def reply(self, code, kind, data):
                self.send_response(code)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.send_header("Content-Security-Policy", SECURITY_POLICY)
                self.send_header("X-Content-Type-Options", "nosniff")
                self.send_header("Cache-Control", "no-cache")
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass
        return Handler


def main():
    parser = argparse.ArgumentParser(description="serves the console page with made-up traffic")
    parser.add_argument("--mode", choices=MODES, default="exercise")
    parser.add_argument("--tracks", type=int)
    parser.add_argument("--port", type=int, default=8090)
    options = parser.parse_args()
    console = FakeConsole(options.mode, options.tracks, options.port).run()
    print(f"fake console ({options.mode}) at {console.address}", flush=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        os._exit(0)


if __name__ == "__main__":
    main()
