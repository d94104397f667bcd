"""What comes in: the size of a request before it is read, and the pictures in it."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.datastructures import Headers, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from emotion.images.decode import MAX_BYTES

FORM: Final = "multipart/form-data"
RAW: Final = ("image/", "application/octet-stream")  # beginnings of the types of a picture that is the whole body
UNNAMED: Final = "picture"
FULL: Final = "Too many requests are held already; try again later."
AGAIN: Final = "2"  # seconds after which who was sent away may try again
# For OpenAPI: FastAPI itself would have read a form before its size and the key are known.
BODY: Final[Mapping[str, Any]] = {
    "required": True,
    "content": {
        FORM: {
            "schema": {
                "type": "object",
                "properties": {
                    "pictures": {
                        "type": "array",
                        "items": {"type": "string", "format": "binary"},
                        "minItems": 1,
                        "maxItems": 20,
                    }
                },
                "required": ["pictures"],
                "additionalProperties": False,
            }
        },
        "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
        "image/*": {"schema": {"type": "string", "format": "binary"}},
    },
}


class SizeLimit:
    """ASGI middleware that refuses a request of too many bytes: by what it says of itself, else once they have come.

    It counts what all requests together hold, too: many that are let in could take the machine's memory.
    """

    def __init__(self, app: ASGIApp, megabytes: int, together: int) -> None:
        """Make it.

        Args:
            app: that the others go to.
            megabytes: of 2^20 bytes, that a request may have.
            together: likewise all that are not answered yet.
        """
        self.app, self.most, self.together, self.held = app, megabytes * 2**20, together * 2**20, 0
        self.answer = JSONResponse(
            {"detail": f"A request may have {megabytes} MB at most."}, 413, {"Connection": "close"}
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        said = Headers(scope=scope).get("content-length", "0")
        if not said.isdecimal() or int(said) > self.most:
            await self.answer(scope, receive, send)
            return
        came = 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            size = len(message.get("body", b""))
            came, self.held = came + size, self.held + size
            if came > self.most:
                raise HTTPException(413, "The request has more bytes than it may have.", {"Connection": "close"})
            if self.held > self.together:
                raise HTTPException(503, FULL, {"Connection": "close", "Retry-After": AGAIN})
            return message

        try:
            await self.app(scope, counted, send)
        finally:
            self.held -= came


async def pictures_of(request: Request, most: int) -> list[tuple[str, bytes]]:
    """Return names and bytes of the pictures in a request.

    Raises:
        HTTPException: 415 for a body of another type, 422 for one without pictures or with too many.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind.startswith(RAW):
        return [(UNNAMED, await request.body())]
    if kind != FORM:
        raise HTTPException(415, f"Send pictures as {FORM}, or one as image/* or {RAW[1]}; found {kind or 'no type'}.")
    async with request.form(max_files=most + 1, max_fields=most, max_part_size=MAX_BYTES) as form:
        files = [value for value in form.getlist("pictures") if isinstance(value, UploadFile)]
        if not 1 <= len(files) <= most or len(form.multi_items()) != len(files):
            raise HTTPException(422, f"Expected 1 to {most} files, each in a field called pictures, and nothing else.")
        return [(file.filename or UNNAMED, await file.read()) for file in files]
