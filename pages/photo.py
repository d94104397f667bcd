"""Photo: pictures from files, a snapshot or the sample, read face by face."""

from typing import Final

import streamlit as st

from emotion.images.decode import MAX_BYTES, MAX_PIXELS
from emotion.images.formats import ENDINGS, FORMATS
from emotion.models.store import ModelError
from emotion.sample.scene import PICTURE
from emotion.web.photo import album, cards, in_browser, opened, progress, reading, results, table, view
from emotion.web.server import resources
from emotion.web.shared import consent, detection, model_choice, uploads
from emotion.web.shared.page import begin

EMPTY: Final = {
    "Files": "No picture yet. Choose some, or drag them onto the field above. Without any, try the sample.",
    "Camera": "No picture yet.",
    "Sample": "No picture yet. The sample shows how it works.",
}

SOURCE: Final = "photo source"
KEPT: Final = "Pictures stay in the server's memory, until you remove them or leave."

page = begin("Photos", file="pages/photo.py")
host = page.host
sources = [*EMPTY, in_browser.CHOICE] if in_browser.offered(host) else list(EMPTY)
if st.session_state.get(SOURCE) not in sources:
    st.session_state[SOURCE] = sources[0]
source: str = st.session_state[SOURCE]
here = source == in_browser.CHOICE
st.markdown(f"What the faces in your pictures look like. {in_browser.KEPT if here else KEPT}")
model = page.model()

held = album.album()
networks = model_choice.cards()
titles = model_choice.titles(networks)
compared, blurred = None, False
with st.sidebar:
    if not here:
        compared = st.selectbox(
            "Compare with",
            [name for name in networks if name != model.card.name],
            index=None,
            format_func=lambda name: titles[name],
            placeholder="No other network",
            help="Shows beside each face what another network says.",
            key=f"photo compared to {model.card.name}",
            persist_state="session",
        )
    detector = detection.choose(
        "High finds more small, dim and turned faces, and mistakes more textures for faces.", "photo", not here
    )
    if not here:
        blurred = st.toggle(
            "Blur faces",
            help="In what is shown and in what is downloaded.",
            key="photo blurred",
            persist_state="session",
        )

st.segmented_control("Pictures from", sources, key=SOURCE, required=True, persist_state="session")
files: list[tuple[str, bytes]] = []
if here:
    in_browser.show(host, model, detector.sensitivity)
elif source == "Files":
    chosen = st.file_uploader(
        f"Up to {host.max_pictures} pictures, {host.max_picture_mb} MB together",
        type=uploads.types("image", ENDINGS),
        accept_multiple_files=True,
        max_upload_size=MAX_BYTES // 2**20,
        help=f"{FORMATS}; each at most {MAX_BYTES // 2**20} MB and {MAX_PIXELS // 10**6} megapixels.",
        key=f"files {held.generation}",
    )
    files = uploads.take(chosen)
elif source == "Camera" and not consent.given():
    consent.ask()
elif source == "Camera":
    shot = st.camera_input("Only the picture that you take is sent", resolution="720p", key=f"shot {held.generation}")
    files = [("snapshot.jpg", content) for _, content in uploads.take([shot] if shot else [])]
else:
    st.caption("Eileen Collins, astronaut. NASA, public domain.")
    if st.button("Read the sample picture"):
        files = [("astronaut.jpg", PICTURE.read_bytes())]
if files:
    album.add(held, files, host.max_pictures, host.max_picture_mb)
    held.generation += 1  # the uploader would list them still
    st.rerun()

if not here:
    turns, other = [reading.Turn(held, model, detector)], None
    notes = st.container()  # always there, also empty, so that what stands below is not made anew
    if compared and held.photos:
        try:
            other = resources.loaded_model(compared).expecting(model.expectation)
            turns.append(reading.Turn(held, other, detector, after=model))
        except ModelError as error:
            notes.error(f"{titles[compared]} cannot be used. {error}")
    due = next((turn for turn in turns if turn.due), None)
    with notes:
        tell = progress.show(due) if due else None
        view.problems(held)
        for turn in turns:
            progress.waiting(turn)
    read = reading.read_by(held, model, detector, other)
    several = len(held.photos) > 1
    if read:
        table.all_faces(held, read, compared=other is not None)
        results.downloads(read, model, blurred, other, complete=due is None)
        with st.container():
            if shown := opened.of(held, read):
                opened.show(held, shown, reading.asked(shown, detector, model, other), blurred, several)
        if several:
            cards.show(held, read, blurred)
    else:
        results.forget()
        if not held.photos:
            st.info(EMPTY[source])
    opened.follow(held, several)
    if due and tell:
        due.read(tell, reading.AT_ONCE)
        st.rerun()  # with what was read, and for the others
