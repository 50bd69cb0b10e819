"""From the globe to the plane, in kilometres: equal areas, so that a circle of 50 km is as large wherever it lies."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, atan2, cos, degrees, hypot, pi, radians, sin, sqrt
from typing import Protocol

import numpy as np

from crosswire.view.shapes import EARTH_KM, Floats

# Coefficients of the Equal Earth projection (Šavrič, Patterson and Jenny 2018).
_A = (1.340264, -0.081106, 0.000893, 0.003796)


class Projection(Protocol):
    """Degrees to kilometres; x grows to the east, y to the north."""

    @property
    def whole(self) -> bool:
        """Whether it shows the whole globe, cut along a meridian."""

    def forward(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Points of the plane."""


@dataclass(frozen=True, slots=True)
class Azimuthal:
    """Lambert's azimuthal equal-area projection around a point: for anything up to half a continent around."""

    lat: float
    lon: float
    whole = False

    def forward(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Points of the plane; what lies opposite on the globe is far out, never undefined."""
        turn, phi, here = np.radians(lon - self.lon), np.radians(lat), radians(self.lat)
        near = 1 + sin(here) * np.sin(phi) + cos(here) * np.cos(phi) * np.cos(turn)
        k = EARTH_KM * np.sqrt(2 / np.maximum(near, 1e-9))
        return k * np.cos(phi) * np.sin(turn), k * (cos(here) * np.sin(phi) - sin(here) * np.cos(phi) * np.cos(turn))

    def backward(self, x: float, y: float) -> tuple[float, float]:
        """(longitude, latitude) of a point of the plane."""
        far = hypot(x, y) / EARTH_KM
        if far < 1e-9:
            return self.lon, self.lat
        angle, here = 2 * asin(min(far / 2, 1.0)), radians(self.lat)
        lat = asin(max(-1.0, min(1.0, cos(angle) * sin(here) + (y / EARTH_KM) * sin(angle) * cos(here) / far)))
        turn = atan2(x / EARTH_KM * sin(angle), far * cos(here) * cos(angle) - y / EARTH_KM * sin(here) * sin(angle))
        return (self.lon + degrees(turn) + 180) % 360 - 180, degrees(lat)


@dataclass(frozen=True, slots=True)
class EqualEarth:
    """The Equal Earth projection of the whole globe around a meridian; longitudes lie within 180 degrees of it."""

    lon: float = 0.0
    whole = True

    def forward(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Points of the plane."""
        t = np.arcsin(sqrt(3) / 2 * np.sin(np.radians(lat)))
        t2 = t * t
        t6 = t2**3
        slope = _A[0] + 3 * _A[1] * t2 + t6 * (7 * _A[2] + 9 * _A[3] * t2)
        x = 2 * sqrt(3) * np.radians(lon - self.lon) * np.cos(t) / (3 * slope)
        return EARTH_KM * x, EARTH_KM * t * (_A[0] + _A[1] * t2 + t6 * (_A[2] + _A[3] * t2))


WORLD_KM = 36_000.0  # how wide a map of the world is
_REGION_KM = 10_000.0  # what is wider is drawn as part of the world


@dataclass(frozen=True, slots=True)
class Frame:
    """What a map shows: its middle in degrees, and how many kilometres it is wide."""

    lat: float
    lon: float
    km: float

    @property
    def projection(self) -> Azimuthal | EqualEarth:
        """The projection that suits it."""
        return Azimuthal(self.lat, self.lon) if self.km <= _REGION_KM else EqualEarth(self.lon)


@dataclass(frozen=True, slots=True)
class View:
    """A frame on a sheet of ``width`` by ``height`` units."""

    frame: Frame
    width: float
    height: float

    @property
    def per_km(self) -> float:
        """Units of the sheet for a kilometre."""
        return self.width / self.frame.km

    def place(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Points of the sheet; y grows downwards."""
        projection = self.frame.projection
        x, y = projection.forward(lon, lat)
        cx, cy = projection.forward(np.array([self.frame.lon]), np.array([self.frame.lat]))
        return self.width / 2 + (x - cx) * self.per_km, self.height / 2 - (y - cy) * self.per_km

    def points(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Points of the sheet, each for itself: whichever way round the globe is shorter."""
        return self.place((lon - self.frame.lon + 180) % 360 - 180 + self.frame.lon, lat)

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """One point of the sheet."""
        x, y = self.points(np.array([lon]), np.array([lat]))
        return float(x[0]), float(y[0])

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a point lies on the sheet."""
        x, y = self.point(lon, lat)
        return 0 <= x <= self.width and 0 <= y <= self.height

    def reach(self) -> tuple[float, float, float, float]:
        """(west, south, east, north) in degrees of a box that holds all that can be seen; west may lie below -180."""
        if self.frame.projection.whole:
            return self.frame.lon - 180, -90.0, self.frame.lon + 180, 90.0
        angle = min(hypot(self.width, self.height) / 2 / self.per_km / EARTH_KM * 1.1, pi)
        south, north = self.frame.lat - degrees(angle), self.frame.lat + degrees(angle)
        if south <= -90 or north >= 90:
            return self.frame.lon - 180, max(south, -90), self.frame.lon + 180, min(north, 90)
        turn = degrees(asin(min(1.0, sin(min(angle, pi / 2)) / cos(radians(self.frame.lat)))))
        return self.frame.lon - turn, south, self.frame.lon + turn, north


def circle(lon: float, lat: float, km: float, points: int = 48) -> tuple[Floats, Floats]:
    """The points of the globe that lie ``km`` from one, in degrees, going round; longitudes run on beyond ±180."""
    angle, phi = min(km / EARTH_KM, pi), radians(lat)
    round_ = np.linspace(0, 2 * pi, points, endpoint=False)
    there = np.arcsin(np.clip(sin(phi) * cos(angle) + cos(phi) * sin(angle) * np.cos(round_), -1, 1))
    turn = np.arctan2(np.sin(round_) * sin(angle) * cos(phi), cos(angle) - sin(phi) * np.sin(there))
    return lon + np.degrees(turn), np.degrees(there)


def distance(lon: Floats, lat: Floats, to_lon: float, to_lat: float) -> Floats:
    """How far points lie from one, in km."""
    a, b = np.radians(lat), radians(to_lat)
    half = np.sin((a - b) / 2) ** 2 + np.cos(a) * cos(b) * np.sin(np.radians(lon - to_lon) / 2) ** 2
    angle: Floats = 2 * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return EARTH_KM * angle
