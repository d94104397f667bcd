"""Files out of Streamlit's uploaders: taken over whole, so that the server does not hold them twice."""

from collections.abc import Iterable, Sequence

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from emotion.web.shared import device


def types(kind: str, endings: Sequence[str]) -> list[str] | None:
    """Return what an uploader lets in: of phones "image" or "video" and such endings, of computers everything.

    Phones show their photos for that, and tell what a file is whatever its name. Computers tell it by the ending alone,
    so that one without would be refused before it is looked at; a file that is something else gets its own sentence.
    """
    return [kind, *endings] if device.is_phone() else None


def take(files: Iterable[UploadedFile]) -> list[tuple[str, bytes]]:
    """Return names and bytes of uploaded files, and have the server forget them.

    Streamlit holds what was uploaded until the session ends, even after the uploader that it came through is gone, so
    uploading and removing again and again would fill the memory. `st.chat_input` drops its files in this way. Give the
    uploader a new key afterwards, since it still lists the files.
    """
    taken = []
    context = get_script_run_ctx()
    for file in files:
        taken.append((file.name, file.getvalue()))
        if context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
            context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)
    return taken
