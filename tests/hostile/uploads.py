"""Files straight at the place where the page's uploader sends them."""

from typing import Final

from tests.hostile.cases import CLOSED, Case, case
from tests.hostile.wire import request

PLACE: Final = "/_stcore/upload_file/SESSION/a"
FORM: Final = "Content-Type: multipart/form-data; boundary=B"
OURS: Final = ("Cookie: _streamlit_xsrf=TOKEN", "X-Xsrftoken: TOKEN")
TOKEN: Final = "2|1e2e32b6|04a065f2c35762b3c95d2b5f1381fef7|1795796413"  # as they look, of another server
LARGEST: Final = 200 * 2**20  # bytes, server.maxUploadSize


def part(disposition: str = 'form-data; name="file"; filename="a.png"', content: bytes = b"abc") -> bytes:
    """Return one part of a form."""
    return f"--B\r\nContent-Disposition: {disposition}\r\n\r\n".encode() + content + b"\r\n"


def put(*parts: bytes, place: str = PLACE, headers: tuple[str, ...] = (*OURS, FORM), method: str = "PUT") -> bytes:
    """Return a request that sends a form."""
    return request(method, place, *headers, body=b"".join(parts) + b"--B--\r\n")


def told(length: str) -> bytes:
    """Return the head of a request that says how long its body is, and the end of it."""
    return request("PUT", PLACE, *OURS, FORM, f"Content-Length: {length}")


NOT_OURS: Final = [
    case("no token at all", put(part(), headers=(FORM,)), 403),
    case("a token without the cookie", put(part(), headers=(OURS[1], FORM)), 403),
    case("the cookie without a token", put(part(), headers=(OURS[0], FORM)), 403),
    case("another server's token", put(part(), headers=(OURS[0], f"X-Xsrftoken: {TOKEN}", FORM)), 403),
    case("a token that is none", put(part(), headers=(OURS[0], "X-Xsrftoken: 2|||", FORM)), 403),
    case("a token of 50 KB", put(part(), headers=(OURS[0], "X-Xsrftoken: " + "2|" * 25_000, FORM)), 403),
    case("a token that is no text", put(part(), headers=(OURS[0], "X-Xsrftoken: \xff\xfe", FORM)), 403),
    case("no session", put(part(), place="/_stcore/upload_file//a"), 400, 404, 405),
    case("an invented session", put(part(), place="/_stcore/upload_file/0d6d4f32-7d3c-4b0a-9c55-2f1f1d1b9d10/a"), 400),
    case("a session that is a path", put(part(), place="/_stcore/upload_file/..%2f..%2fetc/a"), 400, 404, 405),
    case("a null byte as the session", put(part(), place="/_stcore/upload_file/%00/a"), 400),
    case("POST instead of PUT", put(part(), method="POST"), 405),
    case("an invented file is deleted", request("DELETE", "/_stcore/upload_file/SESSION/b", *OURS), 204),
    case("a stranger's file is deleted", request("DELETE", "/_stcore/upload_file/nobody/b", *OURS), 204),
    case("a file is deleted without a token", request("DELETE", PLACE), 403),
]
FORMS: Final = [
    case("a name that is a path", put(part('form-data; name="file"; filename="../../../serve.py"')), 204),
    case("a name with a null byte", put(part('form-data; name="file"; filename="a\0.png"')), 204, 400),
    case("a name of 60 KB", put(part(f'form-data; name="file"; filename="{"a" * 60_000}"')), 204, 400),
    case("an id that is a path", put(part(), place="/_stcore/upload_file/SESSION/..%5c..%5cserve.py"), 204, 400),
    case("no form", put(headers=(*OURS, "Content-Type: application/json")), 400),
    case("no type", put(part(), headers=OURS), 400),
    case("no boundary", put(part(), headers=(*OURS, "Content-Type: multipart/form-data")), 400),
    case("no such alphabet", put(part(), headers=(*OURS, f"{FORM}; charset=nonsense")), 204, 400),
    case("an alphabet that is a codec", put(part(), headers=(*OURS, f"{FORM}; charset=zlib")), 204, 400),
    case("no file in it", put(part('form-data; name="file"')), 400),
    case("no field's name", put(part('form-data; filename="a"')), 400),
    case("nothing in it", put(), 400),
    case("noise", put(bytes(range(256)) * 100), 400),
    case("a field of 2 MB", put(part('form-data; name="a"', bytes(2**21))), 400),
    case("2000 files", put(*[part()] * 2000), 400),
    case("a part's header of 200 KB", put(part("form-data; " + "a" * 200_000)), 400),
    case("packed", put(part(), headers=(*OURS, FORM, "Content-Encoding: gzip")), 204, 400),
    case("an expectation that is none", put(part(), headers=(*OURS, FORM, "Expect: everything")), 204, 400, 417),
    case("too large by its own word", told(str(LARGEST + 1)), 413),
    case("no length", told("x"), 400),
    case("larger than any disk", told("9" * 18), 413),
    case("a length that Python refuses", told("9" * 5000), 400, CLOSED),
]


def all_of() -> list[Case]:
    """Return all that is sent whole."""
    return [*NOT_OURS, *FORMS]


def endless() -> list[bytes]:
    """Return a file that is larger than it may be and never says how large: its head, its beginning, and a piece."""
    begun = part()[: -len(b"abc\r\n")]
    start = request("PUT", PLACE, *OURS, FORM, "Transfer-Encoding: chunked")
    return [start, b"%x\r\n%b\r\n" % (len(begun), begun), b"%x\r\n%b\r\n" % (2**20, bytes(2**20))]
