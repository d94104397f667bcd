"""Requests that no browser sends: too much of everything, two ends, other hosts, other methods."""

from typing import Final

from tests.hostile.cases import CLOSED, Case, case
from tests.hostile.wire import END, HERE, request

HEALTHY: Final = b'{"status":"ok"'
LIMIT: Final = 2**16  # bytes that uvicorn waits for at least before it gives a request up
MANY: Final = [f"X-{number}: a" for number in range(4000)]
HOST: Final = f"Host: {HERE}\r\n".encode()
JSON: Final = "Content-Type: application/json"
CHUNKED: Final = b"Transfer-Encoding: chunked\r\n"
SECOND: Final = b"GET /metrics HTTP/1.1\r\n" + HOST + END


def head(line: bytes, *headers: bytes) -> bytes:
    """Return a request's head of lines that may be anything, without END."""
    return line + b"\r\n" + HOST + b"".join(header + b"\r\n" for header in headers)


TOO_MUCH: Final = [
    case("a header of 60 KB", request("GET", "/healthz", "X: " + "a" * 60_000), 200, 400, own=HEALTHY),
    case("a header of 64 KB", request("GET", "/healthz", "X: " + "a" * LIMIT), 200, 400, own=HEALTHY),
    case("a header of 1 MB", request("GET", "/healthz", "X: " + "a" * 2**20), 400, CLOSED),
    case("a cookie of 1 MB", request("GET", "/_stcore/health", "Cookie: a=" + "a" * 2**20), 400, CLOSED),
    case("a header's name of 1 MB", request("GET", "/", "X" * 2**20 + ": a"), 400, CLOSED),
    case("4000 headers", request("GET", "/healthz", *MANY), 200, 400, own=HEALTHY),
    case("40000 headers", request("GET", "/healthz", *MANY * 10), 400, CLOSED),
    case("an address of 60 KB", request("GET", "/" + "a" * 60_000), 200, 400, 414),
    case("an address of 1 MB", request("GET", "/" + "a" * 2**20), 400, 414, CLOSED),
    case("a query of 1 MB", request("GET", "/healthz?" + "a" * 2**20), 400, 414, CLOSED),
    case("30000 folders", request("GET", "/a" * 30_000), 200, 400, 414),
    case("a method of 1 MB", request("A" * 2**20, "/"), 400, CLOSED),
    case("2000 ranges", request("GET", "/", "Range: bytes=" + ",".join(["0-0"] * 2000)), 200, 400, 416, 206),
    case("2000 families", request("GET", "/_stcore/metrics?" + "families=a&" * 2000), 200, own=b"# EOF"),
    case("2000 cookies", request("GET", "/_stcore/health", "Cookie: " + "; ".join(["a=b"] * 2000)), 200, own=b"ok"),
]
ENDS: Final = [
    case(
        "a length and chunks, and a request that only one of them hides",
        head(b"POST /healthz HTTP/1.1", b"Content-Length: 5") + CHUNKED + b"\r\n0\r\n\r\n" + SECOND,
        400,
    ),
    case(
        "chunks and a length", head(b"GET / HTTP/1.1") + CHUNKED + b"Content-Length: 6\r\n" + END + b"0\r\n\r\nX", 400
    ),
    case("two lengths", head(b"POST / HTTP/1.1", b"Content-Length: 4", b"Content-Length: 5") + END + b"abcde", 400),
    case("a list of lengths", head(b"POST / HTTP/1.1", b"Content-Length: 4, 5") + END + b"abcde", 400),
    case("a length below zero", head(b"POST / HTTP/1.1", b"Content-Length: -4") + END + b"abcd", 400),
    case("a length with a sign", head(b"POST / HTTP/1.1", b"Content-Length: +4") + END + b"abcd", 400),
    case("a length in hexadecimal", head(b"POST / HTTP/1.1", b"Content-Length: 0x4") + END + b"abcd", 400),
    case("a length of 30 digits", head(b"POST / HTTP/1.1", b"Content-Length: " + b"9" * 30) + END + b"abcd", 400),
    case(
        "a space before the colon", head(b"POST / HTTP/1.1", b"Transfer-Encoding : chunked") + END + b"0\r\n\r\n", 400
    ),
    case("chunks that are no chunks", head(b"POST / HTTP/1.1", b"Transfer-Encoding: xchunked") + END, 400),
    case("chunks in gzip", head(b"POST / HTTP/1.1", b"Transfer-Encoding: gzip, chunked") + END + b"0\r\n\r\n", 400),
    case("chunks twice", head(b"POST / HTTP/1.1") + CHUNKED * 2 + END + b"0\r\n\r\n", 400),
    case("chunks in 1.0", head(b"POST / HTTP/1.0") + CHUNKED + END + b"0\r\n\r\n" + SECOND, 400, 405),
    case("a chunk's size is no number", head(b"POST / HTTP/1.1") + CHUNKED + END + b"ZZ\r\nabc\r\n0\r\n\r\n", 400),
    case("a chunk's size is below zero", head(b"POST / HTTP/1.1") + CHUNKED + END + b"-1\r\nabc\r\n", 400),
    case("a chunk is longer than it says", head(b"POST / HTTP/1.1") + CHUNKED + END + b"3\r\nabcd\r\n0\r\n\r\n", 400),
    case("a chunk of 2^72 bytes", head(b"POST / HTTP/1.1") + CHUNKED + END + b"f" * 18 + b"\r\nabc", 400, 405),
    case("a header over two lines", head(b"GET / HTTP/1.1", b"X: a\r\n b") + END, 200, 400),
    case("a null byte in a header", head(b"GET / HTTP/1.1", b"X: a\0b") + END, 400),
    case("a carriage return alone", head(b"GET / HTTP/1.1", b"X: a\rSet-Cookie: b=c") + END, 400),
    case("no header's name", head(b"GET / HTTP/1.1", b": a") + END, 400),
    case("a second request in the first one's body", request("GET", "/healthz", body=SECOND), 200, own=HEALTHY),
]
STRANGE: Final = [
    case("no host", b"GET / HTTP/1.1\r\n" + END, 400),
    case("two hosts", head(b"GET / HTTP/1.1", b"Host: example.org") + END, 400),
    case("another protocol", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(300) + b"\r\n\r\n", 400),
    case("HTTP/2 at once", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, 404),
    case("HTTP/2 by an upgrade", request("GET", "/", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"), 200, 400),
    case("no such version", head(b"GET / HTTP/7.4") + END, 200, 400, 505),
    case("letters that are no ASCII", "GET /ä HTTP/1.1\r\n".encode() + HOST + END, 400),
    case("another server's address", request("GET", "http://example.org/healthz"), 400, 404),
    case("a way through to another server", request("CONNECT", "example.org:443"), 400, 404, 405),
    case("no address", request("OPTIONS", "*"), 400, 404),
    case("a range backwards", request("GET", "/", "Range: bytes=9-1"), 200, 400, 416),
    case("a range of words", request("GET", "/", "Range: bytes=a-b"), 200, 400, 416),
    case("a redirection elsewhere", request("GET", "/%5cexample.org/"), 400),
    case("a redirection to a share", request("GET", "/%09/example.org/"), 200, 301, 400),
    case("another origin", request("GET", "/_stcore/health", "Origin: http://example.org"), 200, own=b"ok"),
    case("a session without a browser", request("POST", "/_stcore/agent/interact", JSON, body=b"{}"), 403),
    case("tools without a browser", request("POST", "/_stcore/agent/mcp", JSON, body=b"{}"), 400, 403),
    case("programs where none are answered", request("POST", "/api/v1/read", JSON, body=b"{}"), 404),
    case("a script in the address", request("GET", "/<script>alert(1)</script>?<script>"), 200, 400),
    case(
        "a protocol buffer is asked for",
        request("GET", "/_stcore/metrics?families=a", "Accept: application/x-protobuf"),
        200,
        own=b"",
    ),
]
HOSTS: Final = ["example.org", "example.org/x?y#z", "127.0.0.1:99999999", "[::1", "a b", "../../etc", "<script>", ""]
PROXIED: Final = [
    "X-Forwarded-For: 127.0.0.1",
    "X-Forwarded-For: ::1",
    "X-Forwarded-For: 127.0.0.1, 198.51.100.7",
    "X-Forwarded-For:",
    "X-Forwarded-For: nonsense",
    "x-FORWARDED-fOr: localhost",
    "Forwarded: for=127.0.0.1",
    "X-Real-IP: 127.0.0.1",
]
METHODS: Final = ("POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "BREW")
PLACES: Final = (
    "/",
    "/photo",
    "/healthz",
    "/metrics",
    "/static/js/index.js",
    "/media/a",
    "/component/COMPONENT/index.html",
    "/_stcore/health",
    "/_stcore/metrics",
    "/_stcore/host-config",
    "/_stcore/stream",
    "/_stcore/bidi-components/a/b",
    "/_stcore/upload_file/SESSION/a",
    "/_stcore/agent/interact",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp",
    "/_stcore/script-health-check",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
)


def all_of() -> list[Case]:
    """Return all of them but those for which the tests have more to say."""
    hosts = [case(f"the host {host!r}", request("GET", "/photo/", host=host), 301, 400) for host in HOSTS]
    return [*TOO_MUCH, *ENDS, *STRANGE, *hosts]


def methods(place: str) -> list[Case]:
    """Return every method that is not for reading at a place."""
    return [case(method, request(method, place), 400, 403, 404, 405) for method in METHODS]
