"""The interface's routes for videos: sent whole, read as a job, asked for until it is done, and removed."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse

from emotion.api import answers
from emotion.api.readers import Readers
from emotion.api.settings import ApiSettings
from emotion.api.videos import FullError, Videos
from emotion.api.ways import DetectorName, ExpectationName, ModelName, chosen
from emotion.classification.calibration import Expectation
from emotion.detection.base import Sensitivity
from emotion.jobs.folder import new_folder
from emotion.jobs.job import VideoJob, VideoOptions
from emotion.models.store import DEFAULT_MODEL, ModelStore
from emotion.video.analysis import check_length
from emotion.video.file import VideoFile
from emotion.video.opening import VideoError

AGAIN: Final = "30"  # seconds after which who found too many videos waiting may try again
UNKNOWN: Final = "There is no such video: it was removed, or its results were kept long enough."
BODY: Final[dict[str, Any]] = {
    "required": True,
    "content": {
        kind: {"schema": {"type": "string", "format": "binary"}}
        for kind in ("application/octet-stream", "video/mp4", "video/*")
    },
}
# What can be asked of a video that was begun, by the name that the answer has.
LINKS: Final[dict[str, Any]] = {
    name: {"operationId": name, "parameters": {"name": "$response.body#/video"}}
    for name in ("video_state", "video_results", "annotated_video", "remove_video")
}
Owner = Callable[[Request], str]


def routes(
    settings: ApiSettings, store: ModelStore, readers: Readers, owner: Owner, problems: dict[int | str, dict[str, Any]]
) -> tuple[APIRouter, Videos]:
    """Return the routes, and the videos that they keep.

    Args:
        settings: of the interface.
        store: of the networks.
        readers: which have the networks loaded.
        owner: tells who asks.
        problems: what each status says, for the document.
    """
    videos, router = Videos(settings.videos, settings.minutes * 60), APIRouter(prefix="/videos")
    mine: dict[int | str, dict[str, Any]] = {status: problems[status] for status in (401, 404, 422, 429)}

    def job_of(name: str, request: Request) -> VideoJob:
        job = videos.job(name, owner(request))
        if job is None:
            raise HTTPException(404, UNKNOWN)
        return job

    @router.post(
        "",
        status_code=202,
        summary="Send a video, which is read in the background",
        openapi_extra={"requestBody": BODY},
        responses={**{status: problems[status] for status in (401, 413, 415, 422, 429, 503)}, 202: {"links": LINKS}},
    )
    async def begin(
        request: Request,
        response: Response,
        model: ModelName = DEFAULT_MODEL,
        expect: ExpectationName = Expectation.ALIKE,
        detector: DetectorName = None,
        sensitivity: Sensitivity = "normal",
        every: Annotated[int | None, Query(ge=1, le=1000, description="each Nth frame; 12 to 15 a second else")] = None,
        annotated: Annotated[bool, Query(description="make the annotated video as well")] = False,
        blur: Annotated[bool, Query(description="make faces unrecognisable in it")] = False,
    ) -> answers.VideoState:
        way = chosen(store, model, expect, detector, sensitivity)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if not kind.startswith(("video/", "application/octet-stream")):
            raise HTTPException(415, f"Send a video as video/* or application/octet-stream; found {kind or 'no type'}.")
        folder = new_folder()
        source = Path(folder.name) / "source"
        try:
            with source.open("wb") as file:
                async for part in request.stream():
                    # Beside the page the loop carries all cameras, and waits for no disk.
                    await asyncio.to_thread(file.write, part)
            await asyncio.to_thread(_check, source, settings.minutes * 60)
            options = VideoOptions(way.detector, every, blurred=blur, annotated=annotated)
            loaded = await asyncio.to_thread(readers.model, way.model, way.expects)
            name = videos.begin(folder, source, loaded, options, owner(request))
        except VideoError as error:
            folder.cleanup()
            raise HTTPException(422, str(error)) from error
        except FullError:
            raise HTTPException(503, "Too many videos wait; try again later.", {"Retry-After": AGAIN}) from None
        except BaseException:
            folder.cleanup()
            raise
        response.headers["Location"] = f"{request.url.path}/{name}"
        return state(name, request)

    @router.get("/{name}", operation_id="video_state", summary="How far a video is", responses=mine)
    def state(name: str, request: Request) -> answers.VideoState:
        job = job_of(name, request)
        return answers.video_state(name, job.state, videos.place(job))

    @router.get(
        "/{name}/results",
        operation_id="video_results",
        summary="What was read of a video",
        response_class=Response,
        responses={200: {"content": {"application/json": {}, "text/csv": {}}}, **mine, 409: problems[409]},
    )
    def results(name: str, request: Request, format: Literal["json", "csv"] = "json") -> Response:
        found = job_of(name, request).state
        if found.export is None:
            raise HTTPException(409, found.problem or "The video is not read yet.")
        if format == "csv":
            return PlainTextResponse(found.export.csv(), media_type="text/csv")
        return Response(found.export.json, media_type=JSONResponse.media_type)

    @router.get(
        "/{name}/annotated",
        operation_id="annotated_video",
        summary="The annotated video",
        response_class=FileResponse,
        responses={200: {"content": {"video/mp4": {}}}, **mine, 409: problems[409]},
    )
    def annotated(name: str, request: Request) -> Response:
        found = job_of(name, request).state
        if found.result is None or found.result.output is None:
            raise HTTPException(409, found.problem or "There is no annotated video, or none yet.")
        return FileResponse(found.result.output.path, media_type="video/mp4")

    @router.delete(
        "/{name}",
        operation_id="remove_video",
        status_code=204,
        summary="Stop a video, and remove it and its results",
        responses=mine,
    )
    def remove(name: str, request: Request) -> None:
        if not videos.remove(name, owner(request)):
            raise HTTPException(404, UNKNOWN)

    return router, videos


def _check(source: Path, longest: float) -> None:
    """Refuse at once what is no video or too long, which waiting for one's turn would not change."""
    with VideoFile(source) as file:
        check_length(file, longest)
